"""The life that all readers' threads share: open, run; on any fault down once, wait, open again."""

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from enum import Enum

from devices.errors import DeviceError, ReaderUnavailableError
from devices.events import CardPresented, Credential, Event, ReaderDown, ReaderFault, ReaderUp
from devices.presentations import Presentations
from keyroom.language import N_

logger = logging.getLogger(__name__)

Publish = Callable[[Event], None]
Now = Callable[[], datetime]


class Seconds(float, Enum):
    """How long a thread is waited for, and how often it is nudged meanwhile."""

    STOP = 3.0
    NUDGE = 0.05


class Backoff:
    """Growing waits between attempts, in seconds: `first`, then doubled up to `longest`."""

    def __init__(self, first: float, longest: float) -> None:
        self._first = first
        self.longest = longest
        self._next = first

    def next(self) -> float:
        """The wait before the next attempt."""
        wait = self._next
        self._next = min(2 * wait, self.longest)
        return wait

    def reset(self) -> None:
        """Begin again with the first wait."""
        self._next = self._first


class ReaderThread(ABC):
    """A reader with a thread of its own. `publish` is called from that thread."""

    def __init__(self, name: str, publish: Publish, now: Now, backoff: Backoff) -> None:
        self.name = name
        self._publish_event = publish
        self._now = now
        self._backoff = backoff
        self._presentations = Presentations()
        self._is_up: bool | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"reader {name}", daemon=True)

    def start(self) -> None:
        """Begin; returns at once. ReaderUp or ReaderDown tells what became of it."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, within 3 s. A driver that hangs in the system longer is left behind."""
        self._stopping.set()
        deadline = time.monotonic() + Seconds.STOP
        while self._thread.is_alive() and time.monotonic() < deadline:
            # Again and again: a thread on its way into a wait misses a single nudge.
            self._interrupt()
            self._thread.join(Seconds.NUDGE)
        if self._thread.is_alive():
            logger.warning("%s: the driver hangs and is left behind", self.name)

    @abstractmethod
    def _session(self) -> None:
        """Open the reader and serve it; return when stopping, raise when it fails."""

    @abstractmethod
    def _interrupt(self) -> None:
        """Make a waiting session return soon. Called from other threads."""

    def _run(self) -> None:
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._session()
            except DeviceError as error:
                self._went_down(error)
            except Exception as error:
                # Whatever it was: a reader that silently died would lose every tap from now on.
                logger.exception("%s: the driver failed", self.name)
                self._went_down(
                    ReaderUnavailableError(
                        N_("the driver failed: {error}"),
                        N_("it starts again by itself; the log has the details"),
                        error=error,
                    )
                )
            if time.monotonic() - began > self._backoff.longest:
                self._backoff.reset()
            self._pause(self._backoff.next())

    def _pause(self, seconds: float) -> None:
        self._stopping.wait(seconds)

    def _publish(self, event: Event) -> None:
        try:
            self._publish_event(event)
        except Exception:
            logger.exception("%s: nobody took the event %s", self.name, type(event).__name__)

    def _came_up(self, detail: str) -> None:
        if self._is_up:
            return
        self._is_up = True
        logger.info("%s: up: %s", self.name, detail)
        self._publish(ReaderUp(self.name, self._now(), detail))

    def _went_down(self, error: DeviceError) -> None:
        if self._stopping.is_set():
            return
        if self._is_up is False:
            logger.debug("%s: still down: %s", self.name, error)
            return
        self._is_up = False
        logger.warning("%s: down: %s", self.name, error)
        self._publish(ReaderDown(self.name, self._now(), str(error), error))

    def _present(self, credential: Credential, received: float) -> bool:
        """Publish a new presentation; False if it is the one that still lasts."""
        is_new = self._presentations.see(credential, received)
        if is_new:
            self._publish(CardPresented(self.name, self._now(), credential, received=received))
        return is_new

    def _fault(self, reason: str) -> None:
        logger.info("%s: thrown away: %s", self.name, reason)
        self._publish(ReaderFault(self.name, self._now(), reason))
