"""D-00: when nobody could tap, told from what readers and terminals recorded."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.sheets.outages import outages
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.schema import BOOTS, PUNCHES, READER_EVENTS
from kiosk.times import stored
from store import Store

DAY = date(2026, 11, 23)


def at(clock: str) -> datetime:
    local = datetime.fromisoformat(f"{DAY}T{clock}").replace(tzinfo=OFFICE_ZONE)
    return local.astimezone(UTC)


def spans(store: Store, *readers: str) -> list[str]:
    found = outages(store, readers, at("04:00"), at("23:59"))
    return [
        f"{span.start.astimezone(OFFICE_ZONE):%H:%M:%S}-{span.end.astimezone(OFFICE_ZONE):%H:%M:%S}"
        for span in found
    ]


@pytest.fixture
def reader(store: Store) -> Callable[[str, str], None]:
    """`reader("door", "down 09:00 up 09:30")`"""

    def record(name: str, story: str) -> None:
        words = story.split()
        for event, clock in zip(words[::2], words[1::2], strict=True):
            store.table(READER_EVENTS).insert(
                {"reader": name, "terminal": "entrance", "at": stored(at(clock)), "event": event}
            )

    return record


@pytest.fixture
def terminal(store: Store) -> Callable[[str, str], None]:
    """`terminal("entrance", "start 08:00 stop 09:00 start 09:30")`"""

    def record(name: str, story: str) -> None:
        words = story.split()
        for event, clock in zip(words[::2], words[1::2], strict=True):
            store.table(BOOTS).insert(
                {"terminal": name, "at": stored(at(clock)), "event": event, "boot_id": "b"}
            )

    return record


Record = Callable[[str, str], None]


@pytest.mark.parametrize(
    "story, found",
    [
        ("up 08:00", []),
        ("up 08:00 down 09:00 up 09:30", ["09:00:00-09:30:00"]),
        ("down 09:00 down 09:10 up 09:30", ["09:00:00-09:30:00"]),
        ("down 09:00", ["09:00:00-23:59:00"]),
        ("down 09:00:00 up 09:00:59", []),
        ("down 09:00:00 up 09:01:00", ["09:00:00-09:01:00"]),
    ],
)
def test_the_only_reader_that_is_down_is_an_outage(
    store: Store, reader: Record, story: str, found: list[str]
) -> None:
    reader("door", story)
    assert spans(store, "door") == found


def test_while_another_reader_works_people_can_tap(store: Store, reader: Record) -> None:
    reader("door", "down 09:00 up 10:00")
    assert spans(store, "door", "card") == []
    reader("card", "down 09:30 up 11:00")
    assert spans(store, "door", "card") == ["09:30:00-10:00:00"]


def test_a_reader_that_is_no_longer_configured_does_not_count(store: Store, reader: Record) -> None:
    reader("old", "up 08:00")
    reader("door", "down 09:00 up 10:00")
    assert spans(store, "door") == ["09:00:00-10:00:00"]


def test_a_terminal_that_is_not_running_is_an_outage(store: Store, terminal: Record) -> None:
    terminal("entrance", "start 08:00 stop 09:00 start 09:30")
    assert spans(store) == ["09:00:00-09:30:00"]


def test_after_a_run_without_an_end_the_last_sign_of_life_counts(
    store: Store, terminal: Record
) -> None:
    terminal("entrance", "start 08:00")
    punch = Punch(at("09:10"), "entrance", Result.RECORDED, source=Source.BADGE)
    store.table(PUNCHES).insert(punch.to_document())
    terminal("entrance", "start 09:30")
    assert spans(store) == ["09:10:00-09:30:00"]


def test_while_another_entrance_runs_people_can_tap(store: Store, terminal: Record) -> None:
    terminal("entrance", "start 08:00 stop 09:00 start 10:00")
    terminal("back", "start 08:00 stop 09:30 start 11:00")
    assert spans(store) == ["09:30:00-10:00:00"]


def test_a_jump_of_the_clock_is_no_outage(store: Store, terminal: Record) -> None:
    terminal("entrance", "start 08:00 jump 09:00 stop 09:10 start 09:20")
    assert spans(store) == ["09:10:00-09:20:00"]
