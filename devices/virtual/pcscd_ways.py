"""Where a pcscd of our own can run on this machine, and how programs find it."""

import atexit
import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
import time
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path

from devices.errors import VirtualHardwareError
from keyroom.language import N_

SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
"""Environment variable that tells the client library another socket than the usual one."""
SERVICE_FOLDER = Path("/run/pcscd")
"""Compiled into pcscd: its socket and its pid file."""
SOCKET_NAME = "pcscd.comm"
PID_NAME = "pcscd.pid"
LOCK_NAME = "keyroom.lock"
SYSTEM_FOLDERS = "/usr/sbin:/sbin:/usr/bin:/bin"
"""Where the daemon and the tools lie; not all are on an ordinary user's path."""


class Seconds(float, Enum):
    """Waits for other processes."""

    LOCK = 60.0
    POLL = 0.01


class Way(StrEnum):
    """How virtual readers come into a pcscd; tried in this order."""

    PRIVATE = "private"
    """Our own, in a mount namespace where /run/pcscd is a folder of ours. Needs no root where users
    may make namespaces, leaves a pcscd in service alone, and several can run at once."""
    MACHINE = "machine"
    """Our own at the usual place: for root in a container that may not make namespaces."""
    SYSTEM = "system"
    """The one in service, if vpcd is configured in it. It cannot be restarted by us."""


@cache
def socket_folder() -> Path:
    """The folder in which this process, and its children, look for pcscd's socket from now on.

    The client library reads the name of the socket once: call this before anything else asks for
    smart cards. In the ways MACHINE and SYSTEM the socket in it is a link to the usual one.
    """
    folder = Path(tempfile.mkdtemp(prefix="keyroom-pcscd-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[SOCKET_VARIABLE] = str(folder / SOCKET_NAME)
    return folder


def tool(name: str) -> str:
    """The path of a program that Debian's packages bring."""
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:{SYSTEM_FOLDERS}")
    if path is None:
        raise VirtualHardwareError(
            N_("{name} is not installed, which virtual card readers need"),
            N_("sudo apt-get install pcscd vsmartcard-vpcd util-linux"),
            name=name,
        )
    return path


def is_answering(path: Path) -> bool:
    """Whether a daemon accepts connections at this socket."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True


def private_prefix(folder: Path) -> list[str]:
    """The beginning of a command line that runs the rest with `folder` as /run/pcscd."""
    namespaces = ["--mount"] if os.geteuid() == 0 else ["--user", "--map-root-user", "--mount"]
    script = 'mount --bind "$0" "$1" && shift && exec "$@"'
    return [
        tool("unshare"),
        *namespaces,
        tool("sh"),
        "-c",
        script,
        str(folder),
        str(SERVICE_FOLDER),
    ]


def why_not_private() -> str:
    """Why a private pcscd cannot run; empty if it can."""
    if os.geteuid() == 0:
        SERVICE_FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [*private_prefix(Path(folder)), tool("true")]
        tried = subprocess.run(  # noqa: S603 - programs and paths of our own
            command, capture_output=True, text=True, check=False
        )
    return tried.stderr.strip() if tried.returncode else ""


def why_not_machine() -> str:
    """Why our pcscd cannot run at the usual place; empty if it can."""
    if os.geteuid() != 0:
        return "not root"
    if is_answering(SERVICE_FOLDER / SOCKET_NAME):
        return f"another pcscd answers at {SERVICE_FOLDER / SOCKET_NAME}"
    return ""


class MachineLock:
    """Lets one pcscd of ours at a time run at the usual place."""

    def __init__(self) -> None:
        self._file: int | None = None

    def take(self) -> None:
        """Wait for it, up to 60 s; VirtualHardwareError if another process keeps it."""
        SERVICE_FOLDER.mkdir(exist_ok=True)
        path = SERVICE_FOLDER / LOCK_NAME
        file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        deadline = time.monotonic() + Seconds.LOCK
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    os.close(file)
                    raise VirtualHardwareError(
                        N_("another demo or test uses the virtual card readers"),
                        N_("end it first: sudo fuser -v {path}"),
                        path=path,
                    ) from None
                time.sleep(Seconds.POLL)
            else:
                self._file = file
                return

    def release(self) -> None:
        """Let others have it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
