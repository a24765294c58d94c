"""`keyroom demo` as a stranger meets it: taps by key, `kill -9`, and every tap is there again."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.program import COMMAND, keyroom_json
from tests.end_to_end.tmux import Tmux

TAG, CARD, SUPERVISOR = "1", "3", "6"
"""Keys of the tray: 达娃卓玛's tag, 周敏's smart card, 旺堆's tag, who is the room manager."""
ASKED = "A supervisor's badge, please"


@pytest.fixture
def demo_home(tmp_path: Path) -> Path:
    """Where the demo makes its office."""
    return tmp_path / "demo"


@pytest.fixture
def shell(demo_home: Path) -> Iterator[Tmux]:
    """A shell in tmux."""
    with Tmux(demo_home) as shell:
        yield shell


def start(shell: Tmux, demo_home: Path) -> None:
    """Type the command on an empty screen, and wait for the tray and the readers."""
    shell.type("clear")
    shell.type(shlex.join([*COMMAND, "--home", str(demo_home), "demo"]) + "; echo ended $?")
    shell.await_text("Badges")
    shell.await_text("● door.*● card")


def test_taps_by_key_are_answered_and_survive_kill_9(shell: Tmux, demo_home: Path) -> None:
    start(shell, demo_home)
    shell.press(TAG)
    shell.await_text(_tap_of("达娃卓玛"))
    shell.press(CARD)
    shell.await_text(_tap_of("周敏"))
    shell.kill_screen()
    shell.await_text("ended [1-9]")

    listed = keyroom_json(demo_home, "punches", "list", "--from", "today")
    assert [(punch["person"], punch["result"]) for punch in listed] == [
        ("A07", "recorded"),
        ("A04", "recorded"),
    ]
    start(shell, demo_home)
    shell.await_text(_tap_of("达娃卓玛"))
    shell.await_text(_tap_of("周敏"))


def test_leaving_needs_a_supervisors_badge(shell: Tmux, demo_home: Path) -> None:
    start(shell, demo_home)
    shell.press("C-c")
    shell.press("q")
    shell.press("F10")
    shell.await_text(ASKED)
    shell.press(TAG)
    shell.await_text(_tap_of("达娃卓玛"))
    shell.press("F10")
    shell.await_text(ASKED)
    shell.press(SUPERVISOR)
    shell.await_text("ended 0")


def test_a_tap_and_f3_show_the_own_month_and_escape_brings_the_tray_back(
    shell: Tmux, demo_home: Path
) -> None:
    start(shell, demo_home)
    shell.press(TAG)
    shell.await_text(_tap_of("达娃卓玛"))
    shell.press("F3")
    shell.await_text("达娃卓玛 · .*deductions")
    shell.press("1")
    shell.await_text("personal leave")
    shell.press("Escape")
    shell.await_text("1 leave")
    shell.press("Escape")
    shell.await_text("Last taps")
    shell.press(CARD)
    shell.await_text(_tap_of("周敏"))


def _tap_of(name: str) -> str:
    """A line of the last taps; the name alone also stands on the tray."""
    return rf"\d\d:\d\d .*{name}"
