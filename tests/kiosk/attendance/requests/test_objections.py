"""Objections (申诉): to one's own lines, decided into a verdict in one transaction."""

from collections.abc import Callable
from datetime import datetime

import pytest

from kiosk.attendance.judging.results import Line
from kiosk.attendance.judging.statuses import LineState, Verdict
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.verdicts import VerdictRecord
from kiosk.errors import (
    AlreadyDecidedError,
    NoSuchLineError,
    NotEntitledError,
    RequestRefusedError,
)
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.schema import VERDICTS

CLERK = StaffNo("A07")
LATE = "A07:2026-11-03:am_in"
MISSING = "A07:2026-11-03:pm_in"


@pytest.fixture(autouse=True)
def late(office: Office, tap: Callable[..., str]) -> None:
    """A07 comes late on 3 November, and forgets a tap at noon."""
    for clock in ("10:05", "13:01", "18:31"):
        tap(f"2026-11-03 {clock}")


@pytest.fixture
def line(office: Office, now: datetime) -> Callable[[str], Line | None]:
    def found(line_id: str) -> Line | None:
        lines = office.sheets.month(Month(2026, 11), now, CLERK).people[0].lines
        return next((each for each in lines if each.id == line_id), None)

    return found


def object_to(office: Office, now: datetime, line: str = LATE, reason: str = "bus") -> str:
    return office.requests.object_to(CLERK, line, reason, by="A07", now=now)


@pytest.mark.parametrize(
    ("outcome", "verdict", "state", "fen"),
    [
        (RequestState.APPROVED, Verdict.WAIVE, LineState.WAIVED, 0),
        (RequestState.REJECTED, Verdict.CHARGE, LineState.UPHELD, 5000),
    ],
)
def test_objection_is_decided_into_a_verdict(
    office: Office,
    line: Callable[[str], Line],
    now: datetime,
    outcome: RequestState,
    verdict: Verdict,
    state: LineState,
    fen: int,
) -> None:
    assert (line(LATE).state, line(LATE).fen) == (LineState.CHARGED, 5000)
    objection = object_to(office, now)
    assert (line(LATE).state, line(LATE).fen) == (LineState.OBJECTED, 5000)
    office.requests.decide(objection, outcome, "seen", by="M01", now=now)
    assert (line(LATE).state, line(LATE).fen) == (state, fen)
    found = [VerdictRecord.from_document(each) for each in office.store.table(VERDICTS).all()]
    assert found == [VerdictRecord(CLERK, "2026-11", LATE, verdict, "M01", now, "seen")]


def test_withdrawn_objection_leaves_the_line_as_it_was(
    office: Office, line: Callable[[str], Line], now: datetime
) -> None:
    objection = object_to(office, now)
    office.requests.decide(objection, RequestState.WITHDRAWN, by="A07", now=now)
    assert line(LATE).state is LineState.CHARGED
    assert object_to(office, now)


def test_one_objection_to_a_line_is_open_at_a_time(office: Office, now: datetime) -> None:
    first = object_to(office, now)
    with pytest.raises(RequestRefusedError, match="objection to this line already"):
        object_to(office, now)
    office.requests.decide(first, RequestState.REJECTED, by="M01", now=now)
    assert object_to(office, now, reason="the bus company confirms it")


def test_decided_objection_cannot_be_taken_back(office: Office, now: datetime) -> None:
    objection = object_to(office, now)
    office.requests.decide(objection, RequestState.APPROVED, by="M01", now=now)
    with pytest.raises(AlreadyDecidedError):
        office.requests.decide(objection, RequestState.WITHDRAWN, by="A07", now=now)
    with pytest.raises(RequestRefusedError, match="costs nothing"):
        object_to(office, now)


@pytest.mark.parametrize(
    "line_id", ["A07:2026-11-03:am_out", "A07:2026-13-03:am_in", "A07", "T01:2026-11-03:am"]
)
def test_objection_to_a_line_that_is_not_ones_own_or_not_there_is_refused(
    office: Office, now: datetime, line_id: str
) -> None:
    with pytest.raises(NoSuchLineError):
        object_to(office, now, line_id)


@pytest.mark.parametrize("by", ["M01", "T01", "-"])
def test_nobody_objects_for_another(office: Office, now: datetime, by: str) -> None:
    with pytest.raises(NotEntitledError):
        office.requests.object_to(CLERK, LATE, "bus", by=by, now=now)


def test_objection_needs_a_reason_and_a_line_that_is_decided(office: Office, now: datetime) -> None:
    with pytest.raises(RequestRefusedError, match="needs a reason"):
        object_to(office, now, reason="")
    with pytest.raises(RequestRefusedError, match="not decided yet"):
        object_to(office, now, MISSING)


def test_objection_reaches_a_closed_month(
    office: Office,
    line: Callable[[str], Line],
    now: datetime,
    close_month: Callable[[str], None],
) -> None:
    close_month("2026-11")
    objection = object_to(office, now)
    office.requests.decide(objection, RequestState.APPROVED, by="M01", now=now)
    assert line(LATE).state is LineState.WAIVED
