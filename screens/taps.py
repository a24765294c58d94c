"""The tap thread: from the readers to the door, and from there to whoever shows the answer.

It stands beside the screen, never behind it: Textual's loop freezes when its terminal stops
reading, and a tap must be on the disk all the same.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Final

from devices.events import (
    CardPresented,
    CardRemoved,
    Event,
    IdDocumentRead,
    ReaderDown,
    ReaderFault,
    ReaderUp,
)
from keyroom.errors import KeyroomError
from kiosk.attendance.answer import Answer
from kiosk.attendance.correction import NothingToCorrectError
from kiosk.attendance.door import Door
from kiosk.attendance.own_asks import OwnAsk, OwnMonthAsked
from kiosk.attendance.own_month import OwnMonth
from screens.beside import await_end
from screens.news import (
    Answered,
    AskDone,
    AskRefused,
    Completed,
    Corrected,
    Denied,
    DoorChanged,
    LeaveGranted,
    News,
    OwnMonthTold,
    Purpose,
    ReaderChanged,
    Stumbled,
)

TICK_S: Final = 0.5
"""How often the door keeps house when nobody taps; seconds. What others change is seen by then."""
COMPLETED_S: Final = 0.3
"""So long after an answer, when it is painted and nobody has tapped since, the person's month is
judged to complete it; seconds."""
RETRY_S: Final = 1.0
"""How often a door that cannot be opened is tried; seconds."""
PURPOSE_S: Final = 15.0
"""How long a supervisor has for presenting the badge after pressing the key; seconds."""
RECENT: Final = 12
"""So many of the last taps are told; no screen shows more."""
NEVER: Final = float("inf")

log = logging.getLogger(__name__)


class TapThread:
    """Takes events one after the other, in the order in which readers published them."""

    def __init__(
        self,
        open_door: Callable[[], Door],
        tell: Callable[[News], None],
        *,
        completing: bool = True,
    ) -> None:
        """`open_door` is called in the thread; `tell` too, and it must not block for long.

        `completing`: whether answers are told again with the person's month.
        """
        self._open_door = open_door
        self._tell = tell
        self._completing = completing
        self._events: queue.SimpleQueue[Event | OwnAsk | None] = queue.SimpleQueue()
        self._purpose = Purpose.PUNCH
        self._purpose_ends = 0.0
        self._told: DoorChanged | None = None
        self._incomplete: Answer | None = None
        self._complete_at = NEVER
        self._own: OwnMonthTold | None = None
        """What the own page shows, as far as the screen has asked for it."""
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="taps", daemon=True)

    def start(self) -> None:
        """Begin; returns at once, taps wait until the door is open."""
        self._thread.start()

    def post(self, event: Event) -> None:
        """Take an event of a reader. Any thread may call it; it never blocks."""
        self._events.put(event)

    def ask(self, asked: OwnAsk) -> None:
        """Answer the person who has just tapped. Any thread may call it; it never blocks."""
        self._events.put(asked)

    def expect(self, purpose: Purpose) -> None:
        """Take the next badge for `purpose`, if it comes within PURPOSE_S; any thread may call."""
        self._purpose_ends = time.monotonic() + PURPOSE_S
        self._purpose = purpose

    def stop(self) -> None:
        """Take the events that have come, close the door, end."""
        self._stopped.set()
        self._events.put(None)
        await_end(self._thread)

    def _run(self) -> None:
        while True:
            try:
                with self._open_door() as door:
                    self._serve(door)
            except Exception:
                # Taps wait in the queue meanwhile.
                log.exception("the door cannot be opened, or be closed in order")
                self._send(Stumbled())
            if self._stopped.wait(RETRY_S):
                return

    def _serve(self, door: Door) -> None:
        self._guarded(self._show, door)
        tick_at = time.monotonic() + TICK_S
        while (event := self._next(min(tick_at, self._complete_at))) is not _STOP:
            if isinstance(event, Event):
                self._guarded(self._take, door, event)
            elif isinstance(event, OwnAsk):
                self._guarded(self._answer, door, event)
            if time.monotonic() >= self._complete_at:
                self._guarded(self._complete, door)
            if time.monotonic() >= tick_at:
                self._guarded(self._tick, door)
                tick_at = time.monotonic() + TICK_S
            self._guarded(self._show, door)

    def _next(self, until: float) -> object:
        """What comes next; None when nothing has come `until` then, monotonic seconds."""
        try:
            return self._events.get(timeout=max(until - time.monotonic(), 0)) or _STOP
        except queue.Empty:
            return None

    def _guarded(self, act: Callable[..., None], *arguments: object) -> None:
        # One bad event must not close the door to everyone after it.
        try:
            act(*arguments)
        except Exception:
            log.exception("an event at the door could not be handled")
            self._send(Stumbled())

    def _take(self, door: Door, event: Event) -> None:
        match event:
            case CardPresented():
                self._send(self._presented(door, event))
            case ReaderUp() | ReaderDown():
                door.reader_event(event)
                self._send(ReaderChanged(event))
            case ReaderFault():
                self._send(ReaderChanged(event))
            case CardRemoved() | IdDocumentRead():
                pass  # an entrance asks nobody to leave a badge, nor for an ID card

    def _presented(self, door: Door, card: CardPresented) -> News:
        self._own, self._incomplete, self._complete_at = None, None, NEVER
        match self._use_purpose():
            case Purpose.CORRECT:
                return self._correction(door, card)
            case Purpose.LEAVE if door.may_leave(card):
                return LeaveGranted()
            case Purpose.LEAVE:
                return Denied(Purpose.LEAVE, None, self._tap(door, card))
            case Purpose.PUNCH:
                return Answered(self._tap(door, card))

    def _tap(self, door: Door, card: CardPresented) -> Answer:
        answer = door.tap(card)
        if self._completing:
            self._incomplete, self._complete_at = answer, time.monotonic() + COMPLETED_S
        return answer

    def _complete(self, door: Door) -> None:
        answer, self._incomplete, self._complete_at = self._incomplete, None, NEVER
        if answer is not None and (whole := door.completed(answer)).so_far is not None:
            self._send(Completed(whole))

    def _answer(self, door: Door, asked: OwnAsk) -> None:
        self._incomplete, self._complete_at = None, NEVER
        try:
            if isinstance(asked, OwnMonthAsked):
                self._tell_own(door.own_month(asked))
            else:
                door.request(asked)
                self._send(AskDone(asked))
                self._look_again(door)
        except KeyroomError as reason:
            self._send(AskRefused(asked, reason))

    def _tick(self, door: Door) -> None:
        if door.tick():
            self._look_again(door)

    def _look_again(self, door: Door) -> None:
        if self._own is None:
            return
        own = door.look_again(self._own.own.person.no, self._own.own.month)
        if own is not None and own != self._own.own:
            self._tell_own(own)

    def _tell_own(self, own: OwnMonth) -> None:
        self._own = OwnMonthTold(own)
        self._send(self._own)

    def _correction(self, door: Door, card: CardPresented) -> News:
        try:
            return Corrected(door.correct_last(card))
        except NothingToCorrectError as reason:
            return Denied(Purpose.CORRECT, reason)
        except KeyroomError as reason:
            return Denied(Purpose.CORRECT, reason, self._tap(door, card))

    def _use_purpose(self) -> Purpose:
        purpose, self._purpose = self._purpose, Purpose.PUNCH
        return purpose if time.monotonic() < self._purpose_ends else Purpose.PUNCH

    def _show(self, door: Door) -> None:
        now = DoorChanged(door.status, tuple(door.recent(RECENT)))
        if now != self._told:
            self._told = now
            self._send(now)

    def _send(self, news: News) -> None:
        # A screen that is gone, or dying, takes no taps along.
        try:
            self._tell(news)
        except Exception:
            log.exception("nobody takes the news of the door any more")


_STOP: Final = object()
