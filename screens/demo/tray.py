"""The tray: badges that are held to the virtual readers by a key or a click."""

import logging
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from devices.events import Credential
from keyroom.language import _
from screens.base.text import clean

log = logging.getLogger(__name__)

KEYS = string.digits[1:] + string.ascii_lowercase
"""The first badge's key, the second's, and so on."""
FLASH_S = 0.3


@dataclass(frozen=True, slots=True)
class TrayBadge:
    """One badge of the tray."""

    credential: Credential
    label: str
    """Whose it is: a name, or a message id."""
    note: str
    """What is special about it: a message id."""


class BadgeOnTray(Static):
    """One badge: its key, whose it is, what is special about it."""

    def __init__(self, key: str, badge: TrayBadge, present: Callable[[Credential], None]) -> None:
        words = (clean(_(badge.label)), clean(_(badge.note)))
        super().__init__(
            Text.assemble((key, "bold"), " ", (words[0], "bold"), " ", words[1], no_wrap=True),
            markup=False,
        )
        self.key = key
        self._badge = badge
        self._present = present

    def on_click(self) -> None:
        """Hold it to its reader."""
        self.tap()

    def tap(self) -> None:
        """Hold it to its reader. What happens then comes back through the reader."""
        self.add_class("-tapped")
        self.set_timer(FLASH_S, lambda: self.remove_class("-tapped"))
        try:
            self._present(self._badge.credential)
        except OSError:
            log.exception("the virtual reader takes no badge")


class Tray(Container, inherit_bindings=False):
    """All badges. Knows the virtual readers by `present`, and the entrance not at all."""

    def __init__(self, badges: Sequence[TrayBadge], present: Callable[[Credential], None]) -> None:
        super().__init__()
        self._badges = badges
        self._present = present

    def compose(self) -> ComposeResult:
        """One row or cell a badge."""
        yield Static(_("Badges: press a key, or click"), classes="title", markup=False)
        for key, badge in zip(KEYS, self._badges, strict=False):
            yield BadgeOnTray(key, badge, self._present)

    def press(self, event: events.Key) -> None:
        """Tap the badge of this key, if there is one."""
        for badge in self.query(BadgeOnTray):
            if badge.key == event.key:
                badge.tap()
                event.stop()
