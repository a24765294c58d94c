"""Small files that are there whole, or not at all, whenever the power goes."""

import os
import tempfile
from io import FileIO
from pathlib import Path


def create(path: Path, data: bytes) -> None:
    """Make a new file for its owner alone. Raises FileExistsError, and other OSErrors."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            _write(file, data)
        os.link(draft, path)  # unlike renaming, it replaces nothing
    finally:
        Path(draft).unlink()
    sync_folder(path.parent)


def put(path: Path, data: bytes) -> None:
    """Write a file, in the place of one of that name. Raises OSErrors."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb", buffering=0) as file:
        _write(file, data)
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder as durable as the files' contents."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    os.fsync(file.fileno())
