"""The sheet of a log of any length: only a stretch of it is loaded, and its ends are asked for."""

from typing import TYPE_CHECKING

from textual.message import Message

from screens.widgets.sheet import Sheet

if TYPE_CHECKING:
    from rich.segment import Segment


class LogSheet(Sheet, inherit_bindings=True):
    """Tells which rows are seen, and when the very first or the very last is meant."""

    class Scrolled(Message):
        """Other rows are seen."""

    class EndMeant(Message):
        """The newest entry is meant, or the oldest."""

        def __init__(self, *, newest: bool) -> None:
            super().__init__()
            self.newest = newest

    @property
    def seen(self) -> range:
        """The rows that are seen."""
        return range(self._top, self._top + max(self._rows, 1))

    def to_top(self) -> None:
        """Show the first row, with the cursor on it."""
        self.at = self._top = 0
        self.redraw()

    def action_end(self, step: int) -> None:
        """To the newest or the oldest entry, loaded or not."""
        self.post_message(self.EndMeant(newest=step < 0))

    def redraw(self) -> None:
        """Other rows may be seen."""
        super().redraw()
        self.post_message(self.Scrolled())

    def _scroll(self, rows: int) -> None:
        super()._scroll(rows)
        # The cursor comes along: what is loaded far from it may be let go of.
        self.at = min(max(self.at, self._top), self._top + max(self._rows - 1, 0))
        self._moved()

    def _thumb(self, y: int) -> "Segment | None":  # noqa: ARG002 - a bar would know only the stretch
        return None
