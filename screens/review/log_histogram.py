"""The log over time as columns, one of which can be chosen to see no more than its time."""

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from keyroom.language import _
from kiosk.privacy.log.histogram import Column, Histogram
from screens.widgets.charts import towers
from screens.widgets.said import Said
from screens.widgets.tone import Tone


class LogHistogram(Said, can_focus=True, inherit_bindings=False):
    """Draws a column a cell wide; the arrows choose one, Enter or a click narrows to it."""

    DEFAULT_CSS = """
    LogHistogram { height: 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", show=False),
        Binding("right", "choose(1)", show=False),
        Binding("enter", "narrow", show=False),
        Binding("down,escape", "leave", show=False),
    ]

    class Narrowed(Message):
        """No more than the time of this column is wanted."""

        def __init__(self, column: Column) -> None:
            super().__init__()
            self.column = column

    class Left(Message):
        """The focus goes back to the entries."""

    def __init__(self) -> None:
        super().__init__(self._drawn)
        self._histogram: Histogram | None = None
        self._chosen = 0

    def show(self, histogram: Histogram | None) -> None:
        """Show this; None while it is not known yet."""
        self._histogram = histogram
        count = len(histogram.columns) if histogram is not None else 0
        self._chosen = min(self._chosen, max(count - 1, 0))
        self.say()

    def on_focus(self) -> None:
        """The newest column is chosen first."""
        self._chosen = max(len(self._columns) - 1, 0)
        self.say()

    def on_blur(self) -> None:
        """None is chosen any more."""
        self.say()

    def on_click(self, event: events.Click) -> None:
        """The column under the mouse is meant."""
        place = event.get_content_offset(self)
        if place is not None and place.x // self._cell < len(self._columns):
            self._chosen = place.x // self._cell
            self.action_narrow()

    def action_choose(self, step: int) -> None:
        """Choose the next column, or the one before."""
        self._chosen = min(max(self._chosen + step, 0), max(len(self._columns) - 1, 0))
        self.say()

    def action_narrow(self) -> None:
        """See no more than its time."""
        if self._columns:
            self.post_message(self.Narrowed(self._columns[self._chosen]))

    def action_leave(self) -> None:
        """Back to the entries."""
        self.post_message(self.Left())

    @property
    def _columns(self) -> tuple[Column, ...]:
        return () if self._histogram is None else self._histogram.columns

    @property
    def _cell(self) -> int:
        """How many cells of the terminal a column is wide."""
        return max(self.content_size.width // max(len(self._columns), 1), 1)

    def _drawn(self) -> Text:
        columns = self._columns
        rows = max(self.content_size.height - 1, 1)
        text = Text(no_wrap=True)
        if not columns:
            return text
        highest = max(column.count for column in columns) or 1
        for line in towers([column.count / highest for column in columns], rows):
            for number, block in enumerate(line):
                is_chosen = self.has_focus and number == self._chosen
                tone = Tone.WARN if is_chosen else Tone.CALM
                text.append(block * self._cell, tone)
            text.append("\n")
        return text.append_text(self._foot())

    def _foot(self) -> Text:
        columns = self._columns
        if self.has_focus:
            column = columns[self._chosen]
            return Text.assemble(
                (f"{column.since:%Y-%m-%d %H:%M} – {column.until:%Y-%m-%d %H:%M}  ", Tone.WARN),
                (count_words(column.count, is_exact=column.is_exact), Tone.STRONG),
            )
        return Text(
            f"{columns[0].since:%Y-%m-%d %H:%M} – {columns[-1].until:%Y-%m-%d %H:%M}", Tone.FAINT
        )


def count_words(count: int, *, is_exact: bool) -> str:
    """How many; of an estimate, about how many."""
    return f"{count:,}" if is_exact else _("about {count}").format(count=f"{count:,}")
