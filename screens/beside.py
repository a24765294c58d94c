"""What threads have in common that stand beside a screen, each with the records for itself."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from keyroom.errors import KeyroomError

STOP_S: Final = 5.0
"""How long the end of a thread is awaited; seconds."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Away:
    """The records cannot be read, and why; None: they are back."""

    fault: KeyroomError | None


class Reach:
    """Whether the records can be read: told at each failure and once when they are back."""

    def __init__(self, tell: Callable[[Away], None]) -> None:
        """`tell` is called in the thread, and must not block for long."""
        self._tell = tell
        self._away: type[KeyroomError] | None = None

    def lost(self, fault: KeyroomError) -> None:
        """They cannot be read; the log names each kind of fault once."""
        if type(fault) is not self._away:
            log.error("the records are away: %s", fault)
            self._away = type(fault)
        self._tell(Away(fault))

    def found(self) -> None:
        """They were read."""
        if self._away is not None:
            log.warning("the records are back")
            self._away = None
            self._tell(Away(None))


def await_end(thread: threading.Thread) -> None:
    """Wait until a thread that was asked to end has ended; one that never began has."""
    if thread.ident is None:  # the app failed before its threads were started
        return
    thread.join(STOP_S)
    if thread.is_alive():
        log.error("the thread %s did not end within %s s", thread.name, STOP_S)
