"""A terminal that remembers what is painted on it, with a program inside."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pexpect
import pyte

from tests.end_to_end.program import PATIENCE_S, environment

ROWS, COLUMNS = 40, 120


class Terminal:
    """A program in a pseudo-terminal of its own; `screen` is what a person would see there."""

    def __init__(self, command: Sequence[str], home: Path, **more: str) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self._screen)
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            env=environment(home, **more),
            dimensions=(ROWS, COLUMNS),
            timeout=PATIENCE_S,
            encoding="utf-8",
            codec_errors="replace",
        )

    @property
    def pid(self) -> int:
        """The program's process."""
        assert self._child.pid is not None
        return self._child.pid

    def shows(self) -> str:
        """The text on the screen; a wide character takes two cells and is written once."""
        return "\n".join(self._screen.display)

    def await_text(self, text: str) -> None:
        """Return once `text` is painted."""
        self._await(lambda: text in self.shows(), f"“{text}”")

    def press(self, keys: str) -> None:
        """Type."""
        self._child.send(keys)

    def kill(self) -> None:
        """As `kill -9` does it."""
        self._child.kill(9)
        self._child.wait()

    def await_end(self) -> int | None:
        """Read on until the program has ended; its exit code, None when a signal ended it."""
        self._child.expect(pexpect.EOF)
        self._stream.feed(self._child.before or "")
        self._child.wait()
        return self._child.exitstatus

    def _await(self, done: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not done():
            left = deadline - time.monotonic()
            assert left > 0, f"{what} was not painted; the screen is:\n{self.shows()}"
            try:
                self._stream.feed(self._child.read_nonblocking(65536, timeout=left))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                raise AssertionError(f"the program ended; the screen is:\n{self.shows()}") from None
