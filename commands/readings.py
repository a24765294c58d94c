"""Run the office's readers for a command, and wait for badges as people are told to tap."""

import queue
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final

from commands.exits import RefusedError, WrongUsageError
from commands.output import prompt
from devices.events import CardPresented, Event, ReaderDown, ReaderUp
from keyroom.language import N_, _

if TYPE_CHECKING:
    from kiosk.clock import Clock
    from kiosk.office import Premises
    from kiosk.settings.terminals import ReaderKnobs

PATIENCE_S: Final = 60.0
"""How long a command waits for a tap."""
READY_S: Final = 3.0
"""How long readers may take to say whether they work."""


class Taps:
    """The badges that are presented from now on, at any of the readers."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.publish = self._events.put

    def wait_until_ready(self, readers: int) -> None:
        """Until each of the readers works or is known not to; then it makes sense to tap."""
        deadline = time.monotonic() + READY_S
        while readers and (event := self._take(deadline)) is not None:
            if isinstance(event, ReaderUp | ReaderDown):
                readers -= 1

    def next(self, patience_s: float = PATIENCE_S) -> CardPresented:
        """The next badge. Raises RefusedError when none comes."""
        deadline = time.monotonic() + patience_s
        while (event := self._take(deadline)) is not None:
            if isinstance(event, CardPresented):
                return event
        raise RefusedError(
            N_("no badge was presented within {seconds} seconds"),
            N_("see whether the reader works: keyroom readers listen"),
            seconds=int(patience_s),
        )

    def _take(self, deadline: float) -> Event | None:
        """The next event; None when the time is over. Tells of readers that do not work."""
        try:
            event = self._events.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            return None
        if isinstance(event, ReaderDown):
            reason = event.cause.shown(_) if event.cause else event.reason
            line = _("{reader} does not work: {reason}")
            prompt(line.format(reader=event.reader, reason=reason))
        return event


@contextmanager
def listening(premises: "Premises", name: str = "") -> Iterator[Taps]:
    """Taps at the configured readers, or at the one of this name alone."""
    taps = Taps()
    readers = readers_named(premises.config.readers, name)
    with opened(readers, taps.publish, premises.clock):
        taps.wait_until_ready(len(readers))
        yield taps


@contextmanager
def opened(
    readers: Sequence["ReaderKnobs"], publish: Callable[[Event], None], clock: "Clock"
) -> Iterator[None]:
    """Run these readers; keyboard wedges type into this process's own input."""
    from commands.typed_reader import TypedReader
    from devices.readers import open_reader
    from devices.urls import WedgeUrl, parse_reader_url

    def now() -> datetime:
        return clock.read().utc

    with ExitStack() as running:
        for knobs in readers:
            url = parse_reader_url(knobs.url)
            reader = (
                TypedReader(knobs.name, url.text, publish, now)
                if isinstance(url, WedgeUrl)
                else open_reader(knobs.name, knobs.url, publish, now)
            )
            reader.start()
            running.callback(reader.stop)
        yield


def readers_named(readers: Sequence["ReaderKnobs"], name: str) -> Sequence["ReaderKnobs"]:
    """The configured readers, all or the one that is named. Raises WrongUsageError for none."""
    chosen = [reader for reader in readers if not name or reader.name == name]
    if chosen:
        return chosen
    if name:
        raise WrongUsageError(
            N_("no reader is called {name}"),
            N_("the configured readers are: {known}"),
            name=name,
            known=", ".join(reader.name for reader in readers) or "-",
        )
    raise WrongUsageError(
        N_("no reader is configured"),
        N_("see what is connected with: keyroom readers list; then name it in keyroom.toml"),
    )
