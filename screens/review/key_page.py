"""The page of keys: what can be pressed, and what it does."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from keyroom.language import N_, _
from screens.widgets.said import Said
from screens.widgets.tone import Tone

EVERYWHERE = (
    Binding("1,2,3,…", "", N_("Show this view")),
    Binding("up,down,left,right", "", N_("Move the cursor")),
    Binding("home,end", "", N_("First and last row")),
    Binding("shift+up,shift+down", "", N_("Move the words below")),
    Binding("enter", "", N_("Show the day in its month")),
)
"""What is bound where it is heard, and so in no list of a view's keys."""
NAMES = {
    "question_mark": "?",
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "shift+up": "Shift+↑",
    "shift+down": "Shift+↓",
    "left": "←",
    "right": "→",
}


def key_name(key: str) -> str:
    """How a key is written on keyboards."""
    if key in NAMES or len(key) == 1:
        return NAMES.get(key, key)
    return key.upper() if key[1:].isdigit() else key.capitalize()


class KeyPage(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Hidden until it is asked for."""

    def __init__(self, keys: Callable[[], Sequence[Binding]]) -> None:
        """`keys` says what can be pressed now."""
        super().__init__()
        self._keys = keys
        self.display = False

    def compose(self) -> ComposeResult:
        """One line a key."""
        yield Said(self._words)

    def _words(self) -> Text:
        text = Text(_("Keys"), Tone.STRONG)
        for binding in (*self._keys(), *EVERYWHERE):
            keys = " ".join(key_name(key) for key in binding.key.split(","))
            text.append(f"\n{keys:<18}", Tone.WARN)
            text.append(_(binding.tooltip or binding.description), Tone.PLAIN)
        return text
