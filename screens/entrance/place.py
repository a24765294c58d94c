"""What an entrance needs to know of its office: plain values, no service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.timetable import Timetable
from kiosk.office import Premises


@dataclass(frozen=True, slots=True)
class Place:
    """Where a terminal stands."""

    office: str
    terminal: str
    zone: ZoneInfo
    readers: tuple[str, ...]
    now: Callable[[], datetime]
    """Aware, UTC."""
    timetable: Timetable
    calendar: Calendar
    """What holds until the door has read the office's records."""

    @classmethod
    def of(cls, premises: Premises, terminal: str) -> "Place":
        """The place of a terminal as the configuration has it."""
        config = premises.config
        return cls(
            office=config.office.name,
            terminal=terminal,
            zone=config.zone,
            readers=tuple(reader.name for reader in config.readers_of(terminal)),
            now=lambda: premises.clock.read().utc,
            timetable=config.timetable(),
            calendar=config.working_days(),
        )
