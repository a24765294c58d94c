"""A07's July of 2026 in the small office, written by hand: taps, and what was asked for."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.own_months import OwnMonths
from kiosk.attendance.punch import Punch
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.schema import PUNCHES
from store import Document

CLERK, OTHER, MANAGER = StaffNo("A07"), StaffNo("A08"), StaffNo("M01")
NOW = datetime(2026, 7, 8, 13, 0, tzinfo=OFFICE_ZONE)
"""A Wednesday noon, in summer hours: 09:20 to 12:30, 15:20 to 18:30."""
IN_TIME = ("09:05", "12:31", "15:05", "18:31")
At = Callable[[str], datetime]
Write = Callable[..., str]


def july(text: str) -> datetime:
    """`6 09:32`: a day of July and a time, UTC."""
    day, clock = text.split()
    return (
        datetime.fromisoformat(f"2026-07-{int(day):02}T{clock}")
        .replace(tzinfo=OFFICE_ZONE)
        .astimezone(UTC)
    )


@pytest.fixture
def office(home: Home) -> Iterator[Office]:
    with Office.open(home, "review") as office:
        yield office


@pytest.fixture
def own(office: Office) -> OwnMonths:
    return OwnMonths(office)


@pytest.fixture
def at() -> At:
    return july


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def write(office: Office) -> Write:
    """Puts a tap on record, by default A07's; returns its id."""
    ids = count()

    def written(text: str, person: StaffNo = CLERK, result: Result = Result.RECORDED) -> str:
        punch = Punch(july(text), "entrance", result, person=person)
        document = Document(punch.to_document(), f"01{next(ids):06}")
        return str(office.store.table(PUNCHES).insert(document))

    return written
