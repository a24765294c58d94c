"""The readers of one terminal, opened from the configuration and run together."""

from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from devices.drivers.wedge import WedgeReader
from devices.events import Event
from devices.readers import Reader, open_reader
from kiosk.settings.terminals import ReaderKnobs


class ReaderSet:
    """Readers that publish to one place. Use it in a `with`, or start and stop it."""

    def __init__(
        self,
        readers: Sequence[ReaderKnobs],
        terminal: str,
        publish: Callable[[Event], None],
        now: Callable[[], datetime],
    ) -> None:
        """Open the readers of `terminal`. Raises ReaderUrlError for an address nobody can mean."""
        self._readers: list[Reader] = [
            open_reader(knobs.name, knobs.url, publish, now)
            for knobs in readers
            if knobs.terminal == terminal
        ]

    @property
    def names(self) -> tuple[str, ...]:
        """The readers' names, in the configuration's order."""
        return tuple(reader.name for reader in self._readers)

    @property
    def wedge(self) -> WedgeReader | None:
        """The keyboard as a reader: whoever has the keys feeds it."""
        wedges = (reader for reader in self._readers if isinstance(reader, WedgeReader))
        return next(wedges, None)

    def start(self) -> None:
        """Begin with all of them; returns at once."""
        for reader in self._readers:
            reader.start()

    def stop(self) -> None:
        """End all of them; afterwards nothing is published."""
        for reader in self._readers:
            reader.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
