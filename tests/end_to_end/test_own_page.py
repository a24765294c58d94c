"""Whoever has tapped finds out why 50 yuan were deducted, and objects: in a real terminal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.false_clock import FalseClock
from tests.end_to_end.office import A01, A03, STAFF, UNKNOWN, add_reader, database
from tests.end_to_end.program import COMMAND, keyroom
from tests.end_to_end.serial_line import SerialLine
from tests.end_to_end.sqlite_shell import sql
from tests.end_to_end.terminal import Terminal

F3, UP, ENTER, ESCAPE, F10 = "\x1bOR", "\x1b[A", "\r", "\x1b", "\x1b[21~"
PUNCHES = """no,at,direction,terminal
A03,2026-11-17 10:02:00,,entrance
A03,2026-11-17 13:01:00,,entrance
A03,2026-11-17 15:05:00,,entrance
A03,2026-11-17 18:31:00,,entrance
A02,2026-11-18 10:40:00,,entrance
"""
"""A03 was 12 minutes late on a Tuesday in winter; A02 half an hour and more on the Wednesday."""
WHY = "17 November morning in: due 09:50, tapped 10:02, late 12 min, KQ-2-1a: 50 yuan."


@pytest.fixture
def clock(tmp_path: Path) -> FalseClock:
    """It is November of 2026, whenever the test runs."""
    clock = FalseClock(tmp_path / "faketimerc")
    clock.set("@2026-11-01 08:00:00")
    return clock


@pytest.fixture
def line(tmp_path: Path) -> Iterator[SerialLine]:
    with SerialLine(tmp_path / "door") as line:
        yield line


@pytest.fixture
def home(tmp_path: Path, clock: FalseClock, line: SerialLine) -> Path:
    """An office of that month, with a reader and with punches of the week before."""
    home, punches = tmp_path / "home", tmp_path / "punches.csv"
    punches.write_text(PUNCHES, encoding="utf-8")
    keyroom(home, "init", code=0, **clock.variables)
    keyroom(home, "people", "import", str(STAFF), code=0, **clock.variables)
    clock.set("@2026-11-23 09:40:00")
    keyroom(home, "punches", "import", str(punches), code=0, **clock.variables)
    add_reader(home, "door", line.url)
    return home


@pytest.fixture
def screen(home: Path, clock: FalseClock, line: SerialLine) -> Iterator[Terminal]:
    """The entrance on a Monday morning."""
    with Terminal((*COMMAND, "entrance"), home, TZ="Asia/Shanghai", **clock.variables) as screen:
        line.await_opened()
        screen.await_text("F10 Close")
        yield screen


def test_a_deduction_is_explained_and_objected_to(
    home: Path, line: SerialLine, screen: Terminal
) -> None:
    line.tap(A03)
    screen.await_text("扎西顿珠")
    screen.await_text("Month: late once, 12 min")
    screen.press(F3)
    screen.await_text("deductions")
    assert "李文秀" not in screen.shows()
    assert "10:40" not in screen.shows()
    for _ in range(6):
        screen.press(UP)
    screen.await_text(WHY)
    screen.press("3")
    screen.await_text("the reader did not work")
    screen.press("5")
    screen.await_text("type the reason")
    screen.press("the bus broke down")
    screen.press(ENTER)
    screen.await_text("Press Enter to send it")
    screen.press(ENTER)
    screen.await_text("On record: 17 November morning in KQ-2-1a 50 yuan.")
    screen.await_text("objected")
    screen.press(ESCAPE)
    screen.await_gone("On record")
    screen.press(ESCAPE)
    screen.await_gone("deductions")
    _close(line, screen)
    assert sql(
        database(home),
        "SELECT body ->> 'person', body ->> 'line', body ->> 'reason', body ->> 'state' "
        "FROM doc_objections",
    ) == ["A03|A03:2026-11-17:am_in|the bus broke down|requested"]


def test_the_next_tap_takes_over_and_leaves_nothing_of_the_page(
    line: SerialLine, screen: Terminal
) -> None:
    line.tap(A03)
    screen.await_text("扎西顿珠")
    screen.press(F3)
    screen.await_text("deductions")
    line.tap(UNKNOWN)
    screen.await_text("not enrolled")
    screen.await_gone("deductions")
    screen.await_gone("KQ-2")
    screen.press(F3)  # nobody's month: whoever is here now is not known
    _close(line, screen)
    assert "KQ-2" not in screen.shows()


def _close(line: SerialLine, screen: Terminal) -> None:
    screen.press(F10)
    screen.await_text("A supervisor's badge, please")
    line.tap(A01)
    assert screen.await_end() == 0
