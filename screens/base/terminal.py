"""The terminal of this process: where the screen is drawn, kept apart from stdout and stderr.

C libraries and stray prints write to the standard streams, and a drawing would be spoilt by them;
while a screen runs they go to the log file, and the screen writes to the terminal itself.
"""

import errno
import os
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

STDIN, STDOUT, STDERR = 0, 1, 2

IGNORED = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)
"""What a keyboard or a shell sends to end or to stop a program."""

IFLAG, LFLAG = 0, 3


class _Current:
    output: TextIO | None = None


def output() -> TextIO:
    """Where the screen is drawn: the terminal once `divert` has run, before that stderr."""
    if _Current.output is not None:
        return _Current.output
    if sys.__stderr__ is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.__stderr__


@contextmanager
def held() -> Iterator[None]:
    """Make the terminal quiet, and give it back as it was.

    Before the first slow import: in the third of a second that it takes, Ctrl+C must not end the
    program nor Ctrl+Z stop it, and nothing that is typed may show.
    """
    before = termios.tcgetattr(STDIN)
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in IGNORED}
    quiet = [*before]
    quiet[IFLAG] &= ~termios.IXON
    quiet[LFLAG] &= ~(termios.ISIG | termios.ECHO | termios.ICANON | termios.IEXTEN)
    termios.tcsetattr(STDIN, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        _give_back(before)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _give_back(attributes: list[Any]) -> None:
    with suppress(termios.error):  # the terminal is gone, and with it its attributes
        # Flushing: what was typed at the screen is no command for the shell.
        termios.tcsetattr(STDIN, termios.TCSAFLUSH, attributes)


def divert(log: Path) -> TextIO:
    """Send stdout and stderr to `log`, open the terminal for drawing; returns the former stderr."""
    former = os.fdopen(os.dup(STDERR), "w", encoding="utf-8", errors="replace")
    _Current.output = os.fdopen(_open_for_drawing(), "w", encoding="utf-8", errors="replace")
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    os.dup2(descriptor, STDOUT)
    os.dup2(descriptor, STDERR)
    os.close(descriptor)
    return former


def _open_for_drawing() -> int:
    # The terminal that is typed at, not stderr: under `2>log` the screen would be blank.
    try:
        return os.open(os.ttyname(STDIN), os.O_WRONLY | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return os.dup(STDERR)  # another user's terminal, such as after su


WIPE = "".join(
    (
        "\x1b[?2026l",  # end a held-back frame
        "\x1b[0m\x1b[H\x1b[2J",
    )
)
"""What leaves no character on the screen that is up."""

CLEAR = "".join(
    (
        WIPE,  # while the alternate screen is still up, which has no scrollback
        "\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l",  # mouse
        "\x1b[?1004l\x1b[?2004l\x1b[?2048l",  # focus, paste, size reports
        "\x1b[<u",  # kitty keys
        "\x1b[?1049l",  # the ordinary screen
        "\x1b[?7h\x1b[?25h",  # line wrap, cursor
    )
)
"""What puts a terminal in order that a killed screen has left behind, nothing of it shown."""


def clear() -> None:
    """Take what a killed screen has drawn off the terminal."""
    try:
        descriptor = _open_for_drawing()
    except OSError:
        return
    try:
        os.write(descriptor, CLEAR.encode("ascii"))
    except OSError:
        pass
    finally:
        os.close(descriptor)
