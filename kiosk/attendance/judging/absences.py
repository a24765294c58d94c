"""Which sessions of a duty were missed (KQ-2-2; D-09 to D-11)."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.attendance.judging.doubts import doubt_of_absence, doubt_of_time
from kiosk.attendance.judging.duty_case import DutyCase
from kiosk.attendance.judging.excuses import is_away_in
from kiosk.attendance.judging.plan import PlannedSession
from kiosk.attendance.judging.rulebook import Unresolved
from kiosk.attendance.judging.statuses import Doubt, Verdict
from kiosk.attendance.timetable import Direction, Session


@dataclass(frozen=True, slots=True)
class Absence:
    """A session that counts as absent, and why."""

    session: PlannedSession
    evidence: tuple[str, ...]
    doubt: Doubt | None


def absences(duty: DutyCase) -> dict[Session, Absence]:
    """The sessions that count as absent, each for the first reason that holds."""
    found: dict[Session, Absence] = {}
    if duty.missing or is_too_late(duty):
        for absence in _absences(duty):
            found.setdefault(absence.session.session, absence)
    return found


def is_too_late(duty: DutyCase) -> bool:
    """Whether somebody came so late that the office counts it as absence (D-10)."""
    limit = duty.rules.late_as_absent_after
    if limit is None or Direction.IN not in duty.valid or Direction.IN in duty.visits:
        return False
    return duty.minutes_off(Direction.IN) > limit


def doubt_of_missing(duty: DutyCase, way: Direction) -> Doubt | None:
    """Whether a missing punch was surely not made, in all the time in which it could have been."""
    start, end = duty.duty.start - duty.rules.prep, duty.duty.end
    if way is Direction.OUT:
        start, end = duty.duty.start, duty.duty.over
    return doubt_of_absence(duty.case, duty.plan, start, end)


def _absences(duty: DutyCase) -> Iterator[Absence]:
    missing = duty.missing
    for way in missing:
        if duty.verdict(way) is Verdict.ABSENT:  # D-11
            yield Absence(duty.session(way), duty.evidence(), None)
    if len(missing) == len(duty.due):
        yield from _without_punch(duty)
    for way in missing:
        if duty.verdict(way) is None and duty.rules.unresolved is Unresolved.ABSENT:
            yield Absence(duty.session(way), duty.evidence(), doubt_of_missing(duty, way))
    if is_too_late(duty):
        yield _by_lateness(duty)


def _without_punch(duty: DutyCase) -> Iterator[Absence]:
    """D-09: neither a valid punch, nor leave, nor a visit."""
    for session in duty.duty.sessions:
        if not is_away_in(session, duty.left.leaves, duty.case.evidence.visits):
            yield Absence(session, duty.evidence(), _doubt(duty, session))


def _by_lateness(duty: DutyCase) -> Absence:
    came, session = duty.valid[Direction.IN], duty.session(Direction.IN)
    doubt = doubt_of_time(duty.case, came.tap, duty.left.start, came.at)
    return Absence(session, came.evidence, doubt or _doubt(duty, session))


def _doubt(duty: DutyCase, session: PlannedSession) -> Doubt | None:
    return doubt_of_absence(duty.case, duty.plan, session.start, session.end)
