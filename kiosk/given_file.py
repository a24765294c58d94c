"""Files that people hand in."""

from pathlib import Path

from keyroom.language import N_
from kiosk.errors import FileUnreadableError


def read_given(path: Path) -> bytes:
    """The bytes of a file that somebody named. Raises FileUnreadableError."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise FileUnreadableError(
            N_("{path}: the file cannot be read: {reason}"),
            N_("check that the file is there and that this user may read it"),
            path=path,
            reason=fault.strerror or fault,
        ) from fault
