"""A view of things that wait or are done: how many, a list, all about one, and a question."""

from abc import abstractmethod

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from screens.review.ask import Ask
from screens.review.view import View
from screens.widgets.said import Said
from screens.widgets.sheet import Sheet


class ListView(View):
    """Has the parts; what stands in them is its own."""

    def compose(self) -> ComposeResult:
        """How many, the list, all about the one under the cursor, and what is asked about it."""
        yield Said(self._heading, classes="heading")
        yield Sheet()
        with VerticalScroll(classes="words", can_focus=False):
            yield Said(self._whole)
        yield Ask()

    @abstractmethod
    def _heading(self) -> Text | str:
        """How many there are."""

    @abstractmethod
    def _whole(self) -> Text | str:
        """All about the one under the cursor."""

    def _say(self) -> None:
        """Ask for all words anew."""
        for said in self.query(Said):
            said.say()
