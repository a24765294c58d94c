"""Kept months are what judging anew gives, whatever happens in between, and cost one person's."""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.punch import Punch
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.kept import JUDGED, KeptSheets
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind
from kiosk.schema import PEOPLE, PUNCHES, READER_EVENTS
from kiosk.times import stored
from store import Store
from store.table import Table

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OFFICE_ZONE)
Change = Callable[[Office, random.Random], None]

pytestmark = pytest.mark.usefixtures("staff")


@pytest.fixture
def kept(office: Office) -> KeptSheets:
    return KeptSheets(office.store, office.sheets, office.rulebooks)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=OFFICE_ZONE)


def tap(office: Office, person: str, when: datetime) -> None:
    punch = Punch(when.astimezone(UTC), "entrance", Result.RECORDED, person=StaffNo(person))
    office.store.table(PUNCHES).insert(punch.to_document())


def _tap(office: Office, chance: random.Random) -> None:
    tap(
        office,
        chance.choice(("A07", "A08", "M02")),
        at(chance.randint(1, 23), chance.randint(8, 19)),
    )


def _tap_of_nobody(office: Office, chance: random.Random) -> None:
    punch = Punch(at(3, 9).astimezone(UTC), "entrance", Result.UNKNOWN)
    office.store.table(PUNCHES).insert(punch.to_document())


def _leave(office: Office, chance: random.Random) -> None:
    day = chance.randint(1, 28)
    asked = office.requests.ask_leave(
        StaffNo("A07"), LeaveKind.PERSONAL, at(day, 9, 50), at(day, 18, 30), by="A07", now=NOW
    )
    office.requests.decide(asked, RequestState.APPROVED, by="M01", now=NOW)


def _people(office: Office, chance: random.Random) -> None:
    office.people.leave("A08", date(2026, 11, chance.randint(2, 28)), actor="M01")


def _outage(office: Office, chance: random.Random) -> None:
    began = at(chance.randint(2, 20), 9)
    for name, when in (("down", began), ("up", began + timedelta(hours=3))):
        office.store.table(READER_EVENTS).insert(
            {"reader": "door", "terminal": "entrance", "at": stored(when), "event": name}
        )


CHANGES: Mapping[str, Change] = {
    "tap": _tap,
    "unknown": _tap_of_nobody,
    "leave": _leave,
    "people": _people,
    "outage": _outage,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_after_a_change_the_kept_month_is_the_month_judged_anew(
    office: Office, kept: KeptSheets, change: Change
) -> None:
    chance = random.Random(7)
    kept.month(NOVEMBER, NOW)
    change(office, chance)
    assert kept.month(NOVEMBER, NOW) == office.sheets.month(NOVEMBER, NOW)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_changes_in_any_order_both_are_the_same(
    office: Office, kept: KeptSheets, seed: int
) -> None:
    chance = random.Random(seed)
    names = [name for name in CHANGES if name != "leave"] * 3 + ["leave"]
    chance.shuffle(names)
    for name in names:
        CHANGES[name](office, chance)
        month = chance.choice((OCTOBER, NOVEMBER))
        assert kept.month(month, NOW) == office.sheets.month(month, NOW), name


@pytest.mark.parametrize(
    "now",
    [
        at(23, 14, 9),
        at(23, 14, 10),
        at(24, 3, 59),
        at(24, 4, 0),
        datetime(2026, 12, 1, 4, 0, tzinfo=OFFICE_ZONE),
    ],
    ids=lambda now: f"{now:%d-%H%M}",
)
def test_what_time_alone_decides_is_not_missed(
    office: Office, kept: KeptSheets, now: datetime
) -> None:
    tap(office, "A07", at(23, 9, 40))
    kept.month(NOVEMBER, NOW)
    assert kept.month(NOVEMBER, now) == office.sheets.month(NOVEMBER, now)


def test_a_tap_after_the_last_day_is_told_of(office: Office, kept: KeptSheets) -> None:
    for no in ("A07", "A08"):
        office.people.leave(no, date(2026, 11, 10), actor="M01")
    tap(office, "A08", at(12, 9))
    kept.month(NOVEMBER, NOW)
    tap(office, "A08", at(13, 9))
    tap(office, "A07", at(16, 9))
    found = kept.month(NOVEMBER, NOW)
    assert [remark.details["no"] for remark in found.remarks] == ["A07", "A08"]
    assert found == office.sheets.month(NOVEMBER, NOW)


class Counted:
    """Counts what is judged."""

    def __init__(self, office: Office) -> None:
        self._month = office.sheets.month
        self.asked: list[str | None] = []

    def __call__(self, month: Month, now: datetime, person: StaffNo | None = None) -> object:
        self.asked.append(person)
        return self._month(month, now, person)


@pytest.fixture
def counted(office: Office, monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted = Counted(office)
    monkeypatch.setattr(office.sheets, "month", counted)
    return counted


def test_a_tap_has_one_person_judged_anew_and_nothing_has_nobody(
    office: Office, kept: KeptSheets, counted: Counted
) -> None:
    kept.month(NOVEMBER, NOW)
    kept.month(NOVEMBER, NOW)
    tap(office, "A07", at(23, 9, 40))
    kept.month(NOVEMBER, NOW)
    kept.month(NOVEMBER, NOW)
    assert counted.asked == [None, "A07"]


def test_many_people_s_taps_have_all_judged_at_once(
    office: Office, kept: KeptSheets, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.attendance.sheets.kept.ONE_BY_ONE", 1)
    kept.month(NOVEMBER, NOW)
    for person in ("A07", "A08"):
        tap(office, person, at(23, 9, 40))
    kept.month(NOVEMBER, NOW)
    assert counted.asked == [None, None]


def test_every_table_that_is_judged_is_known(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[str] = set()
    table = Store.table

    def noting(store: Store, name: str, **options: Any) -> Table:
        read.add(name)
        return table(store, name, **options)

    monkeypatch.setattr(Store, "table", noting)
    office.sheets.month(NOVEMBER, NOW)
    assert read <= JUDGED
    assert read >= {PUNCHES, READER_EVENTS, PEOPLE}


def test_work_at_the_desk_has_nobody_judged_anew(
    office: Office, kept: KeptSheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept.month(NOVEMBER, NOW)
    there = Access(NOW.astimezone(UTC), "desk", AccessKind.SESSION, person=StaffNo("A07"))
    Accesses(office.store).add(there)
    monkeypatch.setattr(office.sheets, "month", None)
    assert kept.month(NOVEMBER, NOW) is before


def test_people_of_the_month(office: Office, kept: KeptSheets, staff: Mapping[str, Person]) -> None:
    people = kept.month(NOVEMBER, NOW).people
    assert [each.person for each in people] == sorted(staff.values(), key=lambda each: each.no)
