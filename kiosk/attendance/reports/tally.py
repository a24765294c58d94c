"""What the monthly summary counts of one person's month (§4.2, first sheet)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.attendance.calendar import DayKind
from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.results import DayResult, PersonMonth, SlotStatus
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.leave_kind import LeaveKind

TRIPS: Final = frozenset({LeaveKind.BUSINESS_TRIP})
OUTSIDE: Final = frozenset({LeaveKind.FIELD_DUTY, LeaveKind.OFFICIAL_ERRAND})
OTHER_LEAVE: Final = (
    frozenset(LeaveKind) - {LeaveKind.PERSONAL, LeaveKind.SICK, LeaveKind.ANNUAL} - TRIPS - OUTSIDE
)
"""What is neither a kind that the summary tells apart nor duty elsewhere."""

_MINUTE: Final = timedelta(minutes=1)
_MINUTES_AN_HOUR: Final = 60
_HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class LeaveTaken:
    """Leave of some kinds in one month."""

    times: int
    """Applications; each counts in the month of its first day (D-15)."""
    days: Decimal
    """Planned working time, whenever it was applied for."""


class Tally:
    """Counts over one person's month."""

    def __init__(self, month: PersonMonth, zone: ZoneInfo) -> None:
        self.month = month
        self.zone = zone
        self._slots = [slot for day in month.days for slot in day.slots.values()]

    def times(self, status: SlotStatus) -> int:
        """How many slots came out so."""
        return sum(slot.result is status for slot in self._slots)

    def minutes(self, *statuses: SlotStatus) -> int:
        """How many minutes those slots come to."""
        return sum(slot.minutes for slot in self._slots if slot.result in statuses)

    @property
    def days_late_as_absent(self) -> Decimal:
        """Half a day for each session that somebody was too late for (D-10)."""
        return Decimal(self.times(Status.ABSENT_LATE)) / 2

    @property
    def days_absent(self) -> Decimal:
        """Half a day for each other session of absence (D-09)."""
        sessions = sum(day.absent_sessions for day in self.month.days)
        return Decimal(sessions) / 2 - self.days_late_as_absent

    @property
    def days_off(self) -> int:
        """Days of the employment on which nobody is due."""
        return sum(day.employed and not day.day.working for day in self.month.days)

    @property
    def hours_worked(self) -> Decimal:
        """Inside the planned hours."""
        return hours(sum(day.worked_minutes for day in self.month.days))

    def overtime(self, kinds: Collection[DayKind]) -> Decimal:
        """Hours between in and out on days off of these kinds."""
        return hours(sum(day.overtime_minutes for day in self.month.days if day.day.kind in kinds))

    def leave(self, kinds: Collection[LeaveKind]) -> LeaveTaken:
        """Leave of these kinds."""
        leaves = self._leaves(kinds)
        days = sum((self._part(day, each) for day in self.month.days for each in leaves), Decimal())
        return LeaveTaken(self._beginning(leaves), rounded(days))

    @property
    def trip_hours(self) -> Decimal:
        """Planned working time spent on business trips."""
        trips = self._leaves(TRIPS)
        return hours(
            sum(covered(day, trip, self.zone) for day in self.month.days for trip in trips)
        )

    @property
    def times_outside(self) -> int:
        """Visits, and field duty that was applied for, that begin in the month."""
        return self._beginning([*self.month.visits, *self._leaves(OUTSIDE)])

    def _leaves(self, kinds: Collection[LeaveKind]) -> list[ApprovedLeave]:
        return [leave for leave in self.month.leaves if leave.kind in kinds]

    def _beginning(self, away: Iterable[ApprovedLeave | ApprovedVisit]) -> int:
        first = self.month.days[0].date
        return sum(each.start.astimezone(self.zone).date() >= first for each in away)

    def _part(self, day: DayResult, leave: ApprovedLeave) -> Decimal:
        minutes = covered(day, leave, self.zone)
        return Decimal(minutes) / sum(each.minutes for each in day.hours) if minutes else Decimal()


def covered(day: DayResult, leave: ApprovedLeave, zone: ZoneInfo) -> int:
    """How many minutes of a day's planned working time a leave covers."""
    if not (day.employed and day.day.working):
        return 0
    minutes = 0
    for session in day.hours:
        start = datetime.combine(day.date, session.start, tzinfo=zone)
        end = datetime.combine(day.date, session.end, tzinfo=zone)
        minutes += max((min(leave.end, end) - max(leave.start, start)) // _MINUTE, 0)
    return minutes


def hours(minutes: int) -> Decimal:
    """Minutes as hours with two decimals."""
    return rounded(Decimal(minutes) / _MINUTES_AN_HOUR)


def rounded(number: Decimal) -> Decimal:
    """With two decimals, half up."""
    return number.quantize(_HUNDREDTH, ROUND_HALF_UP)
