"""The desk's app: sealed until a session is open, and sealed again at any cause, at once.

It judges idle time itself, by the same pure rules as the service: before each key is handled, and
by a timer. A reader that tells that the badge is away locks here before the desk's thread, which
may be in a slow query, has heard of it. What comes later for that session is not shown any more.
"""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.message import Message
from textual.types import CSSPathType

from devices.drivers.wedge import WedgeReader
from devices.events import CardRemoved, ReaderUp
from kiosk.privacy.desk import (
    LOCKED_AT_START,
    BadgeLifted,
    Desk,
    Event,
    Locked,
    Open,
    ReaderLost,
    Ticked,
    Touched,
    step,
)
from kiosk.privacy.desk_badges import concerns
from kiosk.privacy.desk_view import DeskView
from screens.base.screen import KioskScreen
from screens.desk.attendant import Ask
from screens.desk.lock_screen import LockScreen
from screens.desk.place import DeskPlace
from screens.desk.window import Urgent, Window
from screens.desk.work_screen import WorkScreen
from screens.wedge_app import WedgeApp
from screens.widgets.reader_health import Health

if TYPE_CHECKING:
    from keyroom.errors import KeyroomError

TICK_S = 0.2
TOLD_EVERY_S = 1.0
"""The service is told of touches no more often than this."""


class DeskApp(WedgeApp):
    """Shows what the window holds, as long as it may be shown."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("desk.tcss")

    class Looked(Message):
        """There is something new in the window."""

    def __init__(
        self, place: DeskPlace, window: Window, ask: Ask, wedge: WedgeReader | None = None
    ) -> None:
        super().__init__(wedge)
        self._place = place
        self._window = window
        self._ask = ask
        self._desk: Desk = LOCKED_AT_START
        self._over = 0
        """The last ticket that this screen has locked: what comes for it is late."""
        self._told = 0.0
        self._fault: KeyroomError | None = None
        self._healths = dict.fromkeys(place.readers, Health.STARTING)

    def get_default_screen(self) -> KioskScreen:
        """Nothing, and at once the lock."""
        return KioskScreen(id="_default")

    @on(events.Mount)
    async def begin(self) -> None:
        """Lock, then look."""
        await self._lock(DeskView())
        self._window.listen(lambda: self.post_message(self.Looked()))
        self.set_interval(TICK_S, self._tick)

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self._window.listen(None)

    async def on_event(self, event: events.Event) -> None:
        """Before anything is done with a key: whether there is still somebody to press it."""
        is_input = isinstance(event, events.Key | events.MouseDown | events.MouseScrollDown)
        if is_input and not event.is_forwarded:
            # News of a lock must not stand behind a thousand keys in the queue.
            await self.on_desk_app_looked()
            if not await self._may_go_on():
                return
        await super().on_event(event)

    async def on_desk_app_looked(self) -> None:
        """Show what is new, what cannot wait before all else."""
        seen = self._window.take()
        for each in seen.urgent:
            await self._hear(each)
        for reader in seen.readers:
            self._healths[reader.reader] = (
                Health.UP if isinstance(reader, ReaderUp) else Health.DOWN
            )
            if isinstance(self.screen, LockScreen):
                self.screen.reader(reader)
        if seen.view is not None:
            self._fault = seen.fault
            await self._show(seen.view)

    async def _hear(self, event: Urgent) -> None:
        if isinstance(self._desk, Locked):
            return
        held, now = self._desk.held, self._place.boot_s()
        if isinstance(event, CardRemoved):
            if concerns(event, held.reader, held):
                await self._step(BadgeLifted(now, event.reader))
        else:
            await self._step(ReaderLost(now, event.reader))

    async def _show(self, view: DeskView) -> None:
        if view.ended:
            self.exit()
            return
        if not isinstance(view.desk, Locked) and view.desk.tickets <= self._over:
            return
        before, self._desk = self._desk, view.desk
        if not isinstance(view.desk, Open):
            await self._lock(view)
            return
        if isinstance(before, Open) and before.tickets == view.desk.tickets:
            # The screen has seen the last touch itself.
            self._desk = before
        if self.sealed:
            await self.unseal(lambda: WorkScreen(self._place, self._ask, view))
        elif isinstance(self.screen, WorkScreen):
            await self.screen.show(view)

    async def _lock(self, view: DeskView) -> None:
        if isinstance(self.screen, LockScreen):
            await self.screen.show(view, self._fault)
        else:
            await self.seal(
                lambda: LockScreen(self._place, self._ask, view, self._healths, self._fault)
            )

    async def _may_go_on(self) -> bool:
        """Whether an input may be handled: not the one that ends the warning, nor one after it."""
        now = self._place.boot_s()
        await self._step(Ticked(now))
        if not isinstance(self._desk, Open):
            return True
        was_warned = self._desk.warned
        await self._step(Touched(now))
        if was_warned or now - self._told >= TOLD_EVERY_S:
            self._told = now
            ticket = self._desk.tickets
            self._ask(lambda desk: desk.touch(ticket, now))
        return not was_warned

    async def _tick(self) -> None:
        await self._step(Ticked(self._place.boot_s()))

    async def _step(self, event: Event) -> None:
        before, self._desk = self._desk, step(self._desk, event, self._place.rules)
        now = self._desk
        if isinstance(before, Locked):
            return
        if isinstance(now, Locked):
            self._over = before.tickets
            await self._lock(DeskView(desk=now))
            cause, ticket = now.cause, before.tickets
            self._ask(lambda desk: desk.lock(ticket, cause))
        elif isinstance(self.screen, WorkScreen) and is_warned(before) != is_warned(now):
            await self.screen.warn(on=is_warned(now))


def is_warned(desk: Desk) -> bool:
    """Whether the content is hidden: the next key brings it back, or the lock comes."""
    return isinstance(desk, Open) and desk.warned
