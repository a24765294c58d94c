"""A terminal that remembers what is painted on it, with a program inside."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

import pexpect
import pyte

from tests.end_to_end.program import DYING_WITH_US, PATIENCE_S, environment

ROWS, COLUMNS = 50, 180
"""Wide enough that names also stand in plain letters, beside the big ones."""
AGAIN_S = 0.5
MOMENT = 64
"""So many characters a slow terminal takes at once."""


class Terminal:
    """A program in a pseudo-terminal of its own; `screen` is what a person would see there."""

    rows, columns = ROWS, COLUMNS

    def __init__(self, command: Sequence[str], home: Path, **more: str) -> None:
        self.drawn = ""
        """All that the program has sent."""
        self._screen = pyte.Screen(self.columns, self.rows)
        self._stream = pyte.Stream(self._screen)
        self._child = pexpect.spawn(
            DYING_WITH_US[0],
            [*DYING_WITH_US[1:], *command],
            env=environment(home, **more),
            dimensions=(self.rows, self.columns),
            timeout=PATIENCE_S,
            encoding="utf-8",
            codec_errors="replace",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child.child_fd >= 0:
            self._child.close(force=True)

    def shows(self) -> str:
        """The text on the screen; a wide character takes two cells and is written once."""
        return _text(self._screen)

    def moments(self) -> Iterator[str]:
        """What the slowest of terminals showed, from one little piece of a frame to the next."""
        screen = pyte.Screen(COLUMNS, ROWS)
        stream = pyte.Stream(screen)
        for begin in range(0, len(self.drawn), MOMENT):
            stream.feed(self.drawn[begin : begin + MOMENT])
            yield _text(screen)

    def await_text(self, text: str) -> None:
        """Return once `text` is painted."""
        self._await(lambda: text in self.shows(), f"“{text}”")

    def await_gone(self, text: str) -> None:
        """Return once `text` is painted no more."""
        self._await(lambda: text not in self.shows(), f"anything but “{text}”")

    def press_until(self, keys: str, text: str) -> None:
        """Type again and again until `text` is painted: of a flood some keys are lost."""
        deadline = time.monotonic() + PATIENCE_S
        while text not in self.shows():
            assert time.monotonic() < deadline, f"“{text}” was not painted:\n{self.shows()}"
            self.press(keys)
            self._read(AGAIN_S)

    def press(self, keys: str) -> None:
        """Type."""
        self._child.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        """The window changes its size."""
        self._screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def hang_up(self) -> None:
        """The terminal goes away, the program stays."""
        os.close(self._child.child_fd)
        self._child.child_fd = -1

    @property
    def guard_pid(self) -> int:
        """The process that this terminal has started."""
        pid = self._child.pid
        assert pid is not None
        return pid

    @property
    def screen_pid(self) -> int:
        """The process that draws: the child of the guard."""
        return child_of(self.guard_pid)

    def kill_screen(self) -> None:
        """`kill -9` of the process that draws; the guard that started it lives on."""
        self.signal_screen(signal.SIGKILL)

    def signal_screen(self, number: signal.Signals) -> None:
        """Send a signal to the process that draws."""
        os.kill(self.screen_pid, number)

    def await_end(self) -> int | None:
        """Read on until the program has ended; its exit code, None when a signal ended it."""
        self._child.expect(pexpect.EOF)
        self._take(self._child.before or "")
        self._child.wait()
        return self._child.exitstatus

    def _await(self, done: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not done():
            left = deadline - time.monotonic()
            assert left > 0, f"{what} was not painted; the screen is:\n{self.shows()}"
            self._read(left)

    def _read(self, timeout: float) -> None:
        try:
            self._take(self._child.read_nonblocking(65536, timeout=timeout))
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            raise AssertionError(f"the program ended; the screen is:\n{self.shows()}") from None

    def _take(self, drawn: str) -> None:
        self.drawn += drawn
        self._stream.feed(drawn)


def _text(screen: pyte.Screen) -> str:
    # Not `screen.display`, which fails where half of a wide character was drawn over.
    rows = (screen.buffer[row] for row in range(screen.lines))
    return "\n".join("".join(row[x].data for x in range(screen.columns)) for row in rows)


def child_of(pid: int) -> int:
    """The only child of a process."""
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)
