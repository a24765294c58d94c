"""How the readers of the supervisor's screen are: kept while its screens come and go."""

from collections.abc import Sequence

from devices.events import ReaderDown, ReaderFault, ReaderUp
from keyroom.language import _
from screens.widgets.reader_health import Health


class Readers:
    """Knows of each reader whether it works, and why not."""

    def __init__(self, names: Sequence[str]) -> None:
        self.healths = dict.fromkeys(names, Health.STARTING)
        self._down: dict[str, ReaderDown] = {}

    def changed(self, event: ReaderUp | ReaderDown | ReaderFault) -> None:
        """A reader came, went, or read something that made no sense."""
        match event:
            case ReaderUp(reader):
                self.healths[reader] = Health.UP
                self._down.pop(reader, None)
            case ReaderDown(reader):
                self.healths[reader] = Health.DOWN
                self._down[reader] = event
            case ReaderFault():
                pass

    @property
    def troubles(self) -> tuple[str, ...]:
        """A line for each that does not work."""
        return tuple(_trouble(event) for event in self._down.values())


def _trouble(event: ReaderDown) -> str:
    reason = event.reason if event.cause is None else event.cause.shown(_)
    return _("Reader {reader} does not work: {reason}").format(reader=event.reader, reason=reason)
