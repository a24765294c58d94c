"""The entrance's app: its one screen, and keys on their way past a reader that types."""

import time
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.types import CSSPathType

from devices.drivers.wedge import WedgeReader
from screens.base.app import KioskApp
from screens.base.screen import KioskScreen
from screens.entrance.place import Place
from screens.entrance.screen import EntranceScreen
from screens.mailbox import Mailbox
from screens.wedge_keys import WedgeKeys
from screens.wishes import Wishes

LATE_S = 0.005
"""So long after a key is due it certainly is."""


class EntranceApp(KioskApp):
    """Ends when a supervisor closes it."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("entrance.tcss")

    def __init__(
        self,
        place: Place,
        mailbox: Mailbox,
        wishes: Wishes,
        wedge: WedgeReader | None = None,
    ) -> None:
        """`wedge` reads the keyboard."""
        super().__init__()
        self._place = place
        self._mailbox = mailbox
        self._wishes = wishes
        self._wedge = None if wedge is None else WedgeKeys(wedge)

    def get_default_screen(self) -> KioskScreen:
        """The only screen."""
        return EntranceScreen(self._place, self._mailbox, self._wishes)

    async def on_event(self, event: events.Event) -> None:
        """Give keys to a reader that types before any binding sees them."""
        if self._wedge is None or not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        await self._press(self._wedge.take(event))
        if (deadline := self._wedge.deadline) is not None:
            self.set_timer(max(deadline - time.monotonic(), 0) + LATE_S, self._expire)

    async def _expire(self) -> None:
        if self._wedge is not None:
            await self._press(self._wedge.expire(time.monotonic()))

    async def _press(self, keys: list[events.Key]) -> None:
        for key in keys:
            await super().on_event(key)
