"""How long nobody has touched a terminal: by the time since boot, which runs on in a suspend."""

import time
from collections.abc import Callable
from typing import Final

Seconds = Callable[[], float]


def since_boot() -> float:
    """Seconds since boot, suspends included: nobody can set this clock, and sleep counts."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Idle:
    """Counts down from the last touch. To be asked at each input before it is handled, too: a
    timer may come late, and the key that wakes a machine must not be taken for its owner's."""

    def __init__(self, limit_s: float, warn_s: float, now: Seconds = since_boot) -> None:
        """After `limit_s` without a touch it is over; the last `warn_s` of them are a warning."""
        self._limit_s: Final = limit_s
        self._warn_s: Final = warn_s
        self._now = now
        self._touched = now()

    def touch(self) -> None:
        """Somebody did something."""
        self._touched = self._now()

    @property
    def left_s(self) -> float:
        """Seconds that are left; never less than 0."""
        return max(self._limit_s - (self._now() - self._touched), 0.0)

    @property
    def is_over(self) -> bool:
        """Whether nobody has done anything for too long."""
        return self.left_s <= 0

    @property
    def is_ending(self) -> bool:
        """Whether it is time to warn."""
        return self.left_s <= self._warn_s
