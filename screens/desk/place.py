"""What a desk's screen needs to know of its office: plain values, no service."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.office import Premises
from kiosk.privacy.desk import DeskRules
from screens.base.idle import Seconds, since_boot
from screens.public_board import PublicBoard


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """Where a desk stands."""

    office: str
    terminal: str
    zone: ZoneInfo
    readers: tuple[str, ...]
    now: Callable[[], datetime]
    """Aware, UTC."""
    rules: DeskRules
    boot_s: Seconds = since_boot
    board: PublicBoard = field(default_factory=PublicBoard)
    """What its customers may see while it is locked."""

    @classmethod
    def of(cls, premises: Premises, terminal: str) -> "DeskPlace":
        """The place of a terminal as the configuration has it."""
        config = premises.config
        return cls(
            office=config.office.name,
            terminal=terminal,
            zone=config.zone,
            readers=tuple(reader.name for reader in config.readers_of(terminal)),
            now=lambda: premises.clock.read().utc,
            rules=DeskRules(config.privacy.idle_lock_s, config.privacy.warn_s),
        )
