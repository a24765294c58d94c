"""Readers on a serial port: pyserial in a thread of its own."""

import errno
import fcntl
import os
import termios
import threading
import time
from abc import abstractmethod
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path

import serial

from devices.drivers.reader_thread import Backoff, Now, Publish, ReaderThread
from devices.errors import ReaderUnavailableError
from devices.options import SerialProtocol
from devices.protocols.em4100 import Em4100
from devices.protocols.frame import FAULT_TEXT, Fault, FrameProtocol
from devices.protocols.lines import LineScanner
from devices.protocols.wiegand import Layout, Wiegand
from devices.urls import SerialUrl
from keyroom.language import N_


class Seconds(float, Enum):
    """Waits of the driver."""

    READ = 1.0
    """Bytes wake a read at once; without any, this often a torn frame is looked for."""
    FIRST_RETRY = 0.5
    LONGEST_RETRY = 10.0
    LOOK = 0.25
    """How often, while waiting to retry, a port that was gone is looked for."""


PROTOCOLS: dict[SerialProtocol, Callable[[SerialUrl], FrameProtocol]] = {
    SerialProtocol.EM4100: lambda _url: Em4100(),
    SerialProtocol.WIEGAND26: lambda url: Wiegand(Layout.H10301, url.parity, url.form),
    SerialProtocol.WIEGAND34: lambda url: Wiegand(Layout.H10306, url.parity, url.form),
    SerialProtocol.LINES: lambda url: LineScanner(url.text),
}

TROUBLE = {
    errno.ENOENT: (
        N_("{port} is not there"),
        N_("plug the reader in; keyroom readers list names the ports of this machine"),
    ),
    errno.EACCES: (
        N_("{port} may not be opened by this user"),
        N_("sudo usermod -aG dialout {user}, then log in again"),
    ),
    errno.EBUSY: (
        N_("{port} is in use by another program"),
        N_("end that program: sudo fuser -v {port}"),
    ),
}
"""Message and remedy of errors that a person can do something about."""

SAME_TROUBLE = {
    errno.ENXIO: errno.ENOENT,
    errno.ENODEV: errno.ENOENT,
    errno.EPERM: errno.EACCES,
    # What flock says when another process holds the port.
    errno.EAGAIN: errno.EBUSY,
}
OTHER_TROUBLE = (
    N_("{port} does not work: {error}"),
    N_("check that a serial reader is behind it; it is opened again by itself"),
)
UNPLUGGED = (
    N_("{port} has gone"),
    N_("check the reader's plug and cable; it is opened again by itself"),
)
"""Any error while reading; pyserial's own words for it are no help to anybody."""


PSEUDO_TERMINAL_MAJORS = range(136, 144)
"""Linux's device numbers of pseudo-terminals, by whatever name they are opened."""


def _unavailable(port: str, error: OSError) -> ReaderUnavailableError:
    number = error.errno or 0
    message, hint = TROUBLE.get(SAME_TROUBLE.get(number, number), OTHER_TROUBLE)
    user = os.environ.get("USER", "$USER")
    return ReaderUnavailableError(message, hint, port=port, error=error, user=user)


def open_port(url: SerialUrl) -> serial.Serial:
    """The port, ours alone, without what arrived before; OSError if it cannot be opened."""
    bits, parity, stop = url.line
    port = serial.Serial(
        url.port,
        baudrate=url.baud,
        bytesize=int(bits),
        parity=parity,
        stopbits=int(stop),
        timeout=Seconds.READ,
        exclusive=True,
    )
    try:
        _claim(port)
    except OSError:
        port.close()
        raise
    return port


def _claim(port: serial.Serial) -> None:
    # Simulated readers' terminals would stay exclusive when we are killed; for them flock must do.
    if os.major(os.fstat(port.fileno()).st_rdev) not in PSEUDO_TERMINAL_MAJORS:
        # `exclusive` is only flock, which a program that does not ask for the lock never notices.
        fcntl.ioctl(port.fileno(), termios.TIOCEXCL)
    # Else FTDI chips keep bytes back for 16 ms. Pseudo-terminals and CDC-ACM have no such thing.
    with suppress(ValueError, NotImplementedError):
        port.set_low_latency_mode(True)


def close_port(port: serial.Serial) -> None:
    """Give the port back, to others too."""
    with suppress(OSError):
        # The last close would end it, but the system's console may keep the port open for good.
        fcntl.ioctl(port.fileno(), termios.TIOCNXCL)
    port.close()


class PortThread(ReaderThread):
    """A reader with a serial port of its own, opened again whenever it comes back."""

    def __init__(self, name: str, url: SerialUrl, publish: Publish, now: Now) -> None:
        super().__init__(name, publish, now, Backoff(Seconds.FIRST_RETRY, Seconds.LONGEST_RETRY))
        self._url = url
        self._port: serial.Serial | None = None
        self._port_lock = threading.Lock()

    def _session(self) -> None:
        try:
            port = open_port(self._url)
        except OSError as error:
            raise _unavailable(self._url.port, error) from error
        try:
            with self._port_lock:
                self._port = port
            self._serve(port)
        except OSError as error:
            raise ReaderUnavailableError(*UNPLUGGED, port=self._url.port) from error
        finally:
            with self._port_lock:
                self._port = None
            close_port(port)

    @abstractmethod
    def _serve(self, port: serial.Serial) -> None:
        """Serve the open port until stopping; OSError when it has gone."""

    def _interrupt(self) -> None:
        with self._port_lock:
            if self._port is not None:
                self._port.cancel_read()

    def _pause(self, seconds: float) -> None:
        """Wait, but not once the port is back that was gone."""
        deadline = time.monotonic() + seconds
        was_gone = not Path(self._url.port).exists()
        while (left := deadline - time.monotonic()) > 0:
            if self._stopping.wait(min(left, Seconds.LOOK)):
                return
            if was_gone and Path(self._url.port).exists():
                self._backoff.reset()
                return


class SerialReader(PortThread):
    """A reader that sends by itself what is held to it."""

    def _serve(self, port: serial.Serial) -> None:
        protocol = PROTOCOLS[self._url.protocol](self._url)
        self._came_up(self._url.port)
        while not self._stopping.is_set():
            self._take(protocol, whatever_came(port))

    def _take(self, protocol: FrameProtocol, data: bytes) -> None:
        at = time.monotonic()
        for found in protocol.feed(data, at):
            if isinstance(found, Fault):
                self._fault(FAULT_TEXT[found.kind])
            else:
                self._present(found.credential, at)


def whatever_came(port: serial.Serial) -> bytes:
    """The bytes there are, waiting for the first one as long as the port's time-out says."""
    first = bytes(port.read(1))
    return first + bytes(port.read(port.in_waiting)) if first else first
