"""Signals to the desk's two processes, and a terminal that goes away, with a person in clear."""

import os
import select
import signal
from pathlib import Path

import pytest

from devices.virtual.pcscd import PcscDaemon
from tests.end_to_end.desk.conftest import StartDesk
from tests.end_to_end.desk.people import (
    ASKED,
    CARD_OF_A04,
    LOCKED,
    PHONE,
    assert_empty,
    identify,
    reveal,
)
from tests.end_to_end.program import PATIENCE_S, keyroom_json
from tests.end_to_end.terminal import Terminal, child_of

OF_A_KEYBOARD = (signal.SIGINT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU, signal.SIGPIPE)


def cause(home: Path) -> str:
    """Why the session ended, as it stands in the access log."""
    (session,) = keyroom_json(home, "access", "list", "--kind", "session")
    return str(session["cause"])


@pytest.mark.parametrize(("who", "number"), [("guard", signal.SIGTERM), ("screen", signal.SIGHUP)])
def test_a_request_to_stop_leaves_nothing_on_the_terminal(
    desk_home: Path, opened: Terminal, number: signal.Signals, who: str
) -> None:
    os.kill(opened.guard_pid if who == "guard" else opened.screen_pid, number)
    assert opened.await_end() == 0
    assert_empty(opened)
    assert cause(desk_home) == "finished"


def test_a_desk_that_aborts_is_wiped_and_started_again_locked(
    desk_home: Path, opened: Terminal
) -> None:
    opened.signal_screen(signal.SIGABRT)
    opened.await_gone(PHONE)
    assert_empty(opened)
    opened.await_text(ASKED)
    assert cause(desk_home) == "killed"


def test_a_killed_guard_takes_the_screen_along_and_leaves_nothing(
    desk_home: Path, start_desk: StartDesk, pcscd: PcscDaemon
) -> None:
    # In a shell: a guard that leads the terminal's session takes the terminal itself along.
    opened = start_desk(before=("sh", "-c", '"$@"; read -r over', "sh"))
    opened.await_text(LOCKED)
    pcscd.readers[0].insert(CARD_OF_A04)
    identify(opened)
    reveal(opened)
    guard = child_of(opened.guard_pid)
    screen = os.pidfd_open(child_of(guard))
    os.kill(guard, signal.SIGKILL)
    opened.await_gone(PHONE)
    assert ended(screen)
    assert_empty(opened)
    assert cause(desk_home) == "finished"


def test_behind_a_stopped_guard_the_screen_still_locks(opened: Terminal, pcscd: PcscDaemon) -> None:
    os.kill(opened.guard_pid, signal.SIGSTOP)
    pcscd.readers[0].remove()
    opened.await_text("Locked: badge removed")
    assert_empty(opened)
    os.kill(opened.guard_pid, signal.SIGCONT)


def test_signals_of_a_keyboard_change_nothing(opened: Terminal) -> None:
    before = opened.screen_pid
    for number in OF_A_KEYBOARD:
        opened.signal_screen(number)
        os.kill(opened.guard_pid, number)
    opened.press("n")
    opened.await_text("N ○ name")
    assert opened.screen_pid == before


def test_a_terminal_that_is_closed_ends_the_session(desk_home: Path, opened: Terminal) -> None:
    screen = os.pidfd_open(opened.screen_pid)
    opened.hang_up()
    assert ended(screen)
    assert cause(desk_home) == "finished"


def ended(process: int) -> bool:
    """Whether the process behind a pidfd ends soon."""
    ready, _, _ = select.select([process], [], [], PATIENCE_S)
    os.close(process)
    return bool(ready)
