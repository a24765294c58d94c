"""Copies of the records: backup while people tap, restore, and the way to stock TinyDB and back."""

from pathlib import Path

import pytest
from tinydb import TinyDB, where

from tests.end_to_end.office import A02, A03, StartHeadless, database
from tests.end_to_end.program import keyroom, keyroom_json
from tests.end_to_end.serial_line import SerialLine

BURST = 50


@pytest.fixture
def copy(home: Path) -> Path:
    """Where the copy goes."""
    return home.parent / "copy"


def punches(home: Path) -> list[str]:
    """The ids of all punches."""
    return [punch["id"] for punch in keyroom_json(home, "punches", "list")]


def test_a_backup_made_while_people_tap_restores_what_was_there(
    home: Path, copy: Path, line: SerialLine, headless: StartHeadless
) -> None:
    entrance = headless()
    line.await_opened()
    line.tap(A02)
    before = entrance.answer()["punch"]
    line.write(b"".join(line.frame(f"{number:010X}") for number in range(BURST)))
    keyroom(home, "backup", str(copy))
    taps = [before, *(entrance.answer()["punch"] for _ in range(BURST))]
    assert entrance.stop() == 0

    for file in database(home).parent.iterdir():
        file.unlink()
    keyroom(home, "restore", str(copy))
    restored = punches(home)
    assert restored[0] == before
    assert restored == taps[: len(restored)]
    assert keyroom_json(home, "log", "verify", code=0)["ok"]


def test_a_backup_does_not_replace_newer_records_unless_told(
    home: Path, copy: Path, line: SerialLine, headless: StartHeadless
) -> None:
    checkpoint = home.parent / "checkpoint.txt"
    keyroom(home, "backup", str(copy))
    entrance = headless()
    line.await_opened()
    line.tap(A03)
    tap = entrance.answer()["punch"]
    assert entrance.stop() == 0
    keyroom(home, "log", "checkpoint", "--out", str(checkpoint))

    keyroom(home, "restore", str(copy), code=1)
    assert punches(home) == [tap]
    keyroom(home, "restore", str(copy), "--force")
    assert punches(home) == []
    # Whoever holds a later checkpoint sees that the records went back.
    report = keyroom_json(home, "log", "verify", "--against", str(checkpoint), code=1)
    assert {problem["kind"] for problem in report["problems"]} == {"rolled_back"}


def test_stock_tinydb_opens_an_export_and_another_office_takes_it_in(
    home: Path, copy: Path
) -> None:
    keyroom(home, "export", "--tinydb", str(copy))
    with TinyDB(copy, access_mode="r") as exported:
        (person,) = exported.table("people").search(where("no") == "A02")
    assert person["name"] == "李文秀"

    other = home.parent / "other"
    keyroom(other, "init")
    keyroom(other, "import", "--tinydb", str(copy))
    assert keyroom_json(other, "people", "list") == keyroom_json(home, "people", "list")
    assert keyroom_json(other, "log", "verify")["ok"]
