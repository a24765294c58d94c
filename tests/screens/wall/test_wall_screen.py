"""The wall over real records, beside an entrance that writes into the same store."""

import time
from datetime import timedelta
from typing import NoReturn

import pytest

from kiosk.meetings.attending import Attendance
from kiosk.meetings.running import Ended, Running
from kiosk.meetings.wall_view import Phase
from kiosk.office import Premises
from kiosk.person import StaffNo
from kiosk.privacy.embargo import Embargo, EmbargoKind
from kiosk.signs_of_life import SignsOfLife
from screens.wall.reading import Reading as Text
from screens.wall.seats import Seats
from store import Store
from store.errors import StoreBusy
from tests.screens.wall.conftest import TEXTS, Hands, Hang, Room, Wall, moment

SIZES = [(80, 24), (120, 40), (240, 67)]
DAY = moment("24 12:00:00").date()


def seats(wall: Wall) -> dict[str, Attendance | None]:
    view = wall.screen.view
    assert view is not None
    assert view.meeting is not None
    return {seat.name: seat.attendance for seat in view.meeting.seats}


def phase(wall: Wall) -> Phase | None:
    return None if wall.screen.view is None else wall.screen.view.phase


async def begin(wall: Wall) -> None:
    """The host taps at the wall's reader at the planned second."""
    wall.clock.set("24 09:35:00")
    wall.present("T01")
    await wall.until(lambda: phase(wall) is Phase.RUNNING)


async def press(wall: Wall, text: str) -> None:
    """Somebody leads the meeting on at that time."""
    await wall.at(text)
    await wall.pilot.press("space")
    await wall.pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.usefixtures("spoken")
async def test_hy_5_3_a_whole_meeting(wall: Hang, room: Room, size: tuple[int, int]) -> None:
    room.prepare()
    room.tap("24 09:15", "A05")
    async with wall(size=size) as it:
        assert phase(it) is Phase.SOON
        assert "15:00" in it.said(".total")
        await begin(it)
        assert it.said(".heading").startswith("1/5")
        for number, minute in enumerate((37, 39, 41, 43), start=2):
            await press(it, f"24 09:{minute}:00")
            assert it.said(".heading").startswith(f"{number}/5")
        await it.at("24 09:51:30")
        assert "01:30" in it.said(".total")
        assert it.screen.query_one("#top").has_class("-over")
        await press(it, "24 09:52:00")
        await it.until(lambda: phase(it) is Phase.DAY)
        assert "17:00" in it.said(".how")
        assert "格桑卓玛" in it.said(".notes")
    run = room.office.meetings.look(DAY, it.clock.read()).course.run
    assert isinstance(run, Ended)
    assert [spent.seconds for spent in run.spent] == [120, 120, 120, 120, 540]


async def test_hy_5_9_a_tap_at_the_entrance_shows_within_half_a_second(
    wall: Hang, room: Room
) -> None:
    took = []
    async with wall() as it:
        for no, name in (("A05", "格桑卓玛"), ("A06", "多吉"), ("A08", "王海燕")):
            began = time.monotonic()
            room.tap("24 09:19:59", no)
            await it.until(lambda name=name: seats(it)[name] is Attendance.PRESENT)  # type: ignore[misc]
            took.append(time.monotonic() - began)
    assert min(took) < 0.5


async def test_the_hosts_tap_at_the_entrance_confirms_a_key(wall: Hang, room: Room) -> None:
    room.tap("24 09:15", "T01")
    async with wall() as it:
        it.clock.set("24 09:35:05")
        await it.pilot.press("f5")
        it.clock.set("24 09:35:25")
        room.tap("24 09:35:10", "A05")
        await it.until(lambda: seats(it)["格桑卓玛"] is not None)
        assert phase(it) is Phase.DUE
        room.tap("24 09:35:20", "T01")
        await it.until(lambda: phase(it) is Phase.RUNNING)


async def test_a_badge_that_may_not_start_is_told_why(
    wall: Hang, english: None, room: Room
) -> None:
    del english, room
    async with wall(readers=("pad",)) as it:
        it.clock.set("24 09:35:00")
        await it.pilot.press("f5")
        it.present("A05")
        await it.until(lambda: "the host is T01, not A05" in it.said(".told"))
        assert phase(it) is Phase.DUE


async def test_hy_5_8_the_host_signs_for_the_books(wall: Hang, room: Room, english: None) -> None:
    del english
    async with wall(readers=("pad",)) as it:
        await begin(it)
        assert "No plan: " in it.said(".books")
        await it.pilot.press("f6")
        it.present("T01")
        await it.until(lambda: "The host has signed" in it.said(".books"))
        assert room.office.meetings.look(DAY, it.clock.read()).course.checked_by == "T01"


async def test_one_key_leads_on_once_however_long_it_is_held(wall: Hang, room: Room) -> None:
    async with wall() as it:
        await begin(it)
        await press(it, "24 09:36:00")
        await it.pilot.press("space", "space", "right")
        await it.until(lambda: not it.screen._pressed)
        run = room.office.meetings.look(DAY, it.clock.read()).course.run
        assert isinstance(run, Running)
        assert run.block == "HY-5-1b"


async def test_the_records_away_for_two_minutes_in_the_middle_of_the_meeting(
    wall: Hang, room: Room, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del english

    def away(*_: object, **__: object) -> NoReturn:
        raise StoreBusy("the records are locked")

    async with wall() as it:
        await begin(it)
        await it.at("24 09:36:00")
        with monkeypatch.context() as patch:
            patch.setattr(Store, "changed", away)
            patch.setattr(Premises, "open", away)
            await _lead_on_without_records(it)
        await it.until(lambda: "The records are away" not in _lines(it))
        await it.until(lambda: not it.screen._pressed)
        assert it.said(".heading").startswith("2/5")
    run = room.office.meetings.look(DAY, it.clock.read()).course.run
    assert isinstance(run, Running)
    assert run.spent[0].seconds == 120  # the key counts from when it was pressed


async def _lead_on_without_records(it: Wall) -> None:
    await it.until(lambda: "The records are away" in _lines(it))
    await press(it, "24 09:37:00")
    assert it.said(".heading").startswith("2/5")
    await it.at("24 09:38:00")
    assert "12:00" in it.said(".total")  # of fifteen minutes
    assert "01:00" in it.said(".block-time")


def _lines(wall: Wall) -> str:
    return "\n".join(each.forms[0] for each in wall.screen.query(".troubles BigText"))  # type: ignore[attr-defined]


async def test_old_data_is_called_old(
    wall: Hang, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del english
    async with wall() as it:
        monkeypatch.setattr(it.usher, "_found", lambda: None)  # the thread hangs
        it.usher._looked_at -= 90
        it.tick()
        assert "What stands here is of 09:18:" in _lines(it)


async def test_a_clock_that_steps_is_said_and_changes_no_length(wall: Hang, english: None) -> None:
    del english
    async with wall() as it:
        await begin(it)
        await it.at("24 09:40:00")
        it.screen._turn()
        it.clock.off = timedelta(hours=1)
        it.screen._turn()
        assert "The clock was moved by +1:00:00" in _lines(it)
        assert "10:00" in it.said(".total")


@pytest.mark.parametrize(
    "text",
    ["[bold red]紧急[/] 😀 重要" * 500, "a" * 10_000, "\x1b]0;x\x07\x1b[2J" * 1000, "行\n" * 5000],
    ids=["markup and emoji", "one word", "control", "lines"],
)
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_block_of_10_000_characters_is_paged_to_its_end(
    wall: Hang, room: Room, size: tuple[int, int], text: str
) -> None:
    room.prepare(TEXTS | {"HY-5-1a": text[:10_000]})
    async with wall(size=size) as it:
        await begin(it)
        await it.until(lambda: it.screen.query_one(".text", Text).text != "")
        reading = it.screen.query_one(".text", Text)
        for _ in range(reading.pages + 2):
            await it.pilot.press("down")
        assert reading.page == reading.pages - 1
        shown = it.shows()
        assert "\x1b" not in shown
        assert phase(it) is Phase.RUNNING


async def test_resized_in_the_middle_of_the_meeting(wall: Hang, room: Room) -> None:
    room.prepare()
    async with wall(size=(240, 67)) as it:
        await begin(it)
        for size in ((80, 24), (20, 8), (1, 1), (240, 67), (120, 40)):
            await it.pilot.resize_terminal(*size)
            it.tick()
            await it.pilot.pause()
        assert it.said(".heading").startswith("1/5")
        assert it.screen.query_one(Seats).seats


async def test_bm_5_what_becomes_public_is_shown_at_once_and_nothing_before(
    wall: Hang, clock: Hands
) -> None:
    clock.set("24 15:00:00")
    async with wall(size=(80, 24)) as it:
        assert it.said("#day .title") == ""
        tariff = Embargo(
            EmbargoKind.TARIFF, "校园新资费", "59 元", clock.utc, StaffNo("M01"), clock.utc
        )
        it.board.show((tariff,))
        card = it.screen.query_one(".card", Text)
        await it.until(lambda: card.text == "59 元")
        assert "校园新资费" in it.said("#day .title")
        it.board.show(())
        await it.until(lambda: it.said("#day .title") == card.text == "")


async def test_through_the_day_the_pages_take_turns(wall: Hang, room: Room) -> None:
    room.prepare()
    async with wall(size=(80, 24)) as it:
        await begin(it)
        for second in range(0, 10, 2):
            await press(it, f"24 09:50:{second:02}")
        await it.until(lambda: phase(it) is Phase.DAY)
        await it.at("24 10:00:00")
        assert "59 元含 30G" in it.shows()
        for _ in range(12):
            it.screen._turn_cards()
        await it.at("24 10:00:12")
        assert "格桑卓玛上周新增" in it.shows()
        assert "59 元含 30G" not in it.shows()


async def test_a_wall_gives_signs_of_life_only_while_it_paints(
    wall: Hang, clock: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wall() as it:
        signs = SignsOfLife(it.home)
        await it.until(lambda: (it.home.signs / "wall").exists())
        monkeypatch.setattr(it.usher, "painted", lambda: 0.0)  # the screen is frozen
        it.usher._painted_at -= 60
        it.usher._sign_at = 0.0
        clock.set("24 09:25:00")
        looked = it.usher._looked_at
        await it.until(lambda: it.usher._looked_at > looked + 0.3)
        assert [each.terminal for each in signs.silent(clock.read())] == ["wall"]
    assert SignsOfLife(it.home).silent(clock.read()) == []  # closed in order


async def test_a_supervisor_closes_it(wall: Hang) -> None:
    async with wall(readers=("pad",)) as it:
        await it.pilot.press("f10")
        it.present("M01")
        await it.until(lambda: it.app._exit)


async def test_what_a_key_asks_for_is_called_off(wall: Hang, english: None) -> None:
    del english
    async with wall(readers=("pad",)) as it:
        await it.pilot.press("f10")
        assert "supervisor's badge" in it.said(".told")
        await it.pilot.press("escape")
        assert it.said(".told") == ""
        it.present("A05")
        await it.until(lambda: seats(it)["格桑卓玛"] is Attendance.PRESENT)


async def test_hy_5_5_where_the_meeting_is_held_stands_beside_its_host(wall: Hang) -> None:
    async with wall(size=(80, 24)) as it:
        assert it.said(".host").endswith("扎西顿珠 · 集团客户部")
