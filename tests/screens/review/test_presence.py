"""The presence view: who is there, at once and as it changes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.attendance.presence import Presence
from kiosk.office import Office
from kiosk.signs_of_life import SILENT_S, SignsOfLife
from screens.beside import Away
from screens.review.views.month import MonthView
from screens.review.views.presence import PresenceView, Tile
from screens.widgets.sheet import Sheet
from store.errors import StoreBusy
from tests.screens.review.conftest import NOW, Desk, Open, record_tap

pytestmark = pytest.mark.usefixtures("english")


def where(it: Desk, no: str) -> str:
    """What the board says of a person, in one line."""
    sheet = it.app.screen.query_one(PresenceView).query_one(Sheet)
    keys = list(sheet.content.keys)
    if no not in keys:
        return ""
    return " ".join(cell.text for cell in sheet.content.row(keys.index(no)) if cell.text)


async def test_everybody_is_on_the_board_by_team(desk: Open) -> None:
    async with desk("M01") as it:
        await it.until(lambda: bool(where(it, "A03")))
        assert where(it, "A03") == "● 扎西顿珠 A03 at work 09:38 normal morning out 13:00"
        assert where(it, "A07") == "● 达娃卓玛 A07 at work 09:41 not early morning out 13:00"
        assert where(it, "A08") == "● 王海燕 A08 at work 10:02 late by 12 min morning out 13:00"
        assert where(it, "M02") == "× 李文秀 M02 not there 09:50 morning out 13:00"
        assert "Monday, 23 November 2026, as of 10:30" in it.shows()
        teams = [line.strip() for line in it.shows().splitlines()]
        assert teams.index("一组") < teams.index("二组") < teams.index("重要室")


async def test_a_tap_at_the_door_is_on_the_board_within_a_second(
    desk: Open, office: Office
) -> None:
    async with desk("M01") as it:
        await it.until(lambda: "not there" in where(it, "M02"))
        record_tap(office, "M02", "11-23 10:29")
        await it.until(lambda: "at work" in where(it, "M02"))


async def test_the_counts_stand_on_top_large_where_there_is_room(desk: Open) -> None:
    async with desk("M01", size=(120, 36)) as it:
        await it.until(lambda: bool(where(it, "A03")))
        counts = {tile.presence: tile.count for tile in it.app.screen.query(Tile)}
        assert counts[Presence.IN] == 4
        assert counts[Presence.ABSENT] == 2
        assert it.app.screen.query_one(".tiles").display
        assert not it.app.screen.query_one(".counts").display


async def test_the_counts_stand_in_a_line_where_there_is_little(desk: Open) -> None:
    async with desk("M01", size=(80, 24)) as it:
        await it.until(lambda: "● 4 at work   × 2 not there" in it.shows())
        assert not it.app.screen.query_one(".tiles").display


async def test_enter_on_a_person_shows_today_in_his_month(desk: Open) -> None:
    async with desk("M01") as it:
        await it.until(lambda: bool(where(it, "A08")))
        it.app.screen.query_one(PresenceView).query_one(Sheet).go_to("A08")
        await it.press("enter")
        assert isinstance(it.view, MonthView)
        await it.until(lambda: "王海燕 A08  Monday, 23 November 2026" in it.shows())


async def test_a_click_and_one_more_on_a_person_do_the_same(desk: Open) -> None:
    async with desk("M01") as it:
        await it.until(lambda: bool(where(it, "A08")))
        row = it.shows().splitlines().index(next(s for s in it.shows().splitlines() if "A08" in s))
        await it.pilot.click(offset=(10, row))
        assert it.app.screen.query_one(PresenceView).query_one(Sheet).key == "A08"
        await it.pilot.click(offset=(10, row))
        await it.until(lambda: isinstance(it.view, MonthView))


async def test_records_that_are_away_are_said_until_they_are_back(desk: Open) -> None:
    async with desk("M01") as it:
        await it.until(lambda: bool(where(it, "A08")))
        it.mailbox.tell(Away(StoreBusy("the store is busy")))
        await it.until(lambda: "The records are away: the store is busy" in it.shows())
        assert where(it, "A08")  # what was seen last stays
        it.mailbox.tell(Away(None))
        await it.until(lambda: "The records are away" not in it.shows())


async def test_a_silent_wall_is_noticed(desk: Open, office: Office) -> None:
    now = office.premises.clock.read()
    ago = replace(now, utc=NOW - timedelta(minutes=9), boot_time_s=now.boot_time_s - SILENT_S - 1)
    signs = SignsOfLife(office.premises.home)
    signs.give("wall", ago)
    async with desk("M01") as it:
        await it.until(lambda: "The screen “wall” has been silent since 10:21" in it.shows())
        signs.give("wall", now)
        record_tap(office, "M02", "11-23 10:29")
        await it.until(lambda: "silent" not in it.shows())
