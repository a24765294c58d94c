"""The month view: the paper's grid, and why a day is what it is."""

from datetime import date, timedelta

import pytest

from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.reports.grid import LETTERS, MEANINGS
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.office import Office
from kiosk.person import StaffNo
from screens.review.views.month import MonthContent, MonthView
from screens.widgets.sheet import Sheet
from tests.screens.review.conftest import NOW, Desk, Open, moment

pytestmark = pytest.mark.usefixtures("english")


async def at_month(it: Desk) -> MonthView:
    await it.press("2")
    assert isinstance(it.view, MonthView)
    view = it.view
    await it.until(lambda: isinstance(view.query_one(Sheet).content, MonthContent))
    return view


def grid_row(view: MonthView, no: str) -> str:
    """A person's row, letters only."""
    sheet = view.query_one(Sheet)
    row = sheet.content.row(list(sheet.content.keys).index(no))
    return " ".join(cell.text.strip() for cell in row[20:24])


async def test_the_grid_has_a_symbol_a_day_and_totals_at_the_right(desk: Open) -> None:
    async with desk("M01") as it:
        view = await at_month(it)
        assert grid_row(view, "A07") == "M R R -"  # Friday to Monday: a missing punch, still open
        assert grid_row(view, "A08") == "P R R L"
        sheet = view.query_one(Sheet)
        row = sheet.content.row(list(sheet.content.keys).index("A07"))
        titles = [column.title for column in sheet.content.columns()]
        assert row[titles.index("yuan")].text == "50"
        assert row[titles.index("late")].text == "1"
        assert row[titles.index("miss")].text == "1"
        assert "lines wait" in it.said(".heading")
        assert "M missing punch" in it.shows()


async def test_the_day_under_the_cursor_is_explained_with_rule_amount_and_taps(
    desk: Open,
) -> None:
    async with desk("M01") as it:
        view = await at_month(it)
        view.go_to("A07", Month(2026, 11).first.replace(day=20))
        await it.until(lambda: "tap 10:05:00 at entrance/door" in it.said(".words Said"))
        said = it.said(".words Said").splitlines()
        assert said[0] == "达娃卓玛 A07  Friday, 20 November 2026 · working day · winter hours"
        assert said[1] == (
            "morning in  due 09:50, made 10:05  late by 15 min  KQ-2-1a  50 yuan"
            "  ← tap 10:05:00 at entrance/door"
        )
        assert said[4].startswith("afternoon out  due 18:30, made --:--  missing clock-out  D-11")
        assert said[5].startswith("KQ-2-1a late or early, first tier morning in  50 yuan, charged")
        assert said[6].startswith("D-11 missing punch afternoon out  undecided")


async def test_it_begins_with_today_and_the_keys_move_over_days_and_months(desk: Open) -> None:
    async with desk("M01") as it:
        view = await at_month(it)
        await it.until(lambda: "Monday, 23 November" in it.said(".words Said"))
        await it.press("right")
        assert "Tuesday, 24 November" in it.said(".words Said")
        await it.press("pagedown")
        assert view.month == Month(2026, 12)
        await it.until(lambda: "Thursday, 24 December" in it.said(".words Said"))
        await it.press("pageup", "pageup")
        assert view.month == Month(2026, 10)
        await it.press("t")
        await it.until(lambda: "Monday, 23 November" in it.said(".words Said"))


@pytest.mark.parametrize(
    "day, key, there",
    [
        (date(2026, 12, 1), "left", "Monday, 30 November 2026"),
        (date(2026, 11, 30), "right", "Tuesday, 1 December 2026"),
    ],
)
async def test_over_the_edge_of_a_month_lies_the_next_one(
    desk: Open, day: date, key: str, there: str
) -> None:
    async with desk("M01") as it:
        view = await at_month(it)
        view.go_to("A07", day)
        await it.until(lambda: f"{day.day} {day:%B} 2026" in it.said(".words Said"))
        await it.press(key)
        await it.until(lambda: there in it.said(".words Said"))


async def test_down_keeps_the_day_and_shows_the_next_person(desk: Open) -> None:
    async with desk("M01") as it:
        view = await at_month(it)
        view.go_to("A07", Month(2026, 11).first.replace(day=20))
        await it.press("down")
        await it.until(lambda: "王海燕 A08  Friday, 20 November" in it.said(".words Said"))


async def test_a_day_before_somebody_came_and_a_day_off_say_so(desk: Open) -> None:
    async with desk("M01") as it:
        view = await at_month(it)
        view.go_to("A07", Month(2026, 11).first.replace(day=19))
        await it.until(lambda: "not on the staff on this day" in it.said(".words Said"))
        view.go_to("A07", Month(2026, 11).first.replace(day=21))
        await it.until(lambda: "Nobody is due on this day." in it.said(".words Said"))


async def test_all_views_of_a_month_show_the_same_one(desk: Open) -> None:
    async with desk("M01") as it:
        await at_month(it)
        await it.press("pageup", "5")
        assert "2026-10" in it.said("TrendsView .heading")
        await it.press("pagedown", "pagedown", "2")
        await it.until(lambda: "2026-12" in it.said("MonthView .heading"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_legend_says_every_symbol_that_occurs(
    desk: Open, office: Office, size: tuple[int, int]
) -> None:
    kinds = (LeaveKind.SICK, LeaveKind.ANNUAL, LeaveKind.MATERNITY, LeaveKind.BUSINESS_TRIP)
    for day, kind in enumerate(kinds, start=24):
        start = moment(f"11-{day} 00:00")
        leave = office.requests.ask_leave(
            StaffNo("A07"), kind, start, start + timedelta(days=1), "family", by="A07", now=NOW
        )
        office.requests.decide(leave, RequestState.APPROVED, "ok", by="M01", now=NOW)
    async with desk("M01", size=size) as it:
        view = await at_month(it)
        content = view.query_one(Sheet).content
        assert isinstance(content, MonthContent)
        assert len(content.grid.legend) >= 8
        await it.until(lambda: "Monday, 23 November" in it.said(".words Said"))
        painted = " ".join(it.shows().split())
        for symbol in content.grid.legend:
            assert f"{LETTERS[symbol].strip()} {MEANINGS[symbol]}" in painted
        assert "afternoon out due 18:30" in painted
