"""Visits to customers, as far as attendance needs them (D-18)."""

from collections.abc import Callable
from datetime import datetime

import pytest

from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Slot
from kiosk.errors import BadCellError, RequestRefusedError
from kiosk.office import Office
from kiosk.person import StaffNo

At = Callable[[str], datetime]
Ask = Callable[..., str]


@pytest.fixture
def ask(office: Office, at: At, now: datetime) -> Ask:
    def asked(start: str, end: str, customer: str = "人民医院", person: str = "A07") -> str:
        return office.requests.ask_visit(
            StaffNo(person), at(start), at(end), customer, by=person, now=now
        )

    return asked


def test_D_18_approved_visit_waives_the_slots_inside_it(  # noqa: N802 - the rule's id
    office: Office, ask: Ask, now: datetime
) -> None:
    visit = ask("2026-11-03 12:30", "2026-11-03 15:20")
    office.requests.decide(visit, RequestState.APPROVED, by="M01", now=now)
    sheet = office.sheets.month(Month(2026, 11), now, StaffNo("A07"))
    slots = sheet.people[0].days[2].slots
    waived = [slot for slot in Slot if slots[slot].result is Status.FIELD_DUTY]
    assert waived == [Slot.AM_OUT, Slot.PM_IN]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-03 23:00", "2026-11-04 01:00"),
        ("2026-11-03 16:00", "2026-11-04 00:01"),
        ("2026-11-03 16:00", "2026-11-05 10:00"),
    ],
)
def test_visit_across_midnight_is_refused(ask: Ask, start: str, end: str) -> None:
    with pytest.raises(RequestRefusedError, match="past midnight") as refused:
        ask(start, end)
    assert refused.value.field == "to"


def test_visit_of_a_whole_day_ends_at_midnight(ask: Ask) -> None:
    assert ask("2026-11-03 00:00", "2026-11-04 00:00")


@pytest.mark.parametrize("end", ["2026-11-03 10:00", "2026-11-03 09:00"])
def test_visit_ending_before_it_starts_is_refused(ask: Ask, end: str) -> None:
    with pytest.raises(RequestRefusedError, match="not after its start"):
        ask("2026-11-03 10:00", end)


def test_visit_names_a_customer(ask: Ask) -> None:
    with pytest.raises(BadCellError):
        ask("2026-11-03 10:00", "2026-11-03 11:00", "")


def test_visit_outside_employment_is_refused(ask: Ask) -> None:
    with pytest.raises(RequestRefusedError, match="2026-11-23"):
        ask("2026-11-23 10:00", "2026-11-23 11:00", person="A08")


def test_a_visit_may_be_registered_after_the_month_is_closed(
    ask: Ask, close_month: Callable[[str], None]
) -> None:
    close_month("2026-10")
    assert ask("2026-10-30 10:00", "2026-10-30 11:00")
