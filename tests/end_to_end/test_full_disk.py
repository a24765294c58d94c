"""A disk that fills up under the records: taps are spooled, and folded in once there is room."""

import resource
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.office import A02, StartHeadless, database
from tests.end_to_end.program import Headless, keyroom_json
from tests.end_to_end.serial_line import SerialLine

DISK = "8m"
"""Size of the small disk: the office, its spool's reserve, and some room."""
SPOOLED = 20
RETRY_S = 0.1
"""Between two taps while the records are awaited; the door itself tries once a second."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A small tmpfs. Skips the test where this user may not mount one: the limit's test remains."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "keyroom-test", str(folder)]
    tried = subprocess.run(mount, capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"no small disk can be mounted here: {tried.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


class TestSmallDisk:
    """The whole home lies on a disk without a free byte."""

    @pytest.fixture
    def home(self, _office: Path, small_disk: Path) -> Path:
        """The office, on the small disk."""
        return Path(shutil.copytree(_office, small_disk / "home"))

    def test_taps_are_spooled_and_folded_in_when_there_is_room(
        self, home: Path, small_disk: Path, line: SerialLine, headless: StartHeadless
    ) -> None:
        entrance = headless()
        line.await_opened()
        before = _tap(entrance, line, A02)
        filler = small_disk / "filler"
        _fill(filler)
        spooled = _tap_while_away(entrance, line)
        filler.unlink()
        _expect_all(home, entrance, line, [before, *spooled])


class TestFileSizeLimit:
    """The operating system lets no file of the program grow, as a quota does."""

    def test_taps_are_spooled_and_folded_in_when_files_may_grow(
        self, home: Path, line: SerialLine, headless: StartHeadless
    ) -> None:
        entrance = headless()
        line.await_opened()
        before = _tap(entrance, line, A02)
        log = database(home).with_name(database(home).name + "-wal")
        limits = resource.prlimit(entrance.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(entrance.pid, resource.RLIMIT_FSIZE, (log.stat().st_size, limits[1]))
        spooled = _tap_while_away(entrance, line)
        resource.prlimit(entrance.pid, resource.RLIMIT_FSIZE, limits)
        _expect_all(home, entrance, line, [before, *spooled])


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def _tap(entrance: Headless, line: SerialLine, number: str) -> dict[str, Any]:
    line.tap(number)
    return entrance.answer()


def _tap_while_away(entrance: Headless, line: SerialLine) -> list[dict[str, Any]]:
    answers = [_tap(entrance, line, f"{number:010X}") for number in range(SPOOLED)]
    assert {answer["result"] for answer in answers} == {"spooled"}
    return answers


def _expect_all(
    home: Path, entrance: Headless, line: SerialLine, acknowledged: list[dict[str, Any]]
) -> None:
    """Tap until the records are back; then every tap is there, once and in its order."""
    number = 0xFF
    while acknowledged[-1]["result"] == "spooled":
        time.sleep(RETRY_S)
        number += 1
        acknowledged.append(_tap(entrance, line, f"{number:010X}"))
    assert entrance.stop() == 0
    listed = keyroom_json(home, "punches", "list")
    assert [punch["id"] for punch in listed] == [answer["punch"] for answer in acknowledged]
    assert keyroom_json(home, "log", "verify")["ok"]
