"""F2: the other language, at once, with everything that was on the screen.

Bindings and tables hold message ids, which are translated where they are painted; what a widget
translated when it was composed is composed anew. Values and focus are carried over by widget id.
"""

import inspect
import logging
from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from keyroom import language

log = logging.getLogger(__name__)

CARRIED = ("value", "text")
"""The attributes in which Textual's own widgets keep what a person has entered: Input, Select,
Switch and Checkbox the first, TextArea the second."""


class SwitchesLanguage(App[None]):
    """Can change its language while it runs."""

    async def action_switch_language(self) -> None:
        """Speak the other language from now on."""
        if not use_other():
            return
        for stack in self._screen_stacks.values():
            for screen in stack:
                await recompose(screen)


def use_other() -> bool:
    """Change the language of the process; false where the other one has no catalogue."""
    try:
        language.use(language.current().other)
    except OSError as error:
        log.warning("no catalogue for the other language: %s", error)
        return False
    return True


async def recompose(screen: Screen[Any]) -> None:
    """Compose `screen` anew, keeping what was entered and where the focus was."""
    entered = {
        (widget.id, name): getattr(widget, name)
        for widget in _named(screen)
        for name in _carried(widget)
    }
    focused = screen.focused.id if screen.focused is not None else None
    await screen.recompose()
    for widget in _named(screen):
        for name in _carried(widget):
            if (widget.id, name) in entered:
                setattr(widget, name, entered[widget.id, name])
        if focused is not None and widget.id == focused:
            screen.set_focus(widget)
    screen.refresh_bindings()


def _named(screen: Screen[Any]) -> Iterator[Widget]:
    return (widget for widget in screen.query(Widget) if widget.id is not None)


def _carried(widget: Widget) -> Iterator[str]:
    return (name for name in CARRIED if _entered_in(widget, name))


def _entered_in(widget: Widget, name: str) -> bool:
    attribute = inspect.getattr_static(widget, name, None)
    return isinstance(attribute, Reactive) or getattr(attribute, "fset", None) is not None
