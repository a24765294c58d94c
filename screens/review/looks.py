"""What the supervisor's screen looks at. Each look is a question; the same records answer all."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from kiosk.attendance.presence import Board
from kiosk.attendance.queue import Waiting, waiting
from kiosk.attendance.sheets.kept import KeptSheets
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.proofs import Proof, proofs
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.sheets.today import board_now
from kiosk.office import Office


class Records:
    """The office at one moment; what has not changed since the last look is not judged again."""

    def __init__(self, office: Office, kept: KeptSheets, now: datetime) -> None:
        self.office = office
        self.now = now
        self._kept = kept

    def sheet(self, month: Month) -> MonthSheet:
        """The month as it stands."""
        return self._kept.month(month, self.now)


class Look(Protocol):
    """One question."""

    def see(self, records: Records) -> object:
        """Its answer."""


@dataclass(frozen=True, slots=True)
class BoardLook:
    """Who is there now?"""

    def see(self, records: Records) -> Board:
        """The board."""
        return board_now(records.office, records.now)


@dataclass(frozen=True, slots=True)
class MonthLook:
    """What has the month brought?"""

    month: Month

    def see(self, records: Records) -> MonthSheet:
        """The month's sheet."""
        return records.sheet(self.month)


@dataclass(frozen=True, slots=True)
class DayLook:
    """What does a person's day rest on?"""

    month: Month
    person: str
    day: date

    def see(self, records: Records) -> dict[str, Proof]:
        """The records behind it, by id."""
        people = records.sheet(self.month).people
        month = next((each for each in people if each.person.no == self.person), None)
        if month is None:
            return {}
        slots = month.days[self.day.day - 1].slots.values()
        lines = [line for line in month.lines if line.date == self.day]
        ids = [
            *(each for slot in slots for each in slot.evidence),
            *(each for line in lines for each in line.evidence),
        ]
        return proofs(records.office.store, ids)


@dataclass(frozen=True, slots=True)
class QueueLook:
    """What waits for a decision, as this person may decide?"""

    person: str

    def see(self, records: Records) -> list[Waiting]:
        """The queue."""
        decider = records.office.people.get(self.person)
        return waiting(records.office, records.sheet, decider, records.now)
