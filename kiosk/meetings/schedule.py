"""When meetings are due: D-24 and D-26 for mornings, HY-4-2 for the week's. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.timetable import Slot, Timetable
from kiosk.books.punctual import in_time, to_the_minute
from kiosk.meetings.agenda import MeetingKind

EARLY: Final = timedelta(minutes=30)
"""A meeting is not started so long before it is planned: at midnight nobody means to."""
_A_YEAR: Final = 366
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MeetingTimes:
    """When one meeting is planned, and what is measured by it; aware, office zone."""

    kind: MeetingKind
    day: date
    planned: datetime
    work_start: datetime | None
    """When work begins after a morning meeting: it must be over by then (D-24)."""
    earliest: datetime
    latest: datetime
    """Between which it can be started."""
    log_day: date
    """The working day before, whose visit log is looked at (D-26)."""
    prepared_by: datetime | None
    """When its host must be prepared; an ad-hoc meeting cannot be prepared the day before."""

    def in_window(self, at: datetime) -> bool:
        """Whether it can be started at `at`."""
        return self.earliest <= at < self.latest

    def prepared_in_time(self, at: datetime) -> bool:
        """Whether somebody prepared at `at` was in time: 18:30:59 still is (D-26)."""
        return self.prepared_by is None or in_time(at, self.prepared_by)

    def into_work(self, ended: datetime) -> bool:
        """Whether a morning meeting went on after work had begun (D-24, by the minute)."""
        return self.work_start is not None and to_the_minute(ended) > self.work_start


def working_day_before(calendar: Calendar, day: date) -> date:
    """The last working day earlier than `day` (D-26): Monday looks at Friday.

    Raises ValueError if there is none in a year.
    """
    for distance in range(1, _A_YEAR + 1):
        before = day - distance * _DAY
        if calendar.day(before).working:
            return before
    raise ValueError(f"no working day within a year before {day}")


def weekly_day(calendar: Calendar, day: date, weekday: int) -> date | None:
    """The day of the weekly meeting in the ISO week of `day` (HY-4-2).

    Where the weekday (Monday is 1) is off, the last working day of the week before it; else the
    first one after it; None in a week that nobody works.
    """
    monday = day - (day.isoweekday() - 1) * _DAY
    working = [each for n in range(7) if calendar.day(each := monday + n * _DAY).working]
    wanted = monday + (weekday - 1) * _DAY
    before = [each for each in working if each <= wanted]
    return before[-1] if before else next(iter(working), None)


def morning_times(
    day: date, calendar: Calendar, timetable: Timetable, before: Timetable, lead: timedelta
) -> MeetingTimes:
    """The morning meeting of a working day (D-24).

    `timetable` holds on the day, `before` on the working day before it: the season may have
    changed, and the office's hours too.
    """
    start, end = timetable.planned(day, Slot.AM_IN), timetable.planned(day, Slot.AM_OUT)
    log_day = working_day_before(calendar, day)
    planned = start - lead
    return MeetingTimes(
        MeetingKind.MORNING,
        day,
        planned,
        start,
        planned - EARLY,
        end,
        log_day,
        before.planned(log_day, Slot.PM_OUT),
    )


def other_times(
    kind: MeetingKind,
    day: date,
    planned: datetime,
    calendar: Calendar,
    timetable: Timetable,
    before: Timetable,
) -> MeetingTimes:
    """A weekly or an ad-hoc meeting, which can be started until the day is over (D-07)."""
    log_day = working_day_before(calendar, day)
    prepared_by = before.planned(log_day, Slot.PM_OUT) if kind is MeetingKind.WEEKLY else None
    latest = timetable.bounds(day)[1]
    return MeetingTimes(kind, day, planned, None, planned - EARLY, latest, log_day, prepared_by)
