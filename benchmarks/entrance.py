"""A real entrance: the program in a pseudo-terminal, its readers on others, seen from outside."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import tty
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, reduce
from operator import xor
from pathlib import Path
from typing import Final

from benchmarks.invented import Worker
from benchmarks.offices import COMMAND, environment, name_readers
from kiosk.home import Home
from screens.widgets import letters


@dataclass(frozen=True, slots=True)
class Size:
    """Of a terminal, in cells."""

    columns: int
    rows: int

    def __str__(self) -> str:
        return f"{self.columns}×{self.rows}"


COMMON: Final = Size(120, 40)
LARGEST: Final = Size(480, 135)
"""A 4K screen with small letters."""
PATIENCE_S: Final = 30.0
_STX, _ETX = b"\x02", b"\x03"


def frame(number: str) -> bytes:
    """What an RDM6300 sends for an EM4100 tag."""
    checksum = reduce(xor, bytes.fromhex(number))
    return _STX + number.encode() + f"{checksum:02X}".encode() + _ETX


class Line:
    """The reader's end of a serial line; `path` is what the program opens."""

    def __init__(self, path: Path) -> None:
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        # Packet mode tells when the program has opened the port: opening flushes it.
        fcntl.ioctl(self._master, termios.TIOCPKT, struct.pack("i", 1))
        self._slave = slave
        path.symlink_to(os.ttyname(slave))
        self.url = f"serial:{path}?protocol=em4100&baud=9600"

    def await_opened(self) -> None:
        """Return once the program listens."""
        while select.select([self._master], [], [], PATIENCE_S)[0]:
            if os.read(self._master, 1024)[0] & termios.TIOCPKT_FLUSHREAD:
                return
        raise TimeoutError("the entrance did not open its reader")

    def send(self, data: bytes) -> None:
        """All bytes at once."""
        os.write(self._master, data)

    def close(self) -> None:
        """Give the descriptors back."""
        os.close(self._slave)
        os.close(self._master)


class Entrance:
    """The program's process, and everything it has painted since it was last asked."""

    def __init__(self, home: Home, size: Size = COMMON) -> None:
        self.started = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if not self.pid:
            os.execve(COMMAND[0], [*COMMAND, "entrance"], environment(home))
        fcntl.ioctl(
            self._terminal,
            termios.TIOCSWINSZ,
            struct.pack("HHHH", size.rows, size.columns, 0, 0),
        )
        self._painted = bytearray()

    def await_any(self, wanted: Sequence[bytes]) -> float:
        """When one of these reached the terminal, on `time.perf_counter`; forgets what came before.

        Raises TimeoutError after PATIENCE_S.
        """
        deadline = time.perf_counter() + PATIENCE_S
        while not any(each in self._painted for each in wanted):
            self._read(deadline - time.perf_counter())
        found = time.perf_counter()
        self._painted.clear()
        return found

    def press(self, key: bytes) -> None:
        """Press a key, as its bytes."""
        os.write(self._terminal, key)

    def watch(self, seconds: float) -> None:
        """Let it paint for this long, as a terminal does, and forget what it painted."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                os.read(self._terminal, 65536)
        self._painted.clear()

    def memory(self) -> tuple[int, int]:
        """What the guard has for itself, and all that the screen's process has; bytes.

        The guard is what the screen was forked from, so the rest of its pages are the screen's.
        """
        guard, screen = map(_memory_map, self._processes())
        return guard["Private_Clean"] + guard["Private_Dirty"], screen["Rss"]

    def kill(self) -> None:
        """End it without asking."""
        for process in reversed(self._processes()):
            os.kill(process, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def _processes(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return [self.pid, *map(int, children.split())]

    def _read(self, seconds: float) -> None:
        if seconds <= 0 or not select.select([self._terminal], [], [], seconds)[0]:
            raise TimeoutError("the entrance painted nothing of the kind")
        self._painted += os.read(self._terminal, 65536)


def _memory_map(process: int) -> dict[str, int]:
    """The sums of a process's memory map by kind, in bytes."""
    sums = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return {kind: int(size) * 1024 for kind, size in re.findall(r"(\w+):\s+(\d+) kB", sums)}


@contextmanager
def entrance(
    home: Home, readers: tuple[str, ...] = ("door",), size: Size = COMMON
) -> Iterator[tuple[Entrance, Mapping[str, Line]]]:
    """An entrance that listens to its readers, and the lines to tap on."""
    lines = {name: Line(home.path.parent / f"{home.path.name}-{name}") for name in readers}
    name_readers(home, {name: line.url for name, line in lines.items()})
    running = Entrance(home, size)
    try:
        for line in lines.values():
            line.await_opened()
        yield running, lines
    finally:
        running.kill()
        for line in lines.values():
            line.close()


def tap(running: Entrance, line: Line, worker: Worker) -> float:
    """Seconds from the badge's last byte on the line to the person's name on the terminal.

    What was painted before must be forgotten: the name may stand on the screen already.
    """
    wanted = painted(worker.name)
    begin = time.perf_counter()
    line.send(frame(worker.badge.number))
    return running.await_any(wanted) - begin


@cache
def painted(name: str) -> tuple[bytes, ...]:
    """What the terminal gets when a name is shown: its middle row in big letters of any size."""
    return tuple(letters.rows(name, size)[size // 4].strip().encode() for size in letters.SIZES)
