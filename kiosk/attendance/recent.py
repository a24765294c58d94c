"""The last taps of a terminal, as its screen shows them."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.listing import ListedPunch, listing
from kiosk.attendance.punch import Source
from kiosk.attendance.punches import Punches
from kiosk.attendance.roster import Roster
from kiosk.attendance.timetable import Direction, Slot
from kiosk.person import Person
from kiosk.refusal import Refusal

KEPT = 50
_AT_THE_DOOR = frozenset({Source.BADGE, Source.KIOSK, Source.CORRECTION})


@dataclass(frozen=True, slots=True)
class RecentTap:
    """One of the last taps; what it counts as is what was answered, or what it counts as now."""

    at: datetime
    """UTC."""
    person: Person | None
    result: Result
    direction: Direction | None
    slot: Slot | None
    refusal: Refusal | None

    @classmethod
    def of_answer(cls, answer: Answer) -> Self:
        """The line of a tap that was just answered."""
        return cls(
            at=answer.at,
            person=answer.person,
            result=answer.result,
            direction=answer.direction,
            slot=answer.slot,
            refusal=answer.refusal,
        )

    @classmethod
    def of_record(cls, row: ListedPunch, roster: Roster) -> Self:
        """The line of a tap that was found in the records."""
        return cls(
            at=row.punch.at,
            person=None if row.punch.person is None else roster.person(row.punch.person),
            result=row.punch.result,
            direction=row.counted.direction,
            slot=row.counted.slot,
            refusal=row.punch.reason,
        )


class RecentTaps:
    """Newest first, so many and no more."""

    def __init__(self) -> None:
        self._taps: deque[RecentTap] = deque(maxlen=KEPT)

    def add(self, answer: Answer) -> None:
        """A tap was answered."""
        self._taps.appendleft(RecentTap.of_answer(answer))

    def read(self, punches: Punches, roster: Roster, terminal: str, now: datetime) -> None:
        """Show what the records say of the day: after a start, a correction, a fold."""
        day = punches.rules.timetable.attendance_day(now)
        rows = list(listing(punches, day, day))
        corrected = {row.punch.corrects for row in rows}
        self._taps.clear()
        self._taps.extendleft(
            RecentTap.of_record(row, roster)
            for row in rows
            if row.punch.terminal == terminal
            and row.punch.source in _AT_THE_DOOR
            and row.id not in corrected
        )

    def newest(self, limit: int) -> list[RecentTap]:
        """At most so many, newest first."""
        return list(self._taps)[:limit]
