"""A real serial reader is pulled out at a planned time: lateness in between is not charged."""

import queue
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from devices.events import Credential, CredentialKind, ReaderDown, ReaderUp
from kiosk.attendance.door import Door
from kiosk.attendance.judging.statuses import Doubt, LineState, Status
from kiosk.attendance.so_far import Tapped
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.clock import Clock, Reading
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.person import Person, staff_no
from kiosk.roles import Role
from kiosk.settings.terminals import ReaderKnobs
from screens.news import Completed, News, ReaderChanged
from screens.reader_set import ReaderSet
from screens.taps import TapThread
from tests.end_to_end.serial_line import SerialLine

BADGE = "0A0048C107"
PATIENCE_S = 20
T = TypeVar("T", bound=News)


class SetClock(Clock):
    """A clock that the test sets: the wall clock and the time since boot together."""

    def __init__(self) -> None:
        self.utc = at("09:40")

    def read(self) -> Reading:
        return Reading(self.utc, "boot", self.utc.timestamp(), synchronised=True)

    def run_to(self, clock: str) -> None:
        """Let time pass until then."""
        self.utc = at(clock)


def at(clock: str) -> datetime:
    """A time of a Monday in winter, on which people are due at 09:50."""
    return datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=OFFICE_ZONE).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Entrance:
    """An entrance with one reader, but no screen."""

    line: SerialLine
    clock: SetClock
    news: "queue.SimpleQueue[News]"

    def wait_for(self, kind: type[T]) -> T:
        """The next news of a kind."""
        while not isinstance(news := self.news.get(timeout=PATIENCE_S), kind):
            pass
        return news

    def unplug(self) -> None:
        """The entrance knows of it when this returns."""
        self.line.unplug()
        assert isinstance(self.wait_for(ReaderChanged).event, ReaderDown)

    def plug(self) -> None:
        """The same."""
        self.line.plug()
        assert isinstance(self.wait_for(ReaderChanged).event, ReaderUp)

    def tap(self) -> Tapped:
        """What the person's tap came to."""
        self.line.await_opened()
        self.line.tap(BADGE)
        so_far = self.wait_for(Completed).answer.so_far
        assert so_far is not None
        assert so_far.tapped is not None
        return so_far.tapped


@pytest.fixture
def entrance(tmp_path: Path) -> Iterator[Entrance]:
    clock, news = SetClock(), queue.SimpleQueue[News]()
    with SerialLine(tmp_path / "door") as line:
        knobs = ReaderKnobs(name="door", terminal="entrance", url=line.url)
        home = Home(tmp_path / "home")
        with Office.create(home, "重要室", readers=(knobs,)) as office:
            clerk = Person(
                staff_no("A07"), "达娃卓玛", Role.ACCOUNT_MANAGER, "一组", date(2026, 1, 1)
            )
            office.people.add(clerk, actor="-")
            tag = Credential(CredentialKind.EM4100, BADGE)
            office.badges.give("A07", tag, datetime(2026, 1, 1, tzinfo=UTC), by="-")
        premises = replace(Premises.enter(home), clock=clock)
        taps = TapThread(lambda: Door(premises, "entrance"), news.put)
        taps.start()
        with ReaderSet(premises.config.readers, "entrance", taps.post, lambda: clock.utc):
            there = Entrance(line, clock, news)
            assert isinstance(there.wait_for(ReaderChanged).event, ReaderUp)
            yield there
        taps.stop()


def test_d_00_lateness_inside_an_outage_is_pending(entrance: Entrance) -> None:
    entrance.clock.run_to("09:45")
    entrance.unplug()
    entrance.clock.run_to("10:00")
    entrance.plug()
    entrance.clock.run_to("10:02")
    tapped = entrance.tap()
    assert (tapped.result.result, tapped.result.minutes) == (Status.LATE, 12)
    assert tapped.line is not None
    assert (tapped.line.state, tapped.line.doubt) == (LineState.PENDING, Doubt.OUTAGE)
    assert tapped.line.fen == 0


@pytest.mark.parametrize(
    "down, up",
    [("09:42", "09:49"), ("09:55", "09:55:30")],
    ids=["over-before-the-planned-time", "too-short-to-matter"],
)
def test_kq_2_1_lateness_outside_an_outage_is_charged(
    entrance: Entrance, down: str, up: str
) -> None:
    entrance.clock.run_to(down)
    entrance.unplug()
    entrance.clock.run_to(up)
    entrance.plug()
    entrance.clock.run_to("10:02")
    tapped = entrance.tap()
    assert tapped.line is not None
    assert tapped.line.state is LineState.CHARGED
