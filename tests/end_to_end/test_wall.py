"""The wall in a real terminal, beside an entrance: from the evening before to the report."""

import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.false_clock import FalseClock
from tests.end_to_end.office import A02, A03, STAFF, StartHeadless
from tests.end_to_end.program import COMMAND, keyroom, keyroom_json
from tests.end_to_end.serial_line import SerialLine
from tests.end_to_end.terminal import Terminal

DAY = "2026-11-24"
BLOCKS = ("a=起立迎客", "b=无", "c=59 元含 30G", "d=走访开发区", "e=无")
SETTLED_S = 1.1
"""After a key the next one counts only so much later: a key that is held repeats."""

LIFTED_S = 2.1
"""A badge that is read again earlier has lain on the reader all the time."""


class Small(Terminal):
    """The smallest terminal that there is: names and blocks stand in plain letters."""

    rows, columns = 24, 80


@pytest.fixture
def clock(tmp_path: Path) -> FalseClock:
    """The clock of the whole office."""
    return FalseClock(tmp_path / "faketimerc")


@pytest.fixture
def home(tmp_path: Path, clock: FalseClock) -> Path:
    """An office of that clock's time, whose people have worn their badges for weeks."""
    turn(clock, "2026-11-02 08:00:00")
    home = tmp_path / "home"
    keyroom(home, "init", **believing(clock))
    keyroom(home, "people", "import", str(STAFF), **believing(clock))
    return home


def believing(clock: FalseClock) -> dict[str, Any]:
    """The variables of a process that believes the clock."""
    return {**clock.variables}


def turn(clock: FalseClock, text: str) -> None:
    """Let it be this time in the office; from there it runs on."""
    wanted = datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)
    clock.set(f"{(wanted - datetime.now(UTC)).total_seconds():+.0f}")


@pytest.fixture
def prepared(home: Path, clock: FalseClock) -> Path:
    """The host has prepared, and no key to customers' data is there."""
    turn(clock, "2026-11-23 17:00:00")
    keyroom(home, "meeting", "prepare", DAY, *BLOCKS, "--by", "A02", **believing(clock))
    (home / "keys" / "master.key").unlink(missing_ok=True)
    return home


@pytest.fixture
def wall(prepared: Path, line: SerialLine, clock: FalseClock) -> Iterator[Terminal]:
    """The wall, a quarter of an hour before the meeting; its size is the smallest there is."""
    assert line.url
    turn(clock, f"{DAY} 09:20:00")
    command = (*COMMAND, "wall")
    with Small(command, prepared, **believing(clock)) as screen:
        screen.await_text("All blocks are prepared")
        yield screen


def test_a_whole_day(
    prepared: Path,
    line: SerialLine,
    headless: StartHeadless,
    wall: Terminal,
    clock: FalseClock,
) -> None:
    wall.await_text("Host 李文秀")
    wall.await_text("○李文秀")
    entrance = headless(**believing(clock))
    line.await_opened()
    line.tap(A02)
    assert entrance.answer()["result"] == "recorded"
    wall.await_text("●李文秀")

    turn(clock, f"{DAY} 09:36:10")
    line.tap(A03)
    assert entrance.answer()["result"] == "recorded"
    wall.await_text("◆扎西顿珠")
    wall.press("\x1b[15~")  # F5
    wall.await_text("the host's badge, here or at the entrance")
    time.sleep(LIFTED_S)
    line.tap(A02)
    entrance.answer()
    wall.await_text("1/5 service standards")
    wall.await_text("起立迎客")

    entrance.kill()
    for number in range(2, 6):
        time.sleep(SETTLED_S)
        wall.press(" ")
        wall.await_text(f"{number}/5 ")
    shown = keyroom_json(prepared, "meeting", "show", DAY, **believing(clock))
    assert [each["seconds"] is not None for each in shown["blocks"]] == [True] * 5
    wall.kill_screen()
    wall.await_gone("5/5 ")
    wall.await_text("5/5 ")  # the guard has started it again: where the meeting stands is on record
    wall.press(" ")
    wall.await_text("The morning meeting took 00:")
    wall.await_text("No notes yet: 李文秀")
    wall.await_text("One wording of today")
    wall.press("\x1bOQ")  # F2
    wall.await_gone("Tuesday, 24 November")

    shown = keyroom_json(prepared, "meeting", "show", DAY)
    assert (shown["host"], shown["prepared_in_time"], shown["overrun_s"]) == ("A02", True, 0)
    came = {each["no"]: each["attendance"] for each in shown["people"]}
    assert came == {
        "A01": "missing",
        "A02": "present",
        "A03": "late",
        "A04": "missing",
        "A05": "missing",
    }
    assert keyroom_json(prepared, "log", "verify")["ok"]


def test_a_wall_that_is_asked_to_stop_leaves_no_sign_behind(prepared: Path, wall: Terminal) -> None:
    sign = prepared / "signs" / "wall"
    deadline = time.monotonic() + 20
    while not sign.exists():
        assert time.monotonic() < deadline
        wall.await_text("All blocks are prepared")
    assert json.loads(sign.read_text())["boot_id"]
    wall.press("\x1b[21~")  # F10
    wall.await_text("a supervisor's badge")
    assert not re.search("Traceback|ERROR", (prepared / "logs" / "keyroom.log").read_text())
