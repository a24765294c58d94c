"""D-24, D-26, HY-4-1, HY-4-2, HY-5-3, HY-5-6: when meetings are due, to the second."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.timetable import OFFICE_ZONE, Hours, Session, Shift, Timetable
from kiosk.config import Config
from kiosk.meetings.agenda import MeetingKind
from kiosk.meetings.schedule import (
    MeetingTimes,
    morning_times,
    other_times,
    weekly_day,
    working_day_before,
)

CALENDAR = Config().working_days()
TIMETABLE = Timetable()
LEAD = timedelta(minutes=15)


def local(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=OFFICE_ZONE)


def morning(day: date, before: Timetable = TIMETABLE) -> MeetingTimes:
    return morning_times(day, CALENDAR, TIMETABLE, before, LEAD)


@pytest.mark.parametrize(
    ("day", "planned", "work", "log_day"),
    [
        (date(2026, 7, 7), "09:05", "09:20", date(2026, 7, 6)),
        (date(2026, 11, 24), "09:35", "09:50", date(2026, 11, 23)),
        (date(2026, 11, 23), "09:35", "09:50", date(2026, 11, 20)),
    ],
    ids=["summer", "winter", "Monday looks at Friday"],
)
def test_D_24_planned_start_is_15_minutes_before_work(  # noqa: N802 - the rule's id
    day: date, planned: str, work: str, log_day: date
) -> None:
    times = morning(day)
    assert times.planned == local(day, planned)
    assert times.work_start == local(day, work)
    assert times.log_day == log_day


def test_D_26_a_make_up_saturday_is_prepared_on_friday_and_looked_at_on_monday() -> None:  # noqa: N802 - the rule's id
    saturday = date(2026, 10, 10)
    times = morning(saturday)
    assert saturday.isoweekday() == 6
    assert times.planned == local(saturday, "09:35")
    assert times.prepared_by == local(date(2026, 10, 9), "18:30")
    assert morning(date(2026, 10, 12)).log_day == saturday


def test_D_26_the_season_may_switch_between_preparation_and_meeting() -> None:  # noqa: N802 - the rule's id
    times = morning(date(2026, 5, 6))
    assert times.planned == local(date(2026, 5, 6), "09:05")
    assert times.prepared_by == local(date(2026, 4, 30), "18:30")
    times = morning(date(2026, 10, 8))
    assert times.planned == local(date(2026, 10, 8), "09:35")
    assert times.prepared_by == local(date(2026, 9, 30), "18:30")


def test_D_26_the_end_of_the_day_before_is_that_of_its_own_timetable() -> None:  # noqa: N802 - the rule's id
    shift = Shift(Hours(time(9), time(12)), Hours(time(14), time(17)))
    earlier = Timetable(summer=shift, winter=shift)
    assert morning(date(2026, 11, 24), earlier).prepared_by == local(date(2026, 11, 23), "17:00")


@pytest.mark.parametrize(
    ("clock", "in_time"),
    [("18:29:59", True), ("18:30:00", True), ("18:30:59", True), ("18:31:00", False)],
)
def test_D_26_prepared_at_18_30_59_is_still_in_time(clock: str, in_time: bool) -> None:  # noqa: N802 - the rule's id
    times = morning(date(2026, 11, 24))
    assert times.prepared_in_time(local(date(2026, 11, 23), clock)) is in_time


@pytest.mark.parametrize(
    ("clock", "into"),
    [("09:49:59", False), ("09:50:00", False), ("09:50:59", False), ("09:51:00", True)],
)
def test_D_24_going_on_after_work_began_is_flagged_by_the_minute(clock: str, into: bool) -> None:  # noqa: N802 - the rule's id
    day = date(2026, 11, 24)
    assert morning(day).into_work(local(day, clock)) is into


@pytest.mark.parametrize(
    ("clock", "open_then"),
    [
        ("00:00:00", False),
        ("09:04:59", False),
        ("09:05:00", True),
        ("09:35:00", True),
        ("12:59:59", True),
        ("13:00:00", False),
    ],
)
def test_HY_4_1_a_morning_meeting_can_be_started_in_the_morning_only(  # noqa: N802 - the rule's id
    clock: str, open_then: bool
) -> None:
    day = date(2026, 11, 24)
    assert morning(day).in_window(local(day, clock)) is open_then


@pytest.mark.parametrize(
    ("week", "weekday", "held"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 27)),
        (date(2026, 11, 29), 5, date(2026, 11, 27)),
        (date(2026, 9, 21), 5, date(2026, 9, 24)),
        (date(2026, 10, 5), 5, date(2026, 10, 9)),
        (date(2026, 10, 5), 1, date(2026, 10, 8)),
        (date(2026, 10, 5), 6, date(2026, 10, 10)),
        (date(2026, 2, 16), 5, None),
    ],
    ids=[
        "Friday",
        "asked on Sunday",
        "Friday is off: the day before",
        "after the holidays",
        "nothing before: the first after",
        "make-up Saturday",
        "nobody works",
    ],
)
def test_HY_4_2_the_weekly_meeting_stays_in_its_week(  # noqa: N802 - the rule's id
    week: date, weekday: int, held: date | None
) -> None:
    assert weekly_day(CALENDAR, week, weekday) == held


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(1, 7))
def test_the_weekly_meeting_is_on_a_working_day_of_that_week(day: date, weekday: int) -> None:
    held = weekly_day(CALENDAR, day, weekday)
    if held is not None:
        assert CALENDAR.day(held).working
        assert held.isocalendar()[:2] == day.isocalendar()[:2]


def test_other_meetings_can_be_started_until_the_day_is_over() -> None:
    day = date(2026, 11, 27)
    planned, _ = TIMETABLE.session(day, Session.PM)
    weekly = other_times(MeetingKind.WEEKLY, day, planned, CALENDAR, TIMETABLE, TIMETABLE)
    assert weekly.prepared_by == local(date(2026, 11, 26), "18:30")
    assert weekly.latest == local(date(2026, 11, 28), "04:00")
    assert not weekly.into_work(local(day, "23:00"))
    adhoc = other_times(MeetingKind.ADHOC, day, planned, CALENDAR, TIMETABLE, TIMETABLE)
    assert adhoc.prepared_by is None
    assert adhoc.prepared_in_time(planned)


def test_a_calendar_without_working_days_is_told_so() -> None:
    with pytest.raises(ValueError, match="no working day"):
        working_day_before(Calendar(frozenset()), date(2031, 6, 3))
