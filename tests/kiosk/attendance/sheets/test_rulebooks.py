"""Which rules are in force when: a knob that is changed holds from the day on record."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kiosk.attendance.judging.rulebook import REGULATION
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.rulebooks import Rulebooks
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.config import Config
from kiosk.home import Home
from kiosk.money import yuan
from kiosk.office import Office
from kiosk.person import StaffNo
from store import Store

OCTOBER = Month(2026, 10)
NOW = datetime(2026, 11, 2, 12, 0, tzinfo=OFFICE_ZONE)
FIRST, MIDDLE, LAST = date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 31)
DEARER: dict[str, Any] = {"attendance": {"tier_fines": [80, 100, 200]}}


def rulebooks(store: Store, knobs: dict[str, Any] | None = None) -> Rulebooks:
    return Rulebooks(store, Config.model_validate(knobs or {}))


def in_force(books: Rulebooks, today: date = LAST) -> list[tuple[date, bool]]:
    """From when on which rules hold: whether they are the regulation's."""
    return [(since, book.version == REGULATION) for since, book in books.in_force(today)]


def test_without_history_the_configuration_holds_for_all_days(office: Office) -> None:
    assert in_force(office.rulebooks) == [(LAST, True)]
    assert in_force(rulebooks(office.store, DEARER)) == [(LAST, False)]


def test_what_is_on_record_is_not_recorded_again(office: Office) -> None:
    assert office.rulebooks.record(FIRST)
    assert not office.rulebooks.record(MIDDLE)
    assert in_force(office.rulebooks) == [(FIRST, True)]


def test_a_changed_knob_holds_from_the_day_on_record(office: Office) -> None:
    rulebooks(office.store).record(FIRST)
    dearer = rulebooks(office.store, DEARER)
    assert in_force(dearer, MIDDLE) == [(FIRST, True), (MIDDLE, False)]
    dearer.record(MIDDLE)
    assert in_force(dearer, LAST) == [(FIRST, True), (MIDDLE, False)]
    assert in_force(rulebooks(office.store), LAST) == [(FIRST, True), (MIDDLE, False), (LAST, True)]


def test_a_knob_that_was_changed_back_the_same_day_was_never_changed(office: Office) -> None:
    rulebooks(office.store).record(FIRST)
    rulebooks(office.store, DEARER).record(MIDDLE)
    rulebooks(office.store).record(MIDDLE)
    assert in_force(rulebooks(office.store)) == [(FIRST, True), (MIDDLE, True)]


def test_a_record_of_a_clock_far_ahead_is_undone_by_the_next(office: Office) -> None:
    rulebooks(office.store).record(FIRST)
    dearer = rulebooks(office.store, DEARER)
    dearer.record(date(2031, 1, 1))
    assert in_force(dearer, MIDDLE) == [(FIRST, True), (MIDDLE, False)]
    assert dearer.record(MIDDLE)
    assert in_force(dearer) == [(FIRST, True), (MIDDLE, False)]


def test_records_give_the_rules_back_with_their_amounts(office: Office) -> None:
    rulebooks(office.store, DEARER).record(FIRST)
    ((_, book),) = rulebooks(office.store, DEARER).in_force(LAST)
    ((_, again), _) = rulebooks(office.store).in_force(LAST)
    assert again == book
    assert again.tiers.fines[0] == yuan(80)


@pytest.fixture
def change_fine(home: Home) -> Callable[[], None]:
    """The first tier costs 80 yuan from now on."""

    def change() -> None:
        with home.config_file.open("a", encoding="utf-8") as file:
            file.write("\n[attendance]\ntier_fines = [80, 100, 200]\n")

    return change


def test_a_knob_changed_in_mid_month_keeps_the_version_of_each_line(
    office: Office,
    home: Home,
    fill_month: Callable[..., None],
    change_fine: Callable[[], None],
) -> None:
    late = "10:15 13:05 15:05 18:35"
    fill_month(OCTOBER, {"A07": {12: late, 20: late}})
    office.rulebooks.record(FIRST)
    change_fine()
    with Office.open(home) as dearer:
        dearer.rulebooks.record(MIDDLE)
        sheet = dearer.sheets.month(OCTOBER, NOW)
        closed = dearer.closing.close(OCTOBER, by="M01", now=NOW)
        settled = dearer.closing.look(OCTOBER, NOW + timedelta(days=99)).sheet
    (month,) = (each for each in sheet.people if each.person.no == StaffNo("A07"))
    before, after = month.lines
    assert (before.date.day, before.fen, before.version) == (12, yuan(50), REGULATION)
    assert (after.date.day, after.fen) == (20, yuan(80))
    assert after.version == sheet.version == closed.version != REGULATION
    assert after.knobs["attendance.tier_fines"] == [80, 100, 200]
    assert [remark.code for remark in sheet.remarks] == ["rules_changed"]
    assert settled == sheet
