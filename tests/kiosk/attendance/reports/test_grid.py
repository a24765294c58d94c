"""The grid of §4.2: one symbol a day, the worst of its slots, two cells wide in each language."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len

from keyroom.language import Language, _, use
from kiosk.attendance.judging.evidence import ApprovedCorrection, ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.statuses import Status, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.reports.grid import (
    LETTERS,
    MEANINGS,
    WEEKDAYS,
    Symbol,
    Tone,
    grid_of,
    symbol,
)
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Slot
from tests.kiosk.attendance.written_sheets import CLERK, IN_TIME, OTHER, at, eventful, person_month

NINTH = date(2026, 6, 9)


def on_the_9th(taps: str, **evidence: Any) -> Symbol:
    return symbol(person_month(days={9: taps}, **evidence).days[8])


def leave(kind: LeaveKind, start: str = "00:00", end: str = "23:59") -> Mapping[str, Any]:
    return {"leaves": [ApprovedLeave("L1", kind, at(f"06-09 {start}"), at(f"06-09 {end}"))]}


def corrected(slot: Slot, clock: str) -> Mapping[str, Any]:
    return {"corrections": {(NINTH, slot): ApprovedCorrection("C1", at(f"06-09 {clock}"))}}


@pytest.mark.parametrize(
    ("taps", "evidence", "expected"),
    [
        (IN_TIME, {}, Symbol.PRESENT),
        ("09:21 12:31 15:05 18:31", {}, Symbol.LATE),
        ("10:40 12:31 15:05 18:31", {}, Symbol.LATE),
        ("09:05 12:29 15:05 18:31", {}, Symbol.EARLY),
        ("09:05 12:31 15:05", {}, Symbol.MISSING),
        ("09:05 12:31", {}, Symbol.ABSENT),
        ("", {}, Symbol.ABSENT),
        ("09:05 12:31 15:05", {"verdicts": {"A07:2026-06-09:pm_out": Verdict.WAIVE}}, "excused"),
        ("09:05 12:31 15:05", corrected(Slot.PM_OUT, "18:30"), Symbol.CORRECTED),
        ("", leave(LeaveKind.SICK), Symbol.SICK),
        ("", leave(LeaveKind.PERSONAL), Symbol.PERSONAL),
        ("", leave(LeaveKind.ANNUAL), Symbol.ANNUAL),
        ("", leave(LeaveKind.MARRIAGE), Symbol.OTHER_LEAVE),
        ("", leave(LeaveKind.COMP_OFF), Symbol.OTHER_LEAVE),
        ("", leave(LeaveKind.BUSINESS_TRIP), Symbol.TRIP),
        ("", leave(LeaveKind.FIELD_DUTY), Symbol.FIELD),
        ("", leave(LeaveKind.OFFICIAL_ERRAND), Symbol.FIELD),
        (
            "09:05 18:31",
            {"visits": [ApprovedVisit("V1", at("06-09 11:00"), at("06-09 16:00"))]},
            Symbol.FIELD,
        ),
    ],
)
def test_each_kind_of_day_has_its_symbol(
    taps: str, evidence: Mapping[str, Any], expected: Symbol
) -> None:
    assert on_the_9th(taps, **evidence) is Symbol(expected)


@pytest.mark.parametrize(
    ("taps", "evidence", "worst"),
    [
        ("09:30 12:20 15:05", {}, Symbol.MISSING),
        ("09:30 12:31", {}, Symbol.ABSENT),
        ("09:30 12:20 15:05 18:31", {}, Symbol.LATE),
        ("15:25 18:31", leave(LeaveKind.SICK, end="12:30"), Symbol.LATE),
        ("15:05 18:31", leave(LeaveKind.SICK, end="12:30"), Symbol.SICK),
        ("09:05 12:31 15:30", corrected(Slot.PM_OUT, "18:30"), Symbol.LATE),
        ("12:31 15:05", corrected(Slot.AM_IN, "09:00"), Symbol.MISSING),
    ],
)
def test_the_worst_slot_stands_for_the_day(
    taps: str, evidence: Mapping[str, Any], worst: Symbol
) -> None:
    assert on_the_9th(taps, **evidence) is worst


def test_days_off_holidays_and_swapped_days() -> None:
    june = person_month()
    may = person_month(month=Month(2026, 5))

    assert symbol(june.days[5]) is Symbol.REST
    assert symbol(june.days[18]) is Symbol.HOLIDAY
    assert may.days[8].day.kind == "makeup_workday"
    assert symbol(may.days[8]) is Symbol.MAKEUP


def test_a_late_start_of_a_swapped_day_is_late() -> None:
    may = person_month(days={9: "09:30 12:31 15:05 18:31"}, month=Month(2026, 5))

    assert symbol(may.days[8]) is Symbol.LATE


def test_a_day_that_is_not_over_is_open_unless_something_bad_happened_already() -> None:
    noon = at("06-09 12:00")

    assert symbol(person_month(days={9: "09:05"}, now=noon).days[8]) is Symbol.OPEN
    assert symbol(person_month(days={9: "09:30"}, now=noon).days[8]) is Symbol.LATE
    assert symbol(person_month(now=noon).days[26]) is Symbol.REST


def test_nobody_has_a_symbol_before_he_came() -> None:
    newcomer = person_month(replace(CLERK, joined=date(2026, 6, 10)))

    assert symbol(newcomer.days[8]) is Symbol.NOT_EMPLOYED
    assert symbol(newcomer.days[9]) is Symbol.PRESENT


def test_every_result_and_every_symbol_has_its_place() -> None:
    kinds = [*Status, *LeaveKind]
    day = person_month().days[8]
    first = next(iter(day.slots))
    for kind in kinds:
        slots = {**day.slots, first: day.slots[first]._replace(result=kind)}
        assert symbol(replace(day, slots=slots)) in Symbol
    for each in Symbol:
        assert each.tone in Tone
        assert (each in LETTERS) is (each in MEANINGS) is (each is not Symbol.NOT_EMPLOYED)


@pytest.mark.parametrize("language", Language)
def test_symbols_are_two_cells_wide_and_distinct(language: Language) -> None:
    use(language)
    letters = [_(letter) for letter in LETTERS.values()]

    assert {cell_len(letter) for letter in [*letters, *map(_, WEEKDAYS)]} == {2}
    assert len(set(letters)) == len(letters)


def test_the_grid_has_a_row_for_each_person_and_a_column_for_each_day() -> None:
    grid = grid_of([eventful(), person_month(OTHER)])

    assert [day.date.day for day in grid.days] == list(range(1, 31))
    assert grid.days[0].weekday == "Mo"
    assert [row.person.no for row in grid.rows] == ["A07", "A08"]
    assert {len(row.symbols) for row in grid.rows} == {30}
    assert grid.legend == [
        Symbol.ABSENT,
        Symbol.MISSING,
        Symbol.LATE,
        Symbol.CORRECTED,
        Symbol.SICK,
        Symbol.FIELD,
        Symbol.PRESENT,
        Symbol.HOLIDAY,
        Symbol.REST,
    ]


def test_an_empty_sheet_is_an_empty_grid() -> None:
    assert grid_of([]).rows == ()
