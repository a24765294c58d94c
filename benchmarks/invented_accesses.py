"""Invented accesses of a big office: everybody's usual work at the desk, and some that is not."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Session, Timetable
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, AccessKind, AccessResult
from kiosk.privacy.customer import Customer

CUSTOMERS_EACH: Final = 10
_ACTS: Final = (AccessKind.SEARCH, AccessKind.CUSTOMER, AccessKind.CUSTOMER, AccessKind.REVEAL)
_UNUSUAL: Final = 0.002
"""Share of a person's days on which far more is opened."""
_OTHERS: Final = 0.02
_REFUSED: Final = 0.01
_HOT: Final = 0.1
"""Of others' customers, the share of those that everybody looks at."""


def customer_of(number: int, nth: int) -> str:
    """A customer of the person with this number."""
    return f"C{number:04}{nth % CUSTOMERS_EACH:02}"


def accesses(people: list[StaffNo], month: Month, count: int) -> Iterator[dict[str, Any]]:
    """About so many entries of a month, in order of time; the same in every run."""
    chance = random.Random(f"{month} {count}")
    calendar, timetable = Calendar(), Timetable()
    days = [month.first.replace(day=n) for n in range(1, month.last.day + 1)]
    working = [day for day in days if calendar.day(day).working]
    each = count / len(working) / len(people)
    for day in working:
        of_day = [
            access
            for number, person in enumerate(people)
            for access in _day(person, number, len(people), day, each, timetable, chance)
        ]
        yield from (access.to_document() for access in sorted(of_day, key=lambda access: access.at))


def _day(
    person: StaffNo,
    number: int,
    people: int,
    day: date,
    each: float,
    timetable: Timetable,
    chance: random.Random,
) -> Iterator[Access]:
    busy = 6 if chance.random() < _UNUSUAL else 1
    for _ in range(round(each * busy * chance.uniform(0.8, 1.2))):
        start, end = timetable.session(day, chance.choice(list(Session)))
        at = (start + chance.random() * (end - start)).astimezone(UTC)
        yield _access(person, number, people, at, chance)


def _access(
    person: StaffNo, number: int, people: int, at: datetime, chance: random.Random
) -> Access:
    if chance.random() < _REFUSED:
        return Access(at, "desk", AccessKind.PIN, AccessResult.REFUSED, person, reason="pin_wrong")
    kind = chance.choice(_ACTS)
    if kind is AccessKind.SEARCH:
        return Access(at, "desk", kind, person=person, reason="r**")
    if chance.random() < _OTHERS:
        other = 0 if chance.random() < _HOT else chance.randrange(people)
        customer = customer_of(other, chance.randrange(CUSTOMERS_EACH))
        second = StaffNo("M001") if other != number else None
        return Access(at, "desk", kind, person=person, customer=customer, second_person=second)
    customer = customer_of(number, chance.randrange(CUSTOMERS_EACH))
    later = at + timedelta(microseconds=number)
    return Access(later, "desk", kind, person=person, customer=customer, reason="call_verified")


def customers(people: list[StaffNo]) -> Iterator[dict[str, Any]]:
    """Everybody's customers."""
    for number, person in enumerate(people):
        for nth in range(CUSTOMERS_EACH):
            no = customer_of(number, nth)
            yield Customer(no, f"集团{no}", person, f"jt{no.lower()}").to_document()
