"""Destruction at a real desk: two badges, kill -9 in the middle, ended by the next start (BM-6)."""

import json
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.virtual.pcscd import PcscDaemon
from kiosk.schema import OFFICE_SCHEMA
from store import Store
from tests.end_to_end.office import add_reader, database
from tests.end_to_end.program import COMMAND, keyroom, keyroom_here
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
    paper = ("Y0001", "集团协议", "--place", "柜1", "--customer", "G0001")
    assert keyroom_here(home, "customers", "import", str(file))[0] == 0
    assert keyroom_here(home, "originals", "add", *paper)[0] == 0
    keyroom(home, "people", "pin", "A01", stdin=f"{PIN}\n")
    card = ("--supervisor", "A01", "--badge", f"uid:{CARD_OF_A01}")
    assert keyroom_here(home, "badge", "enrol", "A01", *card)[0] == 0
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


@contextmanager
def open_reader(home: Path) -> Iterator[None]:
    """Another program that has begun to read the records and does not end."""
    with Store(database(home), OFFICE_SCHEMA) as store, store.connection() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM ledger").fetchall()
        yield


def asked(home: Path, *words: str) -> Any:
    """What a command says, run in this process: so many of their own would take a minute."""
    return json.loads(keyroom_here(home, *words, "--json")[1])


def bytes_of(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def assert_destroyed(home: Path) -> None:
    (done,) = asked(home, "destructions", "list")
    assert (done["state"], done["signers"], done["method"]) == (
        "destroyed",
        ["A01", "A04"],
        "shred",
    )
    assert (done["customers"], done["originals"]) == (["G0001"], ["Y0001"])
    gone, kept = asked(home, "customers", "list")
    assert (gone["destruction"], gone["people"]) == (done["no"], [])
    assert kept["people"][0]["phone"] == "139****1234"
    (paper,) = asked(home, "originals", "list")
    assert paper["state"] == "destroyed"
    assert asked(home, "keys", "status")["customers"] == 1
    assert not asked(home, "keys", "status")["changing"]
    assert asked(home, "log", "verify")["ok"]
    # The certificate is proved by the ledger to somebody outside.
    proof = home.parent / "proof.json"
    keyroom_here(home, "log", "prove", done["certificate"]["id"], "--out", str(proof))
    assert keyroom_here(home, "log", "check", str(proof))[0] == 0
    assert done["no"] in proof.read_text()


def test_bm6_two_badges_destroy_a_customer_and_no_byte_is_left(
    desk_home: Path, screen: Terminal, pcscd: PcscDaemon
) -> None:
    sealed = re.findall(rb'"phone":"([A-Za-z0-9+/=]{40,})"', bytes_of(desk_home))
    backup = asked(desk_home, "backup")["file"]
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
        (pending,) = asked(desk_home, "destructions", "list")
        assert pending["state"] == "pending"
        assert asked(desk_home, "customers", "list")[0]["people"] == []
    screen.await_text("PIN, then Enter")
    deadline = time.monotonic() + 20
    while asked(desk_home, "destructions", "list")[0]["state"] == "pending":
        assert time.monotonic() < deadline
    assert_destroyed(desk_home)
