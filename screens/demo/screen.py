"""The entrance's screen with the tray beside it."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult

from devices.events import Credential
from screens.demo.tray import Tray, TrayBadge
from screens.entrance.place import Place
from screens.entrance.screen import EntranceScreen
from screens.mailbox import Mailbox
from screens.wishes import Wishes


class DemoScreen(EntranceScreen):
    """The real entrance; the tray acts on the readers only."""

    def __init__(
        self,
        place: Place,
        mailbox: Mailbox,
        wishes: Wishes,
        badges: Sequence[TrayBadge],
        present: Callable[[Credential], None],
    ) -> None:
        super().__init__(place, mailbox, wishes)
        self._badges = badges
        self._present = present

    def compose(self) -> ComposeResult:
        """The tray, and the entrance in the room that is left."""
        yield Tray(self._badges, self._present)
        yield from super().compose()

    def on_key(self, event: events.Key) -> None:
        """Digits and letters are the tray's, unless somebody's own page is open.

        Textual calls the entrance's own handler besides.
        """
        if self._own is None:
            self.query_one(Tray).press(event)
