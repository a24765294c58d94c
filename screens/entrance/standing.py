"""How long an answer stands: until the next one, or until its time is over; and its bell."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from screens.entrance.notice import Shown

if TYPE_CHECKING:
    from textual.timer import Timer

SHOWN_S = 6.0
"""Seconds, when nobody taps after it."""
FADING_S = 1.5
"""For the last of them, it is faint."""
BELL_GAP_S = 0.25
"""Between two rings."""


class Standing:
    """The one answer that is shown. `show` is called whenever something about it changes."""

    def __init__(self, screen: Screen[object], show: Callable[[], None]) -> None:
        self.shown: Shown | None = None
        self.is_fading = False
        self._screen = screen
        self._show = show
        self._timers: list[Timer] = []

    def begin(self, shown: Shown, bells: int, stands_s: float | None = None) -> None:
        """Show an answer at once, in place of any other; `stands_s` seconds, or SHOWN_S."""
        self._replace(shown)
        lasts = SHOWN_S if stands_s is None else stands_s
        after = self._screen.set_timer
        self._timers = [
            after(lasts - FADING_S, self._fade),
            after(lasts, self.end),
            *(after(BELL_GAP_S * ring, self._screen.app.bell) for ring in range(1, bells)),
        ]
        if bells:
            self._screen.app.bell()

    def complete(self, shown: Shown) -> None:
        """Show more of the same answer, for as long as it stands."""
        self.shown = shown
        self._show()

    def end(self) -> None:
        """Show no answer any more."""
        self._replace(None)

    def _fade(self) -> None:
        self.is_fading = True
        self._show()

    def _replace(self, shown: Shown | None) -> None:
        for timer in self._timers:
            timer.stop()
        self._timers = []
        self.shown = shown
        self.is_fading = False
        self._show()
