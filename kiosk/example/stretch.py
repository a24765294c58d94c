"""Which days the invented office has had: from the beginning of a month up to yesterday."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Self

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Timetable
from kiosk.example.days import outage

_OUTAGES: Final = (3, 30)
"""So many working days ago no reader worked when work began."""
_A_FEW: Final = 5
"""Working days after which the last month has enough in it to leave something undecided."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ExampleDays:
    """The days of the invented office, by the moment at which it is made."""

    now: datetime
    """In the office's zone; nobody has tapped on this day yet."""
    days: Sequence[date]
    outages: Mapping[date, Span]
    last_day_off: date
    undecided_from: date
    """What happened before is decided."""

    @classmethod
    def up_to(cls, now: datetime, calendar: Calendar, timetable: Timetable) -> Self:
        """Two months, and the one that yesterday lies in."""
        yesterday = now.date() - _DAY
        last = Month.of(yesterday)
        first = last.before.before.first
        days = [first + n * _DAY for n in range((yesterday - first).days + 1)]
        working = [day for day in days if calendar.day(day).working]
        in_last = sum(day >= last.first for day in working)
        return cls(
            now,
            days,
            {working[-ago]: outage(working[-ago], timetable) for ago in _OUTAGES},
            next(day for day in reversed(days) if day not in working),
            (last if in_last >= _A_FEW else last.before).first,
        )

    @property
    def today(self) -> date:
        """The day on which the office is made."""
        return self.now.date()

    @property
    def first(self) -> date:
        """Its first day."""
        return self.days[0]

    @property
    def months(self) -> list[Month]:
        """Its months."""
        return sorted({Month.of(day) for day in self.days})

    def ago(self, distance: timedelta | None) -> date:
        """A day counted back from today; the first one where nothing is told."""
        return self.first if distance is None else self.today - distance

    def early(self, day: date) -> datetime:
        """Before anybody taps; UTC."""
        return datetime.combine(day, time(8), tzinfo=self.now.tzinfo).astimezone(UTC)

    def morning_after(self, day: date) -> datetime:
        """When somebody looks at what happened on a day; UTC."""
        nine = datetime.combine(day + _DAY, time(9), tzinfo=self.now.tzinfo)
        return min(nine, self.now).astimezone(UTC)
