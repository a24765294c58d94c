"""The own page: shows one person's month, takes keys, and closes by itself."""

import time
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message

from keyroom.errors import KeyroomError
from kiosk.attendance.own_asks import OwnAsk, OwnMonthAsked
from kiosk.attendance.own_month import OwnMonth
from screens.entrance.own_page.asked_list import AskedList
from screens.entrance.own_page.day_list import DayList
from screens.entrance.own_page.day_slots import DaySlots
from screens.entrance.own_page.explanation import Explanation
from screens.entrance.own_page.form_panel import FormPanel
from screens.entrance.own_page.heading import Heading
from screens.entrance.own_page.line_list import LineList
from screens.entrance.own_page.page_keys import PageKeys
from screens.entrance.own_page.view import Receipt, View, press
from screens.entrance.place import Place
from screens.widgets.rows import times

if TYPE_CHECKING:
    from textual.timer import Timer

CLOSES_S: Final = 20.0
"""Seconds without a key."""
WARNS_S: Final = 5.0
"""Before it closes."""
STAYS_S: Final = 10.0
"""A key this long after the last question to the door asks anew: the person is here still."""


class OwnPage(Vertical, can_focus=True, inherit_bindings=False):
    """Holds the keys while it is there. Its screen removes it, and with it all it has shown."""

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
        self._deadlines: list[Timer] = []
        self._asked_at = time.monotonic()

    def compose(self) -> ComposeResult:
        """Its parts, empty."""
        yield Heading()
        with Horizontal():
            yield DayList()
            with Vertical():
                yield DaySlots()
                yield Explanation()
                yield LineList()
                yield AskedList()
                yield FormPanel()
        yield PageKeys()

    def on_mount(self) -> None:
        """Take the keys."""
        self.set_class(times(self.app.size) > 1, "-large")
        self._show()
        self.focus()
        self._wait()

    def on_resize(self) -> None:
        """Letters may be large now, or no longer."""
        self.set_class(times(self.app.size) > 1, "-large")

    def on_key(self, event: events.Key) -> None:
        """Every key that means something here, or is a letter."""
        before = self.view
        pressed = press(before, event.key, event.character if event.is_printable else None)
        if pressed.view is None:
            event.stop()
            self.post_message(self.Closed())
            return
        if event.is_printable or pressed != (before, None):
            event.stop()
        self.view = pressed.view
        self._wait()
        self._show()
        self._ask(pressed.asks)

    def take(self, own: OwnMonth) -> None:
        """Show newer data, or another month."""
        self.view = self.view.with_own(own)
        self._show()

    def receive(self, asked: OwnAsk, fault: KeyroomError | None = None) -> None:
        """Show what became of a request."""
        self.view = self.view.with_receipt(Receipt(asked, fault))
        self._show()

    def _ask(self, asked: OwnAsk | None) -> None:
        now = time.monotonic()
        if asked is None and now - self._asked_at > STAYS_S:
            asked = OwnMonthAsked(self.view.own.person.no, self.view.own.month)
        if asked is not None:
            self._asked_at = now
            self.post_message(self.Asks(asked))

    def _wait(self) -> None:
        for timer in self._deadlines:
            timer.stop()
        self._deadlines = [
            self.set_timer(CLOSES_S - WARNS_S, self._warn),
            self.set_timer(CLOSES_S, lambda: self.post_message(self.Closed())),
        ]

    def _warn(self) -> None:
        self.query_one(PageKeys).show(self.view, is_closing=True)

    def _show(self) -> None:
        view, form = self.view, self.view.form
        self.query_one(Heading).show(view.own)
        self.query_one(DayList).show(view.own, view.day)
        self.query_one(DaySlots).show(view.own, view.day, self._zone)
        for part in (LineList, AskedList, Explanation):
            self.query_one(part).display = form is None
        panel = self.query_one(FormPanel)
        panel.display = form is not None
        if form is not None:
            panel.show(form)
        else:
            self.query_one(LineList).show(view.own, view.line, self._zone)
            self.query_one(AskedList).show(view.own, self._zone)
            self.query_one(Explanation).show(view, self._zone)
        self.query_one(PageKeys).show(view, is_closing=False)
