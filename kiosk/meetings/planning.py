"""When the meetings of one office are planned: its calendar, its seasons, and what was called."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from keyroom.language import N_
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.sheets.sheets import Sheets
from kiosk.attendance.timetable import Session
from kiosk.errors import NoMeetingError
from kiosk.meetings.agenda import MeetingKind
from kiosk.meetings.schedule import (
    MeetingTimes,
    morning_times,
    other_times,
    weekly_day,
    working_day_before,
)
from kiosk.settings.assessment import MeetingKnobs


@dataclass(frozen=True, slots=True)
class Planned:
    """When a meeting is planned, and what the working day before and the day itself ask."""

    times: MeetingTimes
    before: DayPlan
    day: DayPlan


class Planning:
    """Plans the meetings of one office."""

    def __init__(
        self, sheets: Sheets, calendar: Callable[[], Calendar], knobs: MeetingKnobs
    ) -> None:
        self._sheets = sheets
        self._calendar = calendar
        self._knobs = knobs

    def plan(
        self, kind: MeetingKind, day: date, now: datetime, called: datetime | None = None
    ) -> Planned:
        """The meeting of a kind on a day; `called` is for when it was, if it is on record.

        What is on record stays, whatever the calendar says of the day by now. Raises
        NoMeetingError.
        """
        calendar = self._calendar()
        today = self._sheets.plan(day, now)
        log_day = working_day_before(calendar, day)
        before = self._sheets.plan(log_day, now)
        timetable, timetable_before = today.rules.timetable, before.rules.timetable
        if kind is MeetingKind.MORNING:
            if not today.day.working and called is None:
                raise _day_off(calendar, day)
            lead = timedelta(minutes=self._knobs.lead_minutes)
            times = morning_times(day, calendar, timetable, timetable_before, lead)
            return Planned(times, before, today)
        if kind is MeetingKind.WEEKLY and called is None:
            self._require_weekly(calendar, day)
            called, _ = timetable.session(day, Session.PM)
        if called is None:
            raise NoMeetingError(
                N_("no ad-hoc meeting was called for {day}"),
                N_("call one with: keyroom meeting call"),
                day=day,
            )
        at = called.astimezone(timetable.zone)
        times = other_times(kind, day, at, calendar, timetable, timetable_before)
        return Planned(times, before, today)

    def working_days(self, first: date, last: date) -> list[date]:
        """The working days from `first` to `last`, both included."""
        calendar = self._calendar()
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in days if calendar.day(day).working]

    def _require_weekly(self, calendar: Calendar, day: date) -> None:
        held = weekly_day(calendar, day, self._knobs.weekly_day)
        if held == day:
            return
        if held is None:
            raise NoMeetingError(N_("nobody works in the week of {day}"), day=day)
        raise NoMeetingError(
            N_("the weekly meeting is not on {day}"),
            N_("in that week it is on {held}"),
            day=day,
            held=held,
        )


def _day_off(calendar: Calendar, day: date) -> NoMeetingError:
    return NoMeetingError(
        N_("{day} is no working day: there is no morning meeting"),
        N_("the next one is on {following}"),
        day=day,
        following=calendar.next_working_day(day),
    )
