"""BM-5: the board of a customer-facing screen, over a real office and a clock of the test's own."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.clock import Clock, Reading
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.person import Person, staff_no
from kiosk.privacy.embargo import EmbargoKind
from kiosk.privacy.embargoes import Embargoes
from kiosk.roles import Role
from kiosk.schema import EMBARGOES
from screens import public_board
from screens.public_board import BoardThread, PublicBoard

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE)
PATIENCE_S = 20.0
SEEN = where("terminal").exists()
"""The records of the clocks by which a screen shows announcements."""


class TestClock(Clock):
    """Goes on by itself, without a time server, and can be set."""

    __test__ = False

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.off = timedelta(0)
        self.ran = 0.0

    def read(self) -> Reading:
        boot_s = time.monotonic() - self.began + self.ran
        wall = TEN + timedelta(seconds=boot_s) + self.off
        return Reading(wall, "boot", boot_s, synchronised=False)


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def premises(tmp_path: Path, clock: TestClock) -> Any:
    home = Home(tmp_path / "home")
    with Office.create(home, "重要室") as office:
        manager = Person(staff_no("M01"), "旺堆", Role.ROOM_MANAGER, "重要室", date(2024, 1, 1))
        office.people.add(manager, actor="-")
    return replace(Premises.enter(home), clock=clock)


@pytest.fixture
def office(premises: Any) -> Iterator[Office]:
    """As a command has it."""
    with premises.open("-") as office:
        yield office


@contextmanager
def running(open_office: Callable[[], Office]) -> Iterator[PublicBoard]:
    board = PublicBoard()
    thread = BoardThread(open_office, board)
    thread.start()
    try:
        yield board
    finally:
        thread.stop()


def announce(office: Office, clock: TestClock, in_s: float, title: str = "新资费") -> str:
    at = clock.read().utc + timedelta(seconds=in_s)
    return Embargoes(office).add(EmbargoKind.TARIFF, title, "每月 99 元", at, by="M01")


def until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not met():
        assert time.monotonic() < end
        threading.Event().wait(0.01)


def looked(office: Office, looks: int = 2) -> None:
    """Wait until the thread must have looked again."""
    threading.Event().wait(public_board.LOOK_S * looks)


def test_bm_5_it_is_shown_at_its_second_and_not_before(
    premises: Any, office: Office, clock: TestClock
) -> None:
    came: list[datetime] = []
    with running(lambda: premises.open("desk")) as board:
        board.listen(lambda: came.append(clock.read().utc))
        announce(office, clock, 1.7)
        (publish_at,) = (each.embargo.publish_at for each in Embargoes(office).all())
        until(lambda: bool(board.shown))
    assert board.shown == ()  # the thread has ended: nobody knows any more
    assert timedelta(0) <= came[0] - publish_at < timedelta(seconds=1)


def test_bm_5_a_jump_forward_shows_nothing_early_while_the_program_runs(
    premises: Any, office: Office, clock: TestClock
) -> None:
    announce(office, clock, 3600)
    with running(lambda: premises.open("desk")) as board:
        until(lambda: office.store.table(EMBARGOES).count(SEEN) == 1)
        clock.off = timedelta(days=1)
        # The jump goes on record, so that a restart of the machine does not forget it.
        until(lambda: office.store.table(EMBARGOES).count(SEEN) == 2)
        looked(office)
        assert board.shown == ()
        clock.ran += 3600
        until(lambda: bool(board.shown))


def test_bm_5_a_desk_that_starts_after_the_jump_knows_of_it(
    premises: Any, office: Office, clock: TestClock
) -> None:
    announce(office, clock, 3600)
    clock.off = timedelta(days=1)
    with running(lambda: premises.open("desk")) as board:
        until(lambda: office.store.table(EMBARGOES).count(SEEN) == 1)
        looked(office)
        assert board.shown == ()


def test_bm_5_what_is_withdrawn_goes_at_once_and_what_comes_is_seen(
    premises: Any, office: Office, clock: TestClock
) -> None:
    entry = announce(office, clock, 0.1)
    with running(lambda: premises.open("desk")) as board:
        until(lambda: bool(board.shown))
        announce(office, clock, 0.1, "二")
        until(lambda: [each.title for each in board.shown] == ["二", "新资费"])
        Embargoes(office).withdraw(entry, by="M01")
        until(lambda: [each.title for each in board.shown] == ["二"])


def test_bm_5_while_the_records_are_away_nothing_is_shown(
    premises: Any, office: Office, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_board, "RETRY_S", 0.01)
    announce(office, clock, 0.1)
    opened: list[Office] = []

    def open_office() -> Office:
        if opened:
            raise RuntimeError("away")
        opened.append(premises.open("desk"))
        return opened[0]

    with running(open_office) as board:
        until(lambda: bool(board.shown))
        opened[0].store.close()
        until(lambda: not board.shown)
