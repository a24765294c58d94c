"""A wall clock that is set back while the entrance runs, or wrong at the start, by libfaketime."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.false_clock import FalseClock
from tests.end_to_end.office import A02, A03, StartHeadless, database
from tests.end_to_end.program import Headless, keyroom_json
from tests.end_to_end.serial_line import SerialLine
from tests.end_to_end.sqlite_shell import sql

BOOT = "body ->> 'boot_id', body ->> 'boot_s'"
JUMP = "coalesce(body ->> 'jump_s', 0)"


@pytest.fixture
def clock(tmp_path: Path) -> FalseClock:
    """A clock that is right at first."""
    return FalseClock(tmp_path / "faketimerc")


def test_a_clock_set_back_an_hour_is_flagged_and_the_order_kept(
    home: Path, line: SerialLine, headless: StartHeadless, clock: FalseClock
) -> None:
    entrance = headless(**clock.variables)
    line.await_opened()
    before = _tap(entrance, line, A02)
    clock.set("-1h")
    after = _tap(entrance, line, A03)
    assert entrance.stop() == 0

    assert _at(after) < _at(before) - timedelta(minutes=58)
    assert _jump(home, before) == timedelta()
    assert timedelta(minutes=-61) < _jump(home, after) < timedelta(minutes=-59)
    _expect_order(home, before, after)


def test_a_clock_of_1970_at_the_start_is_flagged_and_the_order_kept(
    home: Path, line: SerialLine, headless: StartHeadless, clock: FalseClock
) -> None:
    entrance = headless()
    line.await_opened()
    before = _tap(entrance, line, A02)
    assert entrance.stop() == 0
    clock.set("@1970-01-02 00:00:00")
    entrance = headless(**clock.variables)
    line.await_opened()
    after = _tap(entrance, line, A03)
    assert entrance.stop() == 0

    assert _at(after).year == 1970
    assert _jump(home, after) < timedelta(days=-365)
    _expect_order(home, before, after)


def _expect_order(home: Path, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Ids and time since boot rise as the taps came, whatever the clock said."""
    assert before["punch"] < after["punch"]
    records = f"SELECT {BOOT} FROM doc_punches ORDER BY id"
    (boot, since), (later_boot, later) = (line.split("|") for line in sql(database(home), records))
    assert boot == later_boot == Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    assert float(since) < float(later)
    assert keyroom_json(home, "log", "verify")["ok"]


def _jump(home: Path, answer: dict[str, Any]) -> timedelta:
    record = f"SELECT {JUMP} FROM doc_punches WHERE id = '{answer['punch']}'"
    return timedelta(seconds=float(*sql(database(home), record)))


def _tap(entrance: Headless, line: SerialLine, number: str) -> dict[str, Any]:
    line.tap(number)
    return entrance.answer()


def _at(answer: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(answer["at"])
