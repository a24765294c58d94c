"""Puts invented people, badges, customers and three months of attendance into an office.

With their books and meetings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from devices.events import Assurance, Credential
from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch
from kiosk.attendance.sheets.wages import Wage
from kiosk.badge import Badge, BadgeState
from kiosk.example.accesses import DeskDays
from kiosk.example.archive import destroy_one, invent_originals
from kiosk.example.books import keep_books
from kiosk.example.customers import invent_customers
from kiosk.example.days import (
    InventedDay,
    InventedTap,
    after_outage,
    invented_day,
    invented_day_off,
)
from kiosk.example.enquiries import enquire
from kiosk.example.matters import Story
from kiosk.example.meetings import hold_meetings
from kiosk.example.papers import hand_in
from kiosk.example.planted import AT_WEEKEND, Planted, come_in
from kiosk.example.staff import FOUND, MANAGER, STAFF, UNKNOWN, Employee
from kiosk.example.stretch import ExampleDays
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.vault import Vault
from kiosk.refusal import Refusal
from kiosk.schema import PUNCHES, READER_EVENTS
from kiosk.times import stored

TERMINAL: Final = "entrance"
READER: Final = "door"
_ENQUIRIES: Final = (timedelta(days=24), timedelta(days=10))
"""So long ago officers came: with what it takes, and without."""
_CAME_BACK: Final = "/dev/ttyUSB0"
_WENT_AWAY: Final = "device reports readiness to read but returned no data"


@dataclass(frozen=True, slots=True)
class Furnished:
    """What there is now."""

    people: int
    taps: int
    customers: int


def furnish(office: Office) -> Furnished:
    """Fill a new office in one transaction, then carry out a destruction.

    Raises PersonExistsError in one that is not new.
    """
    now = office.premises.clock.read().utc.astimezone(office.premises.config.zone)
    days = ExampleDays.up_to(now, office.calendar.current(), office.punches.rules.timetable)
    with office.store.transaction(actor=MANAGER.no, action="example"):
        badges = {employee.no: _hire(office, employee, days) for employee in STAFF}
        invented = {employee.no: _invented(office, employee, days) for employee in STAFF}
        punches = [
            punch
            for no, theirs in invented.items()
            for day in theirs.values()
            for tap in day.taps
            for punch in _punch(tap, badges[no])
        ]
        punches += _strangers(office, badges, days)
        punches.sort(key=lambda punch: punch.at)
        office.store.table(PUNCHES).insert_multiple(punch.to_document() for punch in punches)
        _break_readers(office, days)
        _state_wages(office, days)
        for no, theirs in invented.items():
            hand_in(office, no, theirs)
        vault = Vault.open(office.premises.home)
        private = invent_customers(office, vault)
        keep_books(office, days, invented)
        Story(office, days).tell()
        hold_meetings(office, days)
        enquire(office, vault, *(days.morning_after(days.ago(each)) for each in _ENQUIRIES))
        desk = DeskDays(office, days)
        Planted(office, desk).plant()
        desk.usual()
        desk.write()
        invent_originals(office)
    destroy_one(office)
    return Furnished(len(STAFF), len(punches), private.customers)


def _hire(office: Office, employee: Employee, days: ExampleDays) -> list[Badge]:
    joined = days.ago(employee.joined)
    person = Person(employee.no, employee.name, employee.role, employee.team, joined)
    office.people.add(person, actor=MANAGER.no)
    for worn in employee.badges:
        since = days.early(joined if worn.since is None else days.ago(worn.since))
        badge = office.badges.give(employee.no, worn.credential, since, by=MANAGER.no)
        if worn.ended is not None:
            ended = days.early(days.ago(worn.ended))
            office.badges.end(badge.id, worn.state, ended, by=MANAGER.no)
    if employee.left is not None:
        office.people.leave(employee.no, days.ago(employee.left), actor=MANAGER.no)
    return office.badges.of(employee.no)


def _invented(office: Office, employee: Employee, days: ExampleDays) -> dict[date, InventedDay]:
    """A person's days in the office, working days and the others."""
    person = office.people.get(employee.no)
    calendar, timetable = office.calendar.current(), office.punches.rules.timetable
    invented = {}
    for day in filter(person.works_on, days.days):
        make = invented_day if calendar.day(day).working else invented_day_off
        invented[day] = make(employee, day, timetable)
        if employee.no == AT_WEEKEND and day == days.last_day_off:
            invented[day] = come_in(day, days.now)
        if day in days.outages:
            invented[day] = after_outage(invented[day], days.outages[day])
    return invented


def _punch(tap: InventedTap, badges: list[Badge]) -> Iterator[Punch]:
    """The record of a tap; none on the day after a badge was lost, before the next was given."""
    at = tap.at.astimezone(UTC)
    for badge in badges:
        if badge.covers(at):
            yield Punch(
                at=at,
                terminal=TERMINAL,
                result=Result.DUPLICATE if tap.again else Result.RECORDED,
                person=badge.person,
                reader=READER,
                kind=badge.credential.kind,
                badge=badge.id,
                assurance=Assurance.UID_ONLY,
            )


def _strangers(
    office: Office, badges: Mapping[StaffNo, list[Badge]], days: ExampleDays
) -> Iterator[Punch]:
    """Somebody tries the tag that was lost, and a tag that nobody knows."""
    lost = next(
        badge
        for worn in badges.values()
        for badge in worn
        if badge.credential == FOUND and badge.state is BadgeState.LOST
    )
    tried = days.early(days.today - timedelta(days=30))
    digest = office.premises.concealment.digest(UNKNOWN)
    yield _turned_away(tried, FOUND, lost.id, lost, Refusal.LOST)
    yield _turned_away(tried + timedelta(days=9), UNKNOWN, digest)


def _turned_away(
    at: datetime,
    credential: Credential,
    badge: str,
    known: Badge | None = None,
    reason: Refusal | None = None,
) -> Punch:
    return Punch(
        at=at,
        terminal=TERMINAL,
        result=Result.UNKNOWN if reason is None else Result.REFUSED,
        person=None if known is None else known.person,
        reader=READER,
        kind=credential.kind,
        badge=badge,
        assurance=Assurance.UID_ONLY,
        reason=reason,
    )


def _break_readers(office: Office, days: ExampleDays) -> None:
    """All readers of the entrance at once: while one works there is no outage."""
    readers = office.premises.config.readers_at("entrance") or (READER,)
    for down in days.outages.values():
        for at, event, detail in (
            (down.start, "down", _WENT_AWAY),
            (down.end, "up", _CAME_BACK),
        ):
            office.store.table(READER_EVENTS).insert_multiple(
                {
                    "reader": reader,
                    "terminal": TERMINAL,
                    "at": stored(at),
                    "event": event,
                    "detail": detail,
                }
                for reader in readers
            )


def _state_wages(office: Office, days: ExampleDays) -> None:
    for month in days.months:
        for employee in STAFF:
            if employee.wage is not None:
                office.wages.state(Wage(employee.no, month, employee.wage))
