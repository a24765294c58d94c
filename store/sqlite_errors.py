"""SQLite's result codes as the store's own errors, with place and remedy."""

from enum import IntEnum
from typing import Final

from keyroom.language import N_
from store import errors
from store.errors import StoreError


class Result(IntEnum):
    """SQLite's primary result codes that mean something to a person (sqlite.org/rescode.html)."""

    PERM = 3
    BUSY = 5
    LOCKED = 6
    READONLY = 8
    IOERR = 10
    CORRUPT = 11
    FULL = 13
    CANTOPEN = 14
    AUTH = 23
    NOTADB = 26


PRIMARY: Final = 0xFF
"""Extended result codes carry the primary one in their low byte."""

BUSY: Final = (Result.BUSY, Result.LOCKED)
_BUSY: Final = (
    errors.StoreBusy,
    N_("the store {place} is busy: another program has been writing to it for too long"),
    N_("try again; if it lasts, look for a program that hangs, or raise [store] busy_timeout_s"),
)
_READ_ONLY: Final = (
    errors.ReadOnly,
    N_("the store {place} may not be written"),
    N_("check who owns the file and its folder, and whether the disk is mounted read-only"),
)
_MEANINGS: Final[dict[int, tuple[type[StoreError], str, str]]] = {
    Result.BUSY: _BUSY,
    Result.LOCKED: _BUSY,
    Result.PERM: _READ_ONLY,
    Result.READONLY: _READ_ONLY,
    Result.AUTH: _READ_ONLY,
    Result.IOERR: (
        errors.DiskFault,
        N_("reading or writing the store {place} failed ({code})"),
        N_(
            "look at the disk and the system log; make a backup elsewhere as soon as it can be read"
        ),
    ),
    Result.CORRUPT: (
        errors.Corrupted,
        N_("the store {place} is damaged"),
        N_("stop all terminals, keep a copy of the file, and restore the newest backup"),
    ),
    Result.FULL: (
        errors.DiskFull,
        N_("the disk of the store {place} is full"),
        N_("make room on it; nothing was lost"),
    ),
    Result.CANTOPEN: (
        errors.StoreMissing,
        N_("the store {place} cannot be opened"),
        N_("check that the folder exists and that you may use it"),
    ),
    Result.NOTADB: (
        errors.NotAStore,
        N_("{place} is not a store, or its first page is damaged"),
        N_("check the path; if this was the store, keep a copy of the file and restore a backup"),
    ),
}


_DAMAGE: Final = ("malformed JSON", "Could not decode to UTF-8")
"""What the library says of a document's text without a result code of its own."""


def busy(place: str) -> StoreError:
    """What SQLite's own BUSY is translated to."""
    kind, message, hint = _BUSY
    return kind(message, hint, place=place)


def read_only(place: str) -> StoreError:
    """What SQLite's own READONLY is translated to."""
    kind, message, hint = _READ_ONLY
    return kind(message, hint, place=place)


def translated(fault: BaseException, place: str) -> StoreError | None:
    """The error a person should see, or None where SQLite's own says a fault of the program."""
    code = Result.CORRUPT if _tells_of_damage(fault) else getattr(fault, "sqlite_errorcode", None)
    if code is None or code & PRIMARY not in _MEANINGS:
        return None
    kind, message, hint = _MEANINGS[code & PRIMARY]
    return kind(message, hint, place=place, code=getattr(fault, "sqlite_errorname", str(code)))


def _tells_of_damage(fault: BaseException) -> bool:
    # The driver cannot decode a message in which the library quotes damaged bytes of the schema.
    return isinstance(fault, UnicodeDecodeError) or str(fault).startswith(_DAMAGE)
