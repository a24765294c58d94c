"""How large texts and names are set, and that none of a text is lost."""

import pytest
from textual.app import App, ComposeResult

from kiosk.font import font_file
from kiosk.meetings.attending import Attendance
from kiosk.meetings.wall_view import Seat
from screens.base.theme import THEME
from screens.wall.reading import Reading, _lines, _set
from screens.wall.seats import Seats

pytestmark = pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing")

TELEVISION_MM = 622.6
"""The height of a 50-inch set."""


class Room(App[None]):
    """One widget in all of the screen."""

    def __init__(self, widget: Reading | Seats) -> None:
        super().__init__()
        self.register_theme(THEME)
        self.theme = THEME.name
        self._widget = widget

    def compose(self) -> ComposeResult:
        yield self._widget


@pytest.mark.parametrize(
    "text", ["统一口径 " * 400, "x" * 999, "行\n" * 300, "59 元，到期可转出。" * 99]
)
@pytest.mark.parametrize("room", [(100, 30), (56, 20), (40, 9), (1, 1)], ids=str)
@pytest.mark.parametrize("is_far", [True, False], ids=["television", "near"])
def test_every_letter_is_on_some_page(text: str, room: tuple[int, int], *, is_far: bool) -> None:
    size, pages = _set(text, *room, is_far=is_far)
    kept = "".join(line for page in pages for line in page)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(len(page) * (size // 2 or 1) <= max(room[1], 1) for page in pages)


def test_no_line_begins_with_a_stop() -> None:
    for size in (0, 12, 16):
        lines = _lines("合约到期可转出，不收违约金。先听后答、双手接递！" * 9, 61, size)
        assert not [line for line in lines if line[:1] in "，。、！"]


async def test_text_on_a_television_is_at_least_40_mm_high() -> None:
    reading = Reading()
    async with Room(reading).run_test(size=(240, 67)) as pilot:
        for length in (10, 100, 900):
            reading.text = "统" * length
            await pilot.pause()
            size, _ = reading._pages(reading.content_size)
            assert size / 2 * TELEVISION_MM / 67.5 >= 40


async def test_who_is_there_is_left_out_first_and_counted() -> None:
    seats = Seats()
    async with Room(seats).run_test(size=(240, 67)) as pilot:
        seats.seats = [
            Seat(f"扎西顿珠{n}", None if n < 3 else Attendance.PRESENT) for n in range(60)
        ]
        await pilot.pause()
        setting, lines = seats.shown
        assert setting.size == 12
        assert [line.words for line in lines[:3]] == [f"○扎西顿珠{n}" for n in range(3)]
        assert lines[-1].words == f"+{60 - len(lines) + 1}"


async def test_emoji_are_left_out_where_letters_are_drawn() -> None:
    reading = Reading()
    async with Room(reading).run_test(size=(240, 67)) as pilot:
        reading.text = "好😀[b]的[/b]"
        await pilot.pause()
        size, ((line,),) = reading._pages(reading.content_size)
        assert (size, line) == (40, "好[b]的[/b]")
