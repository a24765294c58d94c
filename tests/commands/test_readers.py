"""`keyroom readers`: what is there, what is configured, and what a badge says."""

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from commands.reader_match import reader_rows
from devices.discovery import FoundReader
from devices.virtual.serial_reader import VirtualSerialReader
from kiosk.settings.terminals import ReaderKnobs

Run = Callable[..., Result]
Running = Callable[..., subprocess.Popen[str]]
CARD = FoundReader("pcsc:ACS ACR122U 00 00", "ACS ACR122U 00 00", ("ACS ACR122U 00 00",))


def configured(**urls: str) -> list[ReaderKnobs]:
    return [ReaderKnobs(name=name, terminal="entrance", url=url) for name, url in urls.items()]


def test_listen_prints_one_event_a_line(door: VirtualSerialReader, running: Running) -> None:
    process = running("readers", "listen", "--json")
    assert process.stdout is not None
    up = json.loads(process.stdout.readline())
    assert (up["event"], up["reader"]) == ("reader_up", "door")
    door.tap("62E3086CED")
    badge = json.loads(process.stdout.readline())
    assert badge == {
        "event": "card_presented",
        "reader": "door",
        "at": badge["at"],
        "credential": "em4100:62E3086CED",
        "assurance": "uid_only",
    }
    door.unplug()
    assert json.loads(process.stdout.readline())["event"] == "reader_down"
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (130, "", "")


def test_listen_reads_a_keyboard_wedge_from_its_input(example: Path, running: Running) -> None:
    with (example / "keyroom.toml").open("a", encoding="utf-8") as config:
        config.write('[[readers]]\nname = "desk"\nterminal = "desk"\nurl = "wedge:"\n')
    process = running("readers", "listen", "desk", "--json")
    assert process.stdin is not None
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["event"] == "reader_up"
    process.stdin.write("62E3086CED\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["credential"] == "em4100:62E3086CED"


def test_listen_to_a_reader_that_nobody_configured(keyroom: Run, door: VirtualSerialReader) -> None:
    result = keyroom("readers", "listen", "back")
    assert result.exit_code == 2
    assert result.stderr == ("no reader is called back — the configured readers are: door\n")


def test_list_says_which_is_configured(keyroom: Run, door: VirtualSerialReader) -> None:
    rows = json.loads(keyroom("readers", "list", "--json").stdout)
    assert [row["configured_as"] for row in rows if row["url"] == door.url] == [["door"]]


def test_list_needs_no_office(keyroom: Run) -> None:
    assert keyroom("readers", "list").exit_code == 0


@pytest.mark.parametrize(
    "urls, rows",
    [
        ({}, [(True, ())]),
        ({"card": "pcsc:*"}, [(True, ("card",))]),
        ({"card": "pcsc:ACS ACR122U 00 00", "any": "pcsc:*"}, [(True, ("card", "any"))]),
        ({"card": "pcsc:Omnikey*"}, [(True, ()), (False, ("card",))]),
        ({"door": "serial:/dev/nowhere?protocol=em4100"}, [(True, ()), (False, ("door",))]),
        ({"keys": "wedge:"}, [(True, ()), (True, ("keys",))]),
    ],
)
def test_attached_and_configured_readers_find_each_other(
    urls: dict[str, str], rows: list[tuple[bool, tuple[str, ...]]]
) -> None:
    found = reader_rows([CARD], configured(**urls))
    assert [(row.attached, row.configured_as) for row in found] == rows
