"""Puts the own page together: the days at the left, the selected one at the right. Pure."""

from collections.abc import Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.attendance.own_month import OwnMonth
from screens.entrance.own_page.asked_list import asked_list
from screens.entrance.own_page.day_list import WIDTH, day_list
from screens.entrance.own_page.day_slots import day_slots
from screens.entrance.own_page.explained import explained
from screens.entrance.own_page.form_panel import form_panel
from screens.entrance.own_page.heading import heading
from screens.entrance.own_page.line_list import HEAD, line_list
from screens.entrance.own_page.page_keys import page_keys
from screens.entrance.own_page.questions import question_rows
from screens.entrance.own_page.view import View
from screens.widgets.rows import EMPTY, Cell, Row, laid, window

WIDEST: Final = 92
"""Columns of the right side: beyond that the eye loses its row."""
ASKED: Final = 6
"""Rows of requests and circulars, at most, with the one above them."""
LINES: Final = HEAD + 4
"""Rows of lines that go before requests."""
RULE: Final = Cell("│", 1, "rule")


def page_rows(
    view: View, zone: ZoneInfo, columns: int, rows: int, *, is_closing: bool
) -> list[Row]:
    """The whole page in so many columns and rows."""
    head = [*laid(heading(view.own), columns), *laid([EMPTY], columns)]
    foot = laid([page_keys(view, is_closing=is_closing)], columns)
    room = max(rows - len(head) - len(foot), 0)
    wide = max(min(columns - WIDTH - 3, WIDEST), 1)
    left = window(laid(day_list(view.own, view.day), WIDTH), room)
    right = _right(view, zone, wide, room)
    return [*head, *_beside(left, right, room, wide), *foot]


def _right(view: View, zone: ZoneInfo, columns: int, room: int) -> list[Row]:
    """The day, and why it costs what it costs; then the month's lines, or the form."""
    own = view.own
    above = laid([*question_rows(own, zone), *day_slots(own, view.day, zone), EMPTY], columns)
    if view.form is not None:
        return [*above, *laid(list(form_panel(view.form)), columns)]
    above += laid([*explained(view, zone), EMPTY], columns)
    lines = laid(line_list(own, view.line, zone), columns)
    room -= len(above)
    below = _below(own, zone, columns, room - min(len(lines), LINES))
    room -= len(below)
    return [*above, *window(lines, max(room, HEAD + 1), HEAD), *below]


def _below(own: OwnMonth, zone: ZoneInfo, columns: int, room: int) -> list[Row]:
    """Requests and circulars: what the lines leave room for, and apart from them where it is."""
    rows = laid(asked_list(own, zone), columns)[: min(max(room, 0), ASKED)]
    if own.asked and len(rows) == 1:
        return []  # what stands above the requests, and none of them
    return [*laid([EMPTY], columns), *rows] if rows and room > len(rows) else rows


def _beside(left: Sequence[Row], right: Sequence[Row], room: int, wide: int) -> Iterator[Row]:
    blanks = laid([EMPTY], WIDTH), laid([EMPTY], wide)
    for nth in range(room):
        one = left[nth] if nth < len(left) else blanks[0][0]
        other = right[nth] if nth < len(right) else blanks[1][0]
        yield Row((*one.cells, RULE, *other.cells))
