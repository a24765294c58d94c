"""The entrance in a real terminal: a tap is painted, supervisors close it, kills lose nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.office import A01, A02, A03, UNKNOWN
from tests.end_to_end.program import COMMAND, keyroom_json
from tests.end_to_end.serial_line import SerialLine
from tests.end_to_end.terminal import Terminal

F2, F6, F10 = "\x1bOQ", "\x1b[17~", "\x1b[21~"
ASKED = "A supervisor's badge, please"


@pytest.fixture
def screen(home: Path, line: SerialLine) -> Iterator[Terminal]:
    """The entrance, painted, with its reader at work."""
    with start(home, line) as terminal:
        yield terminal


def start(home: Path, line: SerialLine) -> Terminal:
    """Start the entrance in a terminal."""
    terminal = Terminal((*COMMAND, "entrance"), home)
    line.await_opened()
    terminal.await_text("F10 Close")
    return terminal


def test_a_tap_is_painted_and_recorded(home: Path, line: SerialLine, screen: Terminal) -> None:
    line.tap(A02)
    screen.await_text("李文秀")
    line.tap(UNKNOWN)
    screen.await_text("not enrolled")
    listed = keyroom_json(home, "punches", "list")
    assert [(punch["person"], punch["result"]) for punch in listed] == [
        ("A02", "recorded"),
        (None, "unknown"),
    ]


def test_a_supervisors_badge_corrects_the_last_tap(
    home: Path, line: SerialLine, screen: Terminal
) -> None:
    line.tap(A02)
    screen.await_text("李文秀")
    screen.press(F6)
    screen.await_text(ASKED)
    line.tap(A01)
    screen.await_text("Corrected by a supervisor")
    listed = keyroom_json(home, "punches", "list")
    assert [(punch["person"], punch["result"]) for punch in listed] == [("A02", "recorded")] * 2


def test_only_a_supervisors_badge_closes_it(line: SerialLine, screen: Terminal) -> None:
    screen.press(F10)
    screen.await_text(ASKED)
    line.tap(A02)
    screen.await_text("李文秀")
    screen.await_gone(ASKED)
    screen.press(F10)
    screen.await_text(ASKED)
    line.tap(A01)
    assert screen.await_end() == 0


def test_the_language_is_switched_by_a_key(line: SerialLine, screen: Terminal) -> None:
    line.tap(A02)
    screen.await_text("李文秀")
    screen.press(F2)
    screen.await_text("最近")


def test_a_killed_screen_has_lost_nothing_and_starts_again(
    home: Path, line: SerialLine, screen: Terminal
) -> None:
    line.tap(A02)
    screen.await_text("李文秀")
    screen.kill_screen()
    assert screen.await_end()  # not 0: whoever started it knows that it must be started again
    line.release()
    with start(home, line) as again:
        again.await_text("李文秀")
        line.tap(A03)
        again.await_text("扎西顿珠")
    listed = keyroom_json(home, "punches", "list")
    assert [punch["person"] for punch in listed] == ["A02", "A03"]
