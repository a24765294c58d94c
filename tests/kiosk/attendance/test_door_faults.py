"""The door while things break: every acknowledged tap comes into the records once, in order."""

import errno
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.events import CardPresented, Credential, ReaderDown
from kiosk.attendance import records_link, spool
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.door import Door
from kiosk.attendance.listing import ListedPunch, listing
from kiosk.attendance.spool_file import RESERVE
from kiosk.home import Home
from kiosk.office import Premises
from kiosk.schema import READER_EVENTS
from store.errors import (
    Corrupted,
    NotAStore,
    ReadOnly,
    StoreBusy,
    StoreMissing,
    StoreUnavailable,
)

Cards = Mapping[str, Credential]
Present = Callable[..., CardPresented]
Rows = Callable[[], list[ListedPunch]]

MORNING = datetime(2026, 7, 6, 1, 10, tzinfo=UTC)
NOBODY = 65534


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that are away are tried again at every use."""
    monkeypatch.setattr(records_link, "RETRY_S", 0.0)


@pytest.fixture
def premises(home: Home) -> Premises:
    """The small office, whose store is not waited for."""
    with home.config_file.open("a", encoding="utf-8") as file:
        file.write("\n[store]\nbusy_timeout_s = 0.05\n")
    return Premises.enter(home)


@pytest.fixture
def door(premises: Premises) -> Iterator[Door]:
    with Door(premises, "entrance") as door:
        yield door


@pytest.fixture
def rows(premises: Premises) -> Rows:
    def read() -> list[ListedPunch]:
        with premises.open() as office:
            return list(listing(office.punches))

    return read


def all_is_well(door: Door) -> bool:
    """The records are there, and nothing waits or lies aside."""
    status = door.status
    return status.fault is None and status.spooled == 0 and status.aside == 0


@contextmanager
def moved_away(home: Home) -> Iterator[None]:
    """The folder of the records is gone, as after a disk that was pulled out."""
    away = home.path / "away"
    home.database.parent.rename(away)
    yield
    shutil.rmtree(home.database.parent, ignore_errors=True)
    away.rename(home.database.parent)


@contextmanager
def another_file(home: Home) -> Iterator[None]:
    """Somebody put something else in the place of the records."""
    with moved_away(home):
        home.database.parent.mkdir()
        home.database.write_bytes(b"not a database, but long enough to look at" * 100)
        yield


@contextmanager
def corrupted(home: Home) -> Iterator[None]:
    """The first page of the file is overwritten."""
    with moved_away(home):
        home.database.parent.mkdir()
        damaged = bytearray((home.path / "away" / home.database.name).read_bytes())
        damaged[100:4096] = bytes(3996)
        home.database.write_bytes(damaged)
        yield


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """Another process is in the middle of a long write."""
    holder = (
        "import sys; from pathlib import Path; from kiosk.home import Home;"
        "from kiosk.office import Office;"
        "office = Office.open(Home(Path(sys.argv[1])));"
        "transaction = office.store.transaction(); transaction.__enter__();"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(home.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.kill()


FAULTS: dict[str, tuple[Callable[[Home], AbstractContextManager[None]], type[StoreUnavailable]]] = {
    "moved away": (moved_away, StoreMissing),
    "another file": (another_file, NotAStore),
    "corrupted": (corrupted, Corrupted),
    "locked": (locked, StoreBusy),
}


@pytest.fixture(params=FAULTS)
def fault(
    request: pytest.FixtureRequest,
) -> tuple[Callable[[Home], AbstractContextManager[None]], type[StoreUnavailable]]:
    return FAULTS[request.param]


Fault = tuple[Callable[[Home], AbstractContextManager[None]], type[StoreUnavailable]]


def test_taps_go_on_while_the_records_are_away_and_come_in_later(
    fault: Fault, door: Door, home: Home, present: Present, cards: Cards, rows: Rows
) -> None:
    break_it, kind = fault
    answers = [door.tap(present(cards["A07"], MORNING))]
    with break_it(home):
        for minutes, card in enumerate(("M01", "unknown", "lost"), start=1):
            answers.append(door.tap(present(cards[card], MORNING + timedelta(minutes=minutes))))
        door.reader_event(ReaderDown("door", MORNING, "unplugged"))
        assert isinstance(door.status.fault, kind)
        assert door.status.spooled == 4
    answers.append(door.tap(present(cards["A08"], MORNING + timedelta(minutes=9))))
    assert all_is_well(door)
    assert [answer.result.value for answer in answers] == [
        "recorded",
        "spooled",
        "spooled",
        "spooled",
        "recorded",
    ]
    assert [(row.id, row.punch.result.value) for row in rows()] == list(
        zip(
            [answer.punch for answer in answers],
            ["recorded", "recorded", "unknown", "refused", "recorded"],
            strict=True,
        )
    )
    assert [row.punch.at for row in rows()] == [answer.at for answer in answers]


def test_the_door_opens_although_the_records_cannot_be(
    fault: Fault, premises: Premises, home: Home, present: Present, cards: Cards, rows: Rows
) -> None:
    break_it, kind = fault
    with break_it(home), Door(premises, "entrance") as door:
        assert isinstance(door.status.fault, kind)
        answer = door.tap(present(cards["A07"], MORNING))
        assert (answer.result, answer.person) == (Result.SPOOLED, None)
    with Door(premises, "entrance") as door:
        assert door.status.spooled == 0
    assert [row.id for row in rows()] == [answer.punch]


def test_spooled_taps_are_greeted_by_name_but_grant_nothing(
    door: Door, home: Home, present: Present, cards: Cards
) -> None:
    with moved_away(home):
        names = {
            card: door.tap(present(cards[card], MORNING)).person
            for card in ("A07", "lost", "expired", "unknown")
        }
        assert not door.may_leave(present(cards["M01"], MORNING))
    assert {card: person and person.no for card, person in names.items()} == {
        "A07": "A07",
        "lost": None,
        "expired": None,
        "unknown": None,
    }


def test_d08_1_duplicates_are_found_when_the_spool_comes_in(
    door: Door, home: Home, present: Present, cards: Cards, rows: Rows
) -> None:
    door.tap(present(cards["A07"], MORNING))
    with moved_away(home):
        for seconds in (30, 90):
            door.tap(present(cards["A07"], MORNING + timedelta(seconds=seconds)))
    door.tick()
    assert [row.punch.result for row in rows()] == ["recorded", "duplicate", "recorded"]


def test_a_long_spool_comes_in_bit_by_bit_and_newer_taps_wait_their_turn(
    door: Door,
    home: Home,
    present: Present,
    cards: Cards,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spool, "BATCH", 10)
    answers: list[Answer] = []

    def tap() -> Answer:
        at = MORNING + timedelta(seconds=len(answers))
        answers.append(door.tap(present(cards["unknown"], at)))
        return answers[-1]

    with moved_away(home):
        for _ in range(20):
            tap()
    assert tap().result is Result.SPOOLED
    assert door.status.spooled == 11
    door.tick()
    assert tap().result is Result.UNKNOWN
    assert [row.id for row in rows()] == [answer.punch for answer in answers]


def test_neither_records_nor_spool_is_said_plainly(
    premises: Premises, home: Home, present: Present, cards: Cards, rows: Rows
) -> None:
    home.spool.rmdir()
    with Door(premises, "entrance") as door:
        assert door.status.spool_fault is not None
        assert door.tap(present(cards["A07"], MORNING)).result is Result.RECORDED
        with moved_away(home):
            answer = door.tap(present(cards["A08"], MORNING))
            assert (answer.result, answer.punch) == (Result.FAILED, None)
        home.spool.mkdir()
        door.tick()
        assert door.status.spool_fault is None
    assert [row.punch.person for row in rows()] == ["A07"]


def test_a_file_that_may_not_grow_ends_in_the_spool_s_own_room(
    door: Door, present: Present, cards: Cards, rows: Rows
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    answers: list[Answer] = []
    resource.setrlimit(resource.RLIMIT_FSIZE, (RESERVE, before[1]))
    try:
        while not answers or answers[-1].result is not Result.SPOOLED:
            assert len(answers) < 1000
            at = MORNING + timedelta(seconds=len(answers))
            answers.append(door.tap(present(cards["unknown"], at)))
        assert isinstance(door.status.fault, StoreUnavailable)
        for _ in range(10):
            at = MORNING + timedelta(seconds=len(answers))
            answers.append(door.tap(present(cards["unknown"], at)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert Result.FAILED not in {answer.result for answer in answers}
    door.tick()
    assert door.status.spooled == 0
    assert [row.id for row in rows()] == [answer.punch for answer in answers]


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 4 MiB."""
    path = Path(tempfile.mkdtemp(prefix="keyroom-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "keyroom-test", str(path)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        path.rmdir()
        pytest.skip("a small disk can be mounted by root only")
    yield path
    subprocess.run(["umount", str(path)], check=True)
    path.rmdir()


def _fill(ballast: Path) -> None:
    """Leave no byte free on the disk of this file."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError as fault:
            assert fault.errno == errno.ENOSPC  # noqa: PT017


def test_a_full_disk_ends_in_the_spool_s_own_room(
    small_disk: Path, home: Home, present: Present, cards: Cards
) -> None:
    here = Home(small_disk / "office")
    shutil.copytree(home.path, here.path)
    answers = []
    with Door(Premises.enter(here), "entrance") as door:
        answers.append(door.tap(present(cards["A07"], MORNING)))
        ballast = small_disk / "ballast"
        _fill(ballast)
        for minutes in range(1, 41):
            at = MORNING + timedelta(minutes=minutes)
            answers.append(door.tap(present(cards["unknown"], at)))
        ballast.unlink()
        door.tick()
        assert all_is_well(door)
    # The log may have room for some more records; what comes after has the spool's own room.
    assert {answer.result for answer in answers[1:]} <= {Result.UNKNOWN, Result.SPOOLED}
    assert answers[-1].result is Result.SPOOLED
    with Premises.enter(here).open() as office:
        found = [row.id for row in listing(office.punches)]
    assert found == [answer.punch for answer in answers]


@pytest.fixture
def owned_by_another(home: Home) -> Iterator[Home]:
    """The records may be read and not written by this user; all else is his."""
    if os.geteuid() != 0:
        home.database.chmod(0o400)
        home.database.parent.chmod(0o500)
        yield home
        home.database.parent.chmod(0o700)
        home.database.chmod(0o600)
        return
    place = Path(tempfile.mkdtemp(prefix="keyroom-owned-"))
    place.chmod(0o755)
    shutil.copytree(home.path, place / "office")
    theirs = Home(place / "office")
    for path in [theirs.path, *theirs.path.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    for path in (theirs.database.parent, theirs.database):
        os.chown(path, 0, 0)
        path.chmod(0o755 if path.is_dir() else 0o644)
    os.seteuid(NOBODY)
    yield theirs
    os.seteuid(0)
    shutil.rmtree(place)


def test_records_that_may_only_be_read_leave_the_door_open(
    owned_by_another: Home, present: Present, cards: Cards
) -> None:
    home = owned_by_another
    with Door(Premises.enter(home), "entrance") as door:
        answer = door.tap(present(cards["A07"], MORNING))
        assert answer.result is Result.SPOOLED
        assert isinstance(door.status.fault, ReadOnly)
        _give_back(home)
        door.tick()
        assert all_is_well(door)


def _give_back(home: Home) -> None:
    if os.getuid() == 0:
        os.seteuid(0)
        for path in (home.database.parent, *home.database.parent.iterdir()):
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    home.database.parent.chmod(0o700)
    home.database.chmod(0o600)


def test_reader_outages_wait_in_the_spool_too(door: Door, home: Home, premises: Premises) -> None:
    with moved_away(home):
        door.reader_event(ReaderDown("door", MORNING, "unplugged"))
        assert door.status.spooled == 1
    door.tick()
    with premises.open() as office:
        assert len(office.store.table(READER_EVENTS)) == 1
