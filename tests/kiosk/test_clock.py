"""When a wall clock counts as moved, and what the machine's clocks say."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.clock import NEVER_BEFORE, Clock, JumpWatch, Reading

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def reading(
    wall: timedelta, running: float, *, boot: str = "first", synchronised: bool | None = False
) -> Reading:
    """The wall clock so far after START, and the machine running for so many seconds since."""
    return Reading(START + wall, boot, 1000.0 + running, synchronised)


@pytest.mark.parametrize(
    ("wall", "running", "jump"),
    [
        pytest.param(10 * SECOND, 10.0, None, id="in step"),
        pytest.param(12 * SECOND, 10.0, None, id="2 s ahead is the threshold, not beyond it"),
        pytest.param(12.1 * SECOND, 10.0, 2.1 * SECOND, id="beyond the threshold"),
        pytest.param(-HOUR + 10 * SECOND, 10.0, -HOUR, id="set back an hour"),
        pytest.param(HOUR + 10 * SECOND, 10.0, HOUR, id="set forward an hour"),
        pytest.param(24 * HOUR + 40 * SECOND, 86_400.0, None, id="slewed at 463 ppm for a day"),
        pytest.param(24 * HOUR + 60 * SECOND, 86_400.0, 60 * SECOND, id="more than slewing does"),
        pytest.param(8 * HOUR, 28_800.0, None, id="suspended overnight: boot time counts sleep"),
    ],
)
def test_jump_is_what_the_wall_clock_moves_against_the_time_since_boot(
    wall: timedelta, running: float, jump: timedelta | None
) -> None:
    watch = JumpWatch()
    watch.look(reading(0 * SECOND, 0.0))
    assert watch.look(reading(wall, running)) == jump


@pytest.mark.parametrize(
    ("wall", "jump"),
    [
        pytest.param(5 * HOUR, None, id="later: nobody can tell how long the machine was off"),
        pytest.param(-SECOND, None, id="within the threshold"),
        pytest.param(-HOUR, -HOUR, id="an hour before the last record"),
    ],
)
def test_across_a_reboot_only_a_step_back_is_told(wall: timedelta, jump: timedelta | None) -> None:
    watch = JumpWatch(last=reading(0 * SECOND, 0.0))
    assert watch.look(reading(wall, -990.0, boot="second")) == jump


def test_clock_at_1970_at_the_very_first_start_is_flagged() -> None:
    dead_battery = Reading(datetime(1970, 1, 1, 0, 1, tzinfo=UTC), "first", 60.0, None)
    assert JumpWatch().look(dead_battery) == dead_battery.utc - NEVER_BEFORE


def test_first_look_without_a_record_flags_nothing() -> None:
    assert JumpWatch().look(reading(0 * SECOND, 0.0)) is None


def test_jump_is_told_once_and_remembered_until_it_is_put_right() -> None:
    watch = JumpWatch()
    watch.look(reading(0 * SECOND, 0.0))
    assert watch.look(reading(-HOUR + 10 * SECOND, 10.0)) == -HOUR
    assert watch.look(reading(-HOUR + 20 * SECOND, 20.0)) is None
    assert watch.off_by == -HOUR
    assert watch.look(reading(30 * SECOND, 30.0)) == HOUR
    assert watch.off_by == timedelta(0)


def test_synchronised_clock_is_right_again_however_it_came_there() -> None:
    watch = JumpWatch()
    watch.look(reading(0 * SECOND, 0.0))
    # Started wrong; the network's time then moved it by an hour, to the truth.
    assert watch.look(reading(HOUR + 10 * SECOND, 10.0, synchronised=True)) == HOUR
    assert watch.off_by == timedelta(0)


def test_clock_reads_this_machine() -> None:
    clock = Clock()
    first, second = clock.read(), clock.read()
    assert first.boot_id == second.boot_id
    assert len(first.boot_id) == len("8bcb3c72-ce36-4272-bd4b-d62d1941b398")
    assert 0 < first.boot_time_s <= second.boot_time_s
    assert abs(second.utc - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.skipif(shutil.which("faketime") is None, reason="needs faketime")
@pytest.mark.parametrize(("offset", "hours"), [("-1h", -1), ("+2h", 2)])
def test_clock_that_is_set_while_running_is_noticed(offset: str, hours: int) -> None:
    """The real clocks of a process whose wall clock libfaketime moves in mid-run."""
    script = (
        "import os, time\n"
        "from kiosk.clock import Clock, JumpWatch\n"
        "clock, watch = Clock(), JumpWatch()\n"
        "watch.look(clock.read())\n"
        "print(watch.look(clock.read()))\n"
        f"os.environ['FAKETIME'] = '{offset}'\n"
        "print(round(watch.look(clock.read()).total_seconds()))\n"
    )
    environment = {
        **os.environ,
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_RESET": "1",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    found = subprocess.run(
        ["faketime", "-f", "+0s", sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.splitlines() == ["None", str(hours * 3600)]
