"""Checkpoints of the ledger while the door is open: at the start, then every hour.

They are written beside the taps, in a thread of their own: the copy goes to another disk, and no
tap waits for that one.
"""

import logging
import threading
from pathlib import Path

from keyroom.errors import KeyroomError
from store import Store, checkpoints

CLOSE_WAIT_S = 3.0
"""How long closing waits for a checkpoint that is being written, seconds."""

log = logging.getLogger(__name__)


class Checkpointing:
    """Writes checkpoints of one store, one at a time. `fault` is the newest one's, if it failed."""

    def __init__(self, folder: Path, minutes: int) -> None:
        self._folder = folder
        self._every_s = minutes * 60.0
        self._due_at: float | None = None
        self._thread: threading.Thread | None = None
        self.fault: KeyroomError | None = None

    def look(self, store: Store, boot_time_s: float) -> None:
        """Begin a checkpoint if one is due by the time since boot; returns at once."""
        first = self._due_at is None
        if self._due_at is not None and boot_time_s < self._due_at:
            return
        if self._thread is not None and self._thread.is_alive():
            return
        self._due_at = boot_time_s + self._every_s
        self._thread = threading.Thread(
            target=self._write,
            args=(store, "start" if first else "hourly"),
            name="checkpoint",
            daemon=True,
        )
        self._thread.start()

    def close(self) -> None:
        """Wait a little for a checkpoint that is being written."""
        if self._thread is not None:
            self._thread.join(CLOSE_WAIT_S)

    def _write(self, store: Store, why: str) -> None:
        try:
            checkpoints.write(store, why, self._folder)
        except KeyroomError as fault:
            # Not for the door to judge: it goes on, and its screen shows what is wrong.
            log.error("no checkpoint: %s", fault)  # noqa: TRY400 - a refusal needs no traceback
            self.fault = fault
        except Exception:
            log.exception("no checkpoint")
        else:
            self.fault = None
