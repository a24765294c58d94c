"""扣款汇总: what payroll takes from each person, by its cause (§4.2, third sheet)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from keyroom.language import N_, _
from kiosk.attendance.judging.results import PersonMonth
from kiosk.attendance.judging.statuses import Rule
from kiosk.attendance.reports.columns import Cell, Column, Form
from kiosk.attendance.reports.cover import Cover
from kiosk.attendance.reports.wording import joined
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.money import in_yuan

TITLE: Final = N_("Deductions by person")

_OFF: Final = frozenset({Rule.OFF_BY_TIER_1, Rule.OFF_BY_TIER_2, Rule.OFF_BY_TIER_3})
_ALWAYS: Final = (
    (N_("late and early leave (yuan)"), _OFF),
    (N_("absence (yuan)"), frozenset({Rule.ABSENCE})),
    (N_("private errands (yuan)"), frozenset({Rule.ERRAND})),
    (N_("work uniform (yuan)"), frozenset({Rule.UNIFORM})),
    (N_("too many leaves (yuan)"), frozenset({Rule.LEAVE})),
)
_BY_KNOB: Final = (
    (N_("not early to prepare (yuan)"), frozenset({Rule.PREP})),
    (N_("beyond the cap (yuan)"), frozenset({Rule.CAP})),
)
"""Causes that the regulation does not fine: their columns stand only where a line has them."""
_FOUR_DIGITS: Final = Decimal("0.0001")
_YUAN_WIDTH: Final = 12
_SIGNATURE_WIDTH: Final = 14


@dataclass(frozen=True, slots=True)
class DeductionRow:
    """One person, or everybody together."""

    months: Sequence[PersonMonth]
    sheet: MonthSheet
    cover: Cover
    total: bool = False

    @property
    def month(self) -> PersonMonth | None:
        """The person's; None in the last row, which adds all up."""
        return None if self.total else self.months[0]

    def sum(self, rules: frozenset[Rule]) -> Decimal:
        """What the lines of these rules cost, in yuan."""
        lines = (line for month in self.months for line in month.lines)
        return in_yuan(sum(line.fen for line in lines if line.rule in rules))

    @property
    def all(self) -> Decimal:
        """What all lines cost."""
        return in_yuan(sum(month.total for month in self.months))

    @property
    def wage(self) -> Cell:
        """In yuan, where it is known."""
        month = self.month
        return None if month is None or month.wage is None else in_yuan(month.wage)

    @property
    def share(self) -> Cell:
        """Of the wage."""
        month = self.month
        if month is None or not month.wage:
            return None
        return (Decimal(month.total) / month.wage).quantize(_FOUR_DIGITS, ROUND_HALF_UP)

    @property
    def warnings(self) -> str:
        """D-23, in words."""
        month = self.month
        if month is None:
            return ""
        return joined(_(each.message).format(**each.details) for each in month.warnings)


def _cause(heading: str, rules: frozenset[Rule]) -> Column[DeductionRow]:
    return Column(heading, lambda row: row.sum(rules), _YUAN_WIDTH, Form.YUAN)


def _signature(heading: str) -> Column[DeductionRow]:
    return Column(heading, lambda _row: None, _SIGNATURE_WIDTH)


def deduction_columns(sheet: MonthSheet, cover: Cover) -> list[Column[DeductionRow]]:
    """The columns; those of the knobs only where they are needed."""
    used = {line.rule for month in sheet.people for line in month.lines}
    over = _("over {percent} per cent").format(percent=f"{cover.cap_percent:g}")
    return [
        Column(N_("staff number"), _number, 9, Form.CODE),
        Column(N_("name"), lambda row: "" if row.month is None else row.month.person.name, 12),
        Column(N_("month"), lambda row: str(row.sheet.month), 9, Form.CODE),
        *(_cause(heading, rules) for heading, rules in _ALWAYS),
        # XX-5 is reckoned from tests, not from attendance: whoever keeps those fills it in.
        Column(N_("performance pay, study (yuan)"), lambda _row: None, _YUAN_WIDTH, Form.YUAN),
        *(_cause(heading, rules) for heading, rules in _BY_KNOB if rules & used),
        Column(N_("deductions together (yuan)"), lambda row: row.all, _YUAN_WIDTH, Form.YUAN),
        Column(N_("wage of the month (yuan)"), lambda row: row.wage, _YUAN_WIDTH, Form.YUAN),
        Column(N_("share of the wage"), lambda row: row.share, 9, Form.SHARE),
        Column(over, lambda row: row.warnings, 24, Form.LONG),
        _signature(N_("person concerned")),
        _signature(N_("room manager's signature")),
        _signature(N_("department's signature")),
    ]


def deduction_rows(sheet: MonthSheet, cover: Cover) -> list[DeductionRow]:
    """By staff number; the last row adds all up."""
    rows = [DeductionRow([month], sheet, cover) for month in sheet.people]
    return [*rows, DeductionRow(sheet.people, sheet, cover, total=True)]


def _number(row: DeductionRow) -> str:
    return _("together") if row.month is None else row.month.person.no
