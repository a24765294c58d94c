"""Whether the readers work: always to be seen, since a dead reader looks like an idle one."""

from collections.abc import Sequence
from enum import Enum

from textual.app import ComposeResult
from textual.containers import Horizontal

from screens.widgets.big_text import BigText


class Health(Enum):
    """How a reader is: the sign before its name, and the CSS class of its colour.

    Only characters of GB 2312: every font that has Chinese has those.
    """

    STARTING = "○"
    UP = "●"
    DOWN = "×"

    @property
    def tone(self) -> str:
        """The CSS class."""
        return f"-{self.name.lower()}"


TONES = tuple(health.tone for health in Health)


class ReaderLamp(BigText):
    """One reader."""

    DEFAULT_CSS = """
    ReaderLamp { color: $foreground; }
    ReaderLamp.-starting { color: $faint; }
    ReaderLamp.-down { color: $foreground; background: $error; text-style: bold; }
    """

    def __init__(self, reader: str, health: Health) -> None:
        super().__init__(f"{health.value} {reader}", classes=health.tone)
        self.reader = reader

    def show(self, health: Health) -> None:
        """How it is now."""
        self.say(f"{health.value} {self.reader}")
        self.remove_class(*TONES).add_class(health.tone)


class ReaderHealth(Horizontal, inherit_bindings=False):
    """All readers of a terminal, side by side."""

    def __init__(self, readers: Sequence[str]) -> None:
        super().__init__()
        self._healths = dict.fromkeys(readers, Health.STARTING)

    def compose(self) -> ComposeResult:
        """One lamp a reader."""
        for reader, health in self._healths.items():
            yield ReaderLamp(reader, health)

    def show(self, reader: str, health: Health) -> None:
        """How a reader is now; one that was not announced is shown all the same."""
        known = reader in self._healths
        self._healths[reader] = health
        if not known:
            self.mount(ReaderLamp(reader, health))
        for lamp in self.query(ReaderLamp):
            if lamp.reader == reader:
                lamp.show(health)
