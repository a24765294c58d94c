"""The desk in a real terminal, with a real pcscd and virtual cards (BM-1, D-44)."""

import signal
import time
from pathlib import Path

from devices.virtual.pcscd import PcscDaemon
from tests.end_to_end.desk.people import (
    ASKED,
    CARD_OF_A04,
    LOCKED,
    OF_CUSTOMERS,
    PHONE,
    assert_empty,
    identify,
)
from tests.end_to_end.program import keyroom_json
from tests.end_to_end.terminal import Terminal


def test_bm1_a_removed_card_leaves_no_character_of_the_customer(
    desk_home: Path, opened: Terminal, pcscd: PcscDaemon
) -> None:
    pcscd.readers[0].remove()
    opened.await_text(LOCKED)
    assert_empty(opened)
    opened.await_text("Locked: badge removed")
    kinds = ("session", "customer", "reveal")
    found = [keyroom_json(desk_home, "access", "list", "--kind", kind)[0] for kind in kinds]
    assert [each["cause"] for each in found] == ["badge_removed"] * 3
    assert (found[2]["reason"], found[2]["fields"]) == ("call_verified", ["name", "phone"])


def test_bm1_no_moment_shows_the_lock_and_a_customer(opened: Terminal, pcscd: PcscDaemon) -> None:
    """A frame goes out in several writes: on a slow terminal each is a picture of its own."""
    pcscd.readers[0].remove()
    opened.await_text("Locked: badge removed")
    shown = list(opened.moments())
    assert any(PHONE in each for each in shown)
    assert [
        each for each in shown if LOCKED in each and any(piece in each for piece in OF_CUSTOMERS)
    ] == []


def test_a_search_is_typed_found_and_recorded_masked(
    desk_home: Path, screen: Terminal, pcscd: PcscDaemon
) -> None:
    pcscd.readers[0].insert(CARD_OF_A04)
    identify(screen)
    screen.press("/")
    screen.await_text("initials")
    screen.press(PHONE)
    screen.await_text(PHONE)
    screen.press("\r")
    screen.await_text("Found: 1")
    (search,) = keyroom_json(desk_home, "access", "list", "--kind", "search")
    assert search["reason"] == "138****1234"


def test_a_desk_that_was_killed_is_wiped_and_started_again_locked(
    desk_home: Path, opened: Terminal
) -> None:
    opened.kill_screen()
    opened.await_gone(PHONE)
    assert_empty(opened)
    # The card still lies there, and is a presentation to the new run: its PIN is asked for.
    opened.await_text(ASKED)
    assert_empty(opened)
    (session,) = keyroom_json(desk_home, "access", "list", "--kind", "session")
    assert session["cause"] == "killed"


def test_a_desk_that_was_stopped_is_wiped_within_3_s(opened: Terminal) -> None:
    began = time.monotonic()
    opened.signal_screen(signal.SIGSTOP)
    opened.await_gone(PHONE)
    took = time.monotonic() - began
    assert_empty(opened)
    assert took < 3.5  # 3 s, and what this test's own reading takes
    opened.await_text(ASKED)
