"""The virtual serial reader: as a port that comes and goes, and that dies with its owner."""

import subprocess
import sys
from pathlib import Path

from serial import Serial

from devices.protocols import em4100
from devices.virtual.serial_reader import VirtualSerialReader

ROOT = Path(__file__).parents[3]
HOLD_A_READER = """
import sys
from pathlib import Path
from devices.virtual.serial_reader import VirtualSerialReader

reader = VirtualSerialReader(Path(sys.argv[1]))
print("plugged in", flush=True)
input()
"""


def test_tap_comes_out_at_the_link_byte_for_byte(tmp_path: Path) -> None:
    with VirtualSerialReader(tmp_path / "tty") as reader:
        expected = b"\x03\x04\r\n\x7f\xff" + em4100.encode("62E3086CED")
        with reader.link.open("rb") as terminal:
            reader.write(b"\x03\x04\r\n\x7f\xff")
            reader.tap("62E3086CED")
            assert terminal.read(len(expected)) == expected


def test_unplugged_reader_is_gone_and_takes_nothing(tmp_path: Path) -> None:
    with VirtualSerialReader(tmp_path / "tty") as reader:
        reader.unplug()
        reader.unplug()
        reader.tap("62E3086CED")
        assert not reader.is_plugged
        assert not reader.link.is_symlink()
        reader.plug()
        reader.plug()
        assert reader.is_plugged
        assert reader.link.exists()
    assert not reader.link.is_symlink()


def test_it_can_be_awaited_that_somebody_listens(tmp_path: Path) -> None:
    with VirtualSerialReader(tmp_path / "tty") as reader:
        assert not reader.await_opened(0.05)
        with Serial(str(reader.link), timeout=10) as port:
            assert reader.await_opened(10)
            reader.tap("62E3086CED")
            assert port.read(14) == em4100.encode("62E3086CED")


def test_nobody_listening_loses_bytes_and_holds_nobody_up(tmp_path: Path) -> None:
    with VirtualSerialReader(tmp_path / "tty") as reader:
        for number in range(2000):
            reader.tap(f"{number:010X}")


def test_link_of_a_killed_owner_leads_nowhere(tmp_path: Path) -> None:
    link = tmp_path / "tty"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_A_READER, str(link)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as owner:
        assert owner.stdout is not None
        owner.stdout.readline()
        assert link.exists()
        owner.kill()
    # The number that the owner's terminal had goes to the next ones: these.
    with VirtualSerialReader(tmp_path / "a"), VirtualSerialReader(tmp_path / "b"):
        assert link.is_symlink()
        assert not link.exists()
