"""The month, a day a row: the paper's marks for both halves, and what the day costs. Pure."""

from datetime import date

from keyroom.language import _
from kiosk.attendance.judging.results import DayResult
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.reports.grid import WEEKDAYS
from kiosk.attendance.timetable import Session
from kiosk.money import written_yuan
from screens.entrance.own_page.marks import mark
from screens.widgets.rows import Cell, Row

DAY, MARK, YUAN = 2, 2, 4
"""Columns."""
WIDTH = DAY + 3 * MARK + YUAN + 4
"""Of all of them, with the gaps."""


def day_list(own: OwnMonth, selected: date) -> list[Row]:
    """All days of the month; the selected one is marked."""
    return [_row(own, day, chosen=day.date == selected) for day in own.judged.days]


def _row(own: OwnMonth, day: DayResult, *, chosen: bool) -> Row:
    tone = "faint" if not day.day.working else "strong" if day.date == own.today else ""
    fen = sum(line.line.fen for line in own.lines_of(day.date))
    marks = (mark(day, session) for session in Session)
    return Row(
        (
            Cell(str(day.date.day), DAY, tone, right=True),
            Cell(_(WEEKDAYS[day.date.weekday()]), MARK, tone),
            *(Cell(text, MARK, colour) for text, colour in marks),
            Cell(written_yuan(fen) if fen else "", YUAN, "bad", right=True),
        ),
        chosen,
    )
