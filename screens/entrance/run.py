"""The entrance with its screen: readers, tap thread and app, started and ended in order."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.attendance.door import Door
from kiosk.office import Premises
from screens.base.launcher import FAULT
from screens.entrance.place import Place
from screens.mailbox import Mailbox
from screens.reader_set import ReaderSet
from screens.taps import TapThread

if TYPE_CHECKING:
    from screens.base.app import KioskApp

LIVES = 3
"""So many times the screen is started; taps go on while it is down."""

log = logging.getLogger(__name__)


def run_entrance(premises: Premises, terminal: str) -> int:
    """Run until a supervisor closes it or the process is asked to stop; the exit code.

    To be called by `screens.base.launcher.launch`. Every tap that has come by then is taken. A
    screen that ends by a fault is started again while the taps go on.
    """
    # Here: the launcher has made the terminal quiet before Textual's third of a second.
    from screens.entrance.app import EntranceApp

    entrance = Entrance(premises, terminal)

    def make() -> EntranceApp:
        return EntranceApp(entrance.place, entrance.mailbox, entrance.taps, entrance.readers.wedge)

    return entrance.run(make)


class Entrance:
    """What stands behind the screen: the tap thread, the readers, and the mailbox between."""

    def __init__(self, premises: Premises, terminal: str) -> None:
        """Nothing runs yet. Raises ReaderUrlError."""
        self.place = Place.of(premises, terminal)
        self.mailbox = Mailbox()
        self.taps = TapThread(lambda: Door(premises, terminal), self.mailbox.tell)
        self.readers = ReaderSet(premises.config.readers, terminal, self.taps.post, self.place.now)
        self._is_open = False

    def run(self, make: Callable[[], "KioskApp"]) -> int:
        """Run the app that `make` makes; its exit code."""
        try:
            for _ in range(LIVES):
                app = make()
                # The door opens behind the first picture: both at once would take longer for each.
                app.when_shown = self._open
                app.run()
                if app.return_code != FAULT:
                    break
                log.error("the screen is started again; taps go on")
            return app.return_code or 0
        finally:
            self._close()

    def _open(self) -> None:
        if not self._is_open:
            self._is_open = True
            self.taps.start()
            self.readers.start()

    def _close(self) -> None:
        if self._is_open:
            self.readers.stop()
            self.taps.stop()
