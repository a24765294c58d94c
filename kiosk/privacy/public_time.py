"""The time that counts for publication (BM-5): the wall clock, less what it may be ahead. Pure.

A wall clock can be set; the time since boot cannot. What the one gains on the other is a step, and
until somebody can be relied upon to know better, what was gained is not time that has passed. The
wall clock is known to be right where the kernel disciplines it, and where a supervisor says so.
Of two times the one that publishes later counts (D-00), so a clock that was set back is believed.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.clock import Reading

NOTHING = timedelta(0)


@dataclass(slots=True)
class PublicTime:
    """Looks at readings in the order in which they were taken; reads no clock itself."""

    gained: timedelta = field(default=NOTHING, init=False)
    """What the wall clock was moved since it was last known to be right, forward being positive."""
    _last: Reading | None = field(default=None, init=False)

    @property
    def ahead(self) -> timedelta:
        """How far the wall clock may be ahead."""
        return max(self.gained, NOTHING)

    def look(self, reading: Reading, *, vouched: bool = False) -> datetime:
        """The time that counts at this reading, UTC; `vouched`: a supervisor has compared it."""
        before, self._last = self._last, reading
        if reading.synchronised or vouched:
            self.gained = NOTHING
        elif before is not None:
            self.gained += _gained(before, reading)
        return reading.utc - self.ahead


def _gained(before: Reading, now: Reading) -> timedelta:
    moved = now.utc - before.utc
    if before.boot_id == now.boot_id:
        return moved - timedelta(seconds=now.boot_time_s - before.boot_time_s)
    # Nobody knows how long the machine was off: a step back alone can be told.
    return min(moved, NOTHING)
