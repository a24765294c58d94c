"""Environment variables that open a hatch: removed before Textual or Rich is imported.

`TEXTUAL_DEBUG` writes every key to a file, `TEXTUAL_DRIVER` loads foreign code, `TEXTUAL_PRESS`
types, `TEXTUAL_SCREENSHOT` draws and quits, `TEXTUAL` reaches for developer tools.
"""

import os
from collections.abc import Iterator, MutableMapping

PREFIX = "TEXTUAL"

NAMES = frozenset(
    {
        "COLUMNS",  # a size that no resize of the terminal changes any more
        "LINES",
        "ESCDELAY",
        "FORCE_COLOR",
        "NO_COLOR",
        "TTY_COMPATIBLE",
        "TTY_INTERACTIVE",
    }
)

SET = {
    # Its key reports put Shift presses between the letters of a keyboard-wedge reader, and its
    # numbers can be too big for the key parser.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    # A frame waits for at most this part of a second; Textual's own 60 costs an answer 8 ms.
    "TEXTUAL_FPS": "240",
}


def clear(environment: MutableMapping[str, str] = os.environ) -> None:
    """Remove the variables that open a hatch, and set those that close one."""
    for name in [*_open(environment)]:
        del environment[name]
    environment.update(SET)


def _open(environment: MutableMapping[str, str]) -> Iterator[str]:
    return (name for name in environment if name.startswith(PREFIX) or name in NAMES)
