"""What a date asks of everybody: reckoned once, used for each person of the month."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from kiosk.attendance.calendar import Calendar, Day
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.judging.results import SlotResult
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.timetable import Direction, Duty, Hours, Season, Session, Slot


class PlannedSession(NamedTuple):
    """Half a day of one date; what absence is counted in (D-09)."""

    session: Session
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """One stretch of work with a punch at each end: a session, or the whole day (D-06).

    All times are aware, in the office's zone.
    """

    duty: Duty
    start: datetime
    end: datetime
    over: datetime
    """From here on no tap belongs to it any more (D-07)."""
    slots: Mapping[Direction, Slot]
    """What its punches fill."""
    sessions: tuple[PlannedSession, ...]
    """What it consists of: one where a day has four punches, both where it has two."""
    lunch: Span | None
    """The gap inside it, where it is the whole day: nobody is due in it."""

    def due(self, way: Direction) -> datetime:
        """When a punch of this direction is planned."""
        return self.start if way is Direction.IN else self.end

    def session_of(self, due: datetime) -> PlannedSession:
        """The session at whose start, end or inside a punch is due."""
        return next(each for each in self.sessions if each.start <= due <= each.end)

    def without_lunch(self, at: datetime) -> datetime:
        """`at` by a clock that stands still over lunch: the gap is nobody's lateness (D-06)."""
        if self.lunch is None or at <= self.lunch.start:
            return at
        return max(at - (self.lunch.end - self.lunch.start), self.lunch.start)


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
    rest: Mapping[Slot, SlotResult]
    """Its slots for whoever stays away while nobody is due: the same for all."""

    def session_at(self, at: datetime) -> Session | None:
        """The session that `at` lies in, its end excluded; None outside working time."""
        for duty in self.duties:
            for each in duty.sessions:
                if each.start <= at < each.end:
                    return each.session
        return None


def plan_day(day: date, rules: Rulebook, calendar: Calendar) -> DayPlan:
    """The plan of one date."""
    timetable = rules.timetable
    duties = timetable.duties(day)
    shift = timetable.shift(day)
    overs = [timetable.split(day)] * (len(duties) - 1) + [timetable.bounds(day)[1]]
    plans = tuple(_plan_duty(duty, over, rules) for duty, over in zip(duties, overs, strict=True))
    return DayPlan(
        date=day,
        day=calendar.day(day),
        season=timetable.season(day),
        duties=plans,
        rules=rules,
        hours=tuple(shift.hours(session) for duty in duties for session in duty.sessions),
        rest={
            slot: SlotResult(plan.due(way), None, Status.REST)
            for plan in plans
            for way, slot in plan.slots.items()
        },
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
    sessions = tuple(
        PlannedSession(session, *timetable.session(duty.day, session)) for session in duty.sessions
    )
    gaps = [Span(before.end, after.start) for before, after in pairwise(sessions)]
    return DutyPlan(
        duty=duty,
        start=sessions[0].start,
        end=sessions[-1].end,
        over=over,
        slots={way: duty.slot(way) for way in Direction},
        sessions=sessions,
        lunch=gaps[0] if gaps else None,
    )
