"""D-01: the change of the timetable is announced three working days before (regulation §6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.attendance.season_change import SeasonChange, announced_change
from kiosk.attendance.timetable import (
    SUMMER,
    WINTER,
    DayOfYear,
    Season,
    SeasonOverride,
    Timetable,
)
from kiosk.config import Config

CALENDAR = Config().working_days()
TIMETABLE = Timetable()
TO_SUMMER = SeasonChange(date(2026, 5, 1), Season.SUMMER, SUMMER)
TO_WINTER = SeasonChange(date(2026, 10, 1), Season.WINTER, WINTER)


@pytest.mark.parametrize(
    "last, first, change",
    [
        (date(2026, 4, 30), date(2026, 5, 6), TO_SUMMER),
        (date(2026, 9, 30), date(2026, 10, 8), TO_WINTER),
    ],
)
def test_d01_last_and_first_working_day_around_the_switches_of_2026(
    last: date, first: date, change: SeasonChange
) -> None:
    assert CALENDAR.next_working_day(last) == first
    assert last.isoweekday() in (3, 4)
    assert CALENDAR.day(last).working
    assert TIMETABLE.season(last) is not change.season
    assert TIMETABLE.season(first) is change.season
    assert TIMETABLE.season(change.day - timedelta(days=1)) is not TIMETABLE.season(change.day)


@pytest.mark.parametrize(
    "today, change",
    [
        (date(2026, 4, 27), None),  # Monday: four working days are left
        (date(2026, 4, 28), TO_SUMMER),
        (date(2026, 4, 30), TO_SUMMER),
        (date(2026, 5, 1), None),  # it is there
        (date(2026, 9, 27), None),  # a Sunday: the third working day before is tomorrow
        (date(2026, 9, 28), TO_WINTER),
        (date(2026, 9, 30), TO_WINTER),
        (date(2026, 10, 1), None),
        (date(2026, 7, 6), None),
    ],
)
def test_d01_announced_on_the_third_working_day_before(
    today: date, change: SeasonChange | None
) -> None:
    assert announced_change(today, TIMETABLE, CALENDAR) == change


def test_d01_a_dated_row_is_announced_as_well() -> None:
    timetable = Timetable(
        overrides=(SeasonOverride(date(2026, 10, 1), date(2026, 10, 31), Season.SUMMER),)
    )
    assert announced_change(date(2026, 9, 30), timetable, CALENDAR) is None
    assert announced_change(date(2026, 10, 30), timetable, CALENDAR) == SeasonChange(
        date(2026, 11, 1), Season.WINTER, WINTER
    )


def test_d01_an_announcement_may_reach_over_new_year() -> None:
    southern = Timetable(summer_from=DayOfYear(1, 1), winter_from=DayOfYear(7, 1))
    change = announced_change(date(2026, 12, 29), southern, CALENDAR)
    assert change == SeasonChange(date(2027, 1, 1), Season.SUMMER, SUMMER)


@given(today=st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_d01_announced_from_the_third_working_day_before_to_the_day_before(today: date) -> None:
    announced = announced_change(today, TIMETABLE, CALENDAR)
    for switch in (date(today.year, 5, 1), date(today.year, 10, 1)):
        worked = [
            day for n in range(1, 30) if CALENDAR.day(day := switch - timedelta(days=n)).working
        ]
        due = worked[2] <= today < switch
        assert (announced is not None and announced.day == switch) is due
