"""The list of punches: every record once, and what it counts as now."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from devices.events import Credential
from kiosk.attendance.answer import Result
from kiosk.attendance.listing import listing
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.punches import Punches
from kiosk.attendance.taken import TakenTap
from kiosk.attendance.timetable import OFFICE_ZONE, Direction
from kiosk.person import StaffNo, staff_no
from store import Store

Add = Callable[..., str]
Cards = Mapping[str, Credential]
Local = Callable[[date, str], datetime]
Take = Callable[..., TakenTap]

DAY = date(2026, 7, 6)
A07, A08 = staff_no("A07"), staff_no("A08")


@pytest.fixture
def add(store: Store, punches: Punches, local: Local) -> Add:
    """Adds a record of A07, in the order of the calls."""

    def added(day: date, clock: str, **more: object) -> str:
        punch = Punch(local(day, clock), "entrance", Result.RECORDED, person=A07)
        punch_id = store.new_id()
        punches.add(punch_id, replace(punch, **more))  # type: ignore[arg-type]
        return punch_id

    return added


def slots(punches: Punches, first: date | None = None, last: date | None = None) -> list[str]:
    return [row.counted.slot or "-" for row in listing(punches, first, last)]


def test_each_person_has_his_own_slots(add: Add, punches: Punches) -> None:
    for person in (A07, A08):
        add(DAY, "09:10", person=person)
        add(DAY, "12:31", person=person)
    assert slots(punches) == ["am_in", "am_out", "am_in", "am_out"]


def test_range_is_of_attendance_days_both_included(add: Add, punches: Punches) -> None:
    for day in range(1, 5):
        add(date(2026, 7, day), "09:10")
    add(date(2026, 7, 3), "+00:30")
    found = [row.punch.at for row in listing(punches, date(2026, 7, 2), date(2026, 7, 3))]
    assert [at.astimezone(OFFICE_ZONE).day for at in found] == [2, 3, 4]


def test_all_of_it_is_listed_by_default_however_far_apart(add: Add, punches: Punches) -> None:
    assert slots(punches) == []
    for day in (date(1970, 1, 1), date(2026, 4, 30), date(2026, 7, 6), date(2031, 1, 2)):
        add(day, "10:00")
    assert slots(punches) == ["am_in"] * 4


def test_a_day_s_records_keep_their_order_when_the_clock_was_set_back(
    add: Add, punches: Punches
) -> None:
    made = [add(DAY, clock) for clock in ("10:00", "09:05", "12:31")]
    rows = list(listing(punches))
    assert [row.id for row in rows] == made
    assert [row.counted.slot for row in rows] == [None, "am_in", "am_out"]


def test_one_person_only(add: Add, punches: Punches) -> None:
    add(DAY, "09:10")
    add(DAY, "09:10", person=A08)
    assert [row.punch.person for row in listing(punches, person=A08)] == [A08]


def test_d08_1_imports_a_minute_apart_are_duplicates_at_reading(add: Add, punches: Punches) -> None:
    for clock in ("09:10:00", "09:10:30", "12:31:00"):
        add(DAY, clock, source=Source.IMPORT)
    assert slots(punches) == ["am_in", "-", "am_out"]


def test_d08_1_duplicates_reach_over_the_start_of_the_range(add: Add, punches: Punches) -> None:
    add(DAY, "+03:59:30")
    add(DAY, "+04:00:20")
    assert slots(punches, first=date(2026, 7, 7)) == ["-"]


def test_correction_stands_in_place_of_the_tap_it_corrects(add: Add, punches: Punches) -> None:
    add(DAY, "09:10")
    wrong = add(DAY, "10:00")
    add(DAY, "10:00", source=Source.CORRECTION, corrects=wrong, direction=Direction.OUT)
    assert slots(punches) == ["am_in", "-", "am_out"]


def test_d08_1_what_was_answered_as_a_duplicate_is_judged_anew(add: Add, punches: Punches) -> None:
    add(DAY, "18:29:50")
    add(DAY, "18:30:40", result=Result.DUPLICATE)
    assert slots(punches) == ["pm_out", "-"]
    add(DAY, "18:29:00")  # a list that comes in late
    assert slots(punches) == ["-", "pm_out", "pm_in"]


@pytest.mark.parametrize("result", [Result.REFUSED, Result.UNKNOWN])
def test_only_badges_that_open_fill_slots(result: Result, add: Add, punches: Punches) -> None:
    add(DAY, "09:10", result=result)
    assert slots(punches) == ["-"]


def test_unknown_cards_are_listed_without_a_person(add: Add, punches: Punches) -> None:
    add(DAY, "09:10", person=None, result=Result.UNKNOWN)
    (row,) = listing(punches)
    assert row.to_json(OFFICE_ZONE)["person"] is None


def test_json_of_a_punch(
    punches: Punches, cards: Cards, take: Take, local: Local, store: Store
) -> None:
    taken = take(cards["A07"], local(DAY, "09:10:03") + timedelta(microseconds=456))
    punches.add(taken.id, replace(taken.punch(Result.RECORDED), person=StaffNo("A07")))
    (row,) = listing(punches)
    assert row.to_json(OFFICE_ZONE) == {
        "id": taken.id,
        "person": "A07",
        "at": "2026-07-06T01:10:03.000456Z",
        "local": "2026-07-06T09:10:03+08:00",
        "direction": "in",
        "slot": "am_in",
        "terminal": "entrance",
        "credential_kind": "em4100",
        "assurance": "uid_only",
        "result": "recorded",
        "reason": None,
        "source": "badge",
        "corrects": None,
    }
