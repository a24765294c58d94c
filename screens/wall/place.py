"""What the wall needs to know of its office: plain values, no service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.clock import Reading
from kiosk.office import Premises


@dataclass(frozen=True, slots=True)
class Place:
    """Where the wall hangs."""

    office: str
    terminal: str
    room: str
    """Where meetings are held (HY-5-5)."""
    zone: ZoneInfo
    readers: tuple[str, ...]
    read: Callable[[], Reading]
    """All clocks."""
    day_of: Callable[[datetime], date]
    """The attendance day of a moment (D-07)."""

    @classmethod
    def of(cls, premises: Premises, terminal: str) -> "Place":
        """The place of a terminal as the configuration has it."""
        config = premises.config
        return cls(
            office=config.office.name,
            terminal=terminal,
            room=config.meeting.place,
            zone=config.zone,
            readers=tuple(reader.name for reader in config.readers_of(terminal)),
            read=lambda: premises.clock.read(),
            day_of=config.timetable().attendance_day,
        )

    def now(self) -> datetime:
        """Aware, UTC."""
        return self.read().utc
