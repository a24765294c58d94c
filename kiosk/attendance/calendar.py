"""Which days are worked (D-02), in layers of which the highest that speaks of a date wins.

From the top: the layers given to a `Calendar` (dated overrides, then the region's notices), the
national notice, the week. A year whose national notice is not known has its statutory days and its
weekends only, and the days around a holiday are provisional (D-52).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from kiosk.attendance import holidays


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WORKDAY = "workday"
    MAKEUP_WORKDAY = "makeup_workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Day:
    """What one date is."""

    kind: DayKind
    name: str = ""
    """The holiday that the day belongs to, or is worked for: a message id, or a notice's words."""
    provisional: bool = False
    """The notice that may swap this day is not out: nobody is absent on it without a review."""

    @property
    def working(self) -> bool:
        """Whether people are due."""
        return self.kind in (DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY)


class Layer(Protocol):
    """Notices or decisions that stand above the national one."""

    def day(self, day: date) -> Day | None:
        """What this layer makes of the date; None where it does not speak of it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The office's calendar. The default is the ordinary week under the national notices."""

    workdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    """ISO weekdays, Monday is 1."""
    layers: Sequence[Layer] = ()
    """What stands above the national notice, highest first."""

    def day(self, day: date) -> Day:
        """What `day` is."""
        for layer in self.layers:
            found = layer.day(day)
            if found is not None:
                return found
        holiday = holidays.holiday(day)
        if holiday is not None:
            return Day(DayKind.HOLIDAY, holiday)
        worked_for = holidays.makeup_workday(day)
        if worked_for is not None:
            return Day(DayKind.MAKEUP_WORKDAY, worked_for)
        kind = DayKind.WORKDAY if day.isoweekday() in self.workdays else DayKind.WEEKEND
        return Day(kind, provisional=holidays.may_be_swapped(day))

    def next_working_day(self, after: date) -> date:
        """The first working day later than `after`. Raises ValueError if none comes in a year."""
        for distance in range(1, 367):
            day = after + timedelta(days=distance)
            if self.day(day).working:
                return day
        raise ValueError(f"no working day within a year after {after}")


def notice_missing(year: int) -> bool:
    """Whether the year's national notice is not known, which screens say plainly (D-52)."""
    return not holidays.is_noticed(year)
