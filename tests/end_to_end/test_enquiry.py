"""A judicial enquiry in a real terminal: cards, an ID-card reader, a second person (BM-2b)."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from devices.id_document import IdDocument, IdKind, Sex
from devices.virtual.id_reader import VirtualIdReader
from devices.virtual.pcscd import PcscDaemon
from tests.end_to_end.office import A01, CARD_OF_A04, PlugIn, add_reader
from tests.end_to_end.program import COMMAND, keyroom, keyroom_json
from tests.end_to_end.serial_line import SerialLine
from tests.end_to_end.terminal import Terminal

PIN = "314159"
NAME, PHONE, ADDRESS = "仓决卓嘎", "13812341234", "某街1号"
OTHER = "13912345678"
LIST = f"""customer,group,owner,role,name,phone,id_number,address
G0001,日喀则市第一小学,A04,contact,{NAME},{PHONE},540202199001010017,{ADDRESS}
G0001,日喀则市第一小学,A04,member,达瓦次仁,{OTHER},54020219920615003X,某街2号
"""
OFFICER = IdDocument(
    kind=IdKind.RESIDENT,
    name="次旺多吉",
    number="542301198507150021",
    sex=Sex.FEMALE,
    birth=date(1985, 7, 15),
    valid_from=date(2016, 5, 1),
    valid_to=None,
)
DOWN = "\x1b[B"


@pytest.fixture
def id_reader(tmp_path: Path) -> Iterator[VirtualIdReader]:
    with VirtualIdReader(tmp_path / "idcard") as reader:
        yield reader


@pytest.fixture
def side(home: Path, plug_in: PlugIn) -> SerialLine:
    """A tag reader beside the card reader: for the second person."""
    return plug_in("side", "desk")


@pytest.fixture
def screen(
    home: Path, pcscd: PcscDaemon, id_reader: VirtualIdReader, side: SerialLine, tmp_path: Path
) -> Iterator[Terminal]:
    """The desk, open, with the work of enquiries."""
    file = tmp_path / "customers.csv"
    file.write_text(LIST)
    keyroom(home, "customers", "import", str(file))
    keyroom(home, "people", "pin", "A04", stdin=f"{PIN}\n")
    add_reader(home, "pad", pcscd.readers[0].url, "desk")
    add_reader(home, "id", id_reader.url, "desk")
    with Terminal((*COMMAND, "desk"), home) as terminal:
        terminal.await_text("Lay your badge on the reader")
        pcscd.readers[0].insert(CARD_OF_A04)
        terminal.await_text("PIN, then Enter")
        terminal.press(f"{PIN}\r")
        terminal.await_text("My customers: 1")
        terminal.press("\x1bOS")  # F4
        terminal.await_text("Judicial enquiries: my last ones")
        terminal.press("n")
        yield terminal


def answer(screen: Terminal, asked: str, keys: str) -> None:
    screen.await_text(asked)
    screen.press(f"{keys}\r")


def state_paper(screen: Terminal) -> None:
    answer(screen, "What is the unit?", "")
    answer(screen, "How high does it stand?", DOWN * 3)
    answer(screen, "Name of the unit", "Sangzhuzi Police")
    answer(screen, "What do they bring?", "")
    answer(screen, "Number of the paper", "2026-17")
    answer(screen, "Date of the paper", f"{datetime.now(UTC):%Y-%m-%d}")
    answer(screen, "Time limit of the paper", "")
    answer(screen, "Number of the case", "A540202")
    answer(screen, "seal of the unit?", "")
    answer(screen, "Number of the special permit", "")


def type_officer(screen: Terminal) -> None:
    answer(screen, "Officers seen: 1", "")
    answer(screen, "Name of the officer", "Chen Gang")
    answer(screen, "ID number of the officer", "540102198802290039")
    answer(screen, "Number of the work ID", "540299")
    answer(screen, "Officers seen: 2", DOWN)


def test_bm_2b_the_whole_way_with_a_card_a_second_person_and_a_receipt_that_proves_itself(
    home: Path, screen: Terminal, id_reader: VirtualIdReader, side: SerialLine, tmp_path: Path
) -> None:
    state_paper(screen)
    screen.await_text("Lay the officer's ID card")
    id_reader.lay(OFFICER)
    answer(screen, "Number of the work ID", "540201")
    type_officer(screen)
    answer(screen, "ID number of the subject", PHONE)
    screen.await_text("What does the paper ask for?")
    screen.press("\r")
    screen.await_text("● name")
    screen.press(DOWN * 6 + "\r")
    answer(screen, "From which day on", "")
    screen.await_text("A supervisor's badge, please")
    assert NAME not in screen.shows().replace(" ", "")
    side.await_opened()
    side.tap(A01)
    screen.await_text("5/5")
    screen.await_text("138****1234")
    shown = screen.shows().replace(" ", "")
    assert NAME in shown
    assert ADDRESS not in shown
    assert "达瓦次仁" not in shown
    answer(screen, "how many pages", "2")
    screen.await_text("Given: name; pages: 2")
    screen.await_gone("138****1234\n")
    screen.press("p")
    screen.await_text("Printed; when it is signed, press S")
    screen.press("s")
    screen.await_text("receipt signed")
    (told,) = keyroom_json(home, "enquiries", "list")
    assert (told["state"], told["person"], told["approved_by"]) == ("signed", "A04", "A01")
    assert [officer["typed"] for officer in told["officers"]] == [False, True]
    (access,) = keyroom_json(home, "access", "list", "--kind", "enquiry")
    assert (access["reason"], access["second_person"]) == (told["id"], "A01")
    check_receipt(home, told, tmp_path)


def check_receipt(home: Path, told: dict[str, str], folder: Path) -> None:
    """Whoever has the paper and the office's key needs nothing else."""
    (receipt,) = (home / "printed").iterdir()
    assert receipt.stat().st_mode & 0o777 == 0o600
    subprocess.run(["pdftoppm", "-r", "150", "-png", receipt, folder / "page"], check=True)
    (page,) = folder.glob("page*.png")
    with Image.open(page) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    scanned = folder / "code.txt"
    scanned.write_text(code.text)
    key = keyroom(home, "log", "key").split()[-1]
    proved = json.loads(
        keyroom(folder / "nowhere", "log", "check", str(scanned), "--key", key, "--json")
    )
    assert proved["ok"]
    assert (proved["entry"]["table"], proved["entry"]["id"]) == ("enquiries", told["record"])
    assert proved["document"] is None


def test_bm_2b_a_lock_on_the_way_leaves_a_try_and_nothing_of_what_was_typed(
    home: Path, screen: Terminal, pcscd: PcscDaemon
) -> None:
    answer(screen, "What is the unit?", "")
    answer(screen, "How high does it stand?", "")
    screen.await_text("Name of the unit")
    screen.press("Sangzhuzi Police")
    screen.await_text("Sangzhuzi")
    pcscd.readers[0].remove()
    screen.await_gone("Sangzhuzi")
    screen.await_text("Lay your badge on the reader")
    (told,) = keyroom_json(home, "enquiries", "list")
    assert (told["state"], told["cause"]) == ("abandoned", "badge_removed")
    disk = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"Sangzhuzi" not in disk
