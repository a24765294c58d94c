"""The sheet: what is made, what is shown, and where the cursor goes."""

from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot

from screens.base.app import KioskApp
from screens.widgets.sheet import Sheet
from screens.widgets.sheet_content import Cell, Column, fitted
from screens.widgets.tone import Tone

GROUP = 5
"""A heading before every so many rows."""


class Numbers:
    """Rows of numbers; says which of them were made."""

    def __init__(self, count: int, days: int = 0, grouped: bool = False) -> None:
        self.keys = [
            key
            for number in range(count)
            for key in (("", f"k{number}") if grouped and number % GROUP == 0 else (f"k{number}",))
        ]
        self.fixed = 1
        self.cells = range(1, 1 + days)
        self.days = days
        self.made: set[int] = set()

    def columns(self) -> Sequence[Column]:
        days = (Column(str(day), 2, gap=0) for day in range(1, self.days + 1))
        return (Column("name", 10, grows=not self.days), *days, Column("end", 4, "right"))

    def row(self, index: int) -> Sequence[Cell]:
        self.made.add(index)
        if not self.keys[index]:
            return (Cell(f"group {index}"),)
        days = (Cell("勤", Tone.GOOD) for _ in range(self.days))
        return (Cell(f"person {self.keys[index]}", Tone.STRONG), *days, Cell("1"))


class Probe(KioskApp):
    """A sheet and nothing else."""

    def __init__(self, content: Numbers) -> None:
        super().__init__()
        self.content = content
        self.moved: list[str] = []
        self.chosen: list[str] = []
        self.beyond: list[int] = []

    def compose(self) -> ComposeResult:
        yield Sheet()

    def on_mount(self) -> None:
        super().on_mount()
        self.sheet.show(self.content)
        self.sheet.focus()

    @property
    def sheet(self) -> Sheet:
        return self.query_one(Sheet)

    def on_sheet_moved(self, message: Sheet.Moved) -> None:
        self.moved.append(message.sheet.key)

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        self.chosen.append(message.sheet.key)

    def on_sheet_beyond(self, message: Sheet.Beyond) -> None:
        self.beyond.append(message.step)

    def lines(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]


async def test_of_a_hundred_thousand_rows_only_those_that_are_seen_are_made() -> None:
    app = Probe(Numbers(100_000))
    async with app.run_test(size=(40, 10)) as pilot:
        assert app.lines()[1].startswith("person k0")
        await pilot.press("end")
        assert app.sheet.key == "k99999"
        assert app.lines()[9].startswith("person k99999")
        assert len(app.content.made) < 30


@pytest.mark.parametrize(
    "keys, at",
    [
        (("down", "down"), "k2"),
        (("down", "up", "up"), "k0"),
        (("pagedown",), "k8"),
        (("pagedown", "pagedown", "pageup"), "k8"),
        (("end", "down"), "k49"),
        (("end", "home"), "k0"),
    ],
)
async def test_keys_move_over_rows(keys: tuple[str, ...], at: str) -> None:
    app = Probe(Numbers(50))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*keys)
        assert app.sheet.key == at
        assert app.moved[-1] == at
        assert any(f"person {at} " in line for line in app.lines())


async def test_headings_are_passed_over_and_seen_with_their_first_row() -> None:
    app = Probe(Numbers(12, grouped=True))
    async with app.run_test(size=(40, 6)) as pilot:
        assert app.sheet.key == "k0"
        await pilot.press(*["down"] * 5)
        assert app.sheet.key == "k5"
        await pilot.press("end", *["up"] * 6)
        assert app.sheet.key == "k5"
        assert "group 6" in app.lines()[1]
        await pilot.press("home")
        assert app.lines()[1].startswith("group 0")


async def test_cells_are_visited_one_by_one_and_scrolled_into_view() -> None:
    app = Probe(Numbers(3, days=31))
    async with app.run_test(size=(40, 6)) as pilot:
        assert app.sheet.across == 1
        await pilot.press(*["right"] * 30)
        assert app.sheet.across == 31
        assert "31" in app.lines()[0]
        assert app.lines()[1].startswith("person k0")  # fixed
        await pilot.press("right")
        assert (app.sheet.across, app.beyond) == (31, [1])
        await pilot.press(*["left"] * 31)
        assert app.beyond == [1, -1]
        assert app.lines()[0].startswith("name       1 2 3")


async def test_the_cursor_stays_on_its_row_when_rows_come_and_go() -> None:
    app = Probe(Numbers(50))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*["down"] * 3)
        fewer = Numbers(50)
        del fewer.keys[1]
        app.sheet.show(fewer)
        assert (app.sheet.key, app.sheet.at) == ("k3", 2)
        gone = Numbers(2)
        app.sheet.show(gone)
        assert app.sheet.key == "k1"
        app.sheet.show(Numbers(0))
        assert app.sheet.key == ""
        await pilot.press("down", "up", "end", "enter", "left")
        assert app.chosen == []


async def test_enter_and_a_second_click_mean_it() -> None:
    app = Probe(Numbers(50))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "enter")
        await click(pilot, 4)
        assert (app.sheet.key, app.chosen) == ("k3", ["k1"])
        await click(pilot, 4)
        assert app.chosen == ["k1", "k3"]
        await click(pilot, 0)  # the titles
        assert app.sheet.key == "k3"


async def click(pilot: Pilot[None], row: int) -> None:
    await pilot.click(offset=(3, row))


async def test_the_wheel_moves_the_rows_and_not_the_cursor() -> None:
    app = Probe(Numbers(50))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot._post_mouse_events([events.MouseScrollDown], Sheet)
        assert app.sheet.key == "k0"
        assert app.lines()[1].startswith("person k3")


async def test_every_line_fills_its_width_whatever_the_letters() -> None:
    app = Probe(Numbers(50, days=31))
    async with app.run_test(size=(77, 10)):
        assert {cell_len(line) for line in app.lines()} == {77}


async def test_data_that_could_steer_a_terminal_is_taken_out() -> None:
    content = Numbers(1)
    content.keys = ["\x1b[31mred"]
    app = Probe(content)
    async with app.run_test(size=(40, 3)):
        assert "\x1b" not in "".join(app.lines())


@pytest.mark.parametrize(
    "text, width, align, shown",
    [
        ("ab", 4, "left", "ab  "),
        ("ab", 4, "right", "  ab"),
        ("ab", 5, "center", " ab  "),
        ("abcdef", 4, "left", "abc…"),
        ("达娃卓玛", 8, "left", "达娃卓玛"),
        ("达娃卓玛", 7, "left", "达娃卓…"),
        ("达娃卓玛", 6, "left", "达娃… "),
        ("", 3, "left", "   "),
        ("x", 0, "left", ""),
    ],
)
def test_text_is_fitted_into_cells(text: str, width: int, align: str, shown: str) -> None:
    assert fitted(text, width, align) == shown
