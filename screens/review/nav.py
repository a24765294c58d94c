"""The line of tabs and views: which there are, which is shown, and how much waits in each."""

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from keyroom.language import _
from screens.review.tabs import Tab
from screens.widgets.said import Said
from screens.widgets.tone import Tone


class TabItem(Said):
    """One tab: there only where there are several. Says what waits in one that is not shown."""

    class Chosen(Message):
        """It was clicked."""

        def __init__(self, tab: int) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, tab: int, title: str) -> None:
        super().__init__(self._label)
        self.tab = tab
        self.waiting = 0
        self._title = title

    def on_click(self) -> None:
        """Show this tab."""
        self.post_message(self.Chosen(self.tab))

    def _label(self) -> Text:
        label = Text(_(self._title), no_wrap=True)
        if self.waiting and not self.has_class("-shown"):
            label.append(f" {self.waiting}", Tone.WARN)
        return label


class NavItem(Said):
    """One view: its key, its title, and a number where something waits there."""

    class Chosen(Message):
        """It was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, tab: int, number: int, title: str) -> None:
        super().__init__(self._label)
        self.tab = tab
        self.number = number
        self.waiting = 0
        self._title = title

    def on_click(self) -> None:
        """Show this view."""
        self.post_message(self.Chosen(self.number))

    def _label(self) -> Text:
        label = Text(no_wrap=True)
        label.append(f"{self.number + 1} ", "bold").append(_(self._title))
        if self.waiting:
            label.append(f" {self.waiting}", Tone.WARN)
        return label


class Nav(Horizontal, inherit_bindings=False):
    """The tabs, and the views of the one that is shown."""

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self._tabs = tabs

    def compose(self) -> ComposeResult:
        """One item a tab and a view."""
        if len(self._tabs) > 1:
            for tab, each in enumerate(self._tabs):
                yield TabItem(tab, each.title)
        for tab, each in enumerate(self._tabs):
            for number, spec in enumerate(each.views):
                yield NavItem(tab, number, spec.title)

    def mark(self, tab: int, view: int) -> None:
        """Which tab and which of its views are shown."""
        for each in self.query(TabItem):
            each.set_class(each.tab == tab, "-shown")
            each.say()
        for item in self.query(NavItem):
            item.display = item.tab == tab
            item.set_class(item.number == view, "-shown")

    def show_waiting(self, tab: int, view: int, waiting: int) -> None:
        """So much waits in a view."""
        for item in self.query(NavItem):
            if (item.tab, item.number) == (tab, view):
                item.waiting = waiting
                item.say()
        for each in self.query(TabItem):
            each.waiting = sum(item.waiting for item in self.query(NavItem) if item.tab == each.tab)
            each.say()
