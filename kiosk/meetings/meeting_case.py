"""One meeting with all that the records know of it at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from kiosk.attendance.sheets.gathering import gather
from kiosk.attendance.sheets.stretch import Stretch
from kiosk.attendance.slots import TapRules
from kiosk.books.book_state import BookState
from kiosk.books.books import Books, DayBooks
from kiosk.books.items import ItemKind, Owed
from kiosk.meetings.agenda import MeetingKind
from kiosk.meetings.attending import Attendance, Attended, attended
from kiosk.meetings.course import Course
from kiosk.meetings.hosts import PARTICIPANTS, Choice, choose_host
from kiosk.meetings.look import MeetingLook, Participant
from kiosk.meetings.planning import Planned, Planning
from kiosk.meetings.record import MeetingRecords, Recorded
from kiosk.meetings.running import Ended, Instant, LengthRules, Waiting, length
from kiosk.meetings.turnout import Turnout
from kiosk.people import People
from kiosk.person import Person, StaffNo
from store import Store

_FORESEEN: Final = timedelta(days=31)
"""So far ahead the turns of the meetings between are reckoned with."""
_MINUTE: Final = timedelta(minutes=1)
_MINUTES_OWED: Final = {
    Attendance.PRESENT: BookState.MISSING,
    Attendance.LATE: BookState.MISSING,
    Attendance.EXCUSED: BookState.EXCUSED,
}
"""How the notes of those stand who have written none."""


class Cases:
    """Gathers meetings of one office; within one snapshot of its records."""

    def __init__(
        self,
        store: Store,
        people: People,
        books: Books,
        records: MeetingRecords,
        planning: Planning,
        taps: TapRules,
        lengths: LengthRules,
    ) -> None:
        self.store = store
        self.people = people
        self.books = books
        self.records = records
        self.taps = taps
        self.lengths = lengths
        self._planning = planning

    def case(self, day: date, kind: MeetingKind, now: Instant) -> "MeetingCase":
        """The meeting of a kind on a day. Raises NoMeetingError."""
        return self._case(day, kind, self.records.find(day, kind), now)

    def between(self, first: date, last: date, now: Instant) -> list[MeetingLook]:
        """The morning meetings of the working days, and every other one that is on record."""
        recorded = {
            (each.meeting.day, each.meeting.kind, each.id): each
            for each in self.records.between(first, last)
        }
        mornings = {day for day, kind, _ in recorded if kind is MeetingKind.MORNING}
        found = [self._case(day, kind, each, now) for (day, kind, _), each in recorded.items()]
        found += [
            self._case(day, MeetingKind.MORNING, None, now)
            for day in self._planning.working_days(first, last)
            if day not in mornings
        ]
        return sorted((case.look() for case in found), key=lambda look: look.times.planned)

    def day_of(self, at: datetime) -> date:
        """The attendance day of a moment (D-07)."""
        return self.taps.timetable.attendance_day(at)

    def _case(
        self, day: date, kind: MeetingKind, recorded: Recorded | None, now: Instant
    ) -> "MeetingCase":
        called = None if recorded is None else recorded.meeting.planned
        planned = self._planning.plan(kind, day, now.at, called)
        course = Course(kind) if recorded is None else self.records.course(recorded)
        return MeetingCase(self, planned, recorded, course, now)


@dataclass
class MeetingCase:
    """One meeting; what is not asked for is not read."""

    cases: Cases
    planned: Planned
    recorded: Recorded | None
    course: Course
    now: Instant

    @cached_property
    def everybody(self) -> list[Person]:
        """All who ever were in the office."""
        return self.cases.people.all()

    @cached_property
    def people(self) -> list[Person]:
        """Who takes part (HY-2, HY-5-4), by staff number."""
        day = self.planned.times.day
        return [each for each in self.everybody if each.role in PARTICIPANTS and each.works_on(day)]

    @cached_property
    def turnout(self) -> Turnout:
        """Who is away and who came."""
        times = self.planned.times
        stretch = Stretch.of(times.log_day, times.day, self.cases.taps)
        evidence = gather(self.cases.store, stretch)
        return Turnout(self.people, times, (self.planned.before, self.planned.day), evidence)

    @cached_property
    def choice(self) -> Choice:
        """Who hosts: who started it, who was named, or whose turn it is of those on duty.

        From a minute after the planned start on, on duty is who has come.
        """
        if self.course.started is not None:
            return self.course.started
        if self.course.named is not None:
            return self.course.named
        times, now = self.planned.times, self.now.at
        there = now if times.planned + _MINUTE <= now < times.latest else None
        on_duty = self.turnout.on_duty(self.people, there)
        return choose_host(self.everybody, on_duty, self.former())

    @cached_property
    def books(self) -> Mapping[StaffNo, DayBooks]:
        """How the books stand (HY-5-8)."""
        times = self.planned.times
        return self.cases.books.states(
            self.people, times.log_day, times.day, times.planned, self.turnout.is_away_all_day
        )

    def look(self) -> MeetingLook:
        """The meeting for people to see."""
        times, run = self.planned.times, self.course.run
        over = isinstance(run, Ended) or (isinstance(run, Waiting) and self.now.at >= times.latest)
        return MeetingLook(
            times=times,
            choice=self.choice,
            course=self.course,
            length=length(run, self.now, times, self.cases.lengths),
            people=tuple(self._participant(each, over=over) for each in self.people),
            actions=tuple(self._actions()),
            now=self.now,
            over=over,
            reason="" if self.recorded is None else self.recorded.meeting.reason,
        )

    def former(self) -> list[StaffNo]:
        """Who hosted before; of meetings that are still to come, who will."""
        times = self.planned.times
        former = self.cases.records.former_hosts(times.day)
        today = self.cases.day_of(self.now.at)
        if not today <= times.log_day < times.day <= today + _FORESEEN:
            return former
        before = self.cases.case(times.log_day, MeetingKind.MORNING, self.now)
        if before.course.started is not None or before.choice.host is None:
            return former
        return [before.choice.host, *before.former()]

    def _participant(self, person: Person, *, over: bool) -> Participant:
        came = self._attended(person, over=over)
        books = self.books.get(person.no)
        return Participant(
            person,
            came,
            books.visit_log if books else None,
            books.plan_book if books else None,
            self._minutes(person.no, came.attendance),
        )

    def _minutes(self, no: StaffNo, attendance: Attendance | None) -> BookState | None:
        """How a person's notes stand (HY-5-10): who was not there has none to keep."""
        if no in self.course.minutes:
            return BookState.FILLED
        if not isinstance(self.course.run, Ended) or attendance is None:
            return None
        return _MINUTES_OWED.get(attendance)

    def _attended(self, person: Person, *, over: bool) -> Attended:
        run = self.course.run
        if over and isinstance(run, Waiting):
            return Attended(None)  # it was not held: nobody missed it
        arrivals = self.turnout.arrivals(person.no)
        at_the_wall = self.course.arrivals.get(person.no)
        return attended(
            arrivals if at_the_wall is None else [*arrivals, at_the_wall],
            self.planned.times.planned,
            run.ended.at if isinstance(run, Ended) else self.now.at,
            excused=self.turnout.is_excused(person.no),
            over=over,
        )

    def _actions(self) -> list[Owed]:
        """What it decided, and what was not done yet when it was due: that comes back."""
        planned = self.planned.times.planned
        mine = None if self.recorded is None else self.recorded.id
        return [
            each
            for each in self.cases.books.items.all()
            if each.item.kind is ItemKind.ACTION_ITEM
            and (
                each.item.source == mine
                or (each.item.noted < planned and (each.done is None or each.done >= planned))
            )
        ]
