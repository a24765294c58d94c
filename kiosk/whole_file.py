"""A file that somebody asked for: there whole when it is done, and not at all when it fails."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keyroom.language import N_
from kiosk.errors import FileUnwritableError
from store import durable_files


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A draft beside `path`, for its owner alone; it takes that name once the block ends well.

    A file that was there is replaced then, and stays when the block fails. Raises
    FileUnwritableError for every fault of the disk in the block.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            yield draft
            _sync(draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        durable_files.sync_folder(path.parent)
    except OSError as fault:
        raise FileUnwritableError(
            N_("{file} cannot be written: {reason}"),
            N_("make room on its disk and in {temporary}, or name another place"),
            file=path,
            reason=fault.strerror or fault,
            temporary=tempfile.gettempdir(),
        ) from fault


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
