"""Judges one slot: in time, late, early or missing (KQ-2-0, KQ-2-1; D-03 to D-05, D-11, D-13)."""

from collections.abc import Collection

from kiosk.attendance.judging.absences import doubt_of_missing, is_too_late
from kiosk.attendance.judging.case import Charge
from kiosk.attendance.judging.doubts import doubt_of_time
from kiosk.attendance.judging.duty_case import MINUTE, DutyCase, Made
from kiosk.attendance.judging.results import SlotResult
from kiosk.attendance.judging.rulebook import Unresolved
from kiosk.attendance.judging.statuses import Rule, Status, Verdict
from kiosk.attendance.timetable import Direction, Session
from kiosk.money import Fen

Ruling = tuple[SlotResult, Charge | None]
"""What became of a slot, and what is held against the person for it."""


def judge_slot(duty: DutyCase, way: Direction, absent: Collection[Session]) -> Ruling:
    """The ruling on one slot; in a session that counts as `absent` nothing else is charged."""
    if way in duty.visits:
        return duty.result(way, Status.FIELD_DUTY, cites=(duty.visits[way].id,)), None
    is_absent = bool(absent) and duty.session(way).session in absent
    if way in duty.valid:
        result, charge = _judge_time(duty, way, duty.valid[way], is_absent=is_absent)
        return result, None if is_absent else charge
    if not duty.is_over:
        return duty.result(way, Status.OPEN), None
    if is_absent:
        return duty.result(way, Status.ABSENT, rule=Rule.ABSENCE), None
    return _judge_missing(duty, way)


def _judge_time(duty: DutyCase, way: Direction, made: Made, *, is_absent: bool) -> Ruling:
    minutes = duty.minutes_off(way)
    if minutes <= 0:
        return _judge_preparation(duty, way, made, -minutes)
    if way is Direction.IN and is_too_late(duty):
        return duty.result(way, Status.ABSENT_LATE, rule=Rule.ABSENCE, minutes=minutes), None
    if is_absent:
        return duty.result(way, Status.ABSENT, rule=Rule.ABSENCE), None
    return _judge_tier(duty, way, made, minutes)


def _judge_tier(duty: DutyCase, way: Direction, made: Made, minutes: int) -> Ruling:
    """Late, or left early: each is an event of its own (KQ-2-1, D-05)."""
    tiers = duty.rules.tiers
    late = Status.SERIOUS_LATE if tiers.of(minutes) else Status.LATE
    status = late if way is Direction.IN else Status.EARLY_LEAVE
    rule = tiers.rule(minutes)
    result = duty.result(way, status, rule=rule, minutes=minutes)
    start, end = sorted((duty.due[way], made.at))
    doubt = doubt_of_time(duty.case, made.tap, start, end)
    return result, Charge(rule, tiers.fine(minutes), minutes, result.evidence, doubt)


def _judge_preparation(duty: DutyCase, way: Direction, made: Made, early: int) -> Ruling:
    """In time; a reminder where it was not early enough to prepare (KQ-2-0, D-13)."""
    if way is Direction.OUT or duty.left.start_moved_by:
        return duty.result(way, Status.NORMAL), None
    rules = duty.rules
    short = rules.prep // MINUTE - early
    if short <= 0 or duty.duty.sessions[0].session not in rules.prep_sessions:
        return duty.result(way, Status.NORMAL), None
    result = duty.result(way, Status.NORMAL, rule=Rule.PREP, prep_missed=True)
    if not rules.prep_fine:
        return result, None
    doubt = doubt_of_time(duty.case, made.tap, duty.due[way] - rules.prep, made.at)
    return result, Charge(Rule.PREP, rules.prep_fine, short, result.evidence, doubt)


def _judge_missing(duty: DutyCase, way: Direction) -> Ruling:
    """A missing punch waits for a decision, unless the office says otherwise (D-11)."""
    if duty.verdict(way) is Verdict.WAIVE:
        return duty.result(way, Status.WAIVED, rule=Rule.MISSING), None
    missing = Status.MISSING_IN if way is Direction.IN else Status.MISSING_OUT
    result = duty.result(way, missing, rule=Rule.MISSING)
    if duty.rules.unresolved is Unresolved.IGNORE:
        return result, None
    doubt = doubt_of_missing(duty, way)
    return result, Charge(Rule.MISSING, Fen(0), evidence=duty.evidence(), doubt=doubt)
