"""An entrance's surroundings for the tests: a place, people, answers, and a screen to show them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from devices.events import Credential, CredentialKind
from keyroom import language
from keyroom.language import Language
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.door import DoorStatus
from kiosk.attendance.own_asks import OwnAsk
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.timetable import Direction, Planned, Slot, Timetable
from kiosk.person import Person, staff_no
from kiosk.roles import Role
from screens.entrance.app import EntranceApp
from screens.entrance.place import Place
from screens.mailbox import Mailbox
from screens.news import Purpose
from tests.screens.written_own import completed, own_month

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 1, 42, 7, tzinfo=UTC)
"""A Monday morning in winter, 09:42:07 in the office."""


@pytest.fixture(params=list(Language), ids=lambda spoken: spoken.value)
def spoken(request: pytest.FixtureRequest) -> Iterator[Language]:
    """Each language in turn."""
    before = language.current()
    language.use(request.param)
    yield request.param
    language.use(before)


@pytest.fixture
def english() -> Iterator[None]:
    """English, for tests of words."""
    before = language.current()
    language.use(Language.ENGLISH)
    yield
    language.use(before)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def place() -> Place:
    """An entrance where it is 09:42:07 for ever."""
    return Place(
        office="重要客户室",
        terminal="entrance",
        zone=ZONE,
        readers=("door", "pad"),
        now=lambda: NOW,
        timetable=Timetable(),
        calendar=Calendar(),
    )


@pytest.fixture
def person() -> Callable[..., Person]:
    """Somebody of a name."""

    def make(name: str = "格桑卓玛") -> Person:
        return Person(staff_no("A05"), name, Role.ACCOUNT_MANAGER, "重要室", date(2024, 1, 1))

    return make


@pytest.fixture
def answer(person: Callable[..., Person]) -> Callable[..., Answer]:
    """The answer to a tap: by default somebody's recorded arrival."""

    def make(**fields: Any) -> Answer:
        defaults: dict[str, Any] = {
            "at": NOW,
            "reader": "door",
            "credential": Credential(CredentialKind.EM4100, "0A0048C105"),
            "person": person(),
            "result": Result.RECORDED,
            "direction": Direction.IN,
            "slot": Slot.AM_IN,
            "punch": "0193",
            "next_planned": Planned(Slot.AM_OUT, datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)),
        }
        if fields.get("result", Result.RECORDED) not in (Result.RECORDED, Result.DUPLICATE):
            defaults |= {"direction": None, "slot": None, "next_planned": None}
        return Answer(**(defaults | fields))

    return make


@pytest.fixture
def status() -> Callable[..., DoorStatus]:
    """How a door is: by default all is well."""

    def make(**fields: Any) -> DoorStatus:
        well: dict[str, Any] = {
            "fault": None,
            "spooled": 0,
            "spool_fault": None,
            "aside": 0,
            "clock_off": timedelta(0),
            "unclean_stop": False,
            "checkpoint_fault": None,
            "calendar": Calendar(),
            "calendar_fault": None,
        }
        return DoorStatus(**(well | fields))

    return make


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@dataclass(frozen=True, slots=True)
class Heard:
    """What the screen has told the tap thread: here, nobody acts on it."""

    expected: list[Purpose] = field(default_factory=list)
    """What the next badge was asked to be for."""
    asked: list[OwnAsk] = field(default_factory=list)

    def expect(self, purpose: Purpose) -> None:
        self.expected.append(purpose)

    def ask(self, asked: OwnAsk) -> None:
        self.asked.append(asked)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def expected(heard: Heard) -> list[Purpose]:
    """What the screen has asked the next badge to be for."""
    return heard.expected


@pytest.fixture
def app(place: Place, mailbox: Mailbox, heard: Heard) -> EntranceApp:
    """The entrance's app at that place."""
    return EntranceApp(place, mailbox, heard)


@pytest.fixture
def own() -> Callable[..., OwnMonth]:
    """A month on the own page."""
    return own_month


@pytest.fixture
def whole() -> Callable[[Answer], Answer]:
    """An answer with the person's month."""
    return completed
