"""`keyroom entrance --no-screen`: real process, real driver, and what a kill cannot take away."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from devices.virtual.serial_reader import VirtualSerialReader

Run = Callable[..., Result]
Running = Callable[..., subprocess.Popen[str]]
KNOWN, LOST, UNKNOWN = "0A0048C107", "0A0048C1F9", "0A0048C1FF"


@pytest.fixture
def entrance(example: Path, door: VirtualSerialReader, running: Running) -> Running:
    """Start the entrance and wait until its reader works."""

    def start() -> subprocess.Popen[str]:
        log = example / "logs" / "keyroom.log"
        before = log.read_text(encoding="utf-8").count("door: up")
        process = running("entrance", "--no-screen")
        deadline = time.monotonic() + 30
        while log.read_text(encoding="utf-8").count("door: up") == before:
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return process

    return start


def answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    line: dict[str, Any] = json.loads(process.stdout.readline())
    return line


def punches(keyroom: Run) -> dict[str, dict[str, Any]]:
    rows = json.loads(keyroom("punches", "list", "--json", "--from", "today").stdout)
    return {row["id"]: row for row in rows}


def test_each_answer_is_a_line_and_a_record(
    keyroom: Run, entrance: Running, door: VirtualSerialReader
) -> None:
    process = entrance()
    answers = []
    for number in (KNOWN, UNKNOWN, LOST):
        door.tap(number)
        answers.append(answer(process))
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert [each["result"] for each in answers] == ["recorded", "unknown", "refused"]
    assert [each["person"] for each in answers] == ["A07", None, "A09"]
    found = punches(keyroom)
    for each in answers:
        record = found[each["punch"]]
        assert (record["result"], record["at"]) == (each["result"], each["at"])
        assert record["direction"] == each["direction"]
        assert record["credential_kind"] == "em4100"
        assert record["assurance"] == "uid_only"


def test_kill_9_takes_no_answered_tap_away(
    keyroom: Run, entrance: Running, door: VirtualSerialReader
) -> None:
    kept = []
    for number in (KNOWN, "0A0048C108", UNKNOWN):
        process = entrance()
        door.tap(number)
        kept.append(answer(process)["punch"])
        process.kill()
        process.wait(30)
        # A pseudo-terminal stays exclusive when its user was killed; a port does not.
        door.unplug()
        door.plug()
    assert set(kept) <= punches(keyroom).keys()


@pytest.mark.parametrize(
    "config, words, line",
    [
        ("", ("--terminal", "back"), "no entrance is called “back” — name one with --terminal"),
        (
            '[terminals.east]\nkind = "entrance"\n[terminals.west]\nkind = "entrance"\n',
            (),
            "which entrance is this? — name one with --terminal: east, west",
        ),
    ],
)
def test_the_entrance_must_be_named(
    keyroom: Run, example: Path, config: str, words: tuple[str, ...], line: str
) -> None:
    path = example / "keyroom.toml"
    if config:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.partition("[terminals")[0] + config, encoding="utf-8")
    result = keyroom("entrance", "--no-screen", *words)
    assert result.exit_code == 2
    assert result.stderr.startswith(line)
