"""The entrance with its screen: readers, tap thread and app, started and ended in order."""

import logging
import sys

from kiosk.attendance.door import Door
from kiosk.office import Premises
from screens.base.launcher import FAULT
from screens.entrance.place import Place
from screens.mailbox import Mailbox
from screens.reader_set import ReaderSet
from screens.taps import TapThread

SWITCH_S = 0.001
"""How long a thread runs before another gets its turn: a fifth of Python's own, so that a tap does
not wait for a paint, nor a paint for a checkpoint."""
LIVES = 3
"""So many times the screen is started; taps go on while it is down."""

log = logging.getLogger(__name__)


def run_entrance(premises: Premises, terminal: str) -> int:
    """Run until a supervisor closes it or the process is asked to stop; the exit code.

    To be called by `screens.base.launcher.launch`. Every tap that has come by then is taken. A
    screen that ends by a fault is started again while the taps go on.
    """
    sys.setswitchinterval(SWITCH_S)
    mailbox = Mailbox()
    taps = TapThread(lambda: Door(premises, terminal), mailbox.tell)
    place = Place.of(premises, terminal)
    readers = ReaderSet(premises.config.readers, terminal, taps.post, place.now)
    taps.start()
    try:
        with readers:
            # Textual takes a third of a second to import: taps do not wait for it.
            from screens.entrance.app import EntranceApp

            for _ in range(LIVES):
                app = EntranceApp(place, mailbox, taps.expect, readers.wedge)
                app.run()
                if app.return_code != FAULT:
                    break
                log.error("the screen is started again; taps go on")
            return app.return_code or 0
    finally:
        taps.stop()
