"""Data cannot act: text is never read as markup, and no action or link in it runs.

`[@click=app.quit]` in a customer's name would run when the name is clicked, and `[oops[` in it
would end the app by a MarkupError. A DataTable reads its cells as markup all the same, unless they
are given to it as `rich.text.Text`.
"""

from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.widget import Widget

from screens.base.text import CleanLines, clean


class NoActionsInData(App[None]):
    """Runs actions from bindings only, and cleans every line before it is shown."""

    _clean_lines = CleanLines()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, then the one that takes control characters and links out."""
        return [*super().get_line_filters(), self._clean_lines]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - never, whoever asks
    ) -> None:
        """Show a toast, its words as they stand."""
        super().notify(
            clean(message), title=clean(title), severity=severity, timeout=timeout, markup=False
        )

    def _register_child(
        self, parent: DOMNode, child: Widget, before: int | None, after: int | None
    ) -> None:
        child._render_markup = False  # noqa: SLF001 - whatever its maker asked for
        super()._register_child(parent, child, before, after)

    async def _broker_event(
        self,
        event_name: str,  # noqa: ARG002
        event: events.Event,  # noqa: ARG002
        default_namespace: DOMNode,  # noqa: ARG002
    ) -> bool:
        return False
