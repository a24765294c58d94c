"""Which days are worked (D-02), in layers of which the highest that speaks of a date wins.

From the top: the layers given to a `Calendar` (decisions of the office, then the region's notices),
the imported national notices, those that ship with us, the law, the week. A year whose notice is
not known has its statutory days and its weekends only, and the days around a holiday are
provisional (D-52).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from kiosk.attendance import holidays
from kiosk.attendance.notice import Notice, NoticedDay

PROVISIONAL_DAYS = 3
"""D-52: this near to a statutory holiday, in a year without notice, a day may yet be swapped."""
DECEMBER = 12
"""The month in which next year's notice is out, and which it may rearrange."""


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WORKDAY = "workday"
    MAKEUP_WORKDAY = "makeup_workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class Source(StrEnum):
    """Which layer says so, the highest first."""

    DECISION = "decision"
    """Decided by the office, by command."""
    CONFIG = "config"
    """Decided by the office, in `calendar.overrides`."""
    REGIONAL = "regional"
    NOTICE = "notice"
    """The national notice, imported."""
    PACKAGE = "package"
    """The national notice, as it ships with us."""
    LAW = "law"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Day:
    """What one date is."""

    kind: DayKind
    name: str = ""
    """The holiday that the day belongs to, or is worked for: a message id, or a notice's words."""
    provisional: bool = False
    """The notice that may swap this day is not out: nobody is absent on it without a review."""
    source: Source = Source.WEEK

    @property
    def working(self) -> bool:
        """Whether people are due."""
        return self.kind in (DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY)


class Layer(Protocol):
    """Notices or decisions that stand above the national one."""

    def day(self, day: date) -> Day | None:
        """What this layer makes of the date; None where it does not speak of it."""


@dataclass(frozen=True, slots=True)
class DatedDays:
    """A layer that speaks of single dates."""

    days: Mapping[date, Day]

    def day(self, day: date) -> Day | None:
        """What it says of the date, if anything."""
        return self.days.get(day)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The office's calendar. The default is the ordinary week under the national notices."""

    workdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    """ISO weekdays, Monday is 1."""
    layers: Sequence[Layer] = ()
    """What stands above the national notice, highest first."""
    notices: Mapping[int, Notice] = field(default_factory=dict)
    """The national notices that were imported, by year; they stand above those that ship."""

    def day(self, day: date) -> Day:
        """What `day` is."""
        for layer in self.layers:
            found = layer.day(day)
            if found is not None:
                return found
        return self._national(day) or Day(
            DayKind.WORKDAY if day.isoweekday() in self.workdays else DayKind.WEEKEND,
            provisional=self._may_be_swapped(day),
        )

    def decided(self, day: date, name: str, source: Source, *, work: bool) -> Day:
        """What a decision makes of a date, as people would call it."""
        if day.isoweekday() in self.workdays:
            kind = DayKind.WORKDAY if work else DayKind.HOLIDAY
        elif work:
            kind = DayKind.MAKEUP_WORKDAY
        else:
            kind = DayKind.HOLIDAY if name else DayKind.WEEKEND
        return Day(kind, name, source=source)

    def knows(self, year: int) -> bool:
        """Whether the year's national notice is known; screens say plainly where not (D-52)."""
        return year in self.notices or holidays.is_packaged(year)

    def missing_years(self, today: date) -> tuple[int, ...]:
        """The years whose notice should be known by `today` and is not.

        That of next year comes out in November: from 1 December on it is asked for.
        """
        due = [today.year]
        if today.month == DECEMBER:
            due.append(today.year + 1)
        return tuple(year for year in due if not self.knows(year))

    def next_working_day(self, after: date) -> date:
        """The first working day later than `after`. Raises ValueError if none comes in a year."""
        for distance in range(1, 367):
            day = after + timedelta(days=distance)
            if self.day(day).working:
                return day
        raise ValueError(f"no working day within a year after {after}")

    def _national(self, day: date) -> Day | None:
        for year in (day.year + 1, day.year):
            notice = self.notices.get(year)
            if notice is not None and day in notice.days:
                return _noticed(notice.days[day], Source.NOTICE)
        # Of an imported year the package may still know better about its December: next year's
        # notice arranged that.
        if day.year not in self.notices or day.month == DECEMBER:
            packaged = holidays.packaged(day)
            if packaged is not None:
                return _noticed(packaged, Source.PACKAGE)
        if day.year in self.notices or not holidays.is_packaged(day.year):
            name = holidays.statutory(day.year).get(day)
            if name is not None:
                return Day(DayKind.HOLIDAY, name, source=Source.LAW)
        return None

    def _may_be_swapped(self, day: date) -> bool:
        """Whether a notice that is not known yet may turn this ordinary day (D-52)."""
        if not self.knows(day.year) and not holidays.is_lunar_known(day.year):
            return True  # the lunar festivals could be anywhere
        around = (day + timedelta(days=n) for n in range(-PROVISIONAL_DAYS, PROVISIONAL_DAYS + 1))
        return any(
            not self.knows(near.year) and near in holidays.statutory(near.year) for near in around
        )


def _noticed(said: NoticedDay, source: Source) -> Day:
    return Day(DayKind.HOLIDAY if said.off else DayKind.MAKEUP_WORKDAY, said.name, source=source)
