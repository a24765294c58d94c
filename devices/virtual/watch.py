"""An observer of readers: takes what they publish and hands it out in order, for tests."""

import queue
from typing import TypeVar

from devices.events import Event

Kind = TypeVar("Kind")

PATIENCE = 10.0
"""Seconds after which an awaited event counts as missing."""


class Watch:
    """The events of one or more readers, in the order of their arrival."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def publish(self, event: Event) -> None:
        """What readers are given to publish to."""
        self._events.put(event)

    def expect(self, kind: type[Kind]) -> Kind:
        """The next event; AssertionError unless it comes in time and is of this kind."""
        try:
            event = self._events.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"no {kind.__name__} within {PATIENCE} s") from None
        if isinstance(event, kind):
            return event
        raise AssertionError(f"{kind.__name__} expected: {event}")

    def is_empty(self) -> bool:
        """Whether everything that arrived so far was handed out."""
        return self._events.empty()
