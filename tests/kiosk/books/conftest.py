"""A room with managers, account managers and customers, and times as people write them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.books.books import Books
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.roles import Role
from kiosk.schema import CUSTOMERS
from tests.kiosk.rooms import room

STAFF = {
    "M01": Role.ROOM_MANAGER,
    "T01": Role.TEAM_LEAD,
    "A07": Role.ACCOUNT_MANAGER,
    "A08": Role.ACCOUNT_MANAGER,
}
CUSTOMER_GROUPS = {"G0001": "第一小学", "G0002": "人民医院", "G0003": "农牧局"}
At = Callable[[str], datetime]


@pytest.fixture
def office(home: Home, new_home: Home) -> Iterator[Office]:
    """An office with people and customers, all of A07."""
    with room(home, new_home, "desk", STAFF) as office:
        with office.store.transaction():
            for no, group in CUSTOMER_GROUPS.items():
                office.store.table(CUSTOMERS).insert(
                    {"no": no, "group": group, "owner": "A07", "initials": "x"}
                )
        yield office


@pytest.fixture
def books(office: Office) -> Books:
    return office.books


@pytest.fixture
def at() -> At:
    """`2026-11-03 09:00` in the office's zone, UTC."""

    def written(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE).astimezone(UTC)

    return written


@pytest.fixture
def clerk() -> StaffNo:
    return StaffNo("A07")


@pytest.fixture
def visit(office: Office, at: At) -> Callable[..., str]:
    """A registered visit of A07, approved unless told otherwise; returns its id."""

    def registered(
        start: str, end: str, customer: str = "人民医院", *, approve: bool = True
    ) -> str:
        asked = office.requests.ask_visit(
            StaffNo("A07"), at(start), at(end), customer, by="A07", now=at(start)
        )
        if approve:
            office.requests.decide(asked, RequestState.APPROVED, by="M01", now=at(start))
        return asked

    return registered
