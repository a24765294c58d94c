"""A real desk in a pseudo-terminal: laid, opened, lifted, killed, stopped, seen from outside."""

import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from typing import Final

from benchmarks.customers import OWN, PIN, person
from benchmarks.entrance import COMMON, PATIENCE_S
from benchmarks.offices import environment
from kiosk.home import Home
from screens.base.terminal import WIPE

ASKED: Final = b"PIN, then Enter"
OWN_LIST: Final = b"My customers: %d" % OWN
WIPED: Final = WIPE.encode("ascii")
CLEAR: Final = person(0).phone.encode()
MASKED: Final = b"138****0000"


class Desk:
    """The program's processes, and what they have painted since they were last asked."""

    def __init__(self, home: Home, pipe: Path) -> None:
        self._pipe = os.open(pipe, os.O_RDWR)
        self._guard, self._terminal = pty.fork()
        if not self._guard:
            command = (sys.executable, "-m", "benchmarks.desk_program", str(home.path), str(pipe))
            os.execve(command[0], command, environment(home))
        size = struct.pack("HHHH", COMMON.rows, COMMON.columns, 0, 0)
        ioctl(self._terminal, termios.TIOCSWINSZ, size)
        self._painted = bytearray()

    def until(self, wanted: bytes) -> float:
        """When it reached the terminal, on `time.perf_counter`; forgets what came up to it."""
        deadline = time.perf_counter() + PATIENCE_S
        while (at := self._painted.find(wanted)) < 0:
            left = deadline - time.perf_counter()
            if left <= 0 or not select.select([self._terminal], [], [], left)[0]:
                raise TimeoutError(f"the desk painted no {wanted!r}")
            self._painted += os.read(self._terminal, 65536)
        found = time.perf_counter()
        del self._painted[: at + len(wanted)]
        return found

    def watch(self, seconds: float) -> None:
        """Let it paint for this long, as a terminal does."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                self._painted += os.read(self._terminal, 65536)

    def lay(self) -> float:
        """Seconds from the event of a badge to the question for its PIN."""
        begin = self._tell(b"laid\n")
        return self.until(ASKED) - begin

    def identify(self) -> float:
        """Seconds from Enter after the PIN to the own list."""
        self.press(PIN.encode())
        self.until("● ● ● ● ● ●".encode())
        begin = self.press(b"\r")
        return self.until(OWN_LIST) - begin

    def reveal(self) -> None:
        """Open the first customer, and his person in clear."""
        self.press(b"\r")
        self.until(MASKED)
        self.press(b"1")
        self.until(CLEAR)

    def lift(self) -> float:
        """Seconds from the event of the badge's removal to a terminal without a character."""
        begin = self._tell(b"removed\n")
        wiped = self.until(WIPED) - begin
        self.until(b"badge removed")
        return wiped

    def end(self, number: signal.Signals) -> float:
        """Seconds from a signal to the drawing process to a terminal that the guard has wiped."""
        begin = time.perf_counter()
        os.kill(self._screen(), number)
        wiped = self.until(WIPED) - begin
        self.until(b"Lay your badge")
        return wiped

    def press(self, keys: bytes) -> float:
        """Type; when."""
        begin = time.perf_counter()
        os.write(self._terminal, keys)
        return begin

    def close(self) -> None:
        """End it without asking."""
        for process in (self._screen(), self._guard):
            os.kill(process, signal.SIGKILL)
        os.waitpid(self._guard, 0)
        os.close(self._terminal)
        os.close(self._pipe)

    def _tell(self, line: bytes) -> float:
        begin = time.perf_counter()
        os.write(self._pipe, line)
        return begin

    def _screen(self) -> int:
        children = Path(f"/proc/{self._guard}/task/{self._guard}/children")
        return int(children.read_text(encoding="ascii").split()[0])


@contextmanager
def desk(home: Home) -> Iterator[Desk]:
    """A desk that is locked and listens to its reader."""
    pipe = home.path / "reader"
    os.mkfifo(pipe)
    running = Desk(home, pipe)
    try:
        running.until(b"Lay your badge")
        yield running
    finally:
        running.close()
