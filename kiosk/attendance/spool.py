"""The spool of an entrance: taps kept on its own disk while the records cannot be written.

Each entrance writes a file of its own. What is found there goes into the records once and in
order: every line carries the id of its record, so a line that is already there is passed over, and
the file is emptied only when all of it is there. A program killed in between starts over.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from urllib.parse import quote

from keyroom.errors import KeyroomError
from kiosk.attendance.concealment import Concealment
from kiosk.attendance.spool_file import (
    DAMAGED_SUFFIX,
    SUFFIX,
    SpoolFile,
    SpoolInUseError,
)
from kiosk.attendance.taken import Taken, from_line, to_line
from store.errors import DocumentRefused, StoreError

BATCH = 100
"""Lines that go into the records in one transaction: some 50 ms in which no tap is answered."""

log = logging.getLogger(__name__)

Write = Callable[[Sequence[Taken]], None]
"""Writes to the records, all or nothing; passes over what is there already."""


class Spool:
    """The spool of one entrance, and what other entrances left behind. One thread uses it."""

    def __init__(self, folder: Path, terminal: str, concealment: Concealment) -> None:
        """Open this terminal's file. Raises SpoolError."""
        self._folder = folder
        self._concealment = concealment
        self._file = _own_file(folder, terminal)
        self._folded = 0
        """So many lines of the file are in the records already."""

    @property
    def pending(self) -> int:
        """How many lines of this entrance wait."""
        return self._file.count - self._folded

    @property
    def idle(self) -> bool:
        """Whether there is nothing to put into the records, and nothing to clear away."""
        return self._file.empty

    @property
    def newest(self) -> str | None:
        """The id of the last line that waits: new ids must be greater."""
        lines = self._file.entries
        try:
            return from_line(lines[-1], self._concealment).id if lines else None
        except KeyroomError:
            return None

    def keep(self, taken: Taken) -> None:
        """Keep it; it is on the disk when this returns. Raises SpoolError."""
        self._file.append(to_line(taken, self._concealment))

    def fold(self, write: Write, batches: int | None = None) -> bool:
        """Put what waits into the records; at most so many batches, if a number is given.

        Says whether all is done. A line that the records refuse is set aside, and the others go
        on. Raises StoreError, SpoolError: then the rest waits on.
        """
        for _ in range(batches) if batches is not None else count():
            batch = self._file.entries[self._folded : self._folded + BATCH]
            if not batch:
                break
            self._write(self._file, batch, write)
            self._folded += len(batch)
        if self.pending:
            return False
        if not self._file.empty:
            self._file.retire()
            self._folded = 0
        return True

    def adopt(self, write: Write) -> None:
        """Put what other entrances left behind into the records, where nobody writes any more.

        Raises StoreError, SpoolError.
        """
        for path in sorted(self._folder.glob(f"*{SUFFIX}")):
            if path == self._file.path:
                continue
            try:
                left = SpoolFile(path, reserve=0)
            except SpoolInUseError:
                continue
            with left:
                for start in range(0, len(left.entries), BATCH):
                    self._write(left, left.entries[start : start + BATCH], write)
                if not left.empty:
                    left.retire()
                left.remove()

    def aside(self) -> int:
        """How many pieces were set aside for a person to look at."""
        return sum(1 for _ in self._folder.glob(f"*{DAMAGED_SUFFIX}"))

    def close(self) -> None:
        """Let go of the file; what waits in it stays."""
        self._file.close()

    def _write(self, file: SpoolFile, lines: Sequence[bytes], write: Write) -> None:
        try:
            write([from_line(line, self._concealment) for line in lines])
        except Exception as fault:
            if isinstance(fault, StoreError) and not isinstance(fault, DocumentRefused):
                raise
            log.exception("%s: the records refuse one of %d lines", file.path, len(lines))
            self._write_singly(file, lines, write)

    def _write_singly(self, file: SpoolFile, lines: Sequence[bytes], write: Write) -> None:
        """One bad record must not keep the others out: each by itself, and the bad one aside."""
        if len(lines) == 1:
            file.set_aside(lines[0])
            return
        for line in lines:
            self._write(file, [line], write)


def _own_file(folder: Path, terminal: str) -> SpoolFile:
    """The first file of this terminal that no other process holds."""
    for path in _names(folder, quote(terminal, safe="")):
        try:
            return SpoolFile(path)
        except SpoolInUseError:
            log.warning("%s: another entrance of this name writes here", path)
    raise AssertionError("there is always one more name")


def _names(folder: Path, stem: str) -> Iterator[Path]:
    yield folder / f"{stem}{SUFFIX}"
    for number in count(2):
        yield folder / f"{stem}.{number}{SUFFIX}"
