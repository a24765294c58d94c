"""The own page: shows one person's month, takes keys, and closes by itself."""

import time
from typing import TYPE_CHECKING, Final

from textual import events
from textual.message import Message

from keyroom.errors import KeyroomError
from kiosk.attendance.own_asks import OwnAsk, OwnMonthAsked
from kiosk.attendance.own_month import OwnMonth
from screens.entrance.own_page.layout import page_rows
from screens.entrance.own_page.view import Receipt, View, press
from screens.entrance.place import Place
from screens.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from textual.timer import Timer

CLOSES_S: Final = 20.0
"""Seconds without a key."""
WARNS_S: Final = 5.0
"""Before it closes."""
STAYS_S: Final = 10.0
"""A key this long after the last question to the door asks anew: the person is here still."""


class OwnPage(Rows):
    """Its screen gives it the keys, and removes it with all that it has shown.

    One widget draws all parts, and it never has the focus: a page of widgets takes twice as long to
    appear, and the focus another 20 ms.
    """

    class Asks(Message):
        """The person wants something of the door."""

        def __init__(self, asked: OwnAsk) -> None:
            super().__init__()
            self.asked = asked

    class Closed(Message):
        """By a key, or because nobody has pressed one for long."""

    def __init__(self, view: View, place: Place) -> None:
        super().__init__()
        self.view = view
        self._zone = place.zone
        self._is_closing = False
        self._deadlines: list[Timer] = []
        self._asked_at = time.monotonic()

    def on_mount(self) -> None:
        """Begin to wait for keys."""
        self._wait()

    def lay(self, columns: int, rows: int) -> list[Row]:
        """All of it."""
        return page_rows(self.view, self._zone, columns, rows, is_closing=self._is_closing)

    def press(self, event: events.Key) -> None:
        """Take a key that means something here, or is a letter."""
        before = self.view
        pressed = press(before, event.key, event.character if event.is_printable else None)
        if pressed.view is None:
            event.stop()
            self.post_message(self.Closed())
            return
        if event.is_printable or pressed != (before, None):
            event.stop()
        self._wait()
        self._show(pressed.view)
        self._ask(pressed.asks)

    def take(self, own: OwnMonth) -> None:
        """Show newer data, or another month."""
        self._show(self.view.with_own(own))

    def receive(self, asked: OwnAsk, fault: KeyroomError | None = None) -> None:
        """Show what became of a request."""
        self._show(self.view.with_receipt(Receipt(asked, fault)))

    def _show(self, view: View) -> None:
        self.view = view
        self.redraw()

    def _ask(self, asked: OwnAsk | None) -> None:
        now = time.monotonic()
        if asked is None and now - self._asked_at > STAYS_S:
            asked = OwnMonthAsked(self.view.own.person.no, self.view.own.month)
        if asked is not None:
            self._asked_at = now
            self.post_message(self.Asks(asked))

    def _wait(self) -> None:
        self._is_closing = False
        for timer in self._deadlines:
            timer.stop()
        self._deadlines = [
            self.set_timer(CLOSES_S - WARNS_S, self._warn),
            self.set_timer(CLOSES_S, lambda: self.post_message(self.Closed())),
        ]

    def _warn(self) -> None:
        self._is_closing = True
        self.redraw()
