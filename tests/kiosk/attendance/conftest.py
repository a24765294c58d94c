"""Shared words of the attendance tests: local time, and taps written as clock times."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from kiosk.attendance.slots import Tap
from kiosk.attendance.timetable import OFFICE_ZONE, Direction

Local = Callable[[date, str], datetime]
Taps = Callable[[date, str], list[Tap]]


def local_time(day: date, clock: str) -> datetime:
    """`clock` (`HH:MM[:SS]`) on `day`; a leading `+` means the calendar day after."""
    if clock.startswith("+"):
        return local_time(day + timedelta(days=1), clock[1:])
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=OFFICE_ZONE)


def written_taps(day: date, text: str) -> list[Tap]:
    """Taps such as `09:10 in@09:30 12:31`, with their own words as ids."""
    taps = []
    for word in text.split():
        way, _, clock = word.rpartition("@")
        taps.append(Tap(word, local_time(day, clock), Direction(way) if way else None))
    return taps


@pytest.fixture
def local() -> Local:
    return local_time


@pytest.fixture
def written() -> Taps:
    return written_taps
