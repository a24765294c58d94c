"""The floor: the bytes appended to a file and pushed to the disk, without any structure."""

import os
from pathlib import Path


class AppendFile:
    """A file that only grows. What `append` returned from is on the disk."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append(self, record: bytes) -> None:
        """One write, one fdatasync."""
        os.write(self._descriptor, record)
        os.fdatasync(self._descriptor)

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self._descriptor)
