"""Where a PIN is typed: digits only, one dot each, nothing to copy, to select or to paste into."""

from textual import events
from textual.app import RenderResult
from textual.message import Message
from textual.widget import Widget

LONGEST = 12


class PinField(Widget, can_focus=True, inherit_bindings=False):
    """Forgets what was typed as soon as it is handed over."""

    DEFAULT_CSS = """
    PinField { height: 1; width: 1fr; text-align: center; text-style: bold; }
    """

    class Typed(Message):
        """A PIN was typed, and Enter."""

        def __init__(self, pin: str) -> None:
            super().__init__()
            self.pin = pin

        def __repr__(self) -> str:
            return "<PinField.Typed>"

    def __init__(self) -> None:
        super().__init__(id="pin")
        self._digits = ""

    def render(self) -> RenderResult:
        """One dot a digit."""
        return " ".join("●" * len(self._digits)) or "_ _ _ _ _ _"

    def on_key(self, event: events.Key) -> None:
        """Digits, Backspace, Enter; every other key goes its way."""
        if event.character is not None and event.character in "0123456789":
            self._digits = (self._digits + event.character)[:LONGEST]
        elif event.key == "backspace":
            self._digits = self._digits[:-1]
        elif event.key == "enter" and self._digits:
            pin, self._digits = self._digits, ""
            self.post_message(self.Typed(pin))
        else:
            return
        event.stop()
        self.refresh()
