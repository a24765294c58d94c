"""Judges one person's day: its duties, then what was found out about him on it."""

from collections.abc import Iterable, Mapping, Sequence

from kiosk.attendance.judging.case import Case, Charge
from kiosk.attendance.judging.duty_case import MINUTE, Made
from kiosk.attendance.judging.duty_judge import judge_duty
from kiosk.attendance.judging.evidence import ApprovedFinding
from kiosk.attendance.judging.excuses import Remainder, remainder
from kiosk.attendance.judging.findings import with_findings
from kiosk.attendance.judging.plan import DayPlan, DutyPlan
from kiosk.attendance.judging.results import DayResult, Line, SlotResult
from kiosk.attendance.judging.statuses import Rule, Status
from kiosk.attendance.timetable import Direction, Duty, Session, Slot
from kiosk.money import Fen

Punches = Mapping[Duty, Mapping[Direction, Made]]
"""What fills each duty of a person."""

_NOTHING: Mapping[Direction, Made] = {}


def judge_day(
    case: Case, plan: DayPlan, punches: Punches, findings: Sequence[ApprovedFinding] = ()
) -> DayResult:
    """The result of one day; `findings` are those of this day."""
    if not case.person.works_on(plan.date):
        return DayResult(plan.date, plan.day, plan.season)
    if not plan.day.working:
        return _day_off(case, plan, punches, findings)
    duties = [
        judge_duty(case, plan, duty, left, punches.get(duty.duty, _NOTHING))
        for duty, left in left_of(plan, case)
    ]
    lines = [line for duty in duties for line in duty.lines]
    if plan.rules.absence_by_day:
        lines = _one_absence(case, plan, lines)
    absent = {session for duty in duties for session in duty.absent}
    lines = with_findings(case, plan, lines, absent, findings)
    slots = {slot: result for duty in duties for slot, result in duty.slots.items()}
    return DayResult(
        date=plan.date,
        day=plan.day,
        season=plan.season,
        slots=_priced(slots, lines),
        lines=tuple(lines),
        due_sessions=len(Session),
        attended_sessions=sum(duty.attended for duty in duties),
        absent_sessions=len(absent),
        worked_minutes=sum(duty.worked_minutes for duty in duties),
        hours=plan.hours,
    )


def left_of(plan: DayPlan, case: Case) -> list[tuple[DutyPlan, Remainder]]:
    """The day's duties, and what leave leaves of each."""
    leaves = case.evidence.leaves
    return [(duty, remainder(duty, leaves)) for duty in plan.duties]


def _day_off(
    case: Case, plan: DayPlan, punches: Punches, findings: Sequence[ApprovedFinding]
) -> DayResult:
    """Who comes all the same is recorded, and due nothing (regulation §4.1)."""
    came = {
        duty.slots[way]: SlotResult(duty.due(way), at.at, Status.REST, evidence=at.evidence)
        for duty in plan.duties
        for way, at in punches.get(duty.duty, _NOTHING).items()
    }
    slots = {**plan.rest, **came} if came else plan.rest
    return DayResult(
        date=plan.date,
        day=plan.day,
        season=plan.season,
        slots=slots,
        lines=tuple(with_findings(case, plan, (), (), findings)),
        overtime_minutes=_minutes_there(slots) if came else 0,
        hours=plan.hours,
    )


def _minutes_there(slots: Mapping[Slot, SlotResult]) -> int:
    """From each way in to the way out that follows it; lunch need not be punched."""
    minutes = 0
    came = None
    for slot, result in slots.items():
        if slot.direction is Direction.IN:
            came = result.at or came
        elif came is not None and result.at is not None:
            minutes += (result.at - came) // MINUTE
            came = None
    return minutes


def _one_absence(case: Case, plan: DayPlan, lines: Sequence[Line]) -> list[Line]:
    """`absence.unit = "day"`: one line for a day with any absent session (D-09)."""
    absences = [line for line in lines if line.rule is Rule.ABSENCE]
    if not absences:
        return list(lines)
    charge = Charge(
        Rule.ABSENCE,
        plan.rules.absence,
        minutes=sum(line.minutes for line in absences),
        evidence=tuple(each for line in absences for each in line.evidence),
        doubt=absences[0].doubt if all(line.doubt for line in absences) else None,
    )
    slot = absences[0].slot if len(absences) == 1 else None
    day = case.line(plan, "day", charge, slot=slot)
    return [*(line for line in lines if line.rule is not Rule.ABSENCE), day]


def _priced(slots: dict[Slot, SlotResult], lines: Iterable[Line]) -> dict[Slot, SlotResult]:
    """The slots with what their lines cost; what a session or the day costs stands at its first."""
    for line in lines:
        if line.fen and line.rule not in (Rule.ERRAND, Rule.UNIFORM):
            about = next(slot for slot in slots if line.slot in (slot, slot.session, None))
            slots[about] = slots[about]._replace(fen=Fen(slots[about].fen + line.fen))
    return slots
