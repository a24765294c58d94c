"""扣款明细: every line of deduction, what it rests on, where it stands (§4.2, fourth sheet)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from keyroom.language import N_, _
from kiosk.attendance.judging.results import Line, PersonMonth
from kiosk.attendance.reports.columns import Column, Form
from kiosk.attendance.reports.cover import Cover
from kiosk.attendance.reports.wording import PLACES, cause, standing
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.money import in_yuan

TITLE: Final = N_("Deductions line by line")


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One line."""

    number: int
    line: Line
    month: PersonMonth
    handler: str
    """Who decided about it, if anybody did."""

    @property
    def place(self) -> str:
        """The slot or the session; nothing where it is about the day or the month."""
        return "" if self.line.slot is None else _(PLACES[self.line.slot])


COLUMNS: Final[tuple[Column[DetailRow], ...]] = (
    Column(N_("no."), lambda row: row.number, 6),
    Column(N_("date"), lambda row: row.line.date, 11, Form.DATE),
    Column(N_("staff number"), lambda row: row.month.person.no, 9, Form.CODE),
    Column(N_("name"), lambda row: row.month.person.name, 12),
    Column(N_("cause"), lambda row: cause(row.line), 23),
    Column(N_("session"), lambda row: row.place, 10),
    Column(N_("minutes"), lambda row: row.line.minutes, 9, Form.COUNT),
    Column(N_("amount (yuan)"), lambda row: in_yuan(row.line.fen), 10, Form.YUAN),
    Column(N_("clause"), lambda row: row.line.rule.value, 10),
    Column(N_("version of the rules"), lambda row: row.line.version, 12),
    Column(
        N_("evidence (punches, inspections)"),
        lambda row: "\n".join(row.line.evidence),
        38,
        Form.LONG,
    ),
    Column(N_("handled by"), lambda row: row.handler, 14),
    Column(N_("objection"), lambda row: standing(row.line), 26, Form.LONG),
)


def detail_rows(sheet: MonthSheet, cover: Cover) -> Iterator[DetailRow]:
    """Person by person, by date."""
    names: dict[str, str] = {month.person.no: month.person.name for month in sheet.people}
    number = 0
    for month in sheet.people:
        for line in month.lines:
            number += 1
            by = cover.handlers.get(line.id, "")
            yield DetailRow(number, line, month, f"{by} {names.get(by, '')}".strip())
