"""Keyboard-wedge readers: badges that arrive as keys, told apart from people who type.

A badge is a burst: keys at most 0.1 s apart, at least four characters, ended by Enter or Tab. The
detector holds every printable key back until it knows: a longer gap shows a person, and the keys
go on to where they were meant; a whole burst never reaches a field. A typist thus sees a letter
0.1 s late.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum


class EndKey(StrEnum):
    """Keys that readers send behind a number, by Textual's names."""

    ENTER = "enter"
    TAB = "tab"


class Size(IntEnum):
    """Characters in a burst."""

    SHORTEST = 4
    LONGEST = 512


class Seconds(float, Enum):
    """Longest time between two keys of a burst. Readers leave 0.001 to 0.03 s."""

    GAP = 0.1


CLOCK_PRECISION = 1e-6
"""Seconds; differences of monotonic times are not exact in binary."""


@dataclass(frozen=True, slots=True)
class Held:
    """The key may belong to a badge: do nothing with it yet."""


@dataclass(frozen=True, slots=True)
class Released:
    """A person typed these keys, oldest first: pass them on. Keys behind them may still be held."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Burst:
    """A reader typed this; its keys, the end key too, are used up."""

    text: str


@dataclass(frozen=True, slots=True)
class Overlong:
    """A machine types more than any badge has: drop this key and those that are still held."""


Verdict = Held | Released | Burst | Overlong


class WedgeDetector:
    """One keyboard's keys. A key is one character, or a name such as `enter`, `left`, `ctrl+q`."""

    def __init__(self) -> None:
        self._held: list[str] = []
        self._swallowing = False
        self._last_at = 0.0

    @property
    def deadline(self) -> float | None:
        """When `expire` is due (monotonic seconds); None while nothing is held."""
        return self._last_at + Seconds.GAP if self._held else None

    def feed(self, key: str, at: float) -> Verdict:
        """Take a key pressed at `at` (monotonic seconds)."""
        released = self.expire(at)
        if len(key) == 1:
            return self._hold(key, at) or released or Held()
        if released is not None:
            return Released((*released.keys, key))
        return self._end(key)

    def expire(self, at: float) -> Released | None:
        """The held keys, if the gap behind them has grown too long for a badge."""
        if at - self._last_at <= Seconds.GAP + CLOCK_PRECISION:
            return None
        self._swallowing = False
        keys = self._take_held()
        return Released(keys) if keys else None

    def _hold(self, key: str, at: float) -> Overlong | None:
        self._held.append(key)
        self._last_at = at
        if not self._swallowing and len(self._held) <= Size.LONGEST:
            return None
        self._swallowing = True
        self._held.clear()
        return Overlong()

    def _end(self, key: str) -> Verdict:
        if self._swallowing:
            self._swallowing = False
            return Overlong()
        keys = self._take_held()
        if key in set(EndKey) and len(keys) >= Size.SHORTEST:
            return Burst("".join(keys))
        return Released((*keys, key))

    def _take_held(self) -> tuple[str, ...]:
        keys = tuple(self._held)
        self._held.clear()
        return keys
