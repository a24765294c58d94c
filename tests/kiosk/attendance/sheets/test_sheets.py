"""The month as it stands, from the records: who is in it, and what its warnings say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.errors import NoSuchPersonError
from kiosk.office import Office
from kiosk.person import StaffNo

OCTOBER = Month(2026, 10)
NOW = datetime(2026, 11, 2, 12, 0, tzinfo=OFFICE_ZONE)
A07 = StaffNo("A07")
Fill = Callable[..., None]


def employed(office: Office, joined: date, left: date | None = None) -> None:
    office.people.change(replace(office.people.get("A07"), joined=joined, left=left), actor="-")


def test_who_joins_in_mid_month_is_due_from_then_on(office: Office) -> None:
    employed(office, date(2026, 10, 20))
    (month,) = office.sheets.month(OCTOBER, NOW, A07).people
    assert (month.days_due, month.counts["absent"]) == (9, 18)
    assert [day.date.day for day in month.days if day.employed] == list(range(20, 32))
    assert {line.date.day for line in month.lines} >= {20, 30}
    assert min(line.date.day for line in month.lines) == 20


@pytest.mark.parametrize(
    "joined, left, is_in",
    [
        (date(2026, 10, 31), None, True),
        (date(2026, 11, 1), None, False),
        (date(2026, 1, 5), date(2026, 10, 1), True),
        (date(2026, 1, 5), date(2026, 9, 30), False),
    ],
)
def test_the_sheet_has_whoever_was_employed_on_a_day_of_it(
    office: Office, joined: date, left: date | None, is_in: bool
) -> None:
    employed(office, joined, left)
    sheet = office.sheets.month(OCTOBER, NOW)
    assert ([each.person.no for each in sheet.people].count(A07) == 1) is is_in
    day = left or joined
    assert [each.person.no for each in office.sheets.day(day, NOW)].count(A07) == 1


def test_punches_of_a_person_who_has_left_are_told_of_and_count_for_nothing(
    office: Office, fill_month: Fill
) -> None:
    fill_month(OCTOBER)
    employed(office, date(2026, 1, 5), date(2026, 10, 28))
    sheet = office.sheets.month(OCTOBER, NOW)
    (remark,) = sheet.warnings
    assert (remark.code, remark.details) == (
        "stray_taps",
        {"no": "A07", "count": 8, "day": "2026-10-29"},
    )
    assert office.sheets.month(OCTOBER, NOW, A07).warnings == [remark]
    (month,) = (each for each in sheet.people if each.person.no == A07)
    assert month.total == 0
    assert office.sheets.month(Month(2026, 11), NOW).warnings == []


def test_punches_of_a_person_who_left_before_the_month_are_told_of(
    office: Office, fill_month: Fill
) -> None:
    fill_month(OCTOBER)
    employed(office, date(2026, 1, 5), date(2026, 9, 30))
    sheet = office.sheets.month(OCTOBER, NOW)
    assert [each.person.no for each in sheet.people] == ["A08", "D01", "M01"]
    assert [(each.code, each.details["no"]) for each in sheet.warnings] == [("stray_taps", "A07")]


def test_nobody_s_month_is_asked_for_in_vain(office: Office) -> None:
    with pytest.raises(NoSuchPersonError):
        office.sheets.month(OCTOBER, NOW, StaffNo("A99"))
