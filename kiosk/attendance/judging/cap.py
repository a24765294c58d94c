"""How much of a month's wage deductions may take (D-23)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from keyroom.language import N_
from kiosk.attendance.judging.case import Case, Charge
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.judging.results import Line, Remark
from kiosk.attendance.judging.rulebook import CapMode, Rulebook
from kiosk.attendance.judging.statuses import Rule
from kiosk.money import Fen

_PERCENT: Final = 100


def cap_lines(case: Case, plan: DayPlan, lines: Sequence[Line]) -> list[Line]:
    """Where deductions are cut: what is beyond the cap is given back, in a line of its own.

    Dated by `plan`, the last day of the month.
    """
    wage, rules = case.evidence.wage, plan.rules
    if wage is None or rules.cap_mode is not CapMode.CAP:
        return []
    allowed = _share(wage, rules)
    if rules.minimum_wage is not None:
        allowed = min(allowed, max(wage - rules.minimum_wage, 0))
    total = _total(lines)
    if total <= allowed:
        return []
    return [case.line(plan, "cap", Charge(Rule.CAP, Fen(allowed - total)), of_month=True)]


def wage_warnings(case: Case, rules: Rulebook, lines: Sequence[Line]) -> Iterator[Remark]:
    """What the person's deductions must not do without somebody knowing."""
    wage, total = case.evidence.wage, _total(lines)
    if wage is None or not total or rules.cap_mode is CapMode.OFF:
        return
    cap = _share(wage, rules)
    if total > cap:
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


def _share(wage: Fen, rules: Rulebook) -> int:
    """The part of the wage that deductions may take, in whole fen."""
    return int(wage * Fraction(str(rules.cap_percent)) / _PERCENT)


def _total(lines: Sequence[Line]) -> int:
    return sum(line.fen for line in lines)
