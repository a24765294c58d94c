"""The screen that kiosk screens derive from."""

from typing import Any, ClassVar

from textual.binding import BindingType
from textual.screen import Screen


class KioskScreen(Screen[Any], inherit_bindings=False):
    """A screen without Textual's own keys: no copying, no hidden walk through the widgets.

    Opaque, so that it never shows what lies below it.
    """

    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS: ClassVar[str | None] = ""
    CSS = """
    KioskScreen { background: $background 100%; color: $foreground; }
    """
