"""The lines of what was found out about a person on a day (KQ-2-3, KQ-2-4; D-19, D-20)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from kiosk.attendance.judging.case import Case, Charge
from kiosk.attendance.judging.doubts import doubt_of_finding
from kiosk.attendance.judging.evidence import ApprovedFinding
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.judging.results import Line
from kiosk.attendance.judging.statuses import FindingKind, LineState, Rule
from kiosk.attendance.timetable import Session


def with_findings(
    case: Case,
    plan: DayPlan,
    lines: Sequence[Line],
    absent: Collection[Session],
    findings: Sequence[ApprovedFinding],
) -> list[Line]:
    """A day's lines with those of its findings; of one act only the dearest costs.

    `absent` are the sessions that count as absent.
    """
    if not findings or not case.fined(plan.rules):
        return list(lines)
    found = sorted(findings, key=lambda finding: (finding.at, finding.id))
    errands = [_line(case, plan, each) for each in found if each.kind is FindingKind.PRIVATE_ERRAND]
    uniforms = [_line(case, plan, each) for each in found if each.kind is FindingKind.UNIFORM]
    if not plan.rules.errand_on_absence:
        lines, errands = _one_act(plan, lines, absent, errands)
    return [*lines, *errands, *_at_most(plan.rules.uniform_a_day, uniforms)]


def _line(case: Case, plan: DayPlan, finding: ApprovedFinding) -> Line:
    is_errand = finding.kind is FindingKind.PRIVATE_ERRAND
    charge = Charge(
        Rule.ERRAND if is_errand else Rule.UNIFORM,
        plan.rules.errand_fine if is_errand else plan.rules.uniform_fine,
        evidence=(finding.id,),
        doubt=doubt_of_finding(case, plan, finding),
    )
    return case.line(plan, f"finding:{finding.id}", charge, slot=plan.session_at(finding.at))


def _one_act(
    plan: DayPlan, lines: Iterable[Line], absent: Collection[Session], errands: list[Line]
) -> tuple[list[Line], list[Line]]:
    """D-19: an errand inside an absent session is one act with the absence."""
    lines, errands = list(lines), list(errands)
    for place, absence in enumerate(lines):
        if absence.rule is not Rule.ABSENCE:
            continue
        sessions = absent if plan.rules.absence_by_day else (absence.slot,)
        inside = (nth for nth, each in enumerate(errands) if each.fen and each.slot in sessions)
        nth = next(inside, None)
        if nth is None:
            continue
        if errands[nth].fen >= absence.at_stake:
            lines[place] = _absorbed(absence)
        elif absence.fen:
            errands[nth] = _absorbed(errands[nth])
    return lines, errands


def _at_most(limit: int, lines: Iterable[Line]) -> Iterator[Line]:
    """D-20: beyond so many that cost, none does."""
    costing = 0
    for line in lines:
        yield line if costing < limit else _absorbed(line)
        costing += bool(line.fen)


def _absorbed(line: Line) -> Line:
    return line if line.state is LineState.WAIVED else replace(line, state=LineState.ABSORBED)
