"""Destruction at a real desk: two badges sign, kill -9 in the middle, the next start ends it (BM-6)."""

import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.virtual.pcscd import PcscDaemon
from tests.end_to_end.office import A01, StartHeadless, add_reader, database
from tests.end_to_end.program import COMMAND, keyroom, keyroom_json
from tests.end_to_end.serial_line import SerialLine
from tests.end_to_end.sqlite_shell import sql
from tests.end_to_end.terminal import Terminal

PIN = "314159"
NAME, PHONE = "仓决卓嘎", "13812341234"
LIST = f"""customer,group,owner,role,name,phone,id_number,address
G0001,日喀则市第一小学,A04,contact,{NAME},{PHONE},540202199001010017,某街1号
G0002,日喀则市人民医院,A04,contact,刘建军,13912341234,,
"""
CARD_OF_A01, CARD_OF_A04 = "04A1B2C3D4E501", "04A1B2C3D4E504"


@pytest.fixture
def desk_home(home: Path, pcscd: PcscDaemon, tmp_path: Path) -> Path:
    """The office with two customers and a paper, a PIN, and a desk with two card readers."""
    file = tmp_path / "customers.csv"
    file.write_text(LIST)
    keyroom(home, "customers", "import", str(file))
    keyroom(home, "originals", "add", "Y0001", "集团协议", "--place", "柜1", "--customer", "G0001")
    keyroom(home, "people", "pin", "A01", stdin=f"{PIN}\n")
    enrol = ("badge", "enrol", "A01", "--badge", f"uid:{CARD_OF_A01}", "--by", f"em4100:{A01}")
    keyroom(home, *enrol)
    for reader, name in zip(pcscd.readers, ("pad", "side"), strict=False):
        add_reader(home, name, reader.url, "desk")
    return home


@pytest.fixture
def screen(desk_home: Path, pcscd: PcscDaemon) -> Iterator[Terminal]:
    """The desk, opened by the room manager."""
    with Terminal((*COMMAND, "desk"), desk_home) as terminal:
        terminal.await_text("Lay your badge on the reader")
        pcscd.readers[0].insert(CARD_OF_A01)
        terminal.await_text("PIN, then Enter")
        terminal.press(f"{PIN}\r")
        terminal.await_text("F6 Destruction")
        yield terminal


def sign(screen: Terminal, pcscd: PcscDaemon) -> None:
    """Put the customer on a list, look at it, and sign twice."""
    screen.press("\x1b[17~")
    screen.await_text("Destructions: 0")
    screen.press("n")
    screen.await_text("What shall be destroyed")
    screen.press("a")
    screen.await_text("Number of a customer")
    screen.press("G0001\r")
    screen.await_text("● G0001")
    screen.press("1")
    screen.await_text("1 ● shredded")
    screen.press("s")
    screen.await_text("● Y0001")
    screen.press("s")
    screen.await_text("The next signer's badge")
    pcscd.readers[1].insert(CARD_OF_A04)


def bytes_of(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def assert_destroyed(home: Path) -> None:
    (done,) = keyroom_json(home, "destructions", "list")
    assert (done["state"], done["signers"], done["method"]) == ("destroyed", ["A01", "A04"], "shred")
    assert (done["customers"], done["originals"]) == (["G0001"], ["Y0001"])
    gone, kept = keyroom_json(home, "customers", "list")
    assert (gone["destruction"], gone["people"]) == (done["no"], [])
    assert kept["people"][0]["phone"] == "139****1234"
    (paper,) = keyroom_json(home, "originals", "list")
    assert paper["state"] == "destroyed"
    assert keyroom_json(home, "keys", "status")["customers"] == 1
    assert not keyroom_json(home, "keys", "status")["changing"]
    assert keyroom_json(home, "log", "verify")["ok"]
    # The certificate is proved by the ledger to somebody outside.
    proof = home.parent / "proof.json"
    keyroom(home, "log", "prove", done["certificate"]["id"], "--out", str(proof))
    keyroom(home, "log", "check", str(proof))
    assert done["no"] in proof.read_text()


def test_bm6_two_badges_destroy_a_customer_and_no_byte_is_left(
    desk_home: Path, screen: Terminal, pcscd: PcscDaemon
) -> None:
    sealed = re.findall(rb'"phone":"([A-Za-z0-9+/=]{40,})"', bytes_of(desk_home))
    backup = keyroom_json(desk_home, "backup")["file"]
    sign(screen, pcscd)
    screen.await_text("the certificate is written")
    assert_destroyed(desk_home)
    disk = bytes_of(desk_home)
    for clear in (NAME, PHONE, "540202199001010017", "某街1号"):
        assert clear.encode() not in disk
    Path(backup).unlink()
    assert sealed
    left = [each for each in set(sealed) if each in bytes_of(desk_home)]
    assert len(left) == 1  # that of the other customer
    screen.press("\x1bOR")
    screen.await_text("My customers")


def test_bm6_killed_in_the_middle_it_is_ended_by_the_next_start(
    desk_home: Path, screen: Terminal, pcscd: PcscDaemon
) -> None:
    master = desk_home / "keys" / "master.key"
    before = master.read_bytes()
    # A reader that stands in the records keeps it from ending: there is time for the kill.
    with open_reader(desk_home):
        sign(screen, pcscd)
        screen.await_text("PENDING")
        deadline = time.monotonic() + 10
        while master.read_bytes() == before and time.monotonic() < deadline:
            time.sleep(0.01)
        screen.signal_screen(signal.SIGKILL)
        (pending,) = keyroom_json(desk_home, "destructions", "list")
        assert pending["state"] == "pending"
        assert keyroom_json(desk_home, "customers", "list")[0]["people"] == []
    screen.await_text("PIN, then Enter")
    deadline = time.monotonic() + 20
    while keyroom_json(desk_home, "destructions", "list")[0]["state"] == "pending":
        assert time.monotonic() < deadline
    assert_destroyed(desk_home)
