"""The wall's thread: reads what the wall shows, and records what badges and keys at it do.

It stands beside the screen, which never opens the records. What comes while they are away waits,
with the moment at which it came, and is recorded in that order when they are back.
"""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from devices.events import CardPresented, Event, ReaderDown, ReaderFault, ReaderUp
from keyroom.errors import KeyroomError
from kiosk.clock import Reading
from kiosk.meetings.wall_service import Purpose, WallService
from kiosk.meetings.wall_view import Pressed
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.signs_of_life import SignsOfLife
from screens.beside import Reach, await_end
from screens.news import ReaderChanged
from screens.wall.news import Done, News, Read, Refused
from store.errors import StoreError

LOOK_S: Final = 0.2
"""Between two looks at whether anything was written: a tap at the entrance shows within 0.5 s."""
RETRY_S: Final = 1.0
SIGN_S: Final = 10.0
"""Between two signs of life."""
ALIVE_S: Final = 5.0
"""A screen that has painted nothing for so long is frozen, and its wall gives no sign."""
CONFIRM_S: Final = 30.0
"""How long a badge is awaited after the key that asks for it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tap:
    """A badge, what it was for, and when it came."""

    card: CardPresented
    purpose: Purpose
    at: Reading


@dataclass(slots=True)
class Awaited:
    """A badge that a key has asked for, at the wall or at an entrance."""

    purpose: Purpose
    until: float
    after: str
    """The last tap at an entrance when the key was pressed."""
    people: list[StaffNo] | None = None
    """Who may confirm it there, once that was asked."""


class Usher:
    """One thread with an office of its own. Any thread may call what is public."""

    def __init__(
        self,
        open_office: Callable[[], AbstractContextManager[Office]],
        tell: Callable[[News], None],
        read: Callable[[], Reading],
        signs: SignsOfLife,
        terminal: str,
    ) -> None:
        """`open_office` is called in the thread; `tell` too, and it must not block for long."""
        self._open_office = open_office
        self._tell = tell
        self._read = read
        self._signs = signs
        self._terminal = terminal
        self._came: queue.SimpleQueue[Event | Tap | Pressed | None] = queue.SimpleQueue()
        self._waiting: deque[Tap | Pressed] = deque()
        self._awaited: Awaited | None = None
        self._newest_tap = ""
        self._settled: list[Pressed] = []
        self._painted_at = time.monotonic()
        self._looked_at = time.monotonic()
        self._sign_at = 0.0
        self._reach = Reach(tell)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="usher", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def post(self, event: Event) -> None:
        """Take an event of a reader."""
        if isinstance(event, CardPresented):
            awaited, self._awaited = self._awaited, None
            purpose = Purpose.COME
            if awaited is not None and time.monotonic() < awaited.until:
                purpose = awaited.purpose
            self._came.put(Tap(event, purpose, self._read()))
        else:
            self._came.put(event)

    def press(self, pressed: Pressed) -> None:
        """Lead the meeting on when what came before is done."""
        self._came.put(pressed)

    def expect(self, purpose: Purpose | None) -> None:
        """A badge is asked for, within CONFIRM_S; None calls it off."""
        until = time.monotonic() + CONFIRM_S
        self._awaited = None if purpose is None else Awaited(purpose, until, self._newest_tap)

    def painted(self) -> float:
        """The screen has painted; for how many seconds nobody has looked at the records."""
        self._painted_at = time.monotonic()
        return self._painted_at - self._looked_at

    def stop(self) -> None:
        """Do what has come, let go of the records, end."""
        self._stopped.set()
        self._came.put(None)
        await_end(self._thread)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with self._open_office() as office:
                    self._serve(office)
            except KeyroomError as fault:
                self._reach.lost(fault)
            except Exception:
                log.exception("the wall's thread stumbled, and begins anew")
            self._give_sign()
            self._stopped.wait(RETRY_S)
        self._signs.end(self._terminal)

    def _serve(self, office: Office) -> None:
        service = WallService(office)
        minute = None
        while not self._stopped.is_set():
            self._collect()
            self._do(service)
            self._confirm(service)
            now = self._read()
            this = now.utc.replace(second=0, microsecond=0)
            if office.store.changed() or this != minute or self._settled:
                minute = this
                self._newest_tap = service.newest_tap()
                facts = service.facts(now)
                settled, self._settled = tuple(self._settled), []
                self._tell(Read(facts, settled))
            self._found()
            self._give_sign()

    def _collect(self) -> None:
        """Take what has come, or wait a little for it."""
        try:
            came = self._came.get(timeout=0 if self._waiting else LOOK_S)
        except queue.Empty:
            return
        match came:
            case Tap() | Pressed():
                self._waiting.append(came)
            case ReaderUp() | ReaderDown() | ReaderFault():
                self._tell(ReaderChanged(came))
            case _:
                pass  # what no wall needs: a card that was taken away

    def _do(self, service: WallService) -> None:
        while self._waiting:
            task = self._waiting[0]
            try:
                if isinstance(task, Pressed):
                    service.press(task)
                else:
                    self._tell(Done(service.tap(task.card, task.purpose, task.at)))
            except StoreError:
                raise  # it waits until the records are back
            except KeyroomError as reason:
                self._tell(Refused(reason))
            if isinstance(task, Pressed):
                self._settled.append(task)
            self._waiting.popleft()

    def _confirm(self, service: WallService) -> None:
        """See whether whoever may has tapped at an entrance for what a key has asked."""
        awaited = self._awaited
        if awaited is None:
            return
        if time.monotonic() >= awaited.until:
            self._awaited = None
            return
        now = self._read()
        if awaited.people is None:
            awaited.people = service.confirmers(awaited.purpose, now)
        for no in awaited.people:
            if service.has_tapped(no, awaited.after):
                if self._awaited is awaited:
                    self._awaited = None
                try:
                    self._tell(Done(service.confirm(no, awaited.purpose, now)))
                except StoreError:
                    raise
                except KeyroomError as reason:
                    self._tell(Refused(reason))
                return

    def _give_sign(self) -> None:
        now = time.monotonic()
        if now >= self._sign_at and now - self._painted_at < ALIVE_S:
            self._sign_at = now + SIGN_S
            self._signs.give(self._terminal, self._read())

    def _found(self) -> None:
        self._looked_at = time.monotonic()
        self._reach.found()
