"""What a date asks of everybody: reckoned once, used for each person of the month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from kiosk.attendance.calendar import Calendar, Day
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.timetable import Duty, Hours, Season, Session


@dataclass(frozen=True, slots=True)
class Lunch:
    """The gap between the sessions; nobody is due in it."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """One stretch of work: planned times, aware, in the office's zone."""

    duty: Duty
    start: datetime
    end: datetime
    over: datetime
    """From here on no tap belongs to it any more (D-07)."""
    sessions: tuple[tuple[Session, datetime, datetime], ...]
    """With start and end; what absence is counted in (D-09)."""
    lunch: Lunch | None
    """Inside it: only where two punches make a day (D-06)."""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One attendance day of the office, and the rules in force on it."""

    date: date
    day: Day
    season: Season
    duties: tuple[DutyPlan, ...]
    rules: Rulebook
    hours: tuple[Hours, ...]
    """Of its sessions, in order."""

    def session_at(self, at: datetime) -> Session | None:
        """The session that `at` lies in, its end excluded; None outside working time."""
        for duty in self.duties:
            for session, start, end in duty.sessions:
                if start <= at < end:
                    return session
        return None


def plan_day(day: date, rules: Rulebook, calendar: Calendar) -> DayPlan:
    """The plan of one date."""
    timetable = rules.timetable
    duties = timetable.duties(day)
    shift = timetable.shift(day)
    overs = [timetable.split(day)] * (len(duties) - 1) + [timetable.bounds(day)[1]]
    return DayPlan(
        date=day,
        day=calendar.day(day),
        season=timetable.season(day),
        duties=tuple(
            _plan_duty(duty, over, rules) for duty, over in zip(duties, overs, strict=True)
        ),
        rules=rules,
        hours=tuple(shift.hours(session) for duty in duties for session in duty.sessions),
    )


def plan_days(
    first: date, last: date, rulebooks: Sequence[tuple[date, Rulebook]], calendar: Calendar
) -> Iterator[DayPlan]:
    """The plans from `first` to `last`, both included.

    `rulebooks` are those in force from a date on, the earliest first and at least one; the first
    one holds for everything before it too, so that no day is without rules.
    """
    day = first
    while day <= last:
        rules = next((book for since, book in reversed(rulebooks) if since <= day), rulebooks[0][1])
        yield plan_day(day, rules, calendar)
        day += timedelta(days=1)


def _plan_duty(duty: Duty, over: datetime, rules: Rulebook) -> DutyPlan:
    timetable = rules.timetable
    sessions = tuple((session, *timetable.session(duty.day, session)) for session in duty.sessions)
    gaps = [Lunch(before[2], after[1]) for before, after in pairwise(sessions)]
    return DutyPlan(
        duty=duty,
        start=sessions[0][1],
        end=sessions[-1][2],
        over=over,
        sessions=sessions,
        lunch=gaps[0] if gaps else None,
    )
