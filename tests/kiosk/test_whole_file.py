"""A file that somebody asked for is there whole, or not at all."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.errors import FileUnwritableError
from kiosk.whole_file import whole_file


@contextmanager
def full_disk(largest: int = 1000) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes meanwhile."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_it_takes_its_name_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    with whole_file(path) as draft:
        draft.write_text("half")
        assert not path.exists()
        draft.write_text("whole")

    assert path.read_text() == "whole"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_there_stays_when_the_block_fails(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text("old")

    def fail_half_way() -> None:
        with whole_file(path) as draft:
            draft.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_no_half_file_and_names_the_place_and_the_remedy(
    tmp_path: Path,
) -> None:
    path = tmp_path / "report.csv"
    with full_disk(), pytest.raises(FileUnwritableError) as refused, whole_file(path) as draft:
        draft.write_text("x" * 2000)

    assert str(refused.value).startswith(f"{path} cannot be written: ")
    assert "make room on its disk" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "report.csv"
    with pytest.raises(FileUnwritableError, match="No such file"), whole_file(path):
        pass
