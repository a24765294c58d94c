"""A pcscd with virtual readers, for demo and tests; `pcscd_ways` says where it can run.

vpcd, the virtual readers' driver, listens on all addresses and asks nobody who they are: never in
service.
"""

import atexit
import random
import socket
import subprocess
import time
from collections.abc import Sequence
from enum import Enum, IntEnum
from pathlib import Path
from types import TracebackType

from devices.drivers.pcsc_api import Context
from devices.errors import VirtualHardwareError
from devices.virtual.card import VirtualPcscReader
from devices.virtual.pcscd_ways import (
    PID_NAME,
    SERVICE_FOLDER,
    SOCKET_NAME,
    MachineLock,
    Way,
    is_answering,
    private_prefix,
    socket_folder,
    tool,
    why_not_machine,
    why_not_private,
)
from keyroom.language import N_

VPCD_LIBRARY = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
READER_NAME = "Demo Badge Reader"
SYSTEM_READER_NAME = "Virtual PCD"
"""What the package's own configuration calls its reader."""


class Port(IntEnum):
    """TCP ports of vpcd, which takes one a slot, counting up."""

    SYSTEM = 0x8C7B
    """In the package's own configuration."""
    LOWEST = 20_000
    HIGHEST = 32_000
    """Below the ports that the kernel gives to outgoing connections."""


class Seconds(float, Enum):
    """Waits for the daemon."""

    START = 10.0
    STOP = 3.0
    POLL = 0.005


SLOTS = 2
"""Compiled into vpcd."""
LISTENING = "0A"
"""State of a socket in /proc/net/tcp."""


class PcscDaemon:
    """pcscd with one virtual reader of two slots, each a reader of its own to PC/SC.

    Start it in a thread that lives as long as the daemon shall: it dies with that thread, so that
    a killed demo leaves no open port behind.
    """

    def __init__(self, ways: Sequence[Way] = tuple(Way)) -> None:
        self._folder = socket_folder()
        self._ways = ways
        self._lock = MachineLock()
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self.way: Way | None = None
        """How it runs; None before the first start."""
        self.readers: tuple[VirtualPcscReader, ...] = ()
        """Its slots, once it was started."""

    def __enter__(self) -> "PcscDaemon":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """Its process; None if it does not run or is not ours."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Start it unless it runs, and return when its readers are there; also after `kill`.

        Raises VirtualHardwareError, which says why and what to do, where that cannot be.
        """
        if self._process is not None:
            return
        if self.way is None:
            self.way = self._choose_way()
        if self.way is Way.SYSTEM:
            self._use_system()
            return
        if self.way is Way.MACHINE:
            self._lock.take()
        if not self._port:
            self._port = _free_ports()
            self._write_configuration()
        for name in (SOCKET_NAME, PID_NAME):
            (self._service_folder / name).unlink(missing_ok=True)
        self._link_socket()
        self._launch()
        self.readers = self.readers or _slots(self._port)

    def stop(self) -> None:
        """Remove the cards and end it."""
        for reader in self.readers:
            reader.remove()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(Seconds.STOP)
            except subprocess.TimeoutExpired:
                self._process.kill()
            self._ended()

    def kill(self) -> None:
        """SIGKILL: it ends without a word, as in a crash."""
        if self._process is None:
            raise VirtualHardwareError(
                N_("the pcscd of this machine is not ours to kill"), way=self.way
            )
        self._process.kill()
        self._ended()

    def _ended(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._process = None
        self._lock.release()
        atexit.unregister(self.stop)

    @property
    def _service_folder(self) -> Path:
        return self._folder if self.way is Way.PRIVATE else SERVICE_FOLDER

    def _choose_way(self) -> Way:
        reasons = {}
        for way in self._ways:
            reasons[way] = _WHY_NOT[way]()
            if not reasons[way]:
                return way
        raise VirtualHardwareError(
            N_("pcscd with virtual readers cannot run here: {reasons}"),
            N_("run it as root, or allow user namespaces"),
            reasons="; ".join(f"{way}: {reason}" for way, reason in reasons.items()),
        )

    def _write_configuration(self) -> None:
        folder = self._folder / "readers"
        folder.mkdir(exist_ok=True)
        (folder / "virtual").write_text(
            f'FRIENDLYNAME "{READER_NAME}"\n'
            f"DEVICENAME /dev/null:{self._port}\n"
            f"LIBPATH {VPCD_LIBRARY}\n"
            f"CHANNELID {self._port}\n"
        )

    def _link_socket(self) -> None:
        """Let this process's clients find a daemon that is not in the private folder."""
        if self.way is not Way.PRIVATE:
            link = self._folder / SOCKET_NAME
            link.unlink(missing_ok=True)
            link.symlink_to(SERVICE_FOLDER / SOCKET_NAME)

    def _launch(self) -> None:
        prefix = private_prefix(self._folder) if self.way is Way.PRIVATE else []
        # Set last: gaining rights in a namespace would clear it.
        command = [tool("setpriv"), "--pdeathsig", "TERM"]
        command += [tool("pcscd"), "--foreground", "--config", str(self._folder / "readers")]
        log = self._folder / "pcscd.log"
        with log.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 - programs and paths of our own
                [*prefix, *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        atexit.register(self.stop)
        deadline = time.monotonic() + Seconds.START
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise VirtualHardwareError(
                    N_("pcscd did not start: {log}"),
                    N_("look for another pcscd, or start it by hand: sudo pcscd -f"),
                    log=log.read_text(errors="replace").strip()[-500:],
                )
            time.sleep(Seconds.POLL)

    def _is_ready(self) -> bool:
        ports = {self._port + slot for slot in range(SLOTS)}
        return is_answering(self._service_folder / SOCKET_NAME) and ports <= _listening_ports()

    def _use_system(self) -> None:
        self._link_socket()
        with Context() as context:
            names = [each for each in context.readers() if each.startswith(SYSTEM_READER_NAME)]
        self.readers = tuple(
            VirtualPcscReader(name, Port.SYSTEM + slot) for slot, name in enumerate(sorted(names))
        )


def _slots(port: int) -> tuple[VirtualPcscReader, ...]:
    return tuple(
        VirtualPcscReader(f"{READER_NAME} 00 {slot:02X}", port + slot) for slot in range(SLOTS)
    )


def _listening_ports() -> set[int]:
    """TCP ports that someone on this machine listens on. Connecting to look would insert a card."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    fields = [line.split() for line in lines]
    return {int(each[1].rpartition(":")[2], 16) for each in fields if each[3] == LISTENING}


def _free_ports() -> int:
    """The first of as many free ports in a row as vpcd takes."""
    while True:
        first = random.randrange(Port.LOWEST, Port.HIGHEST, SLOTS)
        sockets = [socket.socket() for _ in range(SLOTS)]
        try:
            for slot, each in enumerate(sockets):
                each.bind(("", first + slot))
        except OSError:
            continue
        else:
            return first
        finally:
            for each in sockets:
                each.close()


def _why_not_ours() -> str:
    if not VPCD_LIBRARY.exists():
        return f"{VPCD_LIBRARY} is missing: sudo apt-get install vsmartcard-vpcd"
    return ""


def _why_not_system() -> str:
    if not is_answering(SERVICE_FOLDER / SOCKET_NAME):
        return "no pcscd in service"
    return "" if Port.SYSTEM in _listening_ports() else "no vpcd in the pcscd in service"


_WHY_NOT = {
    Way.PRIVATE: lambda: _why_not_ours() or why_not_private(),
    Way.MACHINE: lambda: _why_not_ours() or why_not_machine(),
    Way.SYSTEM: _why_not_system,
}
