"""The conditions of the log, typed into a form; what is typed is asked for at once."""

from collections.abc import Mapping
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal
from textual.message import Message
from textual.widgets import Input

from keyroom.language import _
from kiosk.privacy.log.words import CONDITION_NAMES
from screens.widgets.said import Said
from screens.widgets.tone import Tone

LONGEST = 64


class LogForm(Grid, inherit_bindings=False):
    """Hidden until conditions are to be typed. Escape calls it off, Enter ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "field(1)", show=False),
        Binding("shift+tab,up", "field(-1)", show=False),
        Binding("enter", "end(True)", show=False),
        Binding("escape", "end(False)", show=False),
    ]

    class Typed(Message):
        """Something else is typed."""

        def __init__(self, texts: Mapping[str, str]) -> None:
            super().__init__()
            self.texts = texts

    class Ended(Message):
        """It is typed, or called off."""

        def __init__(self, *, is_meant: bool) -> None:
            super().__init__()
            self.is_meant = is_meant

    def __init__(self) -> None:
        super().__init__()
        self._faults: frozenset[str] = frozenset()
        self._at = 0
        """The field that has the focus, or is about to have it."""
        self.display = False

    def compose(self) -> ComposeResult:
        """A field for each condition, its name before it."""
        for name in CONDITION_NAMES:
            with Horizontal():
                yield Said(lambda name=name: self._label(name))  # type: ignore[misc]
                yield Input(name=name, max_length=LONGEST, select_on_focus=False)

    def open(self, texts: Mapping[str, str]) -> None:
        """Show what holds now, to be changed."""
        for field in self.query(Input):
            with field.prevent(Input.Changed):
                field.value = texts.get(field.name or "", "")
        self.show_faults(frozenset())
        self.display = True
        self._at = 0
        self.query(Input).first().focus()

    def close(self) -> None:
        """Hide it."""
        self.display = False

    def show_faults(self, names: frozenset[str]) -> None:
        """These make no sense yet."""
        self._faults = names
        for said in self.query(Said):
            said.say()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A field was clicked."""
        fields = [*self.query(Input)]
        if event.widget in fields:
            self._at = fields.index(event.widget)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Ask for what is typed so far; the answer comes when it comes."""
        message.stop()
        texts = {field.name or "": field.value for field in self.query(Input)}
        self.post_message(self.Typed(texts))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter in a field."""
        message.stop()
        self.action_end(is_meant=True)

    def action_field(self, step: int) -> None:
        """To the next field, or the one before."""
        fields = [*self.query(Input)]
        self._at = (self._at + step) % len(fields)
        fields[self._at].focus()

    def action_end(self, is_meant: bool) -> None:  # noqa: FBT001 - a key's argument
        """It is typed, or called off."""
        self.post_message(self.Ended(is_meant=is_meant))

    def _label(self, name: str) -> Text:
        tone = Tone.BAD if name in self._faults else Tone.FAINT
        return Text(_(CONDITION_NAMES[name]), tone, no_wrap=True)
