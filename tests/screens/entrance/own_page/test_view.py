"""Keys of the own page: what they select, what they ask for, and when the page closes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from keyroom.errors import KeyroomError
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.own_asks import LeaveAsked, OwnMonthAsked
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.sheets.month import Month
from kiosk.person import StaffNo
from screens.entrance.own_page.form import Form
from screens.entrance.own_page.view import Pressed, Receipt, View, press
from tests.kiosk.attendance.written_sheets import person_month

MakeOwn = Callable[..., OwnMonth]
LEAVE = LeaveAsked(StaffNo("A07"), LeaveKind.SICK, date(2026, 6, 24), date(2026, 6, 24))


@pytest.fixture
def view(own: MakeOwn) -> View:
    return View.of(own())


def after(view: View, *keys: str) -> View:
    """The view after these keys, none of which closes it."""
    for key in keys:
        pressed = press(view, key, key if len(key) == 1 else None)
        assert pressed.view is not None
        view = pressed.view
    return view


def test_the_current_month_opens_at_today(view: View) -> None:
    assert (view.day, view.line) == (date(2026, 6, 23), None)


def test_a_month_that_is_over_opens_at_its_last_line(own: MakeOwn) -> None:
    view = View.of(own(today=date(2026, 7, 6)))
    assert (view.day, view.line) == (date(2026, 6, 12), "A07:2026-06-12:am_in")


def test_a_month_that_is_over_and_has_no_line_opens_at_its_end(own: MakeOwn) -> None:
    view = View.of(own(person_month(), today=date(2026, 7, 6)))
    assert (view.day, view.line) == (date(2026, 6, 30), None)


@pytest.mark.parametrize(
    "keys, day",
    [
        (["up"], 22),
        (["down"], 24),
        (["pageup", "pageup"], 9),
        (["pageup"] * 9, 1),
        (["pagedown"] * 9, 30),
        (["up", "down"], 23),
    ],
)
def test_days_are_walked_to_the_ends_of_the_month(view: View, keys: list[str], day: int) -> None:
    assert after(view, *keys).day == date(2026, 6, day)


def test_a_day_with_lines_has_its_first_selected(view: View) -> None:
    walked = after(view, "pageup", "up", "up", "up", "up")
    assert walked.line == "A07:2026-06-12:am_in"
    assert walked.chosen is not None
    assert walked.chosen.line.date == walked.day


LINES = [
    "A07:2026-06-02:am_in",
    "A07:2026-06-04:pm_out",
    "A07:2026-06-08:am",
    "A07:2026-06-08:pm",
    "A07:2026-06-09:finding:F1",
    "A07:2026-06-12:am_in",
    "A07:2026-06-12:pm_in",
]


def test_tab_walks_the_lines_of_the_month_round_and_round(view: View) -> None:
    walked = []
    for _ in LINES:
        view = after(view, "tab")
        walked.append(view.line)
    assert walked == LINES
    assert after(view, "tab").line == LINES[0]
    assert after(view, "shift+tab").line == LINES[-2]


def test_tab_goes_on_from_the_selected_day(view: View) -> None:
    on_the_5th = replace(view, day=date(2026, 6, 5), line=None)
    assert after(on_the_5th, "tab").line == LINES[2]
    assert after(on_the_5th, "shift+tab").line == LINES[1]


def test_tab_finds_nothing_where_there_is_nothing(own: MakeOwn) -> None:
    view = View.of(own(person_month()))
    assert after(view, "tab", "shift+tab") == view


def test_left_and_right_ask_for_another_month(view: View) -> None:
    asks = OwnMonthAsked(StaffNo("A07"), Month(2026, 5))
    assert press(view, "left", None) == Pressed(view, asks)
    assert press(view, "right", None) == Pressed(view, None)  # the future has nothing to show


def test_no_month_before_the_person_came_is_asked_for(own: MakeOwn) -> None:
    view = View.of(own(month=Month(2024, 3), today=date(2026, 6, 23)))
    assert press(view, "left", None).asks is None
    assert press(view, "right", None).asks == OwnMonthAsked(StaffNo("A07"), Month(2024, 4))


@pytest.mark.parametrize("key", ["escape", "f3"])
def test_a_key_closes_the_page_and_in_a_form_goes_back(view: View, key: str) -> None:
    assert press(view, key, None).view is None
    in_form = after(view, "1")
    assert in_form.form is not None
    if key == "escape":
        assert after(in_form, key).form is None


@pytest.mark.parametrize("key", ["1", "2", "3"])
def test_three_keys_open_forms(view: View, key: str) -> None:
    assert isinstance(after(view, key).form, Form)


@pytest.mark.parametrize("key", ["5", "a", "f9", "enter", "home"])
def test_other_keys_change_nothing(view: View, key: str) -> None:
    assert after(view, key) == view


def test_newer_data_keeps_what_is_selected(view: View, own: MakeOwn) -> None:
    chosen = after(view, "tab", "tab")
    newer = own(is_closed=True)
    assert chosen.with_own(newer) == replace(chosen, own=newer)


def test_a_line_that_is_gone_gives_way_to_the_day_s_next_one(view: View, own: MakeOwn) -> None:
    chosen = after(view, *["tab"] * 6)
    assert chosen.line == LINES[5]
    lines = [each for each in own().lines if each.line.id != LINES[5]]
    assert chosen.with_own(own(lines=lines)).line == LINES[6]


def test_another_month_is_shown_from_its_own_place(view: View, own: MakeOwn) -> None:
    may = own(person_month(month=Month(2026, 5)), month=Month(2026, 5))
    assert view.with_own(may) == View.of(may)


def test_a_receipt_stays_until_the_next_key(view: View) -> None:
    told = view.with_receipt(Receipt(LEAVE, KeyroomError("not possible")))
    assert after(told, "up").receipt is None
    closed = press(told, "escape", None)
    assert closed == Pressed(view)  # the receipt goes first, the page with the next one
