"""The file that an entrance writes to while the records cannot be written.

Append-only: one line an entry, a checksum and the entry's bytes, forced to the disk before the
append returns. Room for it is reserved while there is some, so that a disk which fills up later
does not stop the door; what is not used yet is zeros. A lock says which process it belongs to.
"""

import errno
import fcntl
import hashlib
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from keyroom.language import N_
from kiosk.errors import OfficeError

RESERVE = 1 << 20
"""Bytes: some 2,500 taps, days of a whole office. 0 reserves nothing."""

SUFFIX = ".spool"
DAMAGED_SUFFIX = ".damaged"
_CHECKSUM_CHARS = 16

log = logging.getLogger(__name__)


class SpoolError(OfficeError):
    """The spool cannot be opened or written: nothing that was to be added is kept."""


class SpoolInUseError(SpoolError):
    """Another process writes to this file."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What was found in a spool file."""

    entries: tuple[bytes, ...]
    damaged: tuple[bytes, ...]
    end: int
    """Where the next line goes, bytes from the start."""
    unended: bool
    """The last line has no end: it was being written when the power went."""


class SpoolFile:
    """One spool file, open and locked. One thread uses it."""

    def __init__(self, path: Path, *, reserve: int = RESERVE) -> None:
        """Open `path`, making it if needed. Raises SpoolInUseError, SpoolError."""
        self.path = path
        self._reserve = reserve
        self._entries: list[bytes] = []
        self._damaged: tuple[bytes, ...] = ()
        self._end = 0
        self._unended = False
        try:
            self._file = _open_locked(path)
            self._read()
        except BlockingIOError as fault:
            raise SpoolInUseError(
                N_("{path}: another entrance writes here"), N_("wait until it ends"), path=path
            ) from fault
        except OSError as fault:
            raise self._fault(fault) from fault
        self._make_room()

    @property
    def entries(self) -> tuple[bytes, ...]:
        """The whole entries, oldest first."""
        return tuple(self._entries)

    @property
    def count(self) -> int:
        """How many whole entries there are."""
        return len(self._entries)

    @property
    def damaged(self) -> int:
        """How many pieces are no whole entries: torn by a loss of power, or altered."""
        return len(self._damaged)

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it, not even damaged pieces."""
        return not self._entries and not self._damaged

    def append(self, entry: bytes) -> None:
        """Add an entry, one line of text without zeros. It is on the disk when this returns.

        Raises SpoolError; then the entry is not kept, and what was there before still is.
        """
        line = _checksum(entry) + b" " + entry + b"\n"
        if self._unended:
            line = b"\n" + line
        try:
            size = os.fstat(self._file).st_size
            try:
                _write_all(self._file, line, self._end)
                os.fdatasync(self._file)
            except OSError:
                self._undo(size, len(line))
                raise
        except OSError as fault:
            raise self._fault(fault) from fault
        self._end += len(line)
        self._unended = False
        self._entries.append(entry)

    def set_aside(self, piece: bytes) -> None:
        """Keep a piece that cannot be used in a file of its own, for a person to look at.

        The same piece is kept once, however often it is set aside. Raises SpoolError.
        """
        name = hashlib.sha256(piece).hexdigest()[:_CHECKSUM_CHARS]
        path = self.path.with_name(f"{self.path.stem}-{name}{DAMAGED_SUFFIX}")
        try:
            _write_new(path, piece)
        except OSError as fault:
            raise self._fault(fault) from fault
        log.error("%s: a piece that cannot be used is kept in %s", self.path, path)

    def retire(self) -> None:
        """Empty the file, once its entries are in the records; damaged pieces are set aside first.

        Raises SpoolError; then the file is as it was.
        """
        for piece in self._damaged:
            self.set_aside(piece)
        try:
            os.ftruncate(self._file, 0)
            os.fsync(self._file)
        except OSError as fault:
            raise self._fault(fault) from fault
        self._read()
        self._make_room()

    def remove(self) -> None:
        """Remove the file, emptied before, and let go of it. Raises SpoolError."""
        try:
            self.path.unlink()
        except OSError as fault:
            raise self._fault(fault) from fault
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the file; what is in it stays."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _read(self) -> None:
        content = _parse(_read_all(self._file))
        self._entries = list(content.entries)
        self._damaged = content.damaged
        self._end = content.end
        self._unended = content.unended

    def _make_room(self) -> None:
        if not self._reserve:
            return
        try:
            os.posix_fallocate(self._file, 0, self._reserve)
        except OSError as fault:
            # The door goes on without; should the disk be full, the answer will say so.
            log.warning("%s: no room could be reserved: %s", self.path, fault)

    def _undo(self, size: int, count: int) -> None:
        """Undo a failed append of `count` bytes: no piece of it may come to life later."""
        try:
            _write_all(self._file, bytes(min(count, size - self._end)), self._end)
            os.ftruncate(self._file, size)
        except OSError as fault:
            log.warning("%s: a failed append may have left a piece: %s", self.path, fault)

    def _fault(self, fault: OSError) -> SpoolError:
        return SpoolError(
            N_("{path}: the spool cannot be written: {reason}"),
            N_("free some space on this disk, or make the folder writable again"),
            path=self.path,
            reason=fault.strerror or fault,
        )


def _open_locked(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever had the lock before may have removed the file while we waited to open it.
            if _is_at(descriptor, path):
                _sync_folder(path.parent)
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        _write_all(descriptor, data, 0)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _sync_folder(path.parent)


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_all(descriptor: int) -> bytes:
    size = os.fstat(descriptor).st_size
    pieces = []
    offset = 0
    while offset < size:
        piece = os.pread(descriptor, size - offset, offset)
        if not piece:
            break
        pieces.append(piece)
        offset += len(piece)
    return b"".join(pieces)


def _write_all(descriptor: int, data: bytes, offset: int) -> None:
    while data:
        written = os.pwrite(descriptor, data, offset)
        if not written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        data, offset = data[written:], offset + written


def _checksum(entry: bytes) -> bytes:
    return hashlib.sha256(entry).hexdigest()[:_CHECKSUM_CHARS].encode("ascii")


def _parse(data: bytes) -> _Content:
    content = data.rstrip(b"\0")
    entries, damaged = [], []
    for line in filter(None, content.split(b"\n")):
        checksum, _, entry = line.partition(b" ")
        if entry and checksum == _checksum(entry):
            entries.append(entry)
        else:
            damaged.append(line)
    unended = content != b"" and not content.endswith(b"\n")
    return _Content(tuple(entries), tuple(damaged), len(content), unended)
