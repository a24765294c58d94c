"""The keys of the entrance: a line at the foot, and a page of them at `?`."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from keyroom.language import _
from screens.widgets.big_text import BigText

NAMES = {"question_mark": "?", "escape": "Esc", "slash": "/", "enter": "Enter"}


def key_name(binding: Binding) -> str:
    """How a key is written on keyboards."""
    first = binding.key.partition(",")[0]
    return NAMES.get(first, first.upper())


class KeyBar(Horizontal, inherit_bindings=False):
    """The keys in one line."""

    def __init__(self, bindings: Sequence[Binding]) -> None:
        super().__init__()
        self._bindings_shown = bindings

    def compose(self) -> ComposeResult:
        """One entry a key."""
        for binding in self._bindings_shown:
            yield BigText(f"{key_name(binding)} {_(binding.description)}")


class KeyHelp(Vertical, inherit_bindings=False):
    """The keys with what each does. Any tap, and any key, takes it away."""

    def __init__(self, bindings: Sequence[Binding]) -> None:
        super().__init__()
        self._bindings_shown = bindings

    def compose(self) -> ComposeResult:
        """One line a key."""
        yield BigText(_("Keys"), classes="title")
        for binding in self._bindings_shown:
            with Horizontal():
                yield BigText(key_name(binding), classes="key")
                yield BigText(_(binding.tooltip or binding.description), classes="meaning")
