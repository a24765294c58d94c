"""Keys on their way to a screen, past a reader that types: badges are taken out, people's go on."""

from collections import deque

from textual import events

from devices.drivers.wedge import WedgeReader
from devices.protocols.wedge import Held, Released, Verdict


class WedgeKeys:
    """Holds a key back until the reader's detector knows whose it is."""

    def __init__(self, reader: WedgeReader) -> None:
        self._reader = reader
        self._held: deque[events.Key] = deque()

    def take(self, key: events.Key) -> list[events.Key]:
        """The keys that may go on now, oldest first; a badge goes to the reader instead."""
        self._held.append(key)
        name = key.character if key.character and key.is_printable else key.key
        return self._decided(self._reader.feed(name, key.time))

    def expire(self, at: float) -> list[events.Key]:
        """The keys that a pause has shown to be typed by a person; `at` is monotonic."""
        released = self._reader.expire(at)
        return self._decided(released) if released is not None else []

    @property
    def deadline(self) -> float | None:
        """When `expire` is due, monotonic seconds; None while no key is held."""
        return self._reader.deadline

    def _decided(self, verdict: Verdict) -> list[events.Key]:
        match verdict:
            case Held():
                return []
            case Released(keys):
                return [self._held.popleft() for _ in keys]
            case _:
                self._held.clear()  # a badge, or more than any badge has
                return []
