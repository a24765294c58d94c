"""Judges one duty of one person: which of its sessions were missed, then its two slots."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.attendance.judging.absences import Absence, absences
from kiosk.attendance.judging.case import Case, Charge
from kiosk.attendance.judging.duty_case import MINUTE, DutyCase, Made
from kiosk.attendance.judging.excuses import Remainder, is_on_duty_elsewhere
from kiosk.attendance.judging.plan import DayPlan, DutyPlan, PlannedSession
from kiosk.attendance.judging.results import Line, SlotResult
from kiosk.attendance.judging.slot_judge import judge_slot
from kiosk.attendance.judging.statuses import Rule
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.timetable import Direction, Session, Slot

_NONE = timedelta()


@dataclass(slots=True)
class DutyResult:
    """What became of a duty."""

    slots: dict[Slot, SlotResult] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    absent: Collection[Session] = ()
    attended: int = 0
    """Sessions."""
    worked_minutes: int = 0


def judge_duty(
    case: Case, plan: DayPlan, duty: DutyPlan, left: Remainder, made: Mapping[Direction, Made]
) -> DutyResult:
    """The result of one duty; `left` is what leave leaves of it, `made` are its punches."""
    if left.covered_by is not None:
        return _on_leave(left.covered_by, duty, left, made)
    facts = DutyCase(case, plan, duty, left, made)
    missed = absences(facts)
    done = DutyResult(absent=missed.keys())
    for way in facts.due:
        slot = facts.slot(way)
        result, charge = judge_slot(facts, way, missed)
        done.slots[slot] = result
        if charge is not None and case.fined(plan.rules):
            done.lines.append(case.line(plan, slot, charge, slot=slot))
    if missed and case.fined(plan.rules):
        done.lines += [_absence_line(facts, absence) for absence in missed.values()]
    done.attended = sum([_is_attended(facts, each, missed) for each in duty.sessions])
    done.worked_minutes = _worked_minutes(facts)
    return done


def _on_leave(
    kind: LeaveKind, duty: DutyPlan, left: Remainder, made: Mapping[Direction, Made]
) -> DutyResult:
    done = DutyResult(attended=len(duty.sessions) if kind.is_duty else 0)
    leaves = tuple(leave.id for leave in left.leaves)
    for way, due in ((Direction.IN, left.start), (Direction.OUT, left.end)):
        there = made.get(way)
        at, taps = (None, ()) if there is None else (there.at, there.evidence)
        done.slots[duty.duty.slot(way)] = SlotResult(due, at, kind, evidence=(*taps, *leaves))
    return done


def _absence_line(duty: DutyCase, absence: Absence) -> Line:
    """KQ-2-2, once for each session (D-09)."""
    session, start, end = absence.session
    left = min(end, duty.left.end) - max(start, duty.left.start)
    fine, evidence = duty.rules.absence, absence.evidence
    charge = Charge(Rule.ABSENCE, fine, left // MINUTE, evidence, absence.doubt)
    return duty.case.line(duty.plan, session, charge, slot=session)


def _is_attended(duty: DutyCase, session: PlannedSession, missed: Collection[Session]) -> bool:
    if session.session in missed:
        return False
    if is_on_duty_elsewhere(session, duty.left.leaves):
        return True
    came, went = duty.valid.get(Direction.IN), duty.valid.get(Direction.OUT)
    start = duty.left.start if came is None else came.at
    end = duty.left.end if went is None else went.at
    return bool(duty.valid or duty.visits) and start < session.end and session.start < end


def _worked_minutes(duty: DutyCase) -> int:
    """Between in and out, inside the planned hours; of a visit, the planned time counts."""
    came, went = _presence(duty, Direction.IN), _presence(duty, Direction.OUT)
    if came is None or went is None:
        return 0
    minutes = 0
    for each in duty.duty.sessions:
        minutes += max(min(went, each.end) - max(came, each.start), _NONE) // MINUTE
    return minutes


def _presence(duty: DutyCase, way: Direction) -> datetime | None:
    if way in duty.visits:
        return duty.due[way]
    return duty.times[way] if way in duty.valid else None
