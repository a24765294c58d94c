"""Judges one person's month: every day, then what is counted by the month (KQ-2-5, KQ-3, D-23)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from keyroom.language import N_
from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.day_judge import judge_day, left_of
from kiosk.attendance.judging.duty_judge import Made
from kiosk.attendance.judging.evidence import ApprovedFinding, ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.judging.results import DayResult, Line, PersonMonth, Remark
from kiosk.attendance.judging.rulebook import CapMode, Rulebook
from kiosk.attendance.judging.statuses import Rule, Status
from kiosk.attendance.timetable import Direction, Duty
from kiosk.money import Fen

Away = TypeVar("Away", ApprovedLeave, ApprovedVisit)

COUNTED: Final[Mapping[Status, str]] = {
    Status.LATE: "late",
    Status.SERIOUS_LATE: "serious_late",
    Status.EARLY_LEAVE: "early",
    Status.MISSING_IN: "missing_in",
    Status.MISSING_OUT: "missing_out",
}
"""Slots by what became of them; as the settlement names them."""
_PERCENT: Final = 100


def judge_month(case: Case, plans: Sequence[DayPlan]) -> PersonMonth:
    """The month of one person; `plans` are all its days, or those of any stretch of time."""
    punches = fill(case, plans)
    findings = _by_day(case, plans)
    days = tuple(judge_day(case, plan, punches, findings.get(plan.date, ())) for plan in plans)
    lines = [line for day in days for line in day.lines]
    rules = plans[-1].rules
    if case.fined(rules):
        lines += _leave_lines(case, plans, rules)
    lines.sort(key=lambda line: line.date)
    total = sum(line.fen for line in lines)
    if rules.cap_mode is CapMode.CAP:
        lines += _cap_line(case, plans[-1], total)
    return PersonMonth(
        person=case.person,
        days=days,
        lines=tuple(lines),
        counts=_counts(case, plans, days),
        warnings=tuple(_warnings(case, rules, total)),
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
        _assign(case, alike, made)
    duty_of = {
        (plan.date, duty.duty.slot(way)): (duty.duty, way)
        for plan in plans
        for duty in plan.duties
        for way in Direction
    }
    for place, correction in case.evidence.corrections.items():
        if place in duty_of:
            duty, way = duty_of[place]
            replaced = made[duty].get(way)
            raw = () if replaced is None else replaced.evidence
            made[duty][way] = Made(correction.at, (correction.id, *raw))
    return made


def _assign(case: Case, plans: Sequence[DayPlan], made: dict[Duty, dict[Direction, Made]]) -> None:
    """Fill the duties of days that are under the same rules."""
    taps = case.evidence.taps
    midpoints = {}
    if case.evidence.leaves:
        midpoints = {
            duty.duty: left.midpoint
            for plan in plans
            for duty, left in left_of(plan, case)
            if left.moved
        }
    counted = plans[0].rules.taps.assign(taps, midpoints)
    dates = {plan.date for plan in plans}
    zone = plans[0].rules.timetable.zone
    for tap in taps:
        counts = counted[tap.id]
        if counts.slot is None or counts.direction is None:
            continue
        duty = plans[0].rules.timetable.duty(tap.at)
        if duty.day in dates:
            made[duty][counts.direction] = Made(tap.at.astimezone(zone), (tap.id,), tap.id)


def _by_day(case: Case, plans: Sequence[DayPlan]) -> dict[date, list[ApprovedFinding]]:
    if not case.evidence.findings:
        return {}
    found: dict[date, list[ApprovedFinding]] = defaultdict(list)
    for finding in case.evidence.findings:
        found[plans[0].rules.timetable.attendance_day(finding.at)].append(finding)
    return found


def _leave_lines(case: Case, plans: Sequence[DayPlan], rules: Rulebook) -> list[Line]:
    """KQ-2-5: beyond the free ones, once a month or for each (D-14 to D-16)."""
    counted = _counted_leaves(case, plans, rules)
    beyond = counted[rules.leave_free :]
    if not beyond:
        return []
    zone = rules.timetable.zone
    all_ids = tuple(leave.id for leave in counted)
    if not rules.leave_each:
        day = beyond[0].start.astimezone(zone).date()
        line = case.line(
            rules,
            Rule.LEAVE,
            day,
            "leaves",
            at_stake=rules.leave_fine,
            evidence=all_ids,
            named=f"{case.person.no}:{day:%Y-%m}:leaves",
        )
        return [line]
    return [
        case.line(
            rules,
            Rule.LEAVE,
            leave.start.astimezone(zone).date(),
            f"leave:{leave.id}",
            at_stake=rules.leave_fine,
            evidence=(leave.id,),
        )
        for leave in beyond
    ]


def _counted_leaves(case: Case, plans: Sequence[DayPlan], rules: Rulebook) -> list[ApprovedLeave]:
    """Those that count and begin in these days, in order."""
    zone = rules.timetable.zone
    first, last = plans[0].date, plans[-1].date
    return sorted(
        (
            leave
            for leave in case.evidence.leaves
            if leave.kind in rules.leave_counted
            and first <= leave.start.astimezone(zone).date() <= last
        ),
        key=lambda leave: (leave.start, leave.id),
    )


def _touching(away: Iterable[Away], plans: Sequence[DayPlan]) -> tuple[Away, ...]:
    """Those that touch these days, in order."""
    timetable = plans[0].rules.timetable
    start, _ = timetable.bounds(plans[0].date)
    _, end = timetable.bounds(plans[-1].date)
    touching = (each for each in away if each.start < end and start < each.end)
    return tuple(sorted(touching, key=lambda each: (each.start, each.id)))


def _cap_line(case: Case, plan: DayPlan, total: int) -> list[Line]:
    """D-23: what is beyond the cap is given back, in a line of its own."""
    cap = _cap(case, plan.rules)
    if cap is None or total <= cap:
        return []
    return [case.line(plan.rules, Rule.CAP, plan.date, "cap", at_stake=Fen(cap - total))]


def _cap(case: Case, rules: Rulebook) -> int | None:
    wage = case.evidence.wage
    return None if wage is None else int(wage * rules.cap_percent / _PERCENT)


def _counts(case: Case, plans: Sequence[DayPlan], days: Iterable[DayResult]) -> dict[str, int]:
    counts: Counter[str] = Counter(dict.fromkeys((*COUNTED.values(), "absent"), 0))
    for day in days:
        absent = {
            slot.session
            for slot, result in day.slots.items()
            if result.result in (Status.ABSENT, Status.ABSENT_LATE)
        }
        counts["absent"] += len(absent)
        for result in day.slots.values():
            name = COUNTED.get(result.result)  # type: ignore[arg-type]
            if name is not None:
                counts[name] += 1
    counts["leave"] = len(_counted_leaves(case, plans, plans[-1].rules))
    dates = {plan.date for plan in plans}
    counts["corrections"] = sum(day in dates for day, _ in case.evidence.corrections)
    return dict(counts)


def _warnings(case: Case, rules: Rulebook, total: int) -> Iterable[Remark]:
    """D-23: a cap of the law on damages, and the minimum wage."""
    wage = case.evidence.wage
    if wage is None or rules.cap_mode is CapMode.OFF:
        return
    cap = _cap(case, rules)
    if cap is not None and total > cap:
        yield Remark(
            "over_cap",
            N_("the deductions of {no} are more than {percent} per cent of the month's wage"),
            {"no": case.person.no, "percent": f"{rules.cap_percent:g}", "fen": total, "cap": cap},
        )
    if rules.minimum_wage is not None and wage - total < rules.minimum_wage:
        yield Remark(
            "under_minimum_wage",
            N_("the deductions of {no} leave less than the minimum wage"),
            {"no": case.person.no, "fen": total, "left": wage - total},
        )
