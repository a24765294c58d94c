"""A room of four whose October 2026 is over: winter hours, everybody in time but where told."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import staff_no
from kiosk.roles import Role
from kiosk.schema import PUNCHES
from tests.kiosk.rooms import room

STAFF = {
    "M01": Role.ROOM_MANAGER,
    "A07": Role.ACCOUNT_MANAGER,
    "A08": Role.ACCOUNT_MANAGER,
    "D01": Role.DEPT_GROUP,
}
OCTOBER = Month(2026, 10)
NOW = datetime(2026, 11, 2, 12, 0, tzinfo=OFFICE_ZONE)
IN_TIME = "09:35 13:05 15:05 18:35"
Tap = Callable[[str, str, str], None]


def moment(day: str, clock: str) -> datetime:
    """`09:35` on a day, in the office's zone; UTC."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=OFFICE_ZONE).astimezone(UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "room")


@pytest.fixture
def office(home: Home, new_home: Home) -> Iterator[Office]:
    """The room; nobody has tapped yet."""
    with room(home, new_home, "review", STAFF) as office:
        yield office


@pytest.fixture
def tap(office: Office) -> Tap:
    """`tap("A07", "2026-10-12", "09:35 13:05")`: records, in this order."""

    def tapped(person: str, day: str, clocks: str) -> None:
        office.store.table(PUNCHES).insert_multiple(
            Punch(
                moment(day, clock), "entrance", Result.RECORDED, Source.BADGE, staff_no(person)
            ).to_document()
            for clock in clocks.split()
        )

    return tapped


@pytest.fixture
def fill_month(office: Office, tap: Tap) -> Callable[..., None]:
    """`fill_month(OCTOBER, {"A07": {12: "10:15 13:05 15:05 18:35"}})`: all others are in time."""

    def filled(month: Month = OCTOBER, told: dict[str, dict[int, str]] | None = None) -> None:
        with office.store.transaction():
            for person in STAFF:
                days = (told or {}).get(person, {})
                for number in range(1, month.last.day + 1):
                    day = month.first.replace(day=number)
                    usual = IN_TIME if office.calendar.current().day(day).working else ""
                    tap(person, str(day), days.get(number, usual))

    return filled


@pytest.fixture
def leave(office: Office) -> Callable[..., str]:
    """A whole day of leave; approved by the manager unless told otherwise."""

    def asked(
        person: str,
        day: str,
        *,
        now: datetime = NOW,
        kind: LeaveKind = LeaveKind.PERSONAL,
        approved: bool = True,
    ) -> str:
        start = moment(day, "00:00")
        no = staff_no(person)
        matter = office.requests.ask_leave(
            no, kind, start, start + timedelta(days=1), "family", by=person, now=now
        )
        if approved:
            office.requests.decide(matter, RequestState.APPROVED, "ok", by="M01", now=now)
        return matter

    return asked
