"""The queue: decided by one key and a reason, by whoever may, and by nobody else."""

from collections.abc import Callable

import pytest
from textual.widgets import Input

from kiosk.attendance.judging.statuses import LineState
from kiosk.attendance.queue import Waiting
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.office import Office
from kiosk.person import StaffNo
from screens.review.ask import Ask
from screens.review.nav import NavItem
from screens.review.views.month import MonthView
from screens.review.views.queue import QueueView
from screens.widgets.sheet import Sheet
from tests.screens.review.conftest import NOW, Desk, Open

pytestmark = pytest.mark.usefixtures("english")

MISSING = "A07:2026-11-20:pm_out"
AskLeave = Callable[..., str]


async def at_queue(it: Desk, key: str) -> QueueView:
    """The queue, its cursor on what has this key."""
    await it.press("3")
    assert isinstance(it.view, QueueView)
    sheet = it.view.query_one(Sheet)
    await it.until(lambda: key in sheet.content.keys)
    sheet.go_to(key)
    await it.pilot.pause()
    return it.view


def asking(it: Desk) -> bool:
    return it.view.query_one(Ask).is_open


def line_state(office: Office, line: str) -> LineState | None:
    """What has become of a line of A07's."""
    (month,) = office.sheets.month(Month(2026, 11), NOW, StaffNo("A07")).people
    return next((each.state for each in month.lines if each.id == line), None)


async def test_all_about_one_thing_is_said(desk: Open, ask_leave: AskLeave) -> None:
    async with desk("M01") as it:
        await at_queue(it, ask_leave("A07"))
        said = it.said(".words Said")
        assert "达娃卓玛 A07  leave  Wednesday, 25 November 2026" in said
        assert "personal leave 11-25 09:50–18:30" in said
        assert "asked for by A07 on 11-22 10:30: 家中有事" in said
        assert "month so far: late 1, missing out 1, 50 yuan" in said
        assert " a Approve  r Reject " in it.said(".keys")


@pytest.mark.parametrize(
    "key, state, usual",
    [("a", RequestState.APPROVED, "as agreed"), ("r", RequestState.REJECTED, "the work does not")],
)
async def test_a_request_is_decided_by_a_key_and_a_digit(
    desk: Open, office: Office, ask_leave: AskLeave, key: str, state: RequestState, usual: str
) -> None:
    leave = ask_leave("A07")
    async with desk("M01") as it:
        view = await at_queue(it, leave)
        await it.press(key)
        assert asking(it)
        await it.press("1")
        assert not asking(it)
        await it.until(lambda: office.requests.matter(leave).state is state)
        (decision,) = office.requests.decisions(leave)
        assert (decision.by, decision.at) == ("M01", NOW)
        assert decision.reason.startswith(usual)
        await it.until(lambda: leave not in view.query_one(Sheet).content.keys)
        await it.until(lambda: f"{state}: 达娃卓玛 personal leave" in it.said(".message"))


async def test_a_reason_is_typed_and_may_be_left_out_where_it_is_not_needed(
    desk: Open, office: Office, ask_leave: AskLeave
) -> None:
    first, second = ask_leave("A07"), ask_leave("A08")
    async with desk("M01") as it:
        await at_queue(it, first)
        await it.press("a", *"ok 12", "enter")
        await it.until(lambda: office.requests.matter(first).state is RequestState.APPROVED)
        assert office.requests.decisions(first)[0].reason == "ok 12"
        await at_queue(it, second)
        await it.press("a", "enter")
        await it.until(lambda: office.requests.matter(second).state is RequestState.APPROVED)
        assert office.requests.decisions(second)[0].reason == ""


@pytest.mark.parametrize("key, state", [("w", None), ("x", LineState.CHARGED)])
async def test_d11_a_missing_punch_is_excused_or_absence_and_needs_a_reason(
    desk: Open, office: Office, key: str, state: LineState | None
) -> None:
    async with desk("M01") as it:
        await at_queue(it, MISSING)
        assert " w Excuse  x Absent " in it.said(".keys")
        await it.press(key, "enter")
        assert asking(it)  # nothing was said
        await it.press("1")
        absence = MISSING.replace("pm_out", "pm")
        await it.until(lambda: line_state(office, MISSING) is None)
        assert line_state(office, absence) is state


async def test_escape_calls_it_off_and_does_not_lock(desk: Open, ask_leave: AskLeave) -> None:
    async with desk("M01") as it:
        await at_queue(it, ask_leave("A07"))
        await it.press("a")
        assert " Enter Decide it so  Esc Call it off " in it.said(".keys")
        await it.press("escape")
        assert not asking(it)
        assert it.app.person is not None
        assert it.app.focused is it.view.query_one(Sheet)


async def test_digits_type_once_something_is_typed(desk: Open, ask_leave: AskLeave) -> None:
    async with desk("M01") as it:
        await at_queue(it, ask_leave("A07"))
        await it.press("a", "space", "1")
        assert it.view.query_one(Input).value == " 1"
        assert asking(it)


@pytest.mark.parametrize(
    "no, about, why",
    [
        ("M01", "M01", "nobody decides about himself"),
        ("M01", "M02", "M01 may not decide about M02"),
        ("D01", "A07", "D01 may not decide about A07"),
    ],
)
async def test_what_is_for_others_to_decide_says_why_and_takes_no_key(
    desk: Open, office: Office, ask_leave: AskLeave, no: str, about: str, why: str
) -> None:
    leave = ask_leave(about)
    async with desk(no) as it:
        await at_queue(it, leave)
        assert why in it.said(".words Said")
        assert "are for others to decide" in it.said("QueueView .heading")
        await it.press("a", "r", "w", "c", "x")
        assert not asking(it)
        assert office.requests.matter(leave).state is RequestState.REQUESTED


async def test_the_department_decides_about_a_manager(
    desk: Open, office: Office, ask_leave: AskLeave
) -> None:
    leave = ask_leave("M01")
    async with desk("D01") as it:
        await at_queue(it, leave)
        await it.press("a", "1")
        await it.until(lambda: office.requests.matter(leave).state is RequestState.APPROVED)


async def test_what_somebody_else_has_decided_meanwhile_is_refused_with_the_reason(
    desk: Open, office: Office, ask_leave: AskLeave
) -> None:
    leave = ask_leave("A07")
    async with desk("M01") as it:
        view = await at_queue(it, leave)
        item = view.item
        assert isinstance(item, Waiting)
        office.requests.decide(leave, RequestState.REJECTED, by="M02", now=NOW)
        view._send(item, item.choices[0], "")
        await it.until(lambda: "has been rejected already" in it.said(".message"))
        assert office.requests.matter(leave).state is RequestState.REJECTED


async def test_the_line_of_views_says_how_much_waits_and_new_things_come_by_themselves(
    desk: Open, ask_leave: AskLeave
) -> None:
    async with desk("M01") as it:

        def waiting() -> int:
            return max(item.waiting for item in it.app.screen.query(NavItem))

        await it.until(lambda: waiting() > 0)
        before = waiting()
        ask_leave("A07")
        await it.until(lambda: waiting() == before + 1)
        ask_leave("M02")  # not his to decide
        await at_queue(it, MISSING)
        await it.until(lambda: "1 of them are for others" in it.said("QueueView .heading"))
        assert waiting() == before + 1


async def test_enter_shows_the_day_in_its_month(desk: Open) -> None:
    async with desk("M01") as it:
        await at_queue(it, MISSING)
        await it.press("enter")
        assert isinstance(it.view, MonthView)
        await it.until(
            lambda: "达娃卓玛 A07  Friday, 20 November" in it.said("MonthView .words Said")
        )


async def test_the_cursor_stays_on_what_it_was_on_when_others_come(
    desk: Open, ask_leave: AskLeave
) -> None:
    async with desk("M01") as it:
        view = await at_queue(it, MISSING)
        leave = ask_leave("A07")
        sheet = view.query_one(Sheet)
        await it.until(lambda: leave in sheet.content.keys)
        assert sheet.key == MISSING
