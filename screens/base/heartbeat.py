"""The heartbeat: what the drawing process sends its guard for as long as its event loop turns."""

import os
from contextlib import suppress

EVERY_S = 0.5
"""Between two beats."""
_BEAT = b"."


class _Current:
    pipe: int | None = None


def give(pipe: int) -> None:
    """From here on this process beats into `pipe`."""
    os.set_blocking(pipe, False)
    _Current.pipe = pipe


def is_watched() -> bool:
    """Whether a guard counts on beats."""
    return _Current.pipe is not None


def beat() -> None:
    """Beat once. A pipe that is full, or gone with the guard, changes nothing here."""
    if _Current.pipe is not None:
        with suppress(OSError):
            os.write(_Current.pipe, _BEAT)
