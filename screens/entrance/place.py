"""What an entrance needs to know of its office: plain values, no service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.attendance.due import next_due
from kiosk.attendance.timetable import Planned
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
    due: Callable[[datetime], Planned | None]
    """The office's next planned time after a moment."""

    @classmethod
    def of(cls, premises: Premises, terminal: str) -> "Place":
        """The place of a terminal as the configuration has it."""
        config = premises.config
        timetable, calendar = config.timetable(), config.working_days()
        return cls(
            office=config.office.name,
            terminal=terminal,
            zone=config.zone,
            readers=tuple(reader.name for reader in config.readers_of(terminal)),
            now=lambda: premises.clock.read().utc,
            due=lambda at: next_due(at, None, timetable, calendar),
        )
