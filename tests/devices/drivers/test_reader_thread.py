"""What all readers' threads share."""

import subprocess
import sys
from pathlib import Path

import pytest

from devices.drivers.reader_thread import Backoff

ROOT = Path(__file__).parents[3]
AWAIT_DOWN = """
import sys
from datetime import UTC, datetime
from devices.events import ReaderDown
from devices.readers import open_reader
from devices.virtual.watch import Watch

watch = Watch()
reader = open_reader("door", sys.argv[1], watch.publish, lambda: datetime.now(UTC))
reader.start()
watch.expect(ReaderDown)
reader.stop()
"""


@pytest.mark.parametrize("url", ["serial:/nowhere?protocol=em4100", "pcsc:no such reader"])
def test_nothing_is_printed_where_logging_is_not_set_up(url: str) -> None:
    command = [sys.executable, "-c", AWAIT_DOWN, url]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=20, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def test_waits_double_up_to_the_longest_and_begin_again() -> None:
    backoff = Backoff(0.5, 10.0)
    assert [backoff.next() for _ in range(7)] == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
    backoff.reset()
    assert backoff.next() == 0.5
