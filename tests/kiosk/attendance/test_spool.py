"""The spool: taps go into the records once and in order, whatever lies in the files."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.events import Assurance, CardPresented, Credential, CredentialKind
from kiosk.attendance.concealment import Concealment
from kiosk.attendance.spool import BATCH, Spool
from kiosk.attendance.spool_file import SpoolFile
from kiosk.attendance.taken import Taken, TakenNote, TakenTap
from kiosk.attendance.timetable import Direction
from kiosk.clock import Reading
from store.errors import DiskFull

AT = datetime(2026, 11, 23, 1, 12, 3, 456, tzinfo=UTC)
CONCEALMENT = Concealment(bytes(32))
NOTE = TakenNote("n-1", "reader_events", {"reader": "door", "event": "down"})


def tap(number: int, **more: object) -> TakenTap:
    presented = CardPresented(
        reader="door",
        at=AT + timedelta(seconds=number),
        credential=Credential(CredentialKind.EM4100, f"{number:010X}"),
        assurance=Assurance.UID_ONLY,
    )
    clock = Reading(AT, "boot", 12.5 + number, synchronised=None)
    return TakenTap(f"t-{number:06}", "entrance", presented, clock, **more)  # type: ignore[arg-type]


class Records:
    """Stands for the records: remembers what was written, and can refuse."""

    def __init__(self) -> None:
        self.written: list[Taken] = []
        self.fault: Exception | None = None
        self.refused: str | None = None

    def write(self, batch: Sequence[Taken]) -> None:
        if self.fault is not None:
            raise self.fault
        if any(taken.id == self.refused for taken in batch):
            raise ValueError("this person's record is broken")
        known = {taken.id for taken in self.written}
        self.written += [taken for taken in batch if taken.id not in known]


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    spool = Spool(tmp_path, "entrance", CONCEALMENT)
    yield spool
    spool.close()


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path, records: Records) -> None:
    everything: list[Taken] = [
        tap(1),
        tap(2, direction=Direction.OUT, jump=timedelta(hours=-1)),
        NOTE,
    ]
    spool = Spool(tmp_path, "entrance", CONCEALMENT)
    for taken in everything:
        spool.keep(taken)
    spool.close()
    again = Spool(tmp_path, "entrance", CONCEALMENT)
    assert (again.pending, again.newest) == (3, "n-1")
    assert again.fold(records.write)
    assert records.written == everything
    assert again.pending == 0
    again.close()


def test_numbers_do_not_lie_in_the_clear(tmp_path: Path, spool: Spool) -> None:
    spool.keep(tap(0xABCDEF))
    (path,) = tmp_path.glob("*.spool")
    assert b"ABCDEF" not in path.read_bytes()


def test_batches_can_be_folded_between_taps(spool: Spool, records: Records) -> None:
    for number in range(BATCH + 1):
        spool.keep(tap(number))
    assert not spool.fold(records.write, batches=1)
    spool.keep(tap(BATCH + 1))
    assert spool.pending == 2
    assert spool.fold(records.write, batches=1)
    assert [taken.id for taken in records.written] == [f"t-{n:06}" for n in range(BATCH + 2)]


def test_records_that_are_away_leave_everything_waiting(spool: Spool, records: Records) -> None:
    spool.keep(tap(1))
    records.fault = DiskFull("full")
    with pytest.raises(DiskFull):
        spool.fold(records.write)
    assert spool.pending == 1
    records.fault = None
    assert spool.fold(records.write)
    assert records.written == [tap(1)]


def test_a_tap_that_the_records_refuse_is_set_aside_and_the_others_go_on(
    spool: Spool, records: Records
) -> None:
    for number in range(3):
        spool.keep(tap(number))
    records.refused = "t-000001"
    assert spool.fold(records.write)
    assert records.written == [tap(0), tap(2)]
    assert spool.aside() == 1


@pytest.mark.parametrize("line", [b"{}", b"[]", b"null", b'{"id":"x","table":1}', b"not json"])
def test_a_whole_line_without_sense_is_set_aside(
    line: bytes, tmp_path: Path, records: Records
) -> None:
    with SpoolFile(tmp_path / "entrance.spool") as file:
        file.append(line)
    spool = Spool(tmp_path, "entrance", CONCEALMENT)
    spool.keep(tap(1))
    assert spool.fold(records.write)
    assert (records.written, spool.aside()) == ([tap(1)], 1)
    spool.close()


def test_two_entrances_of_one_name_write_two_files(tmp_path: Path, records: Records) -> None:
    first = Spool(tmp_path, "entrance", CONCEALMENT)
    second = Spool(tmp_path, "entrance", CONCEALMENT)
    first.keep(tap(1))
    second.keep(tap(2))
    second.adopt(records.write)
    assert records.written == []
    first.close()
    second.adopt(records.write)
    assert records.written == [tap(1)]
    assert len(list(tmp_path.glob("*.spool"))) == 1
    second.close()


def test_a_terminal_that_never_came_back_is_adopted(tmp_path: Path, records: Records) -> None:
    gone = Spool(tmp_path, "side-door", CONCEALMENT)
    for number in range(BATCH + 1):
        gone.keep(tap(number))
    gone.close()
    spool = Spool(tmp_path, "entrance", CONCEALMENT)
    spool.adopt(records.write)
    assert len(records.written) == BATCH + 1
    spool.adopt(records.write)
    assert len(records.written) == BATCH + 1
    spool.close()
