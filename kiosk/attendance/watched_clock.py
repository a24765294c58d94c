"""The clock of a terminal that notices jumps: flags them on every tap, and records each once."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from kiosk.boots import Boots
from kiosk.clock import Clock, JumpWatch, Reading

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sighting:
    """The clocks at one moment, and how far the wall clock is off, as far as it was noticed."""

    reading: Reading
    off: timedelta | None


class WatchedClock:
    """One terminal's clock."""

    def __init__(self, clock: Clock, threshold: timedelta) -> None:
        """A wall clock that moves by more than `threshold` has jumped."""
        self._clock = clock
        self._watch = JumpWatch(threshold)
        self._unrecorded: list[tuple[Reading, timedelta]] = []

    @property
    def off_by(self) -> timedelta:
        """What the jumps add up to; zero when the clock is right."""
        return self._watch.off_by

    def begin_after(self, last: Reading | None) -> None:
        """Compare with the newest reading on record; too late once the clock was read."""
        if self._watch.last is None:
            self._watch.last = last

    def read(self) -> Sighting:
        """Read the clocks. At the jump itself the jump is what is off, even one that rights it."""
        reading = self._clock.read()
        jump = self._watch.look(reading)
        if jump is not None:
            log.warning("the wall clock jumped by %s", jump)
            self._unrecorded.append((reading, jump))
        return Sighting(reading, self._watch.off_by or jump)

    def record_jumps(self, boots: Boots) -> None:
        """Put the jumps seen since the last time on record. Raises StoreError."""
        while self._unrecorded:
            reading, jump = self._unrecorded[0]
            boots.jumped(reading, jump)
            del self._unrecorded[0]
