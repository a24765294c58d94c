"""The desk as people run it, but for its card reader: `HOME PIPE`.

A line `laid` or `removed` in the pipe is the event that a reader's driver would report: from there
on all is the program's own. What drivers and pcscd take before it is measured apart.
"""

import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from commands.desk import HANG_S
from devices.events import CardPresented, CardRemoved, Credential, CredentialKind, Event, ReaderUp
from keyroom.language import Language, use
from kiosk.home import Home
from screens.base.launcher import launch

READER: Final = "pad"
BADGE: Final = Credential(CredentialKind.CARD_UID, "04A1B2C3D4E507")
LIVES: Final = 1000
"""It is started again so often: the figures kill it more than anybody would."""


class PipedReaders:
    """In place of `ReaderSet`."""

    wedge = None

    def __init__(
        self,
        _readers: Sequence[object],
        _terminal: str,
        publish: Callable[[Event], None],
        now: Callable[[], datetime],
    ) -> None:
        self._publish = publish
        self._now = now

    def start(self) -> None:
        """Report what is written into the pipe."""
        self._publish(ReaderUp(READER, self._now(), "pipe"))
        threading.Thread(target=self._read, daemon=True).start()

    def stop(self) -> None:
        """The thread ends with the process."""

    def _read(self) -> None:
        # For writing too: else the pipe would end with whoever has written into it.
        with Path(sys.argv[2]).open("r+b", buffering=0) as pipe:
            while line := pipe.readline():
                kind = CardPresented if line == b"laid\n" else CardRemoved
                self._publish(kind(READER, self._now(), BADGE))


def start() -> int:
    """Run the desk over these readers."""
    from kiosk.office import Premises
    from screens.desk import run

    use(Language.ENGLISH)
    vars(run)["ReaderSet"] = PipedReaders
    return run.run_desk(Premises.enter(Home(Path(sys.argv[1]))), "desk")


if __name__ == "__main__":
    log = Path(sys.argv[1]) / "logs" / "desk.log"
    log.parent.mkdir(exist_ok=True)
    sys.exit(launch(start, log, hang_s=HANG_S, restarts=LIVES))
