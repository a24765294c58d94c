"""A room with managers, account managers and customers, and times as people write them."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.books.books import Books
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import Person, StaffNo, staff_no
from kiosk.roles import Role
from kiosk.schema import CUSTOMERS

STAFF = {
    "M01": Role.ROOM_MANAGER,
    "T01": Role.TEAM_LEAD,
    "A07": Role.ACCOUNT_MANAGER,
    "A08": Role.ACCOUNT_MANAGER,
}
CUSTOMER_GROUPS = {"G0001": "第一小学", "G0002": "人民医院", "G0003": "农牧局"}
At = Callable[[str], datetime]


@pytest.fixture
def home(tmp_path: Path, new_home: Home) -> Home:
    home = Home(tmp_path / "room")
    shutil.copytree(new_home.path, home.path)
    return home


@pytest.fixture
def office(home: Home) -> Iterator[Office]:
    """An office with people and customers, all of A07."""
    with Office.open(home, "desk") as office:
        with office.store.transaction():
            for no, role in STAFF.items():
                person = Person(staff_no(no), no, role, "一组", date(2026, 1, 5))
                office.people.add(person, actor="-")
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
