"""Flags from real records: what is read, what is left alone, and where a fact excuses (D-00)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.judging.statuses import Verdict
from kiosk.attendance.punch import Punch
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind
from kiosk.privacy.flags.flag import FlagKind
from kiosk.privacy.flags.reading import flags_between
from kiosk.schema import ACCESSES, BOOTS, PUNCHES
from kiosk.times import stored

A07 = StaffNo("A07")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SINCE = NOW - timedelta(days=7)


def at(clock: str) -> datetime:
    """On Monday the 23rd."""
    return datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=OFFICE_ZONE)


def kinds(office: Office) -> set[FlagKind]:
    return {flag.kind for flag in flags_between(office, SINCE, NOW, NOW)}


def tap(office: Office, clock: str) -> None:
    punch = Punch(at(clock).astimezone(UTC), "entrance", Result.RECORDED, person=A07, reader="door")
    office.store.table(PUNCHES).insert(punch.to_document())


def look(office: Office, clock: str) -> str:
    access = Access(at(clock).astimezone(UTC), "desk", AccessKind.SESSION, person=A07)
    return Accesses(office.store).add(access)


@pytest.fixture(autouse=True)
def there(staff: Mapping[str, Person]) -> None:
    """A07 is on the staff."""


def test_an_access_before_the_first_tap_is_flagged(office: Office) -> None:
    tap(office, "09:40")
    entry = look(office, "09:20")
    look(office, "10:00")
    (flag,) = flags_between(office, SINCE, NOW, NOW)
    assert (flag.kind, flag.entries) == (FlagKind.NOT_CLOCKED_IN, (entry,))


def test_a_missing_clock_in_that_was_excused_is_none_to_ask_about(office: Office) -> None:
    tap(office, "13:02")
    look(office, "11:00")
    assert kinds(office) == {FlagKind.NOT_CLOCKED_IN}
    line = "A07:2026-11-23:am_in"
    office.verdicts.give(line, Verdict.WAIVE, "was seen", by="M01", now=NOW)
    assert kinds(office) == set()


def test_ends_kinds_of_a_newer_version_and_the_same_microsecond_are_left_alone(
    office: Office,
) -> None:
    tap(office, "09:40")
    for _ in range(2):
        entry = look(office, "10:00")
    Accesses(office.store).end(entry, 60, "closed", at=at("20:00"))
    newer = {"at": stored(at("20:00")), "terminal": "desk", "kind": "hologram", "person": "A07"}
    office.store.table(ACCESSES).insert(newer)
    assert kinds(office) == set()


def test_a_jump_is_read_from_the_records_of_starts(office: Office) -> None:
    office.store.table(BOOTS).insert(
        {
            "terminal": "entrance",
            "at": stored(at("11:00")),
            "event": "jump",
            "boot_id": "b",
            "boot_s": 1.0,
            "synchronised": False,
            "jump_s": -7200.0,
        }
    )
    (flag,) = flags_between(office, SINCE, NOW, NOW)
    assert flag.why.shown(str) == "on 2026-11-23 at 11:00 the clock of entrance jumped by -7200 s"


def test_what_lies_outside_the_stretch_is_not_judged(office: Office) -> None:
    look(office, "09:20")
    assert flags_between(office, NOW, NOW + timedelta(days=1), NOW) == []
    assert flags_between(office, SINCE, at("09:20"), NOW) == []
