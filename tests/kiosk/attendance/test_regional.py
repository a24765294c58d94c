"""D-02: the regional rows of the regulation's §5.2, which of them hold, and what they make."""

from datetime import date, timedelta

import pytest

from kiosk.attendance import regional
from kiosk.attendance.calendar import Calendar, Day, DayKind, Source
from kiosk.attendance.regional import TIBET, RegionalNotice
from kiosk.config import Config

DEFAULT = Config().working_days()


def row(name: str, year: int) -> RegionalNotice:
    return next(row for row in TIBET if row.name == name and row.first.year == year)


@pytest.mark.parametrize(
    "name, first, last, makeup",
    [
        ("Losar", date(2009, 2, 23), date(2009, 3, 1), ()),
        ("Losar", date(2023, 2, 20), date(2023, 2, 26), (date(2023, 2, 18), date(2023, 2, 19))),
        ("Losar", date(2024, 2, 10), date(2024, 2, 10), ()),
        ("Losar", date(2025, 2, 27), date(2025, 3, 4), ()),
        (
            "Spring Festival and Losar",
            date(2026, 2, 15),
            date(2026, 2, 26),
            (date(2026, 2, 14), date(2026, 2, 28)),
        ),
        ("Shoton", date(2010, 8, 10), date(2010, 8, 16), ()),
        ("Shoton", date(2017, 8, 21), date(2017, 8, 27), ()),
        ("Shoton", date(2018, 8, 11), date(2018, 8, 17), ()),
        ("Shoton", date(2019, 8, 30), date(2019, 9, 5), ()),
    ],
)
def test_d02_every_row_of_the_regulation_is_there(
    name: str, first: date, last: date, makeup: tuple[date, ...]
) -> None:
    found = row(name, first.year)
    assert (found.first, found.last, found.makeup) == (first, last, makeup)
    assert found.note


def test_d02_2025_and_2026_hold_and_only_2025_is_confirmed() -> None:
    assert [notice.first.year for notice in TIBET if notice.active] == [2025, 2026]
    assert [notice.first.year for notice in TIBET if notice.confirmed] == [2025]
    assert row("Spring Festival and Losar", 2026).note == (
        "notice of Lhasa, to be confirmed for Shigatse"
    )


def test_d02_losar_2025_is_four_workdays_and_a_weekend() -> None:
    days = [date(2025, 2, 27) + timedelta(days=n) for n in range(6)]
    assert [DEFAULT.day(day) for day in days] == [
        Day(DayKind.HOLIDAY, "Losar", source=Source.REGIONAL)
    ] * 6
    assert sum(Calendar().day(day).working for day in days) == 4
    assert DEFAULT.day(date(2025, 2, 26)) == DEFAULT.day(date(2025, 3, 5)) == Day(DayKind.WORKDAY)


def test_d02_2026_joins_losar_to_the_spring_festival() -> None:
    days = [date(2026, 2, 14) + timedelta(days=n) for n in range(15)]
    kinds = [DEFAULT.day(day).kind for day in days]
    assert kinds == [
        DayKind.MAKEUP_WORKDAY,
        *[DayKind.HOLIDAY] * 12,
        DayKind.WORKDAY,
        DayKind.MAKEUP_WORKDAY,
    ]
    gained = [day for day in days if Calendar().day(day).working and not DEFAULT.day(day).working]
    assert gained == [date(2026, 2, 24), date(2026, 2, 25), date(2026, 2, 26)]


@pytest.mark.parametrize("day", [date(2026, 2, 24), date(2025, 3, 3)])
def test_d02_the_knob_turns_the_region_off(day: date) -> None:
    without = Config.model_validate({"calendar": {"regional": "none"}}).working_days()
    assert (DEFAULT.day(day).working, without.day(day).working) == (False, True)


@pytest.mark.parametrize("year", [2009, 2023, 2024, 2027])
def test_d02_a_row_that_does_not_hold_changes_nothing(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [DEFAULT.day(day) for day in days] == [Calendar().day(day) for day in days]


def test_d02_a_row_is_found_by_its_days_and_its_year() -> None:
    assert regional.notice_of(date(2026, 2, 28)) is row("Spring Festival and Losar", 2026)
    assert regional.notice_of(date(2026, 2, 27)) is None
    assert regional.notices_of(2019) == (row("Shoton", 2019),)


@pytest.mark.parametrize(
    "day, unconfirmed",
    [
        (date(2026, 2, 14), True),
        (date(2026, 2, 26), True),
        (date(2026, 2, 27), False),
        (date(2025, 2, 27), False),
        (date(2019, 8, 30), False),
    ],
)
def test_d02_days_of_a_row_in_force_that_is_not_confirmed(day: date, unconfirmed: bool) -> None:
    assert regional.is_unconfirmed(day, DEFAULT.day(day)) is unconfirmed
