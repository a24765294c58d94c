"""Lines of text that come and go, each as large as its row allows; no room when there is none."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from screens.widgets.big_text import BigText


class Lines(Vertical, inherit_bindings=False):
    """At most so many lines, the first ones; the style gives their rows."""

    DEFAULT_CSS = """
    Lines { height: auto; }
    Lines > BigText { height: 1; }
    """

    def __init__(self, most: int, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._most = most

    def compose(self) -> ComposeResult:
        """Its rows, hidden."""
        for _ in range(self._most):
            row = BigText()
            row.display = False
            yield row

    def show(self, lines: Sequence[str]) -> None:
        """Show these lines in place of the former."""
        padded = [*lines[: self._most], *[""] * self._most]
        for row, line in zip(self.query(BigText), padded, strict=False):
            row.say(line)
            row.display = bool(line)
