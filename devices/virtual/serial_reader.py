"""A serial reader on a pseudo-terminal, found under a name of its own as by-id links are."""

import fcntl
import os
import select
import struct
import termios
import time
import tty
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from devices.protocols import em4100


class VirtualSerialReader:
    """A reader that is plugged in at `link`, until it is unplugged or closed.

    As with a real port, what was sent before somebody opens it is lost.
    """

    def __init__(self, link: Path) -> None:
        self.link = link
        self._ends: tuple[int, int] | None = None
        self.plug()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.unplug()

    @property
    def url(self) -> str:
        """The address of this reader in a configuration."""
        return f"serial:{self.link}?protocol=em4100"

    @property
    def is_plugged(self) -> bool:
        """Whether it is plugged in."""
        return self._ends is not None

    def plug(self) -> None:
        """Plug it in; it appears at `link` as another device than before."""
        if self._ends is not None:
            return
        ours, theirs = os.openpty()
        tty.setraw(theirs)
        # Packet mode tells when the port is opened, for pyserial flushes it then.
        fcntl.ioctl(ours, termios.TIOCPKT, struct.pack("i", 1))
        os.set_blocking(ours, False)
        self._ends = ours, theirs
        # Through our own open file: named /dev/pts/N, the link would lead to whichever terminal
        # gets that number once we were killed, and a reader left running would take it over.
        self.link.symlink_to(f"/proc/{os.getpid()}/fd/{theirs}")

    def unplug(self) -> None:
        """Pull the plug: the link goes, and whoever reads gets an error."""
        if self._ends is None:
            return
        self.link.unlink(missing_ok=True)
        for end in self._ends:
            os.close(end)
        self._ends = None

    def await_opened(self, seconds: float) -> bool:
        """Wait until somebody opens it after it was plugged in; False if nobody did in time.

        For one caller: what it waits for is told once.
        """
        deadline = time.monotonic() + seconds
        while self._ends is not None and (left := deadline - time.monotonic()) > 0:
            ours = self._ends[0]
            try:
                if (
                    select.select([ours], [], [], left)[0]
                    and os.read(ours, 1)[0] & termios.TIOCPKT_FLUSHREAD
                ):
                    return True
            except OSError:  # unplugged meanwhile
                return False
        return False

    def tap(self, number: str) -> None:
        """Hold a tag to it: `number` is ten hex digits."""
        self.write(em4100.encode(number))

    def write(self, data: bytes) -> None:
        """Send bytes as they are; nothing happens while it is unplugged."""
        if self._ends is not None:
            with suppress(BlockingIOError):
                os.write(self._ends[0], data)
