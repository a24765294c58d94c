"""The shared widgets, each on a screen of its own."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.widget import Widget

from kiosk import font
from kiosk.font import font_file
from screens.base.app import KioskApp
from screens.base.screen import KioskScreen
from screens.widgets.big_text import BigText
from screens.widgets.clock import Clock
from screens.widgets.last_taps import LastTaps, TapLine
from screens.widgets.lines import Lines
from screens.widgets.poster import Poster
from screens.widgets.poster_layout import PosterLine
from screens.widgets.reader_health import Health, ReaderHealth
from screens.widgets.rows import EMPTY, Cell, Row, Rows, laid, long_text, window, wrapped
from screens.widgets.symbols import Symbol, symbol_rows

needs_font = pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing")


def shown(app: App[None]) -> list[str]:
    """The lines on the screen."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


@pytest.fixture
def alone() -> Callable[[Widget], KioskApp]:
    """An app that shows one widget."""

    def make(widget: Widget) -> KioskApp:
        class Alone(KioskApp):
            def get_default_screen(self) -> KioskScreen:
                class Only(KioskScreen):
                    def compose(self) -> Iterator[Widget]:
                        yield widget

                return Only()

        return Alone()

    return make


@needs_font
async def test_big_text_takes_the_room_it_gets(alone: Callable[[Widget], KioskApp]) -> None:
    app = alone(BigText("上班"))
    async with app.run_test(size=(80, 24)) as pilot:
        small = "".join(shown(app)).count("█")
        await pilot.resize_terminal(200, 60)
        await pilot.pause()
        assert "".join(shown(app)).count("█") > 4 * small > 0


@needs_font
async def test_big_text_falls_back_to_a_shorter_form(alone: Callable[[Widget], KioskApp]) -> None:
    text = BigText("一二三四五六七八九十", "十")
    app = alone(text)
    async with app.run_test(size=(80, 24)) as pilot:
        short = shown(app)
        text.say("十")
        await pilot.pause()
        assert shown(app) == short
        assert "█" in "".join(short)


async def test_big_text_without_room_is_one_plain_line(
    alone: Callable[[Widget], KioskApp],
) -> None:
    app = alone(BigText("一二三四五六七八九十", "十"))
    async with app.run_test(size=(80, 3)):
        assert [line.strip() for line in shown(app)] == ["", "一二三四五六七八九十", ""]


async def test_big_text_without_the_font_is_one_plain_line(
    alone: Callable[[Widget], KioskApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font, "FONTS", (Path("/nowhere/font.ttc"),))
    font_file.cache_clear()
    try:
        app = alone(BigText("上班 09:42"))
        async with app.run_test(size=(80, 24)):
            assert "".join(shown(app)).split() == ["上班", "09:42"]
    finally:
        font_file.cache_clear()


async def test_data_in_big_text_has_no_control_characters(
    alone: Callable[[Widget], KioskApp],
) -> None:
    app = alone(BigText("a\x1b[2Jb"))
    async with app.run_test(size=(80, 3)):
        assert "".join(shown(app)).strip() == "a[2Jb"


async def test_a_poster_without_room_is_plain_with_a_sign_before_it(
    alone: Callable[[Widget], KioskApp],
) -> None:
    poster = Poster()
    app = alone(poster)
    async with app.run_test(size=(20, 2)) as pilot:
        poster.lines = (
            PosterLine(("上班",), 2, symbol=Symbol.ARRIVE),
            PosterLine(("a\x1b[2Jb",), 1),
        )
        await pilot.pause()
        assert [line.strip() for line in shown(app)] == ["→ 上班", "a[2Jb"]


@needs_font
async def test_a_poster_has_its_sign_beside_the_large_line(
    alone: Callable[[Widget], KioskApp],
) -> None:
    poster = Poster()
    app = alone(poster)
    async with app.run_test(size=(80, 12)) as pilot:
        poster.lines = (PosterLine(("上班",), 2, symbol=Symbol.ARRIVE),)
        await pilot.pause()
        sign = [line[:12].strip() for line in shown(app)]
        assert [row for row in sign if row] == [
            row.strip() for row in symbol_rows(Symbol.ARRIVE, 12)
        ]


class Time:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 1, 59, 59, 900_000, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


class WithClock(KioskScreen):
    """Counts the minutes that its clock announces."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.minutes = 0

    def compose(self) -> Iterator[Widget]:
        yield self.clock

    def on_clock_minute_began(self) -> None:
        self.minutes += 1


async def test_the_clock_turns_on_the_second_and_announces_the_minute() -> None:
    time = Time()
    clock = Clock(time, ZoneInfo("Asia/Shanghai"))
    screen = WithClock(clock)

    class Clocked(KioskApp):
        def get_default_screen(self) -> KioskScreen:
            return screen

    async with Clocked().run_test(size=(80, 3)) as pilot:
        assert clock.forms == ("09:59:59",)
        assert screen.minutes == 1
        time.at += timedelta(milliseconds=100)
        await pilot.pause(0.15)  # the tenth of a second to the next one
        assert clock.forms == ("10:00:00",)
        assert screen.minutes == 2


@pytest.fixture
def taps() -> list[TapLine]:
    return [TapLine(f"09:{59 - n}", Symbol.ARRIVE, f"格桑{n}", "上午上班", "in") for n in range(12)]


async def test_last_taps_shows_as_many_as_fit_newest_first(
    alone: Callable[[Widget], KioskApp], taps: list[TapLine]
) -> None:
    widget = LastTaps()
    app = alone(widget)
    async with app.run_test(size=(80, 5)) as pilot:
        widget.taps = taps
        await pilot.pause()
        assert [line.split()[:3] for line in shown(app)] == [
            [f"09:{59 - n}", "→", f"格桑{n}"] for n in range(5)
        ]
        await pilot.resize_terminal(80, 30)
        await pilot.pause()
        filled = [line.split()[0] for line in shown(app) if line.strip()]
        assert filled == [f"09:{59 - n}" for n in range(12)]


@needs_font
@pytest.mark.parametrize("size", [(100, 60), (170, 100)], ids=["names", "all"])
async def test_last_taps_is_large_where_there_is_room(
    alone: Callable[[Widget], KioskApp], taps: list[TapLine], size: tuple[int, int]
) -> None:
    widget = LastTaps()
    app = alone(widget)
    async with app.run_test(size=size) as pilot:
        widget.taps = taps
        await pilot.pause()
        assert "09:59" not in "".join(shown(app))
        assert "█" in "".join(shown(app))


async def test_last_taps_cleans_names(
    alone: Callable[[Widget], KioskApp], taps: list[TapLine]
) -> None:
    widget = LastTaps()
    async with alone(widget).run_test():
        widget.taps = [TapLine("09:42", Symbol.ARRIVE, "a\x1b[2Jb", "", "in")]
        assert widget.taps[0].name == "a[2Jb"


async def test_health_shows_every_reader_always(alone: Callable[[Widget], KioskApp]) -> None:
    health = ReaderHealth(["door", "pad"])
    app = alone(health)
    async with app.run_test(size=(60, 1)) as pilot:
        assert "".join(shown(app)).split() == ["○", "door", "○", "pad"]
        health.show("door", Health.UP)
        health.show("pad", Health.DOWN)
        health.show("late", Health.UP)
        await pilot.pause()
        assert "".join(shown(app)).split() == ["●", "door", "×", "pad", "●", "late"]


async def test_lines_take_no_room_when_there_are_none(
    alone: Callable[[Widget], KioskApp],
) -> None:
    lines = Lines(2)
    app = alone(lines)
    async with app.run_test(size=(20, 5)) as pilot:
        assert lines.size.height == 0
        lines.show(["one", "two", "three"])
        await pilot.pause()
        assert [line.strip() for line in shown(app)][:3] == ["one", "two", ""]
        lines.show([])
        await pilot.pause()
        assert lines.size.height == 0


class Given(Rows):
    """Shows the rows it is given."""

    def __init__(self, *rows: Row) -> None:
        super().__init__()
        self.rows = rows

    def lay(self, columns: int, rows: int) -> list[Row]:
        return window(laid(self.rows, columns), rows)


def numbered(count: int, chosen: int | None = None) -> list[Row]:
    return [Row((Cell(f"row {nth}", 8),), chosen=nth == chosen) for nth in range(count)]


@pytest.mark.parametrize(
    "chosen, head, first, last",
    [
        (None, 0, "row 0", "row 9"),
        (3, 0, "row 0", "row 9"),
        (20, 0, "row 15", "row 24"),
        (49, 0, "row 40", "row 49"),
        (49, 1, "row 0", "row 49"),
    ],
)
async def test_rows_show_what_is_around_the_chosen_one_and_the_head(
    chosen: int | None, head: int, first: str, last: str
) -> None:
    texts = [row.cells[0].text for row in window(numbered(50, chosen), 10, head)]
    assert (len(texts), texts[0], texts[-1]) == (10, first, last)


@pytest.mark.parametrize("room", [0, 1, 2, 9])
def test_no_more_rows_than_there_is_room_for(room: int) -> None:
    assert len(window(numbered(5), room, head=1)) == max(min(room, 5), 1)


async def test_cells_stand_in_their_columns_and_are_cut_to_them(
    alone: Callable[[Widget], KioskApp],
) -> None:
    app = alone(Given(Row((Cell("迟到很久", 4), Cell("rest"), Cell("50", 4, right=True)))))
    async with app.run_test(size=(20, 3)) as pilot:
        await pilot.pause()
        assert shown(app)[0] == "迟到 rest         50"


@pytest.mark.parametrize("columns", range(1, 40))
@pytest.mark.parametrize(
    "row",
    [
        EMPTY,
        Row((Cell("a", 3), Cell("b", 4))),
        Row((Cell("a"), Cell("b", 4), Cell("c"))),
        Row((Cell("a"),)),
    ],
)
def test_a_row_has_just_the_columns_that_there_are(row: Row, columns: int) -> None:
    (fitted,) = laid([row], columns)
    widths = [cell.width for cell in fitted.cells]
    least = sum(cell.width for cell in row.cells) + max(len(row.cells) - 1, 0)
    assert sum(widths) + len(widths) - 1 == max(columns, least)


async def test_a_long_text_breaks_anew_when_the_room_changes(
    alone: Callable[[Widget], KioskApp],
) -> None:
    app = alone(Given(long_text("应 09:20，打卡 09:32，迟到 12 分钟")))
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.pause()
        assert [line.rstrip() for line in shown(app)[:2]] == [
            "应 09:20，打卡",
            "09:32，迟到 12 分钟",
        ]
        await pilot.resize_terminal(60, 6)
        await pilot.pause()
        assert shown(app)[0].rstrip() == "应 09:20，打卡 09:32，迟到 12 分钟"


@pytest.mark.parametrize("columns", [8, 20, 76])
@pytest.mark.parametrize(
    "text", ["应 09:20，打卡 09:32（补卡），迟到 12 分钟", "due 09:20, tapped 09:32, late 12 min"]
)
def test_nothing_of_a_long_text_is_lost_and_no_line_is_too_long(text: str, columns: int) -> None:
    lines = list(wrapped(text, columns))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= columns for line in lines)
    assert not any(line.startswith(("，", "）", ",")) for line in lines)


@needs_font
async def test_rows_are_six_times_as_large_where_cells_are_tiny(
    alone: Callable[[Widget], KioskApp],
) -> None:
    rows = Given(*numbered(3))
    app = alone(rows)
    async with app.run_test(size=(480, 135)) as pilot:
        await pilot.pause()
        assert rows.times == 6
        assert "row" not in "".join(shown(app))
        assert "".join(shown(app)[:18]).count("█") > 50


def test_control_characters_in_rows_are_dropped() -> None:
    for row in (Row((Cell("a\x1b[2Jb"),)), long_text("a\x1b[2Jb")):
        assert laid([row], 20)[0].cells[0].text == "a[2Jb"
