"""What the supervisor's screen needs to know of its office: plain values, no service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.office import Premises
from kiosk.person import Person


@dataclass(frozen=True, slots=True)
class Place:
    """Where the terminal stands, and how long it stays open."""

    office: str
    terminal: str
    zone: ZoneInfo
    readers: tuple[str, ...]
    now: Callable[[], datetime]
    """Aware, UTC."""
    today: Callable[[], date]
    """The attendance day."""
    idle_s: int
    warn_s: int
    opened_by: Person | None = None
    """Who opens it by command: whoever can read the home folder can do as much."""

    @classmethod
    def of(cls, premises: Premises, terminal: str, opened_by: Person | None = None) -> "Place":
        """The place of a terminal as the configuration has it."""
        config, timetable = premises.config, premises.config.timetable()

        def now() -> datetime:
            return premises.clock.read().utc

        return cls(
            office=config.office.name,
            terminal=terminal,
            zone=config.zone,
            readers=tuple(reader.name for reader in config.readers_of(terminal)),
            now=now,
            today=lambda: timetable.attendance_day(now()),
            idle_s=config.privacy.idle_lock_s,
            warn_s=config.privacy.warn_s,
            opened_by=opened_by,
        )
