"""What a supervisor looks at: a real office, and ways to put taps into its records."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.schema import PUNCHES


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Where the office of this test will be."""
    return Home(tmp_path / "home")


@pytest.fixture
def at() -> Callable[[str], datetime]:
    """`at("11-03 09:50")`: a moment of 2026 in the office's zone."""

    def moment(text: str) -> datetime:
        return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=OFFICE_ZONE)

    return moment


@pytest.fixture
def tap(office: Office, at: Callable[[str], datetime]) -> Callable[..., str]:
    """`tap("A07", "11-03 09:50")`: the id of the record."""

    def record(person: str, when: str) -> str:
        punch = Punch(at(when).astimezone(UTC), "entrance", Result.RECORDED, person=StaffNo(person))
        return str(office.store.table(PUNCHES).insert(punch.to_document()))

    return record
