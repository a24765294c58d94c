"""Planned times: the seasons' hours (D-01, KQ-1-1 to KQ-1-4) and their marks (D-07, D-08).

Everything here is the office's local time. A season changes by calendar date at 00:00, and an
attendance day belongs to one season as a whole, so hours never change in the middle of a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
"""One clock for the whole country, UTC+8, without daylight saving since 1992 (regulation §6)."""


class Direction(StrEnum):
    """Whether a tap brings a person in or takes him out."""

    IN = "in"
    OUT = "out"

    @property
    def other(self) -> "Direction":
        """The direction that a correction flips to."""
        return Direction.OUT if self is Direction.IN else Direction.IN


class Session(StrEnum):
    """Half a day; what absence is counted in (D-09)."""

    AM = "am"
    PM = "pm"


class Slot(StrEnum):
    """One planned punch of a day, in the order of the day (D-05, D-06)."""

    AM_IN = "am_in"
    AM_OUT = "am_out"
    PM_IN = "pm_in"
    PM_OUT = "pm_out"

    @classmethod
    def of(cls, session: Session, direction: Direction) -> "Slot":
        """The slot that a punch of this direction fills in this session."""
        return _SLOTS[session, direction]

    @property
    def session(self) -> Session:
        """The half day this slot belongs to."""
        return _PLACES[self][0]

    @property
    def direction(self) -> Direction:
        """The direction of the punch that fills this slot."""
        return _PLACES[self][1]


_SLOTS = {(session, way): Slot(f"{session}_{way}") for session in Session for way in Direction}
_PLACES = {slot: place for place, slot in _SLOTS.items()}


class Season(StrEnum):
    """Which hours are in force."""

    SUMMER = "summer"
    WINTER = "winter"


@dataclass(frozen=True, slots=True)
class Hours:
    """The planned start and end of one session."""

    start: time
    end: time

    @property
    def minutes(self) -> int:
        """Planned length in whole minutes."""
        return int((_on_any_day(self.end) - _on_any_day(self.start)) / timedelta(minutes=1))

    @property
    def midpoint(self) -> time:
        """Before it an undirected tap comes in, from it on it goes out (D-08)."""
        return _middle(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Shift:
    """The hours of one season's day."""

    am: Hours
    pm: Hours

    @property
    def split(self) -> time:
        """The middle of the lunch gap; a tap at the split belongs to the afternoon (D-07)."""
        return _middle(self.am.end, self.pm.start)

    @property
    def minutes(self) -> int:
        """Planned minutes of the whole day."""
        return self.am.minutes + self.pm.minutes

    def hours(self, session: Session) -> Hours:
        """The hours of one session."""
        return self.am if session is Session.AM else self.pm


@dataclass(frozen=True, slots=True, order=True)
class DayOfYear:
    """A date that comes every year, such as 1 May."""

    month: int
    day: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The yearly date that `day` falls on."""
        return cls(day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `MM-DD`. Raises ValueError for a date that no year has."""
        day = date.fromisoformat(f"2000-{text}")
        return cls.of(day)


@dataclass(frozen=True, slots=True)
class SeasonOverride:
    """From `first` to `last`, both included, this season holds, whatever the yearly dates say."""

    first: date
    last: date
    season: Season


class Duty(NamedTuple):
    """One stretch of work of one attendance day, with a punch at each end.

    With four punches a day that is a session; with two it is the whole day (D-06).
    """

    day: date
    sessions: tuple[Session, ...]

    @property
    def arrive(self) -> Slot:
        """The slot of the punch that begins it."""
        return Slot.of(self.sessions[0], Direction.IN)

    @property
    def leave(self) -> Slot:
        """The slot of the punch that ends it."""
        return Slot.of(self.sessions[-1], Direction.OUT)

    def slot(self, direction: Direction) -> Slot:
        """The slot that a punch of this direction fills."""
        return Slot.of(self.sessions[0 if direction is Direction.IN else -1], direction)


class _Marks(NamedTuple):
    """What divides one attendance day."""

    duties: tuple[Duty, ...]
    split: datetime
    midpoints: tuple[datetime, ...]
    """Of each duty."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The planned moment of one slot; `at` is aware, in the office's zone."""

    slot: Slot
    at: datetime


SUMMER = Shift(am=Hours(time(9, 20), time(12, 30)), pm=Hours(time(15, 20), time(18, 30)))
"""KQ-1-1, KQ-1-2."""
WINTER = Shift(am=Hours(time(9, 50), time(13, 0)), pm=Hours(time(15, 20), time(18, 30)))
"""KQ-1-3, KQ-1-4."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """When people are due, for every date. The defaults are the regulation's."""

    summer: Shift = SUMMER
    winter: Shift = WINTER
    summer_from: DayOfYear = DayOfYear(5, 1)
    winter_from: DayOfYear = DayOfYear(10, 1)
    overrides: tuple[SeasonOverride, ...] = ()
    """The last row that covers a date wins."""
    slots: tuple[Slot, ...] = tuple(Slot)
    """The slots people are due at, in the order of the day: all four, or two (D-06)."""
    day_cutoff: time = time(4, 0)
    """An attendance day runs from this time to the same time of the next day (D-07)."""
    zone: ZoneInfo = field(default=OFFICE_ZONE)
    _marks: dict[date, _Marks] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Of days that were asked about: a month's taps are many, its days are few."""

    def season(self, day: date) -> Season:
        """The season in force on an attendance day (D-01)."""
        for row in reversed(self.overrides):
            if row.first <= day <= row.last:
                return row.season
        # Summer may run over New Year's Day (offices south of the equator): then it is the
        # winter that lies inside one year.
        first, second = sorted((self.summer_from, self.winter_from))
        inner = Season.SUMMER if first == self.summer_from else Season.WINTER
        outer = Season.WINTER if inner is Season.SUMMER else Season.SUMMER
        return inner if first <= DayOfYear.of(day) < second else outer

    def shift(self, day: date) -> Shift:
        """The hours of an attendance day."""
        return self.summer if self.season(day) is Season.SUMMER else self.winter

    def planned(self, day: date, slot: Slot) -> datetime:
        """The moment at which `slot` is planned on `day`, aware."""
        hours = self.shift(day).hours(slot.session)
        return self._at(day, hours.start if slot.direction is Direction.IN else hours.end)

    def session(self, day: date, session: Session) -> tuple[datetime, datetime]:
        """The planned start and end of a session, aware."""
        hours = self.shift(day).hours(session)
        return self._at(day, hours.start), self._at(day, hours.end)

    def plan(self, day: date) -> Iterator[Planned]:
        """The planned punches of a working day, in order."""
        for slot in self.slots:
            yield Planned(slot, self.planned(day, slot))

    @property
    def stretches(self) -> tuple[tuple[Session, ...], ...]:
        """What a day divides into: its sessions, or with two punches the day as one (D-06)."""
        if len(self.slots) == len(Slot):
            return tuple((session,) for session in Session)
        return (tuple(Session),)

    def hours(self, duty: Duty) -> Hours:
        """The planned start and end of a duty."""
        shift = self.shift(duty.day)
        return Hours(shift.hours(duty.sessions[0]).start, shift.hours(duty.sessions[-1]).end)

    def midpoint(self, duty: Duty) -> datetime:
        """The moment from which an undirected tap of this duty goes out (D-08)."""
        marks = self._marks_of(duty.day)
        return marks.midpoints[marks.duties.index(duty)]

    def duties(self, day: date) -> tuple[Duty, ...]:
        """The duties of an attendance day, in order."""
        return self._marks_of(day).duties

    def split(self, day: date) -> datetime:
        """The moment from which a tap belongs to the afternoon (D-07)."""
        return self._marks_of(day).split

    def attendance_day(self, at: datetime) -> date:
        """The day a tap belongs to: 03:59 is still the evening before (D-07)."""
        local = at.astimezone(self.zone)
        return local.date() if local.time() >= self.day_cutoff else local.date() - timedelta(days=1)

    def duty(self, at: datetime) -> Duty:
        """The attendance day, and the session of it, that a tap belongs to (D-07)."""
        marks = self._marks_of(self.attendance_day(at))
        return marks.duties[-1 if at >= marks.split else 0]

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """The first moment of an attendance day and the first one after it, aware."""
        return self._at(day, self.day_cutoff), self._at(day + timedelta(days=1), self.day_cutoff)

    def _marks_of(self, day: date) -> _Marks:
        marks = self._marks.get(day)
        if marks is None:
            duties = tuple(Duty(day, sessions) for sessions in self.stretches)
            marks = self._marks[day] = _Marks(
                duties,
                self._at(day, self.shift(day).split),
                tuple(self._at(day, self.hours(duty).midpoint) for duty in duties),
            )
        return marks

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone)


def _on_any_day(clock: time) -> datetime:
    return datetime.combine(date.min, clock)


@cache
def _middle(first: time, second: time) -> time:
    start, end = _on_any_day(first), _on_any_day(second)
    return (start + (end - start) / 2).time()
