"""Troubles at the entrance are shown for as long as they last."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from devices.events import ReaderDown
from keyroom.errors import KeyroomError
from kiosk.attendance.door import DoorStatus
from screens.entrance.troubles import troubles

pytestmark = pytest.mark.usefixtures("english")

FULL = KeyroomError("the disk is full", "free some space")

LINES: dict[str, tuple[dict[str, Any], str]] = {
    "records-away": ({"fault": FULL}, "The records are away: the disk is full — free some space"),
    "one-spooled": ({"spooled": 1}, "1 tap is kept on this terminal and counted later"),
    "some-spooled": ({"spooled": 3}, "3 taps are kept on this terminal and counted later"),
    "spool-away": (
        {"spool_fault": FULL},
        "Taps cannot be kept on this terminal: the disk is full — free some space",
    ),
    "set-aside": ({"aside": 2}, "2 kept taps need a look: keyroom doctor"),
    "clock": (
        {"clock_off": timedelta(hours=-1)},
        "The clock was moved by -1:00:00; taps are flagged",
    ),
    "checkpoint": (
        {"checkpoint_fault": FULL},
        "No checkpoint was written: the disk is full — free some space",
    ),
}


@pytest.mark.parametrize("fields, line", LINES.values(), ids=LINES.keys())
def test_a_trouble_of_the_door_has_a_line(
    status: Callable[..., DoorStatus], fields: dict[str, Any], line: str
) -> None:
    assert troubles(status(**fields), {}) == (line,)


def test_the_gravest_comes_first(status: Callable[..., DoorStatus]) -> None:
    both = status(fault=FULL, spool_fault=FULL, spooled=3)
    lines = troubles(both, {})
    assert [line.partition(":")[0] for line in lines[:2]] == [
        "Taps cannot be kept on this terminal",
        "The records are away",
    ]


@pytest.mark.parametrize(
    "cause, said",
    [(None, "Reader pad does not work: unplugged"), (FULL, "Reader pad does not work: the disk")],
    ids=["for-logs", "for-people"],
)
def test_a_reader_that_is_down_is_named(
    status: Callable[..., DoorStatus], cause: KeyroomError | None, said: str
) -> None:
    down = ReaderDown("pad", datetime(2026, 11, 23, tzinfo=UTC), "unplugged", cause)
    (line,) = troubles(status(), {"pad": down})
    assert line.startswith(said)


def test_no_line_when_all_is_well(status: Callable[..., DoorStatus]) -> None:
    assert troubles(status(), {}) == ()
    assert troubles(None, {}) == ()
