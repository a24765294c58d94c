"""A room with two team leads, taps and leave, and clocks as readings."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.clock import Reading
from kiosk.home import Home
from kiosk.meetings.meetings import Meetings
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.roles import Role
from kiosk.schema import PUNCHES
from tests.kiosk.rooms import room

STAFF = {
    "M01": Role.ROOM_MANAGER,
    "T01": Role.TEAM_LEAD,
    "T02": Role.TEAM_LEAD,
    "A07": Role.ACCOUNT_MANAGER,
    "A08": Role.ACCOUNT_MANAGER,
    "I01": Role.INFO_ADMIN,
}
EPOCH = datetime(2026, 11, 1, tzinfo=UTC)
At = Callable[[str], datetime]
Read = Callable[[str], Reading]


def moment_of(text: str) -> datetime:
    """`2026-11-24 09:35:07` in the office's zone, UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE).astimezone(UTC)


@pytest.fixture
def office(home: Home, new_home: Home) -> Iterator[Office]:
    with room(home, new_home, "wall", STAFF) as office:
        yield office


@pytest.fixture
def meetings(office: Office) -> Meetings:
    return office.meetings


@pytest.fixture
def at() -> At:
    return moment_of


@pytest.fixture
def read() -> Read:
    """The clocks at a moment of one run of the machine."""

    def reading(text: str) -> Reading:
        utc = moment_of(text)
        return Reading(utc, "boot", (utc - EPOCH).total_seconds(), synchronised=True)

    return reading


@pytest.fixture
def tap(office: Office) -> Callable[..., None]:
    """Taps at the entrance: `tap("2026-11-24 09:30", "A07 A08")`."""

    def tapped(text: str, people: str) -> None:
        for no in people.split():
            punch = Punch(moment_of(text), "entrance", Result.RECORDED, Source.BADGE, StaffNo(no))
            office.store.table(PUNCHES).insert(punch.to_document())

    return tapped


@pytest.fixture
def leave(office: Office) -> Callable[..., None]:
    """Approved leave."""

    def approved(person: str, start: str, end: str) -> None:
        first = moment_of(start)
        asked = office.requests.ask_leave(
            StaffNo(person), LeaveKind.ANNUAL, first, moment_of(end), by=person, now=first
        )
        by = "M01"
        if person == "M01":
            record = office.requests.matter(asked)
            office.requests.settle(record, RequestState.APPROVED, "", by="-", now=first)
        else:
            office.requests.decide(asked, RequestState.APPROVED, by=by, now=first)

    return approved
