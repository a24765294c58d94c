"""Judges one person's month: every day, then what is counted by the month (KQ-2-5, KQ-3, D-23)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from kiosk.attendance.judging.cap import cap_lines, wage_warnings
from kiosk.attendance.judging.case import Case, Charge
from kiosk.attendance.judging.day_judge import judge_day, left_of
from kiosk.attendance.judging.duty_case import Made
from kiosk.attendance.judging.evidence import ApprovedFinding, ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.judging.results import DayResult, Line, PersonMonth
from kiosk.attendance.judging.statuses import Rule, Status
from kiosk.attendance.timetable import Direction, Duty

Away = TypeVar("Away", ApprovedLeave, ApprovedVisit)

COUNTED: Final[Mapping[Status, str]] = {
    Status.LATE: "late",
    Status.SERIOUS_LATE: "serious_late",
    Status.EARLY_LEAVE: "early",
    Status.MISSING_IN: "missing_in",
    Status.MISSING_OUT: "missing_out",
}
"""Slots by what became of them; as the settlement names them."""


def judge_month(case: Case, plans: Sequence[DayPlan]) -> PersonMonth:
    """The month of one person; `plans` are all its days, or those of any stretch of time."""
    punches = fill(case, plans)
    findings = findings_by_day(case, plans)
    days = tuple(judge_day(case, plan, punches, findings.get(plan.date, ())) for plan in plans)
    leaves = _counted_leaves(case, plans)
    lines = [line for day in days for line in day.lines]
    lines += _leave_lines(case, leaves)
    lines.sort(key=lambda line: line.date)
    lines += cap_lines(case, plans[-1], lines)
    return PersonMonth(
        person=case.person,
        days=days,
        lines=tuple(lines),
        counts=_counts(case, days, len(leaves)),
        warnings=tuple(wage_warnings(case, plans[-1].rules, lines)),
        leaves=_touching(case.evidence.leaves, plans),
        visits=_touching(case.evidence.visits, plans),
        wage=case.evidence.wage,
    )


def fill(case: Case, plans: Sequence[DayPlan]) -> dict[Duty, dict[Direction, Made]]:
    """What fills each duty: the taps as D-08 has it, then corrections over them (D-12)."""
    made: dict[Duty, dict[Direction, Made]] = defaultdict(dict)
    by_rules: dict[int, list[DayPlan]] = defaultdict(list)
    for plan in plans:
        by_rules[id(plan.rules)].append(plan)
    for alike in by_rules.values():
        _fill_by_taps(case, alike, made)
    if case.evidence.corrections:
        _fill_by_corrections(case, plans, made)
    return made


def _fill_by_taps(
    case: Case, plans: Sequence[DayPlan], made: dict[Duty, dict[Direction, Made]]
) -> None:
    """Fill the duties of days that are under the same rules."""
    rules = plans[0].rules
    midpoints = {}
    if case.evidence.leaves:
        midpoints = {
            duty.duty: left.midpoint
            for plan in plans
            for duty, left in left_of(plan, case)
            if left.moved
        }
    dates = {plan.date for plan in plans}
    zone = rules.timetable.zone
    for duty, filled in rules.taps.fill(case.evidence.taps, midpoints).items():
        if duty.day in dates:
            made[duty] = {
                way: Made(tap.at.astimezone(zone), (tap.id,), tap) for way, tap in filled.items()
            }


def _fill_by_corrections(
    case: Case, plans: Sequence[DayPlan], made: dict[Duty, dict[Direction, Made]]
) -> None:
    """A correction fills its slot, whatever else was made; the tap there stays as evidence."""
    corrections = case.evidence.corrections
    for plan in plans:
        for duty in (each.duty for each in plan.duties):
            for way in Direction:
                correction = corrections.get((plan.date, duty.slot(way)))
                if correction is not None:
                    raw = made[duty].get(way)
                    evidence = (correction.id, *(() if raw is None else raw.evidence))
                    at = correction.at.astimezone(plan.rules.timetable.zone)
                    made[duty][way] = Made(at, evidence)


def findings_by_day(
    case: Case, plans: Sequence[DayPlan]
) -> Mapping[date, Sequence[ApprovedFinding]]:
    """What was found out, by attendance day."""
    found: dict[date, list[ApprovedFinding]] = defaultdict(list)
    for finding in case.evidence.findings:
        found[plans[0].rules.timetable.attendance_day(finding.at)].append(finding)
    return found


def _counted_leaves(case: Case, plans: Sequence[DayPlan]) -> list[tuple[DayPlan, ApprovedLeave]]:
    """The leave that counts, each with the plan of its first day, in order (D-15, D-16)."""
    if not case.evidence.leaves:
        return []
    by_date = {plan.date: plan for plan in plans}
    zone = plans[0].rules.timetable.zone
    begun = [
        (by_date[first], leave)
        for leave in case.evidence.leaves
        if (first := leave.start.astimezone(zone).date()) in by_date
    ]
    counted = [(plan, leave) for plan, leave in begun if leave.kind in plan.rules.leave_counted]
    return sorted(counted, key=lambda row: (row[1].start, row[1].id))


def _leave_lines(case: Case, counted: Sequence[tuple[DayPlan, ApprovedLeave]]) -> Iterator[Line]:
    """KQ-2-5: beyond the free ones, once a month or for each; by the rules of its day (D-14)."""
    is_charged = False
    for number, (plan, leave) in enumerate(counted, start=1):
        rules = plan.rules
        if number <= rules.leave_free or not case.fined(rules):
            continue
        if rules.leave_each:
            charge = Charge(Rule.LEAVE, rules.leave_fine, evidence=(leave.id,))
            yield case.line(plan, f"leave:{leave.id}", charge)
        elif not is_charged:
            is_charged = True
            evidence = tuple(leave.id for _, leave in counted)
            charge = Charge(Rule.LEAVE, rules.leave_fine, evidence=evidence)
            yield case.line(plan, "leaves", charge, of_month=True)


def _touching(away: Iterable[Away], plans: Sequence[DayPlan]) -> tuple[Away, ...]:
    """Those that touch these days, in order."""
    timetable = plans[0].rules.timetable
    start, _ = timetable.bounds(plans[0].date)
    _, end = timetable.bounds(plans[-1].date)
    touching = (each for each in away if each.start < end and start < each.end)
    return tuple(sorted(touching, key=lambda each: (each.start, each.id)))


def _counts(case: Case, days: Sequence[DayResult], leaves: int) -> dict[str, int]:
    counts: Counter[str] = Counter(dict.fromkeys(COUNTED.values(), 0))
    for day in days:
        for result in day.slots.values():
            name = COUNTED.get(result.result)  # type: ignore[arg-type]
            if name is not None:
                counts[name] += 1
    counts["absent"] = sum(day.absent_sessions for day in days)
    counts["leave"] = leaves
    dates = {day.date for day in days}
    counts["corrections"] = sum(day in dates for day, _ in case.evidence.corrections)
    return dict(counts)
