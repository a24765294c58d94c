"""The spool file: what returns from `append` is on the disk, whatever happens next."""

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.attendance.spool_file import RESERVE, SpoolError, SpoolFile, SpoolInUseError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "entrance.spool"


@pytest.fixture
def file_size_limit() -> Iterator[int]:
    """No file of this process may grow beyond 4 KiB: appends fail as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = 4096
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_entries_come_back_in_order_after_reopening(path: Path) -> None:
    with SpoolFile(path) as spool:
        for entry in (b"one", b"two", b"three"):
            spool.append(entry)
    with SpoolFile(path) as spool:
        assert spool.entries == (b"one", b"two", b"three")
        assert spool.damaged == 0


def test_file_is_for_its_owner_alone(path: Path) -> None:
    with SpoolFile(path):
        assert path.stat().st_mode & 0o777 == 0o600


def test_retired_file_is_empty_and_has_its_room_again(path: Path) -> None:
    with SpoolFile(path) as spool:
        spool.append(b"one")
        spool.retire()
        assert spool.empty
        spool.append(b"two")
    assert path.stat().st_size == RESERVE
    with SpoolFile(path) as spool:
        assert spool.entries == (b"two",)


@pytest.mark.parametrize("cut", range(2, len("0123456789abcdef two\n")))
def test_torn_last_line_is_recognised_wherever_it_was_cut(path: Path, cut: int) -> None:
    with SpoolFile(path, reserve=1) as spool:
        spool.append(b"one")
        spool.append(b"two")
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - cut)
    with SpoolFile(path, reserve=1) as spool:
        assert (spool.entries, spool.damaged) == ((b"one",), 1)


def test_last_line_that_lacks_only_its_end_is_whole(path: Path) -> None:
    with SpoolFile(path, reserve=1) as spool:
        spool.append(b"one")
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1)
    with SpoolFile(path, reserve=1) as spool:
        spool.append(b"two")
    with SpoolFile(path, reserve=1) as spool:
        assert (spool.entries, spool.damaged) == ((b"one", b"two"), 0)


def test_torn_line_in_reserved_room_is_recognised(path: Path) -> None:
    with SpoolFile(path) as spool:
        spool.append(b"one")
        spool.append(b"two")
    data = path.read_bytes()
    path.write_bytes(data.replace(b" two\n", b"\0two\n"))
    with SpoolFile(path) as spool:
        assert (spool.entries, spool.damaged) == ((b"one",), 1)


def test_append_after_a_torn_line_is_whole_and_the_torn_one_is_set_aside(path: Path) -> None:
    with SpoolFile(path, reserve=1) as spool:
        spool.append(b"one")
    with path.open("ab") as file:
        file.write(b"0123456789abcdef {half")
    with SpoolFile(path, reserve=1) as spool:
        spool.append(b"two")
    with SpoolFile(path, reserve=1) as spool:
        assert spool.entries == (b"one", b"two")
        spool.retire()
        assert spool.empty
    (aside,) = path.parent.glob("*.damaged")
    assert aside.read_bytes() == b"0123456789abcdef {half"


def test_altered_line_is_set_aside_and_the_others_stay(path: Path) -> None:
    with SpoolFile(path) as spool:
        for entry in (b"one", b"two", b"three"):
            spool.append(entry)
    path.write_bytes(path.read_bytes().replace(b"two", b"2wo"))
    with SpoolFile(path) as spool:
        assert (spool.entries, spool.damaged) == ((b"one", b"three"), 1)


def test_file_of_another_process_is_refused(path: Path) -> None:
    holder = "import sys; from pathlib import Path; from kiosk.attendance.spool_file import *;"
    holder += "SpoolFile(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(SpoolInUseError, match="another entrance"):
            SpoolFile(path)
        process.kill()
    with SpoolFile(path) as spool:
        assert spool.empty


def test_reserved_room_serves_when_nothing_can_grow(path: Path, file_size_limit: int) -> None:
    line = len("0123456789abcdef \n") + 100
    with SpoolFile(path, reserve=file_size_limit) as spool:
        for _ in range(file_size_limit // line):
            spool.append(b"x" * 100)
        with pytest.raises(SpoolError, match="free some space"):
            spool.append(b"x" * 100)
    with SpoolFile(path) as spool:
        assert (len(spool.entries), spool.damaged) == (file_size_limit // line, 0)


def test_failed_append_leaves_nothing_and_a_later_one_succeeds(
    path: Path, file_size_limit: int
) -> None:
    with SpoolFile(path, reserve=1) as spool:
        spool.append(b"one")
        with pytest.raises(SpoolError):
            spool.append(b"x" * file_size_limit)
        spool.append(b"two")
    with SpoolFile(path, reserve=1) as spool:
        assert (spool.entries, spool.damaged) == ((b"one", b"two"), 0)


def test_failed_flush_is_a_failed_append(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with SpoolFile(path) as spool:
        spool.append(b"one")
        with monkeypatch.context() as patch:
            patch.setattr(os, "fdatasync", broken)
            with pytest.raises(SpoolError):
                spool.append(b"a longer entry")
        spool.append(b"two")
    with SpoolFile(path) as spool:
        assert (spool.entries, spool.damaged) == ((b"one", b"two"), 0)


def test_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SpoolError, match="No such file"):
        SpoolFile(tmp_path / "gone" / "entrance.spool")
