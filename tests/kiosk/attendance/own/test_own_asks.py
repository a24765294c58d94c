"""What a person asks for in days and halves of days comes to moments of the timetable."""

from datetime import date, datetime, time, timedelta

import pytest

from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.own_asks import CorrectionAsked, LeaveAsked, LeavePart
from kiosk.attendance.timetable import OFFICE_ZONE, Slot, Timetable
from kiosk.person import StaffNo

SUMMER, WINTER = date(2026, 7, 8), date(2026, 11, 3)


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), OFFICE_ZONE)


@pytest.mark.parametrize(
    "day, part, start, end",
    [
        (SUMMER, LeavePart.MORNING, "09:20", "12:30"),
        (WINTER, LeavePart.MORNING, "09:50", "13:00"),
        (WINTER, LeavePart.AFTERNOON, "15:20", "18:30"),
    ],
)
def test_d_17_half_a_day_of_leave_is_a_session(
    day: date, part: LeavePart, start: str, end: str
) -> None:
    asked = LeaveAsked(StaffNo("A07"), LeaveKind.SICK, day, day, part)
    assert asked.span(Timetable()) == (at(day, start), at(day, end))


def test_d_15_whole_days_are_one_leave_from_midnight_to_midnight() -> None:
    asked = LeaveAsked(StaffNo("A07"), LeaveKind.ANNUAL, WINTER, WINTER + timedelta(days=2))
    start, end = asked.span(Timetable())
    assert (start, end) == (at(WINTER, "00:00"), at(WINTER + timedelta(days=3), "00:00"))


def test_some_hours_are_those_hours() -> None:
    hours = (time(10), time(11, 30))
    asked = LeaveAsked(StaffNo("A07"), LeaveKind.SICK, WINTER, WINTER, LeavePart.HOURS, hours)
    assert asked.span(Timetable()) == (at(WINTER, "10:00"), at(WINTER, "11:30"))


@pytest.mark.parametrize(
    "clock, moment",
    [
        ("18:31", at(WINTER, "18:31")),
        ("03:59", at(WINTER + timedelta(days=1), "03:59")),
        ("04:00", at(WINTER, "04:00")),
    ],
)
def test_d_07_small_hours_are_the_evening_s(clock: str, moment: datetime) -> None:
    at_clock = time.fromisoformat(clock)
    asked = CorrectionAsked(StaffNo("A07"), WINTER, Slot.PM_OUT, at_clock, "worked late")
    assert asked.moment(Timetable()) == moment
