"""Looks for what is left of destroyed data in the files of an office, byte by byte (BM-6).

Sealed fields and wrapped keys are found by their nonces. In backups sealed fields may stay: their
key is gone. A wrapped key may stay nowhere.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.privacy.sealing import as_stored

_PIECE: Final = 4 * 1024 * 1024
_FIELDS_AT_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Marks:
    """What is looked for."""

    fields: tuple[bytes, ...] = ()
    """The marks of sealed fields."""
    keys: tuple[bytes, ...] = ()
    """The marks of wrapped keys."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found."""

    files: int
    """So many were read, whole."""
    size: int
    """Bytes."""
    remains: tuple[Path, ...]
    """Files that must not hold what they hold."""
    unreadable: tuple[Path, ...]
    """Backups with sealed fields that nothing opens any more."""


def scan(folders: Sequence[Path], is_backup: Callable[[Path], bool], marks: Marks) -> Scan:
    """Read every file below `folders`. Raises OSError where one cannot be read.

    Of very many fields a part is looked for, spread evenly: each costs a pass over all bytes.
    """
    step = -(-len(marks.fields) // _FIELDS_AT_MOST) or 1
    fields = tuple(as_stored(mark) for mark in marks.fields[::step])
    files, size = 0, 0
    remains, unreadable = [], []
    for path in _files(folders):
        try:
            found, length = _look(path, (*fields, *marks.keys))
        except FileNotFoundError:
            continue  # others work in these folders too: it is gone
        files, size = files + 1, size + length
        if found.isdisjoint(marks.keys) and is_backup(path):
            if found:
                unreadable.append(path)
        elif found:
            remains.append(path)
    return Scan(files, size, tuple(remains), tuple(unreadable))


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    seen = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path not in seen and path.is_file() and not path.is_symlink():
                seen.add(path)
                yield path


def _look(path: Path, needles: Sequence[bytes]) -> tuple[set[bytes], int]:
    """Which of `needles` stand in the file, and how long it is."""
    found: set[bytes] = set()
    overlap = max(map(len, needles), default=1) - 1
    size, tail = 0, b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            held = tail + piece
            found.update(needle for needle in needles if needle in held)
            tail = held[-overlap:] if overlap else b""
    return found, size
