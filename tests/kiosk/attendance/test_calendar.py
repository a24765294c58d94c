"""D-02 and D-52: which days are worked, by which layer, and where no notice is known."""

from datetime import date, timedelta
from itertools import combinations

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.attendance.calendar import Calendar, DatedDays, Day, DayKind, Source
from kiosk.attendance.notice import Notice, NoticedDay
from kiosk.attendance.regional import active_days

CALENDAR = Calendar()
MAKEUP_WORKDAYS = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def noticed(year: int, *days: tuple[date, bool]) -> Calendar:
    """The national calendar with an imported notice of a year."""
    said = {day: NoticedDay("春节", off) for day, off in days}
    return Calendar(notices={year: Notice(year, said)})


@pytest.mark.parametrize("year", MAKEUP_WORKDAYS)
def test_d02_makeup_workdays_of_a_year_are_the_notices(year: int) -> None:
    found = [day for day in days_of(year) if CALENDAR.day(day).kind is DayKind.MAKEUP_WORKDAY]
    assert [f"{day:%m-%d}" for day in found] == MAKEUP_WORKDAYS[year].split()
    assert all(CALENDAR.day(day).working and day.isoweekday() > 5 for day in found)


def test_d02_every_day_of_the_known_years_agrees_with_chinese_calendar() -> None:
    for year in range(2004, 2027):
        for day in days_of(year):
            found = CALENDAR.day(day)
            assert found.working is chinese_calendar.is_workday(day), day
            assert (found.kind is DayKind.HOLIDAY) is (day in chinese_calendar.holidays), day
            assert not found.provisional or day >= date(2026, 12, 29), day


@pytest.mark.parametrize(
    "day, kind, name, source",
    [
        (date(2026, 2, 13), DayKind.WORKDAY, "", Source.WEEK),
        (date(2026, 2, 14), DayKind.MAKEUP_WORKDAY, "Spring Festival", Source.PACKAGE),
        (date(2026, 2, 15), DayKind.HOLIDAY, "Spring Festival", Source.PACKAGE),
        (date(2026, 2, 23), DayKind.HOLIDAY, "Spring Festival", Source.PACKAGE),
        (date(2026, 2, 24), DayKind.WORKDAY, "", Source.WEEK),
        (date(2026, 5, 5), DayKind.HOLIDAY, "Labour Day", Source.PACKAGE),
        (date(2026, 6, 19), DayKind.HOLIDAY, "Dragon Boat Festival", Source.PACKAGE),
        (date(2026, 7, 11), DayKind.WEEKEND, "", Source.WEEK),
        (date(2026, 7, 12), DayKind.WEEKEND, "", Source.WEEK),
        (date(2026, 7, 13), DayKind.WORKDAY, "", Source.WEEK),
        (date(2027, 10, 1), DayKind.HOLIDAY, "National Day", Source.LAW),
    ],
)
def test_d02_day_and_who_says_so(day: date, kind: DayKind, name: str, source: Source) -> None:
    assert CALENDAR.day(day) == Day(kind, name, source=source)


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


WEDNESDAY = date(2027, 7, 7)
LAYERS = ("decision", "config", "regional", "notice", "week")


def two_layers(upper: str, lower: str, *, upper_works: bool) -> Calendar:
    """A calendar in which two layers contradict each other about a Wednesday."""
    works = {upper: upper_works, lower: not upper_works}
    layers = [
        DatedDays({WEDNESDAY: Calendar().decided(WEDNESDAY, "", Source(name), work=works[name])})
        for name in LAYERS[:3]
        if name in works
    ]
    week = frozenset({1, 2, 3, 4, 5} if works.get("week", True) else {1, 2, 4, 5})
    notices = {}
    if "notice" in works:
        notices[2027] = Notice(2027, {WEDNESDAY: NoticedDay("春节", off=not works["notice"])})
    return Calendar(week, layers, notices)


@pytest.mark.parametrize("upper_works", [True, False])
@pytest.mark.parametrize("upper, lower", combinations(LAYERS, 2))
def test_d02_the_higher_of_two_layers_wins_and_its_word_is_final(
    upper: str, lower: str, upper_works: bool
) -> None:
    day = two_layers(upper, lower, upper_works=upper_works).day(WEDNESDAY)
    assert (day.working, day.source) == (upper_works, Source(upper))


def test_d02_an_imported_notice_takes_the_place_of_the_one_that_ships() -> None:
    calendar = noticed(2026, (date(2026, 10, 10), True), (date(2026, 10, 9), False))
    assert calendar.day(date(2026, 10, 10)) == Day(DayKind.HOLIDAY, "春节", source=Source.NOTICE)
    assert calendar.day(date(2026, 10, 9)).kind is DayKind.MAKEUP_WORKDAY
    # Of the rest of its year nothing of the old notice is left, but what the law says.
    assert calendar.day(date(2026, 10, 6)) == Day(DayKind.WORKDAY)
    assert calendar.day(date(2026, 10, 1)).source is Source.LAW
    assert calendar.day(date(2025, 10, 6)).source is Source.PACKAGE


def test_d02_a_notice_arranges_the_december_before_its_year() -> None:
    eve = date(2026, 12, 31)
    calendar = noticed(2027, (eve, True))
    assert calendar.day(eve).source is Source.NOTICE
    old = Notice(2026, {eve: NoticedDay("元旦", off=False)})
    both = Calendar(notices={2026: old, 2027: calendar.notices[2027]})
    assert both.day(eve).kind is DayKind.HOLIDAY


def test_d02_a_december_that_next_years_notice_arranged_outlives_an_import_of_its_own_year() -> (
    None
):
    calendar = noticed(2018, (date(2018, 10, 1), True))
    assert calendar.day(date(2018, 12, 29)).kind is DayKind.MAKEUP_WORKDAY
    assert calendar.day(date(2018, 12, 31)).kind is DayKind.HOLIDAY


def test_d02_the_law_of_2025_does_not_reach_back() -> None:
    assert noticed(2012, (date(2012, 5, 1), True)).day(date(2012, 5, 2)).working


@pytest.mark.parametrize(
    "day, work, name, kind",
    [
        (date(2026, 11, 23), True, "", DayKind.WORKDAY),
        (date(2026, 11, 23), False, "", DayKind.HOLIDAY),
        (date(2026, 11, 22), True, "", DayKind.MAKEUP_WORKDAY),
        (date(2026, 11, 22), False, "", DayKind.WEEKEND),
        (date(2026, 11, 22), False, "雪顿节", DayKind.HOLIDAY),
    ],
)
def test_d02_a_decided_day_is_called_as_people_call_it(
    day: date, work: bool, name: str, kind: DayKind
) -> None:
    decided = CALENDAR.decided(day, name, Source.DECISION, work=work)
    assert decided == Day(kind, name, source=Source.DECISION)


@pytest.mark.parametrize("year", [2027, 2029, 2030, 2040])
def test_d52_a_year_without_notice_has_its_13_statutory_days(year: int) -> None:
    days = [CALENDAR.day(day) for day in days_of(year)]
    assert sum(day.kind is DayKind.HOLIDAY for day in days) == 13
    assert not any(day.kind is DayKind.MAKEUP_WORKDAY for day in days)
    assert not CALENDAR.knows(year)


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
    assert CALENDAR.day(day) == Day(DayKind.HOLIDAY, name, source=Source.LAW)


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


@given(day=st.dates(date(2027, 1, 1), date(2040, 12, 31)))
def test_d52_provisional_is_three_days_to_a_holiday_and_no_more(day: date) -> None:
    distance = min(
        abs(n)
        for n in range(-400, 401)
        if CALENDAR.day(day + timedelta(days=n)).kind is DayKind.HOLIDAY
    )
    assert CALENDAR.day(day).provisional is (1 <= distance <= 3)


def test_d52_an_imported_year_is_known_and_nothing_of_it_is_provisional() -> None:
    calendar = noticed(2027, (date(2027, 2, 6), True), (date(2027, 2, 14), False))
    assert calendar.knows(2027)
    provisional = [day for day in days_of(2027) if calendar.day(day).provisional]
    assert provisional == [date(2027, 12, day) for day in (29, 30, 31)]  # 2028 is not known
    assert not calendar.day(date(2026, 12, 29)).provisional


def test_d52_a_decided_day_is_not_provisional() -> None:
    day = date(2027, 2, 9)
    decided = CALENDAR.decided(day, "", Source.DECISION, work=True)
    calendar = Calendar(layers=(DatedDays({day: decided}),))
    assert (CALENDAR.day(day).provisional, calendar.day(day).provisional) == (True, False)


@pytest.mark.parametrize(
    "today, missing",
    [
        (date(2026, 11, 30), ()),
        (date(2026, 12, 1), (2027,)),
        (date(2026, 12, 31), (2027,)),
        (date(2027, 1, 1), (2027,)),
        (date(2027, 11, 30), (2027,)),
        (date(2027, 12, 1), (2027, 2028)),
    ],
)
def test_d52_next_years_notice_is_asked_for_from_december_on(
    today: date, missing: tuple[int, ...]
) -> None:
    assert CALENDAR.missing_years(today) == missing


def test_d52_a_notice_that_is_there_is_not_asked_for() -> None:
    calendar = noticed(2027, (date(2027, 1, 1), True))
    assert calendar.missing_years(date(2026, 12, 1)) == ()
    assert calendar.missing_years(date(2027, 12, 1)) == (2028,)


@given(day=st.dates(date(2004, 1, 1), date(2042, 12, 31)))
def test_d02_a_regional_layer_changes_its_own_days_and_no_other(day: date) -> None:
    regional = active_days()
    calendar = Calendar(layers=(regional,))
    assert calendar.day(day) == (regional.day(day) or CALENDAR.day(day))
