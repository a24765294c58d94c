"""The thread that writes frames to the terminal, and never holds up the screen.

Textual's own blocks the event loop when 30 writes wait, so a terminal that stops reading freezes
everything, its request to stop included; and it dies of a terminal that is gone.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import TextIO

from textual.drivers._writer_thread import WriterThread

log = logging.getLogger(__name__)

WAITING = 256
"""How many writes may wait before frames are dropped."""

STOP_WITHIN_S = 1.0


class KioskWriter(WriterThread):
    """Writes in order; drops frames while the terminal does not read, and says when it reads again.

    `caught_up` asks for a full frame, since those that follow a dropped one do not fit; `gone`
    tells that the terminal is lost. Both are called in this thread.
    """

    def __init__(
        self, file: TextIO, caught_up: Callable[[], None], gone: Callable[[], None]
    ) -> None:
        super().__init__(file)
        self._queue: Queue[str | None] = Queue(WAITING)
        self._caught_up = caught_up
        self._gone = gone
        self._dropped = False
        self._lost = False

    def write(self, text: str) -> None:
        """Queue `text`, or drop it."""
        try:
            self._queue.put_nowait(text)
        except Full:
            self._dropped = True

    def wipe(self, sequence: str) -> None:
        """Queue `sequence`, which empties the terminal; where there is no room, frames make it."""
        while True:
            try:
                self._queue.put_nowait(sequence)
            except Full:
                self._dropped = True
                with suppress(Empty):
                    self._queue.get_nowait()
            else:
                return

    def run(self) -> None:
        """Write until told to stop."""
        while (text := self._queue.get()) is not None:
            if not self._lost:
                self._put_out(text)
        if not self._lost:
            with suppress(OSError):
                self._file.flush()

    def stop(self) -> None:
        """End the thread; one that hangs in a terminal that does not read is left behind."""
        while self.is_alive():
            try:
                self._queue.put_nowait(None)
                break
            except Full:
                with suppress(Empty):
                    self._queue.get_nowait()
        self.join(STOP_WITHIN_S)

    def _put_out(self, text: str) -> None:
        try:
            self._file.write(text)
            if self._queue.empty():
                self._file.flush()
        except OSError as error:
            self._lost = True
            log.warning("the terminal is gone: %s", error.strerror)
            self._gone()
            return
        if self._dropped and self._queue.empty():
            self._dropped = False
            self._caught_up()
