"""D-02 and D-52: which days are worked, by notice, by week, and where no notice is known."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from kiosk.attendance.calendar import Calendar, Day, DayKind, notice_missing

CALENDAR = Calendar()


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 1, 26),
        date(2025, 10, 11),
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ],
)
def test_d02_makeup_workday_on_a_weekend(day: date) -> None:
    assert day.isoweekday() > 5
    assert CALENDAR.day(day).kind is DayKind.MAKEUP_WORKDAY
    assert CALENDAR.day(day).working


@pytest.mark.parametrize(
    "day, kind, name",
    [
        (date(2026, 2, 13), DayKind.WORKDAY, ""),
        (date(2026, 2, 15), DayKind.HOLIDAY, "Spring Festival"),
        (date(2026, 2, 23), DayKind.HOLIDAY, "Spring Festival"),
        (date(2026, 2, 24), DayKind.WORKDAY, ""),
        (date(2026, 5, 5), DayKind.HOLIDAY, "Labour Day"),
        (date(2026, 6, 19), DayKind.HOLIDAY, "Dragon Boat Festival"),
        (date(2026, 7, 11), DayKind.WEEKEND, ""),
        (date(2026, 7, 12), DayKind.WEEKEND, ""),
        (date(2026, 7, 13), DayKind.WORKDAY, ""),
    ],
)
def test_d02_day_of_a_noticed_year(day: date, kind: DayKind, name: str) -> None:
    assert CALENDAR.day(day) == Day(kind, name)


@pytest.mark.parametrize(
    "after, due",
    [
        (date(2026, 4, 30), date(2026, 5, 6)),
        (date(2026, 9, 30), date(2026, 10, 8)),
        (date(2026, 7, 10), date(2026, 7, 13)),
        (date(2026, 5, 8), date(2026, 5, 9)),
        (date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_d02_next_working_day(after: date, due: date) -> None:
    assert CALENDAR.next_working_day(after) == due


def test_d02_workdays_of_the_week_are_a_knob() -> None:
    assert Calendar(workdays=frozenset({6})).next_working_day(date(2026, 7, 6)) == date(2026, 7, 11)


def test_d02_no_working_day_at_all_is_said() -> None:
    with pytest.raises(ValueError, match="no working day"):
        Calendar(workdays=frozenset()).next_working_day(date(2027, 1, 1))


@dataclass
class _Decided:
    days: dict[date, Day]

    def day(self, day: date) -> Day | None:
        return self.days.get(day)


def test_d02_a_higher_layer_wins_and_its_word_is_final() -> None:
    losar = date(2027, 2, 8)
    override = _Decided({losar: Day(DayKind.WORKDAY)})
    regional = _Decided(
        {losar: Day(DayKind.HOLIDAY, "藏历新年"), date(2027, 2, 10): Day(DayKind.HOLIDAY)}
    )
    calendar = Calendar(layers=(override, regional))
    assert calendar.day(losar) == Day(DayKind.WORKDAY)
    assert calendar.day(date(2027, 2, 10)).kind is DayKind.HOLIDAY
    assert calendar.day(date(2027, 2, 11)) == CALENDAR.day(date(2027, 2, 11))


@pytest.mark.parametrize("year", [2027, 2029, 2030, 2040])
def test_d52_a_year_without_notice_has_its_13_statutory_days(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(CALENDAR.day(day).kind is DayKind.HOLIDAY for day in days) == 13
    assert not any(CALENDAR.day(day).kind is DayKind.MAKEUP_WORKDAY for day in days)
    assert notice_missing(year)


@pytest.mark.parametrize(
    "day, name",
    [
        (date(2027, 1, 1), "New Year's Day"),
        (date(2027, 2, 5), "Spring Festival"),
        (date(2027, 2, 8), "Spring Festival"),
        (date(2027, 4, 5), "Tomb-sweeping Day"),
        (date(2028, 4, 4), "Tomb-sweeping Day"),
        (date(2027, 5, 2), "Labour Day"),
        (date(2027, 6, 9), "Dragon Boat Festival"),
        (date(2027, 9, 15), "Mid-autumn Festival"),
        (date(2027, 10, 3), "National Day"),
    ],
)
def test_d52_statutory_day(day: date, name: str) -> None:
    assert CALENDAR.day(day) == Day(DayKind.HOLIDAY, name)


@pytest.mark.parametrize(
    "day, provisional",
    [
        (date(2027, 2, 1), False),
        (date(2027, 2, 2), True),
        (date(2027, 2, 9), True),
        (date(2027, 2, 11), True),
        (date(2027, 2, 12), False),
        (date(2027, 7, 5), False),
        (date(2026, 2, 24), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
        (date(2041, 7, 5), True),
    ],
)
def test_d52_days_within_three_of_a_holiday_are_provisional(day: date, provisional: bool) -> None:
    assert CALENDAR.day(day).provisional is provisional


@pytest.mark.parametrize("year", [2004, 2025, 2026])
def test_d52_noticed_years_are_not_missing(year: int) -> None:
    assert not notice_missing(year)
