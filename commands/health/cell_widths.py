"""Ask the terminal itself how wide it draws a text, by where its cursor then stands."""

import os
import re
import select
import termios
import time
import tty
from contextlib import suppress
from pathlib import Path

PATIENCE_S = 1.0
"""How long a terminal may take to answer; over a slow line it takes some 0.2 s."""

_WHERE = b"\x1b[6n"
"""DSR 6: report the cursor's position."""
_HERE = re.compile(rb"\x1b\[\d+;(\d+)R")
"""CPR: row; column, counted from 1."""
_CLEAR_LINE = b"\r\x1b[K"


def drawn_width(text: str, terminal: int) -> int | None:
    """The cells that the terminal behind this descriptor takes for `text`; None: no answer.

    What the person types meanwhile is lost; the line that the cursor stands on is cleared.
    """
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSAFLUSH)
        os.write(terminal, b"\r" + text.encode() + _WHERE)
        column = _answer(terminal)
        os.write(terminal, _CLEAR_LINE)
    finally:
        # Flushing throws an answer away that came too late to be read.
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
    return None if column is None else column - 1


def _answer(terminal: int) -> int | None:
    answer = b""
    deadline = time.monotonic() + PATIENCE_S
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        answer += os.read(terminal, 64)
        if found := _HERE.search(answer):
            return int(found[1])
    return None


def controlling_terminal() -> int | None:
    """A descriptor of the terminal that this process runs in; None where there is none."""
    with suppress(OSError):
        return os.open(Path("/dev/tty"), os.O_RDWR | os.O_NOCTTY)
    return None
