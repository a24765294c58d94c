"""Stretches of time as people write them: days, `to` included, or moments of the office's time."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from keyroom.language import N_
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.timetable import Timetable
from kiosk.cells import parse_day, parse_moment
from kiosk.errors import BadCellError

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a calendar day, UTC."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def whole_days(first: date, last: date, zone: ZoneInfo) -> Span:
    """From midnight to midnight, both days included."""
    return Span(start_of(first, zone), start_of(last + _DAY, zone))


def parse_start(text: str, zone: ZoneInfo) -> datetime:
    """A moment, or the start of a day. Raises BadCellError."""
    return parse_moment(text, zone) if ":" in text else start_of(parse_day(text), zone)


def parse_end(text: str, zone: ZoneInfo) -> datetime:
    """A moment, or the end of a day. Raises BadCellError."""
    return parse_moment(text, zone) if ":" in text else start_of(parse_day(text) + _DAY, zone)


def parse_clock(text: str) -> time:
    """A time of day, `9:15` or `09:15:30`. Raises BadCellError."""
    match = _CLOCK.fullmatch(text)
    try:
        if match is not None:
            hour, minute, second = (int(part or 0) for part in match.groups())
            return time(hour, minute, second)
    except ValueError:
        pass
    raise BadCellError(
        N_("“{text}” is no time of day"), N_("write HH:MM, such as 09:15"), text=text
    )


def moment_on(day: date, clock: time, timetable: Timetable) -> datetime:
    """When clocks show `clock` on an attendance day, UTC: after midnight it goes on (D-07)."""
    on = day if clock >= timetable.day_cutoff else day + _DAY
    return datetime.combine(on, clock, tzinfo=timetable.zone).astimezone(UTC)


def days_of(span: Span, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last calendar day that a stretch touches; its end is excluded."""
    last = max(span.start, span.end - _INSTANT)
    return span.start.astimezone(zone).date(), last.astimezone(zone).date()


def written(span: Span, zone: ZoneInfo) -> str:
    """As people read it: `2026-11-03`, `2026-11-03 – 2026-11-05`, `2026-11-03 09:20 – 12:30`."""
    first, last = days_of(span, zone)
    if span == whole_days(first, last, zone):
        return f"{first}" if first == last else f"{first} – {last}"
    start, end = (at.astimezone(zone) for at in span)
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M} – {until}"
