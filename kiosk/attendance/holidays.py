"""National holidays as far as they ship: the notices in `chinese-calendar`, and the law (D-52).

The State Council's notice for a year comes out in November of the year before, and reaches us in a
yearly release of `chinese-calendar`, or imported by the office (`notice`). Until then only the days
fixed by law are sure, neither the bridge days around them nor the make-up workdays.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import chinese_calendar

from keyroom.language import N_
from kiosk.attendance.notice import NoticedDay

NAMES = (
    N_("New Year's Day"),
    N_("Spring Festival"),
    N_("Tomb-sweeping Day"),
    N_("Labour Day"),
    N_("Dragon Boat Festival"),
    N_("National Day"),
    N_("Mid-autumn Festival"),
    N_("Anti-Fascist 70th Day"),
)
"""How `chinese-calendar` calls the holidays: message ids."""

_NOTICED_HOLIDAYS: dict[date, str] = chinese_calendar.holidays
_NOTICED_WORKDAYS: dict[date, str] = chinese_calendar.workdays
_NOTICED_YEARS = range(
    min(day.year for day in _NOTICED_HOLIDAYS), max(day.year for day in _NOTICED_HOLIDAYS) + 1
)


class _Lunar(NamedTuple):
    """The festivals of the lunar calendar in one year, as `MM-DD`."""

    new_year: str
    dragon_boat: str
    mid_autumn: str


_LAW_OF_13_DAYS = 2025
"""From this year on 2 May and the eve of the Spring Festival are days off by law."""

# Reckoned by astronomy (GB/T 33661-2017), so the dates stand long before the notices do.
_LUNAR = {
    2027: _Lunar("02-06", "06-09", "09-15"),
    2028: _Lunar("01-26", "05-28", "10-03"),
    2029: _Lunar("02-13", "06-16", "09-22"),
    2030: _Lunar("02-03", "06-05", "09-12"),
    2031: _Lunar("01-23", "06-24", "10-01"),
    2032: _Lunar("02-11", "06-12", "09-19"),
    2033: _Lunar("01-31", "06-01", "09-08"),
    2034: _Lunar("02-19", "06-20", "09-27"),
    2035: _Lunar("02-08", "06-10", "09-16"),
    2036: _Lunar("01-28", "05-30", "10-04"),
    2037: _Lunar("02-15", "06-18", "09-24"),
    2038: _Lunar("02-04", "06-07", "09-13"),
    2039: _Lunar("01-24", "05-27", "10-02"),
    2040: _Lunar("02-12", "06-14", "09-20"),
}


def is_packaged(year: int) -> bool:
    """Whether the year's notice, with its bridge days and make-up workdays, ships with us."""
    return year in _NOTICED_YEARS


def packaged(day: date) -> NoticedDay | None:
    """What the notice that ships with us says of the date, if anything."""
    if day in _NOTICED_HOLIDAYS:
        return NoticedDay(_NOTICED_HOLIDAYS[day], off=True)
    if day in _NOTICED_WORKDAYS:
        return NoticedDay(_NOTICED_WORKDAYS[day], off=False)
    return None


def is_lunar_known(year: int) -> bool:
    """Whether the dates of the year's lunar festivals are known here."""
    return year in _LUNAR


@cache
def statutory(year: int) -> Mapping[date, str]:
    """The days off that the law itself fixes, 13 in its text of 2025, with their holiday.

    Without those of the lunar calendar where they are not known.
    """
    return MappingProxyType(dict(_statutory_days(year)))


def _statutory_days(year: int) -> Iterator[tuple[date, str]]:
    def days(first: date, count: int, name: str) -> Iterator[tuple[date, str]]:
        for number in range(count):
            yield first + timedelta(days=number), name

    def of(month_and_day: str) -> date:
        return date.fromisoformat(f"{year:04}-{month_and_day}")

    yield from days(of("01-01"), 1, "New Year's Day")
    yield from days(_clear_and_bright(year), 1, "Tomb-sweeping Day")
    yield from days(of("05-01"), 2 if year >= _LAW_OF_13_DAYS else 1, "Labour Day")
    yield from days(of("10-01"), 3, "National Day")
    lunar = _LUNAR.get(year)
    if lunar is not None:
        eve = of(lunar.new_year) - timedelta(days=1)
        yield from days(eve, 4, "Spring Festival")
        yield from days(of(lunar.dragon_boat), 1, "Dragon Boat Festival")
        yield from days(of(lunar.mid_autumn), 1, "Mid-autumn Festival")


def _clear_and_bright(year: int) -> date:
    """清明, the solar term at 15° of the sun's longitude, by the usual formula of this century."""
    since_2000 = year % 100
    return date(year, 4, int(since_2000 * 0.2422 + 4.81) - since_2000 // 4)
