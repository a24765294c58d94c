"""What waits for the records: the spool where it can be opened, and plain words where it cannot."""

import logging
from pathlib import Path

from kiosk.attendance.concealment import Concealment
from kiosk.attendance.spool import Spool, Write
from kiosk.attendance.spool_file import SpoolError
from kiosk.attendance.taken import Taken

log = logging.getLogger(__name__)


class Backlog:
    """The spool of a terminal; one that cannot be used is a fault to show, never an exception."""

    def __init__(self, folder: Path, terminal: str, concealment: Concealment) -> None:
        self._folder = folder
        self._terminal = terminal
        self._concealment = concealment
        self._spool: Spool | None = None
        self.fault: SpoolError | None = None
        """Why the spool cannot be used; None while it can."""
        self.aside = 0
        """So many pieces lie aside for a person to look at."""
        self.open()

    @property
    def pending(self) -> int:
        """How many lines wait."""
        return 0 if self._spool is None else self._spool.pending

    @property
    def newest(self) -> str | None:
        """The id of the last line that waits."""
        return None if self._spool is None else self._spool.newest

    def open(self) -> bool:
        """Open the spool unless it is open; says whether it is."""
        if self._spool is None:
            try:
                self._spool = Spool(self._folder, self._terminal, self._concealment)
            except SpoolError as fault:
                self._failed(fault)
                return False
            self.fault = None
        return True

    def keep(self, taken: Taken) -> bool:
        """Keep it; says whether it is on the disk."""
        if not self.open() or self._spool is None:
            return False
        try:
            self._spool.keep(taken)
        except SpoolError as fault:
            self._failed(fault)
            return False
        self.fault = None
        return True

    def fold(self, write: Write) -> bool:
        """Put a batch of what waits into the records; says whether nothing is left to wait.

        Raises StoreError.
        """
        if self._spool is None or self._spool.idle:
            return True
        try:
            done = self._spool.fold(write, batches=1)
        except SpoolError as fault:
            # All may be in the records and the file not emptied: nothing to wait for then.
            self._failed(fault)
            done = self.pending == 0
        self.aside = self._spool.aside()
        return done

    def adopt(self, write: Write) -> None:
        """Put what other terminals left behind into the records. Raises StoreError."""
        if self._spool is None:
            return
        try:
            self._spool.adopt(write)
        except SpoolError as fault:
            log.warning("what another terminal left cannot be read: %s", fault)
        self.aside = self._spool.aside()

    def close(self) -> None:
        """Let go of the spool; what waits in it stays."""
        if self._spool is not None:
            self._spool.close()
            self._spool = None

    def _failed(self, fault: SpoolError) -> None:
        if self.fault is None:
            log.error("the spool cannot be used: %s", fault)
        self.fault = fault
