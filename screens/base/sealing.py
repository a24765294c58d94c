# ruff: noqa: ANN401 - the guarded methods pass on whatever Textual's take
"""Sealing: one opaque screen has the app to itself until it is unsealed. For locks.

The sealed screen stands alone in a mode of its own, and the modes before it are removed, so that
the widgets with a customer's data are gone and not covered. While the seal holds, keys go to that
screen alone, and nothing that comes late (a timer's `pop_screen`, a toast, a priority binding)
can cover, replace or leave it.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import AwaitMount

from screens.base.driver import KioskDriver

log = logging.getLogger(__name__)

SEALED, OPEN = "sealed", "open"
"""The two modes: names that no terminal uses for its own."""


class Sealable(App[None]):
    """Can be sealed. Then actions of the sealed screen and its widgets run, the app's do not."""

    _sealed: Screen[Any] | None = None

    @property
    def sealed(self) -> bool:
        """Whether one screen has the app to itself."""
        return self._sealed is not None

    def seal(self, make: Callable[[], Screen[Any]]) -> AwaitComplete:
        """Leave everything for the screen that `make` returns, and destroy what is left behind.

        The change of screen is immediate; the awaitable ends when the other screens are gone.
        Sealing what is sealed changes nothing.
        """
        if self.sealed:
            return AwaitComplete()
        left = [*self._screen_stacks]
        if isinstance(self._driver, KioskDriver):
            self._driver.wipe()
        self.clear_notifications()
        self.capture_mouse(None)
        self._enter(SEALED, make)
        self._sealed = self.screen
        return self._forget(left)

    def unseal(self, make: Callable[[], Screen[Any]]) -> AwaitComplete:
        """Leave the sealed screen for a fresh one that `make` returns."""
        if not self.sealed:
            return AwaitComplete()
        self._sealed = None
        self._enter(OPEN, make)
        return self._forget([SEALED])

    def _enter(self, mode: str, make: Callable[[], Screen[Any]]) -> None:
        super().add_mode(mode, make)
        super().switch_mode(mode)
        self._compose_screen = None  # queries on the app mean the screen that is there

    def _forget(self, modes: list[str]) -> AwaitComplete:
        for mode in modes:
            self._modes.setdefault(
                mode, Screen
            )  # Textual removes no mode that it has not been told
        return AwaitComplete(*[super(Sealable, self).remove_mode(mode) for mode in modes])

    async def on_event(self, event: events.Event) -> None:
        """While sealed, give a key to the sealed screen before any binding of the app sees it."""
        if not (self.sealed and isinstance(event, events.Key)):
            await super().on_event(event)
        elif event.is_forwarded:
            await self._check_bindings(event.key)
        else:
            (self.focused or self.screen)._forward_event(event)  # noqa: SLF001 - as App does

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[object, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; while sealed, only on the sealed screen and on what stands in it."""
        target, _, _ = self._parse_action(action, default_namespace or self, namespaces)
        if self._sealed is not None and self._sealed not in target.ancestors_with_self:
            log.info("sealed: an action of %s does not run", type(target).__name__)
            return False
        return await super().run_action(action, default_namespace, namespaces)

    def push_screen(self, *args: Any, **options: Any) -> Any:
        """As Textual's; nothing while sealed."""
        return self._nothing() if self.sealed else super().push_screen(*args, **options)

    def pop_screen(self) -> AwaitComplete:
        """As Textual's; nothing while sealed."""
        return AwaitComplete() if self.sealed else super().pop_screen()

    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        """As Textual's; nothing while sealed."""
        return AwaitComplete() if self.sealed else super().switch_screen(screen)

    def switch_mode(self, mode: str) -> AwaitMount:
        """As Textual's; nothing while sealed."""
        return self._nothing() if self.sealed else super().switch_mode(mode)

    def remove_mode(self, mode: str) -> AwaitComplete:
        """As Textual's; nothing while sealed."""
        return AwaitComplete() if self.sealed else super().remove_mode(mode)

    def mount(self, *widgets: Any, **place: Any) -> AwaitMount:
        """As Textual's; nothing while sealed."""
        return self._nothing() if self.sealed else super().mount(*widgets, **place)

    def mount_all(self, widgets: Any, **place: Any) -> AwaitMount:
        """As Textual's; nothing while sealed."""
        return self._nothing() if self.sealed else super().mount_all(widgets, **place)

    async def recompose(self) -> None:
        """As Textual's, which would empty the sealed screen; nothing while sealed."""
        if not self.sealed:
            await super().recompose()

    def _refresh_notifications(self) -> None:
        if not self.sealed:
            super()._refresh_notifications()

    def _nothing(self) -> AwaitMount:
        return AwaitMount(self.screen, [])
