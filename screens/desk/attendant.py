"""The desk's thread: from the readers and the keys to the service, and back what may be shown.

It stands beside the screen, as the entrance's tap thread does: the screen never opens the records,
and a slow query never holds up the lock.
"""

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

from devices.events import (
    CardPresented,
    CardRemoved,
    CardReturned,
    Event,
    IdDocumentRead,
    ReaderDown,
    ReaderUp,
)
from keyroom.errors import KeyroomError
from kiosk.privacy.desk import Cause
from kiosk.privacy.desk_service import DeskService
from screens.base.faults import places
from screens.beside import await_end
from screens.desk.window import Window

Request = Callable[[DeskService], None]
"""What the person at the screen wants done."""
Ask = Callable[[Request], None]
OpenDesk = Callable[[], AbstractContextManager[DeskService]]

TICK_S: Final = 0.3
"""How often it looks at what others have recorded; seconds."""
RETRY_S: Final = 1.0

log = logging.getLogger(__name__)


class Attendant:
    """Takes events and requests one after the other."""

    def __init__(self, open_desk: OpenDesk, window: Window) -> None:
        """`open_desk` is called in the thread."""
        self._open_desk = open_desk
        self._window = window
        self._wanted: queue.SimpleQueue[Event | Request | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def post(self, event: Event) -> None:
        """Take an event of a reader. Any thread may call it; it never blocks."""
        if isinstance(event, CardRemoved | ReaderDown | ReaderUp):
            self._window.tell(event)
        self._wanted.put(event)

    def ask(self, request: Request) -> None:
        """Take a request of the screen."""
        self._wanted.put(request)

    def stop(self) -> None:
        """Lock, record the end of the session, close."""
        self._stopped.set()
        self._wanted.put(None)
        await_end(self._thread)

    def _run(self) -> None:
        while True:
            try:
                with self._open_desk() as desk:
                    self._serve(desk)
            except KeyroomError as fault:
                log.error("the desk cannot be opened: %s", fault)  # noqa: TRY400 - says all
                self._window.away(fault)
            except Exception as fault:  # noqa: BLE001 - whatever it is, its values stay out of the log
                log.error("the desk cannot be opened: %s", places(fault))  # noqa: TRY400
            if self._stopped.wait(RETRY_S):
                return

    def _serve(self, desk: DeskService) -> None:
        self._window.show(desk.view)
        shown = desk.view
        while (wanted := self._next()) is not _STOP:
            self._guarded(desk, wanted)
            if desk.view != shown:
                shown = desk.view
                self._window.show(shown)
        desk.close()

    def _next(self) -> object:
        try:
            return self._wanted.get(timeout=TICK_S) or _STOP
        except queue.Empty:
            return None

    def _guarded(self, desk: DeskService, wanted: object) -> None:
        try:
            self._do(desk, wanted)
            desk.tick()
        except Exception as fault:  # noqa: BLE001 - whatever it is, the desk is locked
            log.error("the desk is locked by a fault: %s", places(fault))  # noqa: TRY400
            desk.close(Cause.FAULT)

    def _do(self, desk: DeskService, wanted: object) -> None:
        match wanted:
            case CardPresented() | CardReturned():
                desk.laid(wanted)
            case CardRemoved():
                desk.lifted(wanted)
            case ReaderDown():
                desk.lost(wanted)
            case IdDocumentRead():
                desk.read(wanted)
            case _ if callable(wanted):
                wanted(desk)
            case _:
                pass  # time went by, or what no desk needs: a reader that came up


_STOP: Final = object()
