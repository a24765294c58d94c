"""A change of the timetable is announced before it comes (D-01, regulation §6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.timetable import Season, Shift, Timetable

AHEAD = 3
"""So many working days before its first day."""


@dataclass(frozen=True, slots=True)
class SeasonChange:
    """Other hours are near."""

    day: date
    """The first day on which they hold, from 00:00 on; it need not be worked."""
    season: Season
    shift: Shift


def announced_change(today: date, timetable: Timetable, calendar: Calendar) -> SeasonChange | None:
    """The change that people are told of today: from the third working day before it on."""
    day, between = today, 0
    while between < AHEAD:
        before, day = day, day + timedelta(days=1)
        season = timetable.season(day)
        if season is not timetable.season(before):
            return SeasonChange(day, season, timetable.shift(day))
        between += calendar.day(day).working
    return None
