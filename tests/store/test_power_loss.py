"""Power loss: the writes of a real store, traced, and replayed up to any instant.

What was written after a file's last fsync may be on the disk or not, whole or in part, sector by
sector, in any order. Every such image must open; hold all that was acknowledged before; hold no
half of a transaction; and verify.
"""

import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from store import Store
from store.errors import StoreMissing
from store.verify import verify

WORKLOAD = Path(__file__).parent / "faults" / "workload.py"
TRANSACTIONS = 40
IMAGES = 150
SECTOR = 512
SYSCALLS = "pwrite64,write,fdatasync,fsync,ftruncate,unlink"
CALL = re.compile(
    r"\d+ +(?P<name>\w+)\((?:\d+<)?\"?(?P<path>(?:\\x[0-9a-f]{2})*)[>\"]"
    r"(?:, \"(?P<data>(?:\\x[0-9a-f]{2})*)\")?(?:, (?P<one>\d+))?(?:, (?P<two>\d+))?\) += \d+"
)


@dataclass(frozen=True)
class Event:
    """A system call: on which file, and what it did."""

    name: str
    path: Path
    data: bytes
    offset: int


@dataclass
class Disk:
    """A file as it may be after a power cut: what surely is there, and what may be."""

    sure: bytearray = field(default_factory=bytearray)
    pending: list[Event] = field(default_factory=list)

    def settle(self) -> None:
        """An fsync returned."""
        for event in self.pending:
            apply(event, self.sure)
        self.pending.clear()

    def after_power_cut(self, chance: random.Random) -> bytearray:
        """One of the states in which the power may leave it."""
        content = bytearray(self.sure)
        for event in self.pending:
            fate = chance.choice(["kept", "lost", "torn"])
            if fate == "kept" or (fate == "torn" and event.name == "ftruncate"):
                apply(event, content)
            elif fate == "torn":
                for piece in sectors(event):
                    if chance.random() < 0.5:
                        apply(piece, content)
        return content


def apply(event: Event, content: bytearray) -> None:
    """Do to a file's content what the system call did."""
    end = event.offset + len(event.data)
    if event.name == "ftruncate":
        del content[event.offset :]
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[event.offset : end] = event.data


def sectors(event: Event) -> Iterator[Event]:
    """The parts of a write that reach a disk each as a whole."""
    start = 0
    while start < len(event.data):
        end = min(len(event.data), start + SECTOR - (event.offset + start) % SECTOR)
        yield Event(event.name, event.path, event.data[start:end], event.offset + start)
        start = end


def trace(folder: Path, *settings: str) -> list[Event]:
    """The system calls of a process that makes a store in `folder` and writes to it."""
    output = folder / "trace"
    command = [
        *("strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "8192", "-o", str(output)),
        *("-e", f"trace={SYSCALLS}", sys.executable, str(WORKLOAD)),
        *(str(folder / "store.db"), str(folder / "acks"), str(TRANSACTIONS), *settings),
    ]
    subprocess.run(command, check=True, capture_output=True)
    events = [event(match) for match in CALL.finditer(output.read_text())]
    ours = [event for event in events if event.path.parent == folder or event.path == folder]
    return [event for event in ours if event.path.suffix != ".db-shm"]  # rebuilt when opened


def event(match: re.Match[str]) -> Event:
    """A line of the trace."""
    name, data = match["name"], unescaped(match["data"])
    offset = {"pwrite64": match["two"], "ftruncate": match["one"]}.get(name) or "0"
    return Event(name, Path(unescaped(match["path"]).decode()), data, int(offset))


def unescaped(text: str | None) -> bytes:
    """The bytes behind strace's `\\x00`."""
    return bytes.fromhex((text or "").replace("\\x", ""))


def cut(events: Sequence[Event], chance: random.Random, target: Path) -> set[str]:
    """Write the files as a power cut after `events` may leave them; returns the acknowledged."""
    disks: dict[Path, Disk] = {}
    removed: list[Path] = []
    acknowledged: set[str] = set()
    for one in events:
        if one.name == "write":
            acknowledged |= {line.split()[1] for line in one.data.decode().splitlines()}
        elif one.name == "unlink":
            removed.append(one.path)
        elif one.name in ("fsync", "fdatasync"):
            # A journalling file system has then also kept every earlier removal.
            for path in removed:
                disks.pop(path, None)
            removed.clear()
            if one.path in disks:
                disks[one.path].settle()
        else:
            disks.setdefault(one.path, Disk()).pending.append(one)
    target.mkdir()
    (target / "store.db").touch()
    for path, disk in disks.items():
        if path not in removed or chance.random() < 0.5:
            (target / path.name).write_bytes(disk.after_power_cut(chance))
    return acknowledged


def check(folder: Path, acknowledged: set[str]) -> None:
    """Open an image and hold it against what the process had been told."""
    try:
        with Store(folder / "store.db", create=False) as store:
            halves = [document["half"] for document in store]
            assert verify(store).ok
    except StoreMissing:
        halves = []
    whole = {half.removesuffix("-a") for half in halves if half.endswith("-a")}
    assert sorted(halves) == sorted(f"{number}-{side}" for number in whole for side in "ab")
    assert acknowledged <= whole


def images(events: Sequence[Event], folder: Path, count: int) -> Iterator[tuple[Path, set[str]]]:
    """Power cuts at instants spread over the whole trace."""
    for number in range(count):
        chance = random.Random(number)
        instant = chance.randint(len(events) * number // count, len(events) * (number + 1) // count)
        image = folder / f"image{number}"
        yield image, cut(events[:instant], chance, image)


def test_no_acknowledged_write_is_lost_and_none_is_half(tmp_path: Path) -> None:
    # Checkpoints every few transactions, so that cuts fall into them too.
    events = trace(tmp_path, "wal_autocheckpoint=12")
    assert sum(event.name == "write" for event in events) == TRANSACTIONS
    assert sum(event.path.suffix == ".db" for event in events) > 50, "checkpoints were made"
    for image, acknowledged in images(events, tmp_path, IMAGES):
        check(image, acknowledged)


def test_this_test_finds_what_a_weaker_setting_loses(tmp_path: Path) -> None:
    events = trace(tmp_path, "wal_autocheckpoint=12", "synchronous=NORMAL")
    lost = 0
    for image, acknowledged in images(events, tmp_path, IMAGES // 5):
        try:
            check(image, acknowledged)
        except AssertionError:
            lost += 1
    assert lost
