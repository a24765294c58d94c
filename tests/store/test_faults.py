"""Faults below the engine, injected by strace into a process that writes: what it is told is true.

`done` means that it is there, `refused` that it is not and never will be, `unknown` either.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest

from store import Store
from store.errors import DiskFault, DiskFull, OutcomeUnknown
from store.verify import verify

WORKLOAD = Path(__file__).parent / "faults" / "workload.py"
TRANSACTIONS = 8


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a document in it, closed."""
    with Store(tmp_path / "store.db") as store:
        store.table("other").insert({"x": 1})
    return tmp_path / "store.db"


def write_with(
    path: Path, calls: str, fault: str, *, on: str, when: str, settings: Sequence[str] = ()
) -> dict[str, str]:
    """Run the workload with a fault in its system calls on a file; what it was told, by number."""
    acks = path.with_name("acks")
    acks.touch()
    command = [
        *("strace", "-f", "--seccomp-bpf", "-o", str(path.with_name("trace")), "-P", on),
        *("-e", f"trace={calls}", "-e", f"inject={calls}:error={fault}:when={when}"),
        *(sys.executable, str(WORKLOAD), str(path), str(acks), str(TRANSACTIONS), *settings),
    ]
    subprocess.run(command, check=False, capture_output=True)
    assert "INJECTED" in path.with_name("trace").read_text(), "the fault was never met"
    told = (line.split() for line in acks.read_text().splitlines())
    return {number: outcome for outcome, number in told}


def check(path: Path, told: dict[str, str]) -> None:
    """Hold what is in the store against what the process was told."""
    with Store(path, create=False) as store:
        assert verify(store).ok
        assert store.table("other").all() == [{"x": 1}]
        halves = [document["half"] for document in store]
    whole = {half.removesuffix("-a") for half in halves if half.endswith("-a")}
    assert sorted(halves) == sorted(f"{number}-{side}" for number in whole for side in "ab")
    assert {number for number, outcome in told.items() if outcome == "done"} <= whole
    assert not whole & {number for number, outcome in told.items() if outcome == "refused"}


@pytest.mark.parametrize("when", ["1", "2", "4", "4..5", "4..6", "3+3", "3+"])
@pytest.mark.parametrize(("calls", "fault"), [("fsync,fdatasync", "EIO"), ("pwrite64", "ENOSPC")])
def test_a_fault_of_the_log_never_makes_a_lie(
    path: Path, calls: str, fault: str, when: str
) -> None:
    told = write_with(path, calls, fault, on=f"{path}-wal", when=when)
    assert len(told) == TRANSACTIONS or when in ("1", "2"), "it goes on after a fault"
    check(path, told)


@pytest.mark.parametrize("when", ["1", "2", "1+"])
@pytest.mark.parametrize("calls", ["fsync,fdatasync", "pwrite64", "ftruncate"])
def test_a_fault_of_a_checkpoint_takes_no_commit_back(path: Path, calls: str, when: str) -> None:
    told = write_with(
        path, calls, "EIO", on=str(path), when=when, settings=["wal_autocheckpoint=4"]
    )
    assert list(told.values()) == ["done"] * TRANSACTIONS
    check(path, told)


def test_a_sync_that_fails_once_is_settled_at_once(path: Path) -> None:
    told = write_with(path, "fsync,fdatasync", "EIO", on=f"{path}-wal", when="4")
    assert "unknown" not in told.values()
    assert list(told.values()).count("done") >= TRANSACTIONS - 1


def test_a_commit_that_is_found_in_the_log_after_all_is_kept_and_told(path: Path) -> None:
    """The second fault keeps the log from being emptied: the store, opened again, reads it."""
    told = write_with(path, "fsync,fdatasync", "EIO", on=f"{path}-wal", when="4..5")
    assert list(told.values()) == ["done"] * TRANSACTIONS
    check(path, told)


def test_a_sync_that_fails_for_good_leaves_the_outcome_unknown(path: Path) -> None:
    told = write_with(path, "fsync,fdatasync", "EIO", on=f"{path}-wal", when="4+")
    assert "unknown" in told.values()
    assert set(list(told.values())[-2:]) <= {"unknown", "refused"}


def test_nothing_is_written_on_until_a_failed_commit_is_settled(path: Path) -> None:
    """A reader keeps the log from being emptied: its doubtful end may not be built upon."""
    with Store(path) as reader, reader.connection():
        assert reader.all() == []
        told = write_with(path, "fsync,fdatasync", "EIO", on=f"{path}-wal", when="4")
    failed = list(told.values()).index("unknown")
    assert set(list(told.values())[failed + 1 :]) == {"refused"}
    check(path, told)


def test_a_full_disk_refuses_and_is_named(path: Path) -> None:
    told = write_with(path, "pwrite64", "ENOSPC", on=f"{path}-wal", when="6")
    assert sorted(told.values()) == ["done"] * (TRANSACTIONS - 1) + ["refused"]


FULL_DISK = """
from pathlib import Path
from store import Store, errors
from store.verify import verify
folder = Path("{folder}")
filler = folder / "filler"
filler.write_bytes(bytes(300_000))
with Store(folder / "store.db") as store:
    kept = 0
    try:
        while True:
            store.insert({{"x": "y" * 2000}})
            kept += 1
    except errors.DiskFull as error:
        assert str(folder) in str(error) and error.hint
    assert len(store) == kept, "what is there can be read"
    filler.unlink()
    for _ in range(5):
        store.insert({{"x": "after"}})
    assert len(store) == kept + 5 and verify(store).ok
print("kept", kept)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user cannot mount; see the test below")
def test_a_full_disk_loses_nothing_and_writing_goes_on_when_there_is_room(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=1500k none {tmp_path} && exec {sys.executable} -"
    run = subprocess.run(
        ["unshare", "--mount", "sh", "-c", mount],
        input=FULL_DISK.format(folder=tmp_path),
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.stdout.startswith("kept "), run.stderr
    assert int(run.stdout.split()[1]) > 10


def test_a_file_that_may_not_grow_loses_nothing(path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Store(path) as store:

        def fill() -> None:
            for _ in count():
                store.insert({"x": "y" * 2000})

        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
        try:
            with pytest.raises((DiskFault, DiskFull, OutcomeUnknown)) as caught:
                fill()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert str(path) in str(caught.value)
        assert len(store) > 10
        store.insert({"x": "after"})
        assert verify(store).ok
