"""What stands between the desk's thread and its screen: the newest view, and what cannot wait."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from devices.events import CardRemoved, ReaderDown, ReaderUp
from keyroom.errors import KeyroomError
from kiosk.privacy.desk_view import DeskView

Urgent = CardRemoved | ReaderDown
"""What locks the screen before the desk's own thread, which may be busy, has heard of it."""


@dataclass(slots=True)
class Seen:
    """All that is new for the screen."""

    view: DeskView | None = None
    urgent: list[Urgent] = field(default_factory=list)
    readers: list[ReaderUp | ReaderDown] = field(default_factory=list)
    fault: KeyroomError | None = None
    """Why the desk cannot be opened at all; None while it can, or nothing is new."""


class Window:
    """Keeps one view, never two: what is shown no more is not in memory either."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen = Seen()
        self._wake: Callable[[], object] | None = None

    def show(self, view: DeskView) -> None:
        """This is what may be shown from now on."""
        with self._lock:
            self._seen.view, self._seen.fault = view, None
        self._call()

    def tell(self, event: Urgent | ReaderUp) -> None:
        """A reader says so; any thread may call it."""
        with self._lock:
            if isinstance(event, CardRemoved | ReaderDown):
                self._seen.urgent.append(event)
            if isinstance(event, ReaderUp | ReaderDown):
                self._seen.readers.append(event)
        self._call()

    def away(self, fault: KeyroomError) -> None:
        """The desk cannot be opened."""
        with self._lock:
            self._seen.view, self._seen.fault = DeskView(), fault
        self._call()

    def listen(self, wake: Callable[[], object] | None) -> None:
        """From now on call `wake` when something is new."""
        self._wake = wake
        self._call()

    def take(self) -> Seen:
        """All that is new; the window is empty then."""
        with self._lock:
            seen, self._seen = self._seen, Seen()
        return seen

    def _call(self) -> None:
        wake = self._wake
        if wake is not None:
            wake()
