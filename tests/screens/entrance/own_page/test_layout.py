"""The own page in the room that there is: nothing is cut off, and what matters is there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from keyroom.language import Language
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.config import Config
from screens.entrance.own_page.layout import page_rows
from screens.entrance.own_page.view import View, press
from screens.widgets.rows import Row
from tests.kiosk.attendance.written_sheets import person_month
from tests.screens.written_own import eventful

pytestmark = pytest.mark.usefixtures("spoken")

MakeOwn = Callable[..., OwnMonth]
ZONE: ZoneInfo = OFFICE_ZONE
SIZES = [(79, 23), (79, 21), (119, 35), (200, 60)]


def page(view: View, columns: int, rows: int) -> list[Row]:
    return page_rows(view, ZONE, columns, rows, is_closing=False)


def lines(rows: list[Row]) -> list[str]:
    return [" ".join(cell.text for cell in row.cells) for row in rows]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", [[], ["tab"], ["1"], ["3"], ["2"]], ids=lambda keys: "".join(keys))
def test_the_page_is_as_large_as_its_room_and_no_cell_is_cut_off(
    own: MakeOwn, keys: list[str], size: tuple[int, int]
) -> None:
    view = View.of(own())
    for key in keys:
        pressed = press(view, key, key)
        assert pressed.view is not None
        view = pressed.view
    rows = page(view, *size)
    assert len(rows) == size[1]
    for row in rows:
        assert sum(cell.width for cell in row.cells) + len(row.cells) - 1 <= size[0]
        for cell in row.cells:
            assert cell_len(cell.text) <= cell.width, cell


def test_every_result_and_rule_has_room_at_80_columns(own: MakeOwn) -> None:
    view = View.of(own())
    for day in own().judged.days:
        for row in page(view.on(day.date), *SIZES[0]):
            assert all(cell_len(cell.text) <= cell.width for cell in row.cells)


def test_the_selected_day_and_line_are_marked_and_on_the_page(own: MakeOwn) -> None:
    view = View.of(own())
    for _ in own().lines:
        pressed = press(view, "tab", None)
        assert pressed.view is not None
        view = pressed.view
        marked = [cell for row in page(view, *SIZES[0]) for cell in row.cells if cell.chosen]
        assert str(view.day.day) in [cell.text for cell in marked]
        assert f"{view.day:%m-%d}" in [cell.text for cell in marked]


def test_a_month_full_of_lines_and_requests_still_shows_the_names_of_the_columns(
    own: MakeOwn, spoken: Language
) -> None:
    judged = person_month(days=dict.fromkeys(range(1, 31), ""), rules=Config().rulebook())
    month = own(judged)
    crowded = replace(month, asked=month.asked * 30, bulletins=month.bulletins * 30)
    rows = lines(page(View.of(crowded).on(date(2026, 6, 30)), *SIZES[1]))
    assert any(("date" if spoken is Language.ENGLISH else "日期") in line for line in rows)
    assert "Esc" in rows[-1]


@pytest.mark.parametrize("requests, lines_shown", [(0, 5), (1, 4), (30, 4)])
def test_requests_take_no_room_from_the_first_lines(
    own: MakeOwn, requests: int, lines_shown: int
) -> None:
    month = own()
    crowded = replace(month, asked=month.asked * requests, bulletins=())
    view = View.of(crowded).on(date(2026, 6, 2))
    rows = lines(page(view, *SIZES[0]))
    assert sum(" 06-" in line for line in rows) >= lines_shown


def test_a_month_without_anything_says_so(own: MakeOwn, spoken: Language) -> None:
    month = own(person_month(rules=Config().rulebook()), asked=(), bulletins=())
    rows = "\n".join(lines(page(View.of(month), *SIZES[0])))
    assert ("none this month" if spoken is Language.ENGLISH else "本月没有扣款") in rows


def test_a_closed_month_says_so(own: MakeOwn, spoken: Language) -> None:
    rows = lines(page(View.of(own(is_closed=True)), *SIZES[0]))
    assert ("closed" if spoken is Language.ENGLISH else "已封账") in rows[0]


def test_days_before_and_after_employment_are_blank(own: MakeOwn) -> None:
    judged = eventful()
    newcomer = replace(judged.person, joined=date(2026, 6, 15))
    month = own(person_month(newcomer, rules=Rulebook()), lines=[])
    view = View.of(month).on(date(2026, 6, 1))
    assert page(view, *SIZES[0])


def test_its_last_seconds_are_announced(own: MakeOwn) -> None:
    rows = page_rows(View.of(own()), ZONE, 79, 23, is_closing=True)
    (cell, *_) = rows[-1].cells
    assert cell.tone == "wait"


@pytest.mark.parametrize("rows", range(1, 12))
def test_no_room_is_too_small(own: MakeOwn, rows: int) -> None:
    assert page(View.of(own()), 30, rows)
