"""Shared parts of the attendance tests: taps written as clock times, and a small real office."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from devices.events import Assurance, CardPresented, Credential, CredentialKind
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.concealment import Concealment
from kiosk.attendance.punches import Punches
from kiosk.attendance.slots import Tap, TapRules
from kiosk.attendance.taken import TakenTap
from kiosk.attendance.timetable import OFFICE_ZONE, Direction
from kiosk.badge import BadgeState
from kiosk.badges import Badges
from kiosk.clock import Reading
from kiosk.home import Home
from kiosk.office import Office
from kiosk.people import People
from kiosk.person import Person, staff_no
from kiosk.roles import Role
from kiosk.schema import OFFICE_SCHEMA
from kiosk.tokens import TokenSigner
from store import Store

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def local_time(day: date, clock: str) -> datetime:
    """`clock` (`HH:MM[:SS]`) on `day`; a leading `+` means the calendar day after."""
    if clock.startswith("+"):
        return local_time(day + timedelta(days=1), clock[1:])
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=OFFICE_ZONE)


def written_taps(day: date, text: str) -> list[Tap]:
    """Taps such as `09:10 in@09:30 12:31`, with their own words as ids."""
    taps = []
    for word in text.split():
        way, _, clock = word.rpartition("@")
        taps.append(Tap(word, local_time(day, clock), Direction(way) if way else None))
    return taps


@pytest.fixture
def local() -> Callable[[date, str], datetime]:
    return local_time


@pytest.fixture
def written() -> Callable[[date, str], list[Tap]]:
    return written_taps


@pytest.fixture
def cards() -> Mapping[str, Credential]:
    """What the people of the small office hold, and one card that nobody knows."""
    names = ("A07", "A08", "M01", "lost", "revoked", "replaced", "expired", "later", "unknown")
    return {
        name: Credential(CredentialKind.EM4100, f"62E30000{number:02X}")
        for number, name in enumerate(names)
    }


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "keyroom.db", OFFICE_SCHEMA, terminal="entrance") as store:
        yield store


@pytest.fixture
def tokens() -> TokenSigner:
    return TokenSigner(bytes(32))


def furnish(people: People, badges: Badges, cards: Mapping[str, Credential]) -> None:
    """Put the small office's people in: A07 has had several badges, A08 leaves in July."""
    staff = [
        ("A07", "扎西", Role.ACCOUNT_MANAGER, None),
        ("A08", "卓玛", Role.ACCOUNT_MANAGER, date(2026, 7, 10)),
        ("M01", "旺堆", Role.ROOM_MANAGER, None),
    ]
    for no, name, role, left in staff:
        people.add(Person(staff_no(no), name, role, "一组", date(2026, 1, 1)), actor="-")
        badges.give(no, cards[no], SINCE, by="-")
        if left is not None:
            people.leave(no, left, actor="-")
    for state in (BadgeState.LOST, BadgeState.REVOKED, BadgeState.REPLACED):
        badge = badges.give("A07", cards[state], SINCE, by="-")
        badges.end(badge.id, state, SINCE + timedelta(days=1), by="-")
    badges.give("A07", cards["expired"], SINCE, by="-", until=SINCE + timedelta(days=1))
    badges.give("A07", cards["later"], datetime(2026, 12, 1, tzinfo=UTC), by="-")


@pytest.fixture
def badges(store: Store, tokens: TokenSigner, cards: Mapping[str, Credential]) -> Badges:
    """The badges of the small office, in a store without a home."""
    badges = Badges(store, OFFICE_ZONE, tokens)
    with store.transaction():
        furnish(People(store, OFFICE_ZONE), badges, cards)
    return badges


@pytest.fixture
def home(tmp_path: Path, cards: Mapping[str, Credential]) -> Home:
    """The small office at home: configuration, keys, records, all on disk."""
    home = Home(tmp_path / "office")
    with Office.create(home, "重要室") as office, office.store.transaction():
        furnish(office.people, office.badges, cards)
    return home


@pytest.fixture
def punches(store: Store) -> Punches:
    return Punches(store, TapRules(), Calendar)


@pytest.fixture
def concealment() -> Concealment:
    return Concealment(bytes(32))


@pytest.fixture
def present() -> Callable[..., CardPresented]:
    """What a reader says when a card is presented."""

    def presented(credential: Credential, at: datetime, *, reader: str = "door") -> CardPresented:
        return CardPresented(reader, at, credential, Assurance.UID_ONLY)

    return presented


@pytest.fixture
def take(store: Store) -> Callable[..., TakenTap]:
    """What the door takes when a card is presented, with ever greater ids."""
    seconds = count()

    def taken(
        credential: Credential,
        at: datetime,
        *,
        direction: Direction | None = None,
        assurance: Assurance = Assurance.UID_ONLY,
        terminal: str = "entrance",
    ) -> TakenTap:
        presented = CardPresented("door", at.astimezone(UTC), credential, assurance)
        clock = Reading(presented.at, "boot", float(next(seconds)), synchronised=True)
        return TakenTap(store.new_id(), terminal, presented, clock, direction)

    return taken
