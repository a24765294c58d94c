"""Troubles at the entrance are shown for as long as they last."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from devices.events import ReaderDown
from keyroom.errors import KeyroomError
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.door import DoorStatus
from kiosk.attendance.notice import Notice
from screens.entrance.troubles import troubles

pytestmark = pytest.mark.usefixtures("english")

TODAY = date(2026, 11, 23)
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
    "calendar": ({"calendar_fault": FULL}, "the disk is full — free some space"),
}


@pytest.mark.parametrize("fields, line", LINES.values(), ids=LINES.keys())
def test_a_trouble_of_the_door_has_a_line(
    status: Callable[..., DoorStatus], fields: dict[str, Any], line: str
) -> None:
    assert troubles(status(**fields), {}, TODAY) == (line,)


def test_the_gravest_comes_first(status: Callable[..., DoorStatus]) -> None:
    both = status(fault=FULL, spool_fault=FULL, spooled=3)
    lines = troubles(both, {}, TODAY)
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
    (line,) = troubles(status(), {"pad": down}, TODAY)
    assert line.startswith(said)


def test_no_line_when_all_is_well(status: Callable[..., DoorStatus]) -> None:
    assert troubles(status(), {}, TODAY) == ()
    assert troubles(None, {}, TODAY) == ()


@pytest.mark.parametrize(
    "today, lines",
    [
        (date(2026, 11, 30), ()),
        (date(2026, 12, 1), ("Please import next year's holiday arrangement (2027)",)),
        (date(2027, 1, 1), ("The holiday arrangement of 2027 has not been imported",)),
        (
            date(2027, 12, 1),
            (
                "The holiday arrangement of 2027 has not been imported",
                "Please import next year's holiday arrangement (2028)",
            ),
        ),
    ],
)
def test_d52_a_missing_holiday_arrangement_is_asked_for(
    status: Callable[..., DoorStatus], today: date, lines: tuple[str, ...]
) -> None:
    assert troubles(status(), {}, today) == lines


def test_d52_a_known_year_is_not_asked_for_and_other_troubles_are_graver(
    status: Callable[..., DoorStatus],
) -> None:
    december = date(2026, 12, 1)
    known = Calendar(notices={2027: Notice(2027, {})})
    assert troubles(status(calendar=known), {}, december) == ()
    lines = troubles(status(fault=FULL), {}, december)
    assert [line.partition(":")[0] for line in lines] == [
        "The records are away",
        "Please import next year's holiday arrangement (2027)",
    ]
