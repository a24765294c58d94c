"""An RDM6300 on a pseudo-terminal, spoken by the tests alone: nothing of `devices` is in it."""

import fcntl
import os
import pty
import select
import struct
import termios
import time
import tty
from contextlib import suppress
from functools import reduce
from operator import xor
from pathlib import Path
from typing import Self

STX, ETX = b"\x02", b"\x03"
_FLUSHED = termios.TIOCPKT_FLUSHREAD


class SerialLine:
    """A reader that can be plugged and unplugged at `path`, a link to its current terminal.

    Opening a serial port flushes what came before, so a tap must wait until the program has it
    open. Packet mode tells: the flush arrives at the master as an event.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._master = self._slave = -1
        self.plug()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()

    @property
    def url(self) -> str:
        """The address for `keyroom.toml`."""
        return f"serial:{self.path}?protocol=em4100&baud=9600"

    def plug(self) -> None:
        """Appear, as a new device."""
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        fcntl.ioctl(self._master, termios.TIOCPKT, struct.pack("i", 1))
        os.set_blocking(self._master, False)
        self.path.symlink_to(os.ttyname(self._slave))

    def unplug(self) -> None:
        """Vanish: whoever has the port open is told by an error."""
        if self._master < 0:
            return
        self.path.unlink()
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def release(self) -> None:
        """Forget a program that was killed: that it had the port for itself, and that it opened it.

        A real port does when the last one closes it; this end of a pseudo-terminal stays open.
        """
        fcntl.ioctl(self._slave, termios.TIOCNXCL)
        with suppress(BlockingIOError):
            while os.read(self._master, 1024):
                pass

    def await_opened(self, timeout_s: float = 30.0) -> None:
        """Return once the program has opened the port and flushed it."""
        deadline = time.monotonic() + timeout_s
        while select.select([self._master], [], [], max(0.0, deadline - time.monotonic()))[0]:
            if os.read(self._master, 1024)[0] & _FLUSHED:
                return
        raise TimeoutError(f"nobody opened {self.path} within {timeout_s} s")

    def tap(self, number: str) -> None:
        """Hold a tag before the reader."""
        self.write(self.frame(number))

    def tap_unless_full(self, number: str) -> None:
        """Hold a tag before the reader; the tap is lost when nobody reads and the line is full."""
        with suppress(BlockingIOError):
            self.tap(number)

    @staticmethod
    def frame(number: str) -> bytes:
        """The 14 bytes that the reader sends: STX, 10 hex digits, their checksum, ETX."""
        checksum = reduce(xor, bytes.fromhex(number))
        return STX + number.encode() + f"{checksum:02X}".encode() + ETX

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        os.write(self._master, data)
