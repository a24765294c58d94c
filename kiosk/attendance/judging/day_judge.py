"""Judges one person's day: its duties, then what was found out about him on it (KQ-2-3, KQ-2-4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.duty_judge import DutyResult, Made, judge_duty
from kiosk.attendance.judging.evidence import ApprovedFinding
from kiosk.attendance.judging.excuses import Excused, excused
from kiosk.attendance.judging.plan import DayPlan, DutyPlan
from kiosk.attendance.judging.results import DayResult, Line, SlotResult
from kiosk.attendance.judging.statuses import FindingKind, LineState, Rule, Status
from kiosk.attendance.timetable import Direction, Duty, Session, Slot
from kiosk.money import Fen

Punches = Mapping[Duty, Mapping[Direction, Made]]
"""What fills each duty of a person."""

_NOTHING: Mapping[Direction, Made] = {}
_MINUTE = timedelta(minutes=1)


def judge_day(
    case: Case, plan: DayPlan, punches: Punches, findings: Sequence[ApprovedFinding] = ()
) -> DayResult:
    """The result of one day; `findings` are those of this day."""
    if not case.person.works_on(plan.date):
        return DayResult(plan.date, plan.day, plan.season)
    if not plan.day.working:
        return _day_off(plan, punches)
    duties = [
        judge_duty(case, plan, duty, left, punches.get(duty.duty, _NOTHING))
        for duty, left in left_of(plan, case)
    ]
    lines = [line for duty in duties for line in duty.lines]
    if plan.rules.absence_by_day:
        lines = _one_absence(case, plan, lines)
    if findings and case.fined(plan.rules):
        lines = _with_findings(case, plan, lines, findings)
    return DayResult(
        date=plan.date,
        day=plan.day,
        season=plan.season,
        slots=_priced(_slots(duties), lines),
        lines=tuple(lines),
        due_sessions=len(Session),
        attended_sessions=sum(duty.attended for duty in duties),
        worked_minutes=sum(duty.worked_minutes for duty in duties),
        hours=plan.hours,
    )


def left_of(plan: DayPlan, case: Case) -> list[tuple[DutyPlan, Excused]]:
    """The day's duties, and what leave leaves of each."""
    leaves = case.evidence.leaves
    return [(duty, excused(duty, leaves)) for duty in plan.duties]


def _day_off(plan: DayPlan, punches: Punches) -> DayResult:
    """Who comes all the same is recorded, and due nothing."""
    slots: dict[Slot, SlotResult] = {}
    overtime = 0
    for duty in plan.duties:
        made = punches.get(duty.duty, _NOTHING)
        for way, due in ((Direction.IN, duty.start), (Direction.OUT, duty.end)):
            there = made.get(way)
            at, evidence = (None, ()) if there is None else (there.at, there.evidence)
            slots[duty.duty.slot(way)] = SlotResult(due, at, Status.REST, evidence=evidence)
        if len(made) == len(Direction):
            overtime += max((made[Direction.OUT].at - made[Direction.IN].at) // _MINUTE, 0)
    return DayResult(
        plan.date, plan.day, plan.season, slots, overtime_minutes=overtime, hours=plan.hours
    )


def _slots(duties: Iterable[DutyResult]) -> dict[Slot, SlotResult]:
    return {slot: result for duty in duties for slot, result in duty.slots.items()}


def _one_absence(case: Case, plan: DayPlan, lines: list[Line]) -> list[Line]:
    """`absence.unit = "day"`: one line for a day with any absent session (D-09)."""
    absences = [line for line in lines if line.rule is Rule.ABSENCE]
    if not absences:
        return lines
    day = case.line(
        plan.rules,
        Rule.ABSENCE,
        plan.date,
        "day",
        at_stake=plan.rules.absence,
        minutes=sum(line.minutes for line in absences),
        slot=absences[0].slot,
        evidence=tuple(each for line in absences for each in line.evidence),
        doubt=next((line.doubt for line in absences if line.doubt), None),
    )
    return [*(line for line in lines if line.rule is not Rule.ABSENCE), day]


def _with_findings(
    case: Case, plan: DayPlan, lines: list[Line], findings: Sequence[ApprovedFinding]
) -> list[Line]:
    """Adds the lines of what was found; of one act, only the dearest costs (D-19, D-20)."""
    in_time = sorted(findings, key=lambda finding: (finding.at, finding.id))
    errands = [each for each in in_time if each.kind is FindingKind.PRIVATE_ERRAND]
    uniforms = [each for each in in_time if each.kind is FindingKind.UNIFORM]
    found = [_finding_line(case, plan, each) for each in (*errands, *uniforms)]
    for nth, line in enumerate(found[len(errands) :]):
        if nth >= plan.rules.uniform_a_day:
            found[len(errands) + nth] = _absorbed(line)
    if not plan.rules.errand_on_absence:
        lines, found = _absorb_by_errands(plan, lines, found)
    return [*lines, *found]


def _finding_line(case: Case, plan: DayPlan, finding: ApprovedFinding) -> Line:
    errand = finding.kind is FindingKind.PRIVATE_ERRAND
    rules = plan.rules
    return case.line(
        rules,
        Rule.ERRAND if errand else Rule.UNIFORM,
        plan.date,
        f"finding:{finding.id}",
        at_stake=rules.errand_fine if errand else rules.uniform_fine,
        slot=plan.session_at(finding.at),
        evidence=(finding.id,),
    )


def _absorb_by_errands(
    plan: DayPlan, lines: list[Line], found: list[Line]
) -> tuple[list[Line], list[Line]]:
    """D-19: an errand inside an absent session is one act with the absence."""
    for place, absence in enumerate(lines):
        if absence.rule is not Rule.ABSENCE:
            continue
        errands = [
            each
            for each, line in enumerate(found)
            if line.rule is Rule.ERRAND
            and (plan.rules.absence_by_day or line.slot == absence.slot)
            and line.fen
        ]
        if not errands:
            continue
        if found[errands[0]].fen >= absence.at_stake:
            lines[place] = _absorbed(absence)
        else:
            found[errands[0]] = _absorbed(found[errands[0]])
    return lines, found


def _absorbed(line: Line) -> Line:
    return replace(line, state=LineState.ABSORBED)


def _priced(slots: dict[Slot, SlotResult], lines: Iterable[Line]) -> dict[Slot, SlotResult]:
    """The slots with what their lines cost; a session's line stands at its first slot."""
    for line in lines:
        if line.fen and line.rule not in (Rule.ERRAND, Rule.UNIFORM):
            slot = next(slot for slot in slots if line.slot in (slot.value, slot.session.value))
            slots[slot] = replace(slots[slot], fen=Fen(slots[slot].fen + line.fen))
    return slots
