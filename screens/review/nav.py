"""The line of views: which there are, which is shown, and how much waits in each."""

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from keyroom.language import _
from screens.review.tabs import Tab
from screens.widgets.said import Said
from screens.widgets.tone import Tone


class NavItem(Said):
    """One view: its key, its title, and a number where something waits there."""

    class Chosen(Message):
        """It was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, number: int, title: str) -> None:
        super().__init__(self._label)
        self.number = number
        self.waiting = 0
        self._title = title

    def on_click(self) -> None:
        """Show this view."""
        self.post_message(self.Chosen(self.number))

    def _label(self) -> Text:
        label = Text.assemble((f"{self.number + 1} ", Tone.STRONG), _(self._title), no_wrap=True)
        if self.waiting:
            label.append(f" {self.waiting}", Tone.STRONG)
        return label


class Nav(Horizontal, inherit_bindings=False):
    """The views of one tab."""

    def __init__(self, tab: Tab) -> None:
        super().__init__()
        self._tab = tab

    def compose(self) -> ComposeResult:
        """One item a view."""
        for number, spec in enumerate(self._tab.views):
            yield NavItem(number, spec.title)

    @property
    def items(self) -> Sequence[NavItem]:
        """In their order."""
        return list(self.query(NavItem))

    def mark(self, shown: int) -> None:
        """Which view is shown."""
        for item in self.items:
            item.set_class(item.number == shown, "-shown")

    def show_waiting(self, number: int, waiting: int) -> None:
        """So much waits in this view."""
        item = self.items[number]
        item.waiting = waiting
        item.set_class(bool(waiting), "-waiting")
        item.say()
