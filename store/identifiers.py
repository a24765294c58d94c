"""Document ids that sort by the time they were made: UUIDv7 (RFC 9562, section 5.7).

After the 48 bits of milliseconds, 12 bits count on within the millisecond (method 3 of section
6.2), so that ids of one process always rise, even where the wall clock is set back.
"""

import re
import secrets
import threading
import time
from collections.abc import Callable
from typing import Final

UUID7: Final = re.compile(
    "([0-9a-f]{8})-([0-9a-f]{4})-7([0-9a-f]{3})-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)
UUID7_LIKE: Final = "________-____-7___-____-____________"
"""The same for SQL's LIKE, roughly."""

_FRACTION_BITS: Final = 12
_RANDOM_BITS: Final = 62
_VARIANT: Final = 0b10 << _RANDOM_BITS
_NS_PER_MS: Final = 1_000_000


class Identifiers:
    """Makes ids. Safe for threads."""

    def __init__(self, clock_ns: Callable[[], int] = time.time_ns) -> None:
        self._clock_ns = clock_ns
        self._lock = threading.Lock()
        self._last = 0
        """Milliseconds and fraction of the newest id, as one number of 60 bits."""

    def start_after(self, newest: str | None) -> None:
        """Make every further id greater than `newest`, where that is an id of this kind."""
        match = UUID7.fullmatch(newest or "")
        if match is None:
            return
        with self._lock:
            self._last = max(self._last, int("".join(match.groups()), 16))

    def new(self) -> str:
        """An id greater than all this object made or was told of before."""
        milliseconds, rest = divmod(self._clock_ns(), _NS_PER_MS)
        now = milliseconds << _FRACTION_BITS | (rest << _FRACTION_BITS) // _NS_PER_MS
        with self._lock:
            self._last = prefix = max(now, self._last + 1)
        head = f"{prefix:015x}"
        tail = f"{_VARIANT | secrets.randbits(_RANDOM_BITS):016x}"
        return f"{head[:8]}-{head[8:12]}-7{head[12:]}-{tail[:4]}-{tail[4:]}"
