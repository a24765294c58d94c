"""The virtual pcscd: the ways it can run, and that it leaves nothing behind."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from devices.drivers.pcsc_api import Context
from devices.errors import VirtualHardwareError
from devices.virtual.pcscd import PcscDaemon
from devices.virtual.pcscd_ways import (
    SERVICE_FOLDER,
    SOCKET_NAME,
    Way,
    is_answering,
    tool,
    why_not_private,
)

ROOT = Path(__file__).parents[3]
PATIENCE = 20

READ_A_CARD = """
import sys
from devices.drivers.pcsc_api import Context
from devices.protocols.apdu import Command
from devices.virtual.pcscd import PcscDaemon
from devices.virtual.pcscd_ways import Way

def read_a_card(daemon):
    daemon.start()
    reader = daemon.readers[0]
    reader.insert("04A1B2C3")
    with Context() as context:
        state = 0
        while not state & 0x20:
            state = context.wait({reader.name: state}, 2).get(reader.name, state)
        with context.connect(reader.name) as card:
            print(daemon.way, card.transmit(Command.GET_UID).data.hex(), flush=True)
"""
LOOPBACK_UP = """
import fcntl, socket, struct
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
"""


def run_in_own_machine(folder: Path, script: str) -> str:
    """Run Python where /run/pcscd is `folder` and no port is taken; its output."""
    if why_not := why_not_private():
        pytest.skip(f"needs namespaces: {why_not}")
    rights = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    mount = 'mount --bind "$0" /run/pcscd && exec "$@"'
    command = [tool("unshare"), *rights, "--mount", "--net", tool("sh"), "-c", mount, str(folder)]
    ended = subprocess.run(
        [*command, sys.executable, "-c", LOOPBACK_UP + READ_A_CARD + script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_private_pcscd_runs_or_says_why_not() -> None:
    daemon = PcscDaemon(ways=(Way.PRIVATE,))
    if why_not := why_not_private():
        with pytest.raises(VirtualHardwareError, match="allow user namespaces") as refused:
            daemon.start()
        assert why_not in str(refused.value)
        return
    in_service = is_answering(SERVICE_FOLDER / SOCKET_NAME)
    with daemon, Context() as context:
        assert daemon.way is Way.PRIVATE
        assert context.readers() == [reader.name for reader in daemon.readers]
        assert is_answering(SERVICE_FOLDER / SOCKET_NAME) == in_service


def test_pcscd_at_the_usual_place_reads_a_card(tmp_path: Path) -> None:
    script = "daemon = PcscDaemon(ways=(Way.MACHINE,)); read_a_card(daemon); daemon.stop()"
    assert run_in_own_machine(tmp_path, script) == "machine 04a1b2c3\n"


def test_pcscd_in_service_is_used_and_not_ended(tmp_path: Path) -> None:
    script = """
import subprocess
from devices.virtual.pcscd import Port, _listening_ports
from devices.virtual.pcscd_ways import SERVICE_FOLDER, SOCKET_NAME, is_answering, tool
from devices.errors import VirtualHardwareError

with subprocess.Popen([tool("pcscd"), "--foreground"]) as service:
    while not (is_answering(SERVICE_FOLDER / SOCKET_NAME) and Port.SYSTEM in _listening_ports()):
        assert service.poll() is None
    daemon = PcscDaemon(ways=(Way.MACHINE, Way.SYSTEM))
    read_a_card(daemon)
    try:
        daemon.kill()
    except VirtualHardwareError as error:
        print(error)
    daemon.stop()
    print(is_answering(SERVICE_FOLDER / SOCKET_NAME))
    service.terminate()
"""
    assert run_in_own_machine(tmp_path, script).splitlines() == [
        "system 04a1b2c3",
        "the pcscd of this machine is not ours to kill",
        "True",
    ]


def test_no_way_is_explained_way_by_way(tmp_path: Path) -> None:
    script = """
from devices.errors import VirtualHardwareError

try:
    PcscDaemon(ways=(Way.SYSTEM,)).start()
except VirtualHardwareError as error:
    print(error)
"""
    assert run_in_own_machine(tmp_path, script) == (
        "pcscd with virtual readers cannot run here: system: no pcscd in service"
        " — run it as root, or allow user namespaces\n"
    )


def test_pcscd_dies_with_the_process_that_was_killed(tmp_path: Path) -> None:
    script = """
daemon = PcscDaemon()
daemon.start()
print(daemon.pid, flush=True)
input()
"""
    command = [sys.executable, "-c", READ_A_CARD + script]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        daemon = os.pidfd_open(pid)
        owner.kill()
    try:
        ended, _, _ = select.select([daemon], [], [], PATIENCE)
        assert ended
    finally:
        os.close(daemon)


def test_ended_pcscd_can_be_started_again_with_the_same_readers(pcscd: PcscDaemon) -> None:
    names = [reader.name for reader in pcscd.readers]
    for end in (pcscd.stop, pcscd.kill):
        end()
        pcscd.start()
        with Context() as context:
            assert context.readers() == names
