"""The desk in a real terminal, with a real pcscd and virtual cards (BM-1, D-44)."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.virtual.pcscd import PcscDaemon
from tests.end_to_end.office import CARD_OF_A04, add_reader
from tests.end_to_end.program import COMMAND, keyroom, keyroom_json
from tests.end_to_end.terminal import Terminal

PIN = "314159"
NAME, PHONE = "仓决卓嘎", "13812341234"
LIST = f"""customer,group,owner,role,name,phone,id_number,address
G0001,日喀则市第一小学,A04,contact,{NAME},{PHONE},540202199001010017,某街1号
"""
LOCKED = "Lay your badge on the reader"


@pytest.fixture
def desk_home(home: Path, pcscd: PcscDaemon, tmp_path: Path) -> Path:
    """The office with a customer of A04's, his PIN, and a desk with a card reader."""
    file = tmp_path / "customers.csv"
    file.write_text(LIST)
    keyroom(home, "customers", "import", str(file))
    keyroom(home, "people", "pin", "A04", stdin=f"{PIN}\n")
    add_reader(home, "pad", pcscd.readers[0].url, "desk")
    return home


@pytest.fixture
def screen(desk_home: Path) -> Iterator[Terminal]:
    """The desk, locked."""
    with Terminal((*COMMAND, "desk"), desk_home) as terminal:
        terminal.await_text(LOCKED)
        yield terminal


@pytest.fixture
def opened(screen: Terminal, pcscd: PcscDaemon) -> Terminal:
    """The desk with a person in clear."""
    pcscd.readers[0].insert(CARD_OF_A04)
    screen.await_text("PIN, then Enter")
    screen.press(f"{PIN}\r")
    screen.await_text("G0001")
    screen.press("\r")
    screen.await_text("138****1234")
    screen.press("1")
    screen.await_text(PHONE)
    return screen


def assert_empty(screen: Terminal) -> None:
    screen.await_gone("G0001")  # the frame that paints the lock may come in two writes
    shown = screen.shows()
    for data in ("G0001", "1381234", "138****", "第一小学", *NAME):
        assert data not in shown


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


@pytest.mark.parametrize("post", ["信息管理员", "acting_manager"])
def test_bm_4_another_post_ends_what_is_open_while_the_badge_lies_there(
    desk_home: Path, opened: Terminal, post: str
) -> None:
    keyroom(desk_home, "people", "role", "A04", post, "--by", "A01")
    opened.await_gone(PHONE)
    opened.await_text("Locked: right revoked")
    assert_empty(opened)
    (session,) = keyroom_json(desk_home, "access", "list", "--kind", "session")
    assert session["cause"] == "right_revoked"


def test_a_search_is_typed_found_and_recorded_masked(
    desk_home: Path, screen: Terminal, pcscd: PcscDaemon
) -> None:
    pcscd.readers[0].insert(CARD_OF_A04)
    screen.await_text("PIN, then Enter")
    screen.press(f"{PIN}\r")
    screen.await_text("My customers: 1")
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
    opened.await_text("PIN, then Enter")
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
    opened.await_text("PIN, then Enter")


def test_no_clear_text_lies_in_logs_records_or_the_process(
    desk_home: Path, opened: Terminal
) -> None:
    opened.press("\x1b")
    opened.await_gone(PHONE)
    disk = b"".join(path.read_bytes() for path in desk_home.rglob("*") if path.is_file())
    for secret in (NAME, PHONE, "540202199001010017", "某街", PIN):
        assert secret.encode() not in disk
    for entry in ("environ", "cmdline"):
        told = Path(f"/proc/{opened.screen_pid}/{entry}").read_bytes()
        assert PIN.encode() not in told
