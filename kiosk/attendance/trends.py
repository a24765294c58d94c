"""What a month shows as a whole: on which weekdays people come late, and who is there. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.attendance.judging.results import DayResult, PersonMonth, SlotResult
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.timetable import Direction, Slot

LATE = frozenset({Status.LATE, Status.SERIOUS_LATE, Status.ABSENT_LATE})


@dataclass(frozen=True, slots=True)
class WeekdayLateness:
    """How late people came on one day of the week."""

    weekday: int
    """Monday is 0."""
    arrivals: int = 0
    """Planned arrivals that were made."""
    late: int = 0
    minutes: int = 0

    @property
    def share(self) -> float:
        """Of the arrivals, from 0 to 1."""
        return self.late / self.arrivals if self.arrivals else 0.0


@dataclass(frozen=True, slots=True)
class DayPresence:
    """How many of those who were due came on one working day."""

    date: date
    due: int
    """Sessions, half days: of everybody together."""
    attended: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.attended / self.due if self.due else 0.0


@dataclass(frozen=True, slots=True)
class Trends:
    """What a month shows."""

    weekdays: tuple[WeekdayLateness, ...]
    """Those on which somebody was due, from Monday on."""
    days: tuple[DayPresence, ...]
    """The working days that are over, in order."""


def trends(people: Sequence[PersonMonth], today: date) -> Trends:
    """The trends of a month's people; `today` is not over and does not count."""
    over = [day for month in people for day in month.days if day.date < today and day.due_sessions]
    return Trends(tuple(_weekdays(over)), tuple(_days(over)))


def _weekdays(days: Sequence[DayResult]) -> Iterable[WeekdayLateness]:
    for weekday in range(7):
        slots = [day.slots for day in days if day.date.weekday() == weekday]
        if slots:
            made = [result for each in slots for result in _arrivals(each)]
            late = [result for result in made if result.result in LATE]
            minutes = sum(result.minutes for result in late)
            yield WeekdayLateness(weekday, len(made), len(late), minutes)


def _arrivals(slots: Mapping[Slot, SlotResult]) -> Iterable[SlotResult]:
    return (
        result
        for slot, result in slots.items()
        if slot.direction is Direction.IN and result.at is not None
    )


def _days(days: Sequence[DayResult]) -> Iterable[DayPresence]:
    for at in sorted({day.date for day in days}):
        of_date = [day for day in days if day.date == at]
        yield DayPresence(
            at,
            sum(day.due_sessions for day in of_date),
            sum(day.attended_sessions for day in of_date),
        )
