"""What the supervisor's screen looks at. Each look is a question; the same records answer all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.attendance.presence import Board
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.sheets.today import board_now
from kiosk.office import Office


class Records:
    """The office at one moment; what several looks need is read and judged once."""

    def __init__(self, office: Office, now: datetime) -> None:
        self.office = office
        self.now = now
        self._sheets: dict[Month, MonthSheet] = {}

    def sheet(self, month: Month) -> MonthSheet:
        """The month as it stands."""
        if month not in self._sheets:
            self._sheets[month] = self.office.sheets.month(month, self.now)
        return self._sheets[month]


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
