"""Nothing is copied out, and nothing is pasted in.

Textual copies by OSC 52, out of a password field too, and a terminal that is asked to paste would
type a PIN in from outside.
"""

from typing import ClassVar

from textual import events
from textual.app import App


class NoClipboard(App[None]):
    """No selection, no clipboard, no paste."""

    ALLOW_SELECT: ClassVar[bool] = False

    @property
    def clipboard(self) -> str:
        """Always empty."""
        return ""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy nothing."""

    async def on_event(self, event: events.Event) -> None:
        """Drop pastes; `KeyInput` lets none in, so this is the second net."""
        if not isinstance(event, events.Paste):
            await super().on_event(event)
