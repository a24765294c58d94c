"""An app whose keys go past a reader that types, before any binding or field sees them."""

import time

from textual import events

from devices.drivers.wedge import WedgeReader
from screens.base.app import KioskApp
from screens.wedge_keys import WedgeKeys

LATE_S = 0.005
"""So long after a key is due it certainly is."""


class WedgeApp(KioskApp):
    """Takes badges out of what is typed, if there is a reader that types."""

    def __init__(self, wedge: WedgeReader | None = None) -> None:
        """`wedge` reads the keyboard."""
        super().__init__()
        self._wedge = None if wedge is None else WedgeKeys(wedge)

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
