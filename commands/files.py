"""Files that people name on the command line: read whole, written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from commands.exits import WrongUsageError
from keyroom.language import N_


def read_text(path: Path) -> str:
    """The text of a file that somebody handed in. Raises WrongUsageError."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise WrongUsageError(
            N_("{file} cannot be read: {reason}"),
            file=path,
            reason=getattr(fault, "strerror", None) or fault,
        ) from fault


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Whatever fails in the block is told of the file or folder that a person named.

    Raises WrongUsageError.
    """
    try:
        yield
    except OSError as fault:
        raise WrongUsageError(
            N_("{file} cannot be written: {reason}"), file=path, reason=fault.strerror or fault
        ) from fault


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A text file for its owner alone, at `path` once the block has ended well.

    A file that was there is replaced then, and stays when the block fails. Raises WrongUsageError.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with writing(path):
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
