"""Puts the invented people, badges, customers and three months of taps into a new office."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from devices.events import Assurance, Credential
from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch
from kiosk.badge import Badge, BadgeState
from kiosk.example.customers import invent_customers
from kiosk.example.days import InventedTap, invented_day
from kiosk.example.staff import FOUND, MANAGER, STAFF, UNKNOWN, Employee
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.refusal import Refusal
from kiosk.schema import PUNCHES

DAYS = 92
"""Three months, up to yesterday."""
TERMINAL = "entrance"
READER = "door"


@dataclass(frozen=True, slots=True)
class Furnished:
    """What there is now."""

    people: int
    taps: int
    customers: int


def furnish(office: Office) -> Furnished:
    """Fill a new office in one transaction. Raises PersonExistsError in one that is not new."""
    zone = office.premises.config.zone
    today = office.premises.clock.read().utc.astimezone(zone).date()
    with office.store.transaction(actor=MANAGER.no, action="example"):
        badges = {employee.no: _hire(office, employee, today) for employee in STAFF}
        punches = [
            *(
                punch
                for employee in STAFF
                for punch in _punches(office, employee, badges[employee.no], today)
            ),
            *_strangers(office, badges, today),
        ]
        punches.sort(key=lambda punch: punch.at)
        office.store.table(PUNCHES).insert_multiple(punch.to_document() for punch in punches)
        invented = invent_customers(office)
    return Furnished(len(STAFF), len(punches), invented.customers)


def _hire(office: Office, employee: Employee, today: date) -> list[Badge]:
    person = Person(
        employee.no, employee.name, employee.role, employee.team, joined=today - employee.joined
    )
    office.people.add(person, actor=MANAGER.no)
    for worn in employee.badges:
        since = _morning(office, today - worn.since)
        badge = office.badges.give(employee.no, worn.credential, since, by=MANAGER.no)
        if worn.ended is not None:
            ended = _morning(office, today - worn.ended)
            office.badges.end(badge.id, worn.state, ended, by=MANAGER.no)
    if employee.left is not None:
        office.people.leave(employee.no, today - employee.left, actor=MANAGER.no)
    return office.badges.of(employee.no)


def _punches(
    office: Office, employee: Employee, badges: list[Badge], today: date
) -> Iterator[Punch]:
    person = office.people.get(employee.no)
    calendar, timetable = office.calendar.current(), office.punches.rules.timetable
    for distance in range(DAYS, 0, -1):
        day = today - timedelta(days=distance)
        if calendar.day(day).working and person.works_on(day):
            for tap in invented_day(employee, day, timetable):
                yield from _punch(tap, badges)


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
    office: Office, badges: Mapping[StaffNo, list[Badge]], today: date
) -> Iterator[Punch]:
    """Somebody tries the tag that was lost, and a tag that nobody knows."""
    lost = next(
        badge
        for worn in badges.values()
        for badge in worn
        if badge.credential == FOUND and badge.state is BadgeState.LOST
    )
    tried = _morning(office, today - timedelta(days=30))
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


def _morning(office: Office, day: date) -> datetime:
    """Early on `day`, before anybody taps; UTC."""
    zone = office.premises.config.zone
    return datetime.combine(day, time(8), tzinfo=zone).astimezone(UTC)
