"""What people type into the forms: dates, times and words. Pure."""

import re
from datetime import date, time
from typing import NamedTuple

from keyroom.language import N_
from kiosk.errors import BadCellError


class Days(NamedTuple):
    """From one day to another, both included."""

    first: date
    last: date


class Hours(NamedTuple):
    """From one time of the day to a later one."""

    start: time
    end: time


_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})|(\d{1,2})(\d{2})")
_RANGE = re.compile(r"(\S+?)\s*(?:-|~|—| )\s*(\S+)")


def days(text: str, today: date) -> Days:
    """`1124`, or from-to `1124-1126`; of the year that is nearest. Raises BadCellError."""
    if (one := _day(text, today)) is not None:
        return Days(one, one)
    match = _RANGE.fullmatch(text)
    first, last = (_day(match[1], today), _day(match[2], today)) if match else (None, None)
    if first is None or last is None:
        raise BadCellError(
            N_("“{text}” is no date"), N_("type month and day: 1124, or 1124-1126"), text=text
        )
    if last < first:
        raise BadCellError(
            N_("the last day comes before the first"), N_("type the earlier day first")
        )
    return Days(first, last)


def clock(text: str) -> time:
    """`0950` or `9:50`. Raises BadCellError."""
    match = _TIME.fullmatch(text)
    if match is not None:
        hour, minute = (int(part) for part in match.groups() if part is not None)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise BadCellError(N_("“{text}” is no time"), N_("type hours and minutes: 0950"), text=text)


def hours(text: str) -> Hours:
    """`0930-1130`. Raises BadCellError."""
    match = _RANGE.fullmatch(text)
    if match is None:
        raise BadCellError(
            N_("“{text}” is not from one time to another"), N_("type both: 0930-1130"), text=text
        )
    start, end = clock(match[1]), clock(match[2])
    if end <= start:
        raise BadCellError(N_("the end comes before the beginning"), N_("type both: 0930-1130"))
    return Hours(start, end)


def words(text: str) -> str:
    """A reason. Raises BadCellError where there is none."""
    if not text:
        raise BadCellError(N_("a reason is needed"), N_("type it, then press Enter"))
    return text


def _day(text: str, today: date) -> date | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    month, day = (int(part) for part in match.groups() if part is not None)
    possible = [each for year in (-1, 0, 1) if (each := _date(today.year + year, month, day))]
    return min(possible, key=lambda each: abs(each - today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
