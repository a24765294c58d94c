"""Leave: what can be asked for, what is decided, and how many count (D-14 to D-17)."""

from collections.abc import Callable
from datetime import datetime

import pytest

from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.requests.leave import LeaveUse
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.errors import (
    AlreadyDecidedError,
    NoSuchPersonError,
    NoSuchRequestError,
    RequestRefusedError,
)
from kiosk.office import Office
from kiosk.person import StaffNo

NOVEMBER = Month(2026, 11)
Ask = Callable[..., str]
CLERK = StaffNo("A07")


def test_leave_is_asked_for_then_approved_then_counts(
    office: Office, ask_leave: Ask, now: datetime
) -> None:
    leave = ask_leave("2026-11-03 09:50", "2026-11-03 13:00")
    sheet = office.sheets.month(NOVEMBER, now, CLERK)
    assert sheet.people[0].counts["leave"] == 0
    decided = office.requests.decide(leave, RequestState.APPROVED, "granted", by="M01", now=now)
    assert decided.state is RequestState.APPROVED
    sheet = office.sheets.month(NOVEMBER, now, CLERK)
    assert sheet.people[0].counts["leave"] == 1
    decision = office.requests.decisions(leave)[0]
    assert (decision.outcome, decision.by, decision.reason) == ("approved", "M01", "granted")
    assert decision.at == now


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-03 09:00", "2026-11-03 10:01"),
        ("2026-11-03 11:59", "2026-11-03 15:00"),
        ("2026-11-03 10:30", "2026-11-03 10:31"),
        ("2026-11-02 00:00", "2026-11-05 00:00"),
    ],
)
@pytest.mark.parametrize("approved", [False, True])
def test_overlapping_leaves_are_refused(
    office: Office, ask_leave: Ask, now: datetime, start: str, end: str, *, approved: bool
) -> None:
    first = ask_leave("2026-11-03 10:00", "2026-11-03 12:00")
    if approved:
        office.requests.decide(first, RequestState.APPROVED, by="M01", now=now)
    with pytest.raises(RequestRefusedError, match="2026-11-03 10:00 – 12:00"):
        ask_leave(start, end, LeaveKind.SICK)
    assert len(office.requests.waiting()) == (0 if approved else 1)


@pytest.mark.parametrize("outcome", [RequestState.REJECTED, RequestState.WITHDRAWN])
def test_leave_that_does_not_stand_overlaps_nothing(
    office: Office, ask_leave: Ask, now: datetime, outcome: RequestState
) -> None:
    first = ask_leave("2026-11-03 10:00", "2026-11-03 12:00")
    office.requests.decide(first, outcome, by="M01", now=now)
    assert ask_leave("2026-11-03 10:00", "2026-11-03 12:00")


def test_leave_may_begin_when_another_ends_and_others_are_free(ask_leave: Ask) -> None:
    ask_leave("2026-11-03 10:00", "2026-11-03 12:00")
    assert ask_leave("2026-11-03 12:00", "2026-11-03 13:00")
    assert ask_leave("2026-11-03 10:00", "2026-11-03 12:00", person="T01")


@pytest.mark.parametrize("end", ["2026-11-03 09:59", "2026-11-03 10:00", "2026-11-02 18:00"])
def test_leave_ending_before_it_starts_is_refused(ask_leave: Ask, end: str) -> None:
    with pytest.raises(RequestRefusedError, match="not after its start at 2026-11-03 10:00") as no:
        ask_leave("2026-11-03 10:00", end)
    assert no.value.field == "to"


@pytest.mark.parametrize(
    ("person", "start", "end", "day"),
    [
        ("A08", "2026-11-20 00:00", "2026-11-22 00:00", "2026-11-21"),
        ("A07", "2026-01-04 00:00", "2026-01-06 00:00", "2026-01-04"),
    ],
)
def test_leave_outside_employment_is_refused(
    ask_leave: Ask, person: str, start: str, end: str, day: str
) -> None:
    with pytest.raises(RequestRefusedError, match=day):
        ask_leave(start, end, person=person)


def test_leave_until_midnight_of_the_last_day_is_inside_employment(ask_leave: Ask) -> None:
    assert ask_leave("2026-11-20 00:00", "2026-11-21 00:00", person="A08")


def test_unknown_person_and_unknown_request(office: Office, ask_leave: Ask, now: datetime) -> None:
    with pytest.raises(NoSuchPersonError):
        ask_leave("2026-11-03 10:00", "2026-11-03 12:00", person="A99")
    with pytest.raises(NoSuchRequestError):
        office.requests.decide("none", RequestState.APPROVED, by="M01", now=now)


@pytest.mark.parametrize("first", [RequestState.APPROVED, RequestState.REJECTED])
@pytest.mark.parametrize("second", [RequestState.APPROVED, RequestState.REJECTED])
def test_a_request_is_decided_once(
    office: Office, ask_leave: Ask, now: datetime, first: RequestState, second: RequestState
) -> None:
    leave = ask_leave("2026-11-03 10:00", "2026-11-03 12:00")
    office.requests.decide(leave, first, by="M01", now=now)
    with pytest.raises(AlreadyDecidedError):
        office.requests.decide(leave, second, by="M01", now=now)
    assert [each.outcome for each in office.requests.decisions(leave)] == [first]


def test_D_15_withdrawn_leave_counts_nothing_before_and_after_approval(  # noqa: N802
    office: Office, ask_leave: Ask, now: datetime
) -> None:
    asked = ask_leave("2026-11-03 10:00", "2026-11-03 12:00")
    office.requests.decide(asked, RequestState.WITHDRAWN, by="A07", now=now)
    granted = ask_leave("2026-11-03 10:00", "2026-11-03 12:00")
    office.requests.decide(granted, RequestState.APPROVED, by="M01", now=now)
    office.requests.decide(granted, RequestState.WITHDRAWN, by="A07", now=now)
    assert office.requests.leave_use(CLERK, NOVEMBER) == LeaveUse(used=0, waiting=0, free=3)
    sheet = office.sheets.month(NOVEMBER, now, CLERK)
    assert sheet.people[0].counts["leave"] == 0
    with pytest.raises(AlreadyDecidedError):
        office.requests.decide(granted, RequestState.APPROVED, by="M01", now=now)


@pytest.mark.parametrize(
    ("kind", "start", "end", "counts"),
    [
        (LeaveKind.PERSONAL, "2026-11-03 00:00", "2026-11-04 00:00", 1),
        (LeaveKind.SICK, "2026-11-03 10:00", "2026-11-03 11:00", 1),
        (LeaveKind.PERSONAL, "2026-11-30 00:00", "2026-12-03 00:00", 1),
        (LeaveKind.PERSONAL, "2026-10-30 00:00", "2026-11-03 00:00", 0),
        (LeaveKind.ANNUAL, "2026-11-03 00:00", "2026-11-04 00:00", 0),
        (LeaveKind.BUSINESS_TRIP, "2026-11-03 00:00", "2026-11-04 00:00", 0),
    ],
)
def test_D_15_D_16_leave_counts_once_in_the_month_of_its_first_day(  # noqa: N802
    office: Office,
    ask_leave: Ask,
    now: datetime,
    kind: LeaveKind,
    start: str,
    end: str,
    counts: int,
) -> None:
    leave = ask_leave(start, end, kind)
    assert office.requests.leave_use(CLERK, NOVEMBER).waiting == counts
    office.requests.decide(leave, RequestState.APPROVED, by="M01", now=now)
    assert office.requests.leave_use(CLERK, NOVEMBER) == LeaveUse(counts, 0, 3)


def test_papers_for_leave_may_come_after_the_month_is_closed(
    office: Office, ask_leave: Ask, now: datetime, close_month: Callable[[str], None]
) -> None:
    granted = ask_leave("2026-10-29 00:00", "2026-10-30 00:00")
    office.requests.decide(granted, RequestState.APPROVED, by="M01", now=now)
    close_month("2026-10")
    late = ask_leave("2026-10-30 00:00", "2026-11-03 00:00")
    office.requests.decide(late, RequestState.APPROVED, by="M01", now=now)
    office.requests.decide(granted, RequestState.WITHDRAWN, by="M01", now=now)
    assert office.requests.matter(late).state is RequestState.APPROVED


def test_of_person_and_waiting_come_in_order(
    office: Office, ask_leave: Ask, at: Callable[[str], datetime], now: datetime
) -> None:
    later = ask_leave("2026-11-03 10:00", "2026-11-03 12:00")
    earlier = ask_leave(
        "2026-11-05 10:00", "2026-11-05 12:00", person="T01", when=at("2026-11-22 12:00")
    )
    visit = office.requests.ask_visit(
        CLERK, at("2026-11-04 10:00"), at("2026-11-04 11:00"), "移动", by="A07", now=now
    )
    assert [each.id for each in office.requests.waiting()] == [earlier, later, visit]
    first, last = NOVEMBER.first, NOVEMBER.last
    assert [each.id for each in office.requests.of_person(CLERK, first, last)] == [later, visit]
    day = first.replace(day=4)
    assert [each.id for each in office.requests.of_person(CLERK, day, day)] == [visit]
    assert office.requests.of_person(CLERK, first.replace(day=5), last) == []
