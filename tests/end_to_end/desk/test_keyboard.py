"""Keys, pastes, the mouse and the window's size, tried on the desk's real terminal."""

import random
from pathlib import Path

from devices.virtual.pcscd import PcscDaemon
from tests.end_to_end.desk.conftest import StartDesk
from tests.end_to_end.desk.people import (
    ASKED,
    CARD_OF_A04,
    LOCKED,
    PHONE,
    PIN,
    assert_empty,
    identify,
)
from tests.end_to_end.program import COMMAND, keyroom_json
from tests.end_to_end.terminal import COLUMNS, ROWS, Terminal
from tests.end_to_end.tmux import Tmux

PASTE, PASTED = "\x1b[200~", "\x1b[201~"
MEGABYTE = 1 << 20
F10 = "\x1b[21~"
OSC = "\x1b]"
"""Begins what names the window, copies, links and changes colours."""
PIECES = (
    *("\x1b", "\x1b\x1b", "\x1b[", "\x1b[A", "\x1b[20~", "\x1b[1;5P", "\x1bOP", "\x1b[200~"),
    *("\x1b[<0;9;9M", "\x1b[<35;1;1m", "\x1b[48;1;1;1;1t", "\x1b]52;c;?\x07", "\x9b", "\xff"),
    *("\r", "\t", "\x03", "\x04", "\x10", "\x11", "\x1a", "\x1c", "/", "1", "\x7f", "字", " "),
)


def test_keys_that_end_stop_or_open_something_elsewhere_do_nothing_here(opened: Terminal) -> None:
    before = opened.screen_pid
    #             ^C  ^D  ^P  ^Q  ^S  ^V  ^Z  ^\
    opened.press("\x03\x04\x10\x11\x13\x16\x1a\x1c")
    opened.press("n")
    opened.await_text("N ○ name")
    assert opened.screen_pid == before
    assert PHONE in opened.shows()


def test_nothing_is_selected_copied_or_named(opened: Terminal) -> None:
    row = next(at for at, line in enumerate(opened.shows().splitlines(), 1) if PHONE in line)
    # Press, drag and let go; a double and a triple click; then every key that copies.
    opened.press(f"\x1b[<0;1;{row}M\x1b[<32;60;{row}M\x1b[<0;60;{row}m")
    opened.press(f"\x1b[<0;20;{row}M\x1b[<0;20;{row}m" * 3)
    opened.press("\x03\x18\x1b[99;6u")
    opened.press("n")
    opened.await_text("N ○ name")
    assert OSC not in opened.drawn


def test_a_megabyte_that_is_pasted_opens_nothing_and_the_desk_goes_on(
    desk_home: Path, screen: Terminal, pcscd: PcscDaemon
) -> None:
    pcscd.readers[0].insert(CARD_OF_A04)
    screen.await_text(ASKED)
    screen.press(PASTE + f"{PIN}\r" * (MEGABYTE // 7) + PASTED)
    pcscd.readers[0].remove()
    screen.await_text(LOCKED)
    assert_empty(screen)
    assert keyroom_json(desk_home, "access", "list") == []
    pcscd.readers[0].insert(CARD_OF_A04)
    identify(screen)


def test_ten_thousand_random_keys_open_nothing(desk_home: Path, screen: Terminal) -> None:
    before = screen.screen_pid
    chance = random.Random(4)
    for _ in range(100):
        screen.press("".join(chance.choice(PIECES) for _ in range(100)))
    screen.press_until(f"{PASTED}{F10}", "A supervisor's badge ends the program")  # it listens
    assert screen.screen_pid == before
    assert_empty(screen)
    assert keyroom_json(desk_home, "access", "list") == []
    assert OSC not in screen.drawn


def test_a_window_of_one_cell_and_back_shows_what_may_be_shown(
    opened: Terminal, pcscd: PcscDaemon
) -> None:
    opened.resize(1, 1)
    opened.resize(COLUMNS, ROWS)
    opened.await_text(PHONE)
    opened.resize(1, 1)
    pcscd.readers[0].remove()
    opened.resize(2, 2)
    opened.resize(COLUMNS, ROWS)
    opened.await_text("Locked: badge removed")
    assert_empty(opened)


def test_nothing_is_left_in_the_scrollback_nor_in_the_title(
    desk_home: Path, pcscd: PcscDaemon
) -> None:
    with Tmux(desk_home) as terminal:
        terminal.type(" ".join((*COMMAND, "desk")))
        terminal.await_text(LOCKED)
        title = terminal.title()
        pcscd.readers[0].insert(CARD_OF_A04)
        terminal.await_text(ASKED)
        terminal.press(PIN)
        terminal.press("Enter")
        terminal.await_text("G0001")
        terminal.press("Enter")
        terminal.await_text(r"138\*{4}1234")
        terminal.press("1")
        terminal.await_text(PHONE)
        assert terminal.title() == title
        pcscd.readers[0].remove()
        terminal.await_text("Locked: badge removed")
        for secret in (PHONE, "G0001", "138****"):
            assert secret not in terminal.shows(history=True)
        terminal.kill_screen()
        terminal.await_text(LOCKED)
        assert PHONE not in terminal.shows(history=True)


def test_no_variable_of_textual_writes_keys_or_pictures(
    start_desk: StartDesk, pcscd: PcscDaemon, tmp_path: Path
) -> None:
    traces = tmp_path / "traces"
    names = ("TEXTUAL_LOG", "TEXTUAL_SCREENSHOT_LOCATION", "TEXTUAL_SCREENSHOT_FILENAME")
    screen = start_desk(
        TEXTUAL="debug,devtools",
        TEXTUAL_DEBUG="1",
        TEXTUAL_SCREENSHOT="0",
        TEXTUAL_PRESS="enter",
        TEXTUAL_DRIVER="textual.drivers.headless_driver:HeadlessDriver",
        **dict.fromkeys(names, str(traces)),
    )
    screen.await_text(LOCKED)
    pcscd.readers[0].insert(CARD_OF_A04)
    identify(screen)
    assert not traces.exists()
    assert not Path("keys.log").exists()
