"""The days that a sheet is about, and the records that can have to do with them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tinydb import where
from tinydb.queries import QueryInstance

from kiosk.attendance.sheets.month import Month
from kiosk.attendance.slots import TapRules
from kiosk.person import StaffNo
from kiosk.times import stored


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of a month, both included, with the moments between which their taps lie."""

    first: date
    last: date
    start: datetime
    end: datetime
    zone: ZoneInfo

    @classmethod
    def of(cls, first: date, last: date, rules: TapRules) -> "Stretch":
        """The stretch of these days; a tap of the minute before may be what one repeats."""
        timetable = rules.timetable
        start, end = timetable.bounds(first)[0] - rules.dedupe, timetable.bounds(last)[1]
        return cls(first, last, start, end, timetable.zone)

    @property
    def months(self) -> list[str]:
        """The months it touches."""
        months = [Month.of(self.first)]
        while months[-1] < Month.of(self.last):
            months.append(months[-1].next)
        return [str(month) for month in months]

    @property
    def moments(self) -> QueryInstance:
        """Records of a moment (`at`) inside it."""
        return (where("at") >= stored(self.start)) & (where("at") < stored(self.end))

    @property
    def touching(self) -> QueryInstance:
        """Records that last from a `start` to an `end`, some of it inside."""
        return (where("start") < stored(self.end)) & (where("end") >= stored(self.start))

    @property
    def on_days(self) -> QueryInstance:
        """Records of one of its days (`day`)."""
        return (where("day") >= self.first.isoformat()) & (where("day") <= self.last.isoformat())


def of_person(person: StaffNo | None) -> QueryInstance:
    """Records about one person, or about anybody."""
    return where("person").exists() if person is None else where("person") == person
