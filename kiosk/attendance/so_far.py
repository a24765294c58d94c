"""What the answer to a tap tells of a person's month: the slot that was tapped, the sums. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from kiosk.attendance.judging.results import DayResult, Line, PersonMonth, SlotResult
from kiosk.attendance.judging.statuses import Rule, Status
from kiosk.attendance.timetable import Slot

_LATE = frozenset({Status.LATE, Status.SERIOUS_LATE})


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a person may have in a month."""

    leave_free: int
    """So many counted leaves cost nothing (D-14)."""
    corrections_left: int
    """So many corrections can still be asked for (D-12)."""


@dataclass(frozen=True, slots=True)
class Sums:
    """A month in numbers."""

    late: int
    """So many times, and so many minutes in all."""
    late_minutes: int
    early: int
    missing: int
    """Punches, in or out."""
    absent: int
    """Sessions."""
    leave: int
    """Approved applications that count (D-16)."""
    allowance: Allowance

    @classmethod
    def of(cls, judged: PersonMonth, allowance: Allowance) -> Self:
        """The sums of a month as judged."""
        counts = judged.counts
        results = [result for day in judged.days for result in day.slots.values()]
        return cls(
            late=counts["late"] + counts["serious_late"],
            late_minutes=sum(each.minutes for each in results if each.result in _LATE),
            early=counts["early"],
            missing=counts["missing_in"] + counts["missing_out"],
            absent=counts["absent"],
            leave=counts["leave"],
            allowance=allowance,
        )


@dataclass(frozen=True, slots=True)
class Tapped:
    """The planned punch that a tap fills, as things stand."""

    slot: Slot
    result: SlotResult
    line: Line | None
    """What it costs, or may cost."""

    @classmethod
    def of(cls, judged: PersonMonth, day: date, slot: Slot | None, at: datetime) -> Self | None:
        """What a tap of `day` at `at` fills: `slot` where the door knows it, else by its time."""
        result = next((each for each in judged.days if each.date == day), None)
        if result is None:
            return None
        filled = slot if slot in result.slots else _filled_at(result, at)
        if filled is None:
            return None
        return cls(filled, result.slots[filled], _line(result, filled))


@dataclass(frozen=True, slots=True)
class MonthSoFar:
    """One person's month up to a tap."""

    tapped: Tapped | None
    """None for a tap that fills nothing."""
    sums: Sums
    questions: int = 0
    """So many wait for the person's answer, on the own page."""


def _filled_at(day: DayResult, at: datetime) -> Slot | None:
    return next((slot for slot, result in day.slots.items() if result.at == at), None)


def _line(day: DayResult, slot: Slot) -> Line | None:
    """The line of a slot, or of its session where that is absent; none of what was found out."""
    return next(
        (
            line
            for line in day.lines
            if line.slot == slot or (line.slot == slot.session and line.rule is Rule.ABSENCE)
        ),
        None,
    )
