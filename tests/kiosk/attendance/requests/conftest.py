"""A room with its managers and a department above it, and times as people write them."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.roles import Role
from kiosk.schema import CLOSINGS, PUNCHES
from tests.kiosk.rooms import room

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OFFICE_ZONE)
STAFF = {
    "M01": Role.ROOM_MANAGER,
    "M02": Role.ACTING_MANAGER,
    "T01": Role.TEAM_LEAD,
    "A07": Role.ACCOUNT_MANAGER,
    "A08": Role.ACCOUNT_MANAGER,
    "D01": Role.DEPT_GROUP,
    "V01": Role.BRANCH_VP,
}
At = Callable[[str], datetime]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "room")


@pytest.fixture
def office(home: Home, new_home: Home) -> Iterator[Office]:
    """An office with people; A08 left on 20 November."""
    with room(home, new_home, "review", STAFF, {"A08": date(2026, 11, 20)}) as office:
        yield office


@pytest.fixture
def now() -> datetime:
    """Monday 23 November 2026, noon."""
    return NOW


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
def ask_leave(office: Office, at: At) -> Callable[..., str]:
    """A07 asks for leave."""

    def ask(
        start: str,
        end: str,
        kind: LeaveKind = LeaveKind.PERSONAL,
        person: str = "A07",
        when: datetime = NOW,
    ) -> str:
        return office.requests.ask_leave(
            StaffNo(person), kind, at(start), at(end), "family", by=person, now=when
        )

    return ask


@pytest.fixture
def tap(office: Office, at: At) -> Callable[..., str]:
    """A record of a tap of A07."""

    def tapped(moment: str, result: Result = Result.RECORDED, person: str = "A07") -> str:
        punch = Punch(at(moment), "entrance", result, Source.BADGE, StaffNo(person))
        return str(office.store.table(PUNCHES).insert(punch.to_document()))

    return tapped


@pytest.fixture
def close_month(office: Office) -> Callable[[str], None]:
    """Mark a month as settled."""

    def close(month: str) -> None:
        office.store.table(CLOSINGS).insert({"month": month})

    return close
