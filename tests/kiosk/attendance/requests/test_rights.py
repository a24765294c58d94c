"""Who may decide about whom, and who may report (regulation §9)."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from kiosk.attendance.requests.rights import REPORTERS, may_decide
from kiosk.attendance.requests.state import RequestState
from kiosk.errors import NoSuchPersonError, NotEntitledError
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.roles import Role

MANAGERS = {Role.ROOM_MANAGER, Role.ACTING_MANAGER}
DEPARTMENT = {Role.DEPT_GROUP, Role.BRANCH_VP}


@pytest.mark.parametrize("about", Role)
@pytest.mark.parametrize("decider", Role)
def test_roles_that_decide(decider: Role, about: Role) -> None:
    person = Person(StaffNo("A07"), "A07", about, "", date(2026, 1, 5))
    wanted = DEPARTMENT if about in MANAGERS | DEPARTMENT else MANAGERS
    assert may_decide(decider, StaffNo("X01"), person) == (decider in wanted)
    assert not may_decide(decider, person.no, person)


def test_roles_that_report_findings() -> None:
    assert {Role.TEAM_LEAD, *MANAGERS, *DEPARTMENT} == REPORTERS


@pytest.mark.parametrize(
    ("person", "by", "allowed"),
    [
        ("A07", "M01", True),
        ("A07", "M02", True),
        ("A07", "A07", False),
        ("A07", "A08", False),
        ("A07", "T01", False),
        ("A07", "D01", False),
        ("T01", "M02", True),
        ("M01", "M01", False),
        ("M01", "M02", False),
        ("M02", "M01", False),
        ("M01", "D01", True),
        ("M02", "V01", True),
        ("D01", "D01", False),
        ("D01", "V01", True),
    ],
)
@pytest.mark.parametrize("outcome", [RequestState.APPROVED, RequestState.REJECTED])
def test_nobody_approves_his_own_and_a_managers_goes_to_the_department(
    office: Office,
    ask_leave: Callable[..., str],
    now: datetime,
    person: str,
    by: str,
    outcome: RequestState,
    *,
    allowed: bool,
) -> None:
    leave = ask_leave("2026-11-03 00:00", "2026-11-04 00:00", person=person)
    if allowed:
        assert office.requests.decide(leave, outcome, by=by, now=now).state is outcome
        return
    with pytest.raises(NotEntitledError):
        office.requests.decide(leave, outcome, by=by, now=now)
    assert office.requests.matter(leave).state is RequestState.REQUESTED


@pytest.mark.parametrize(("by", "allowed"), [("A07", True), ("M01", True), ("T01", False)])
@pytest.mark.parametrize("approved", [False, True])
def test_withdrawing_is_for_the_applicant_and_for_who_decides(
    office: Office,
    ask_leave: Callable[..., str],
    now: datetime,
    by: str,
    *,
    allowed: bool,
    approved: bool,
) -> None:
    leave = ask_leave("2026-11-03 00:00", "2026-11-04 00:00")
    if approved:
        office.requests.decide(leave, RequestState.APPROVED, by="M01", now=now)
    if allowed:
        office.requests.decide(leave, RequestState.WITHDRAWN, by=by, now=now)
        return
    with pytest.raises(NotEntitledError):
        office.requests.decide(leave, RequestState.WITHDRAWN, by=by, now=now)


def test_manager_who_has_left_or_is_nobody_decides_nothing(
    office: Office, ask_leave: Callable[..., str], now: datetime
) -> None:
    leave = ask_leave("2026-11-03 00:00", "2026-11-04 00:00")
    office.people.leave("M01", date(2026, 11, 22), actor="-")
    with pytest.raises(NotEntitledError, match="M01 is not in the office"):
        office.requests.decide(leave, RequestState.APPROVED, by="M01", now=now)
    for nobody in ("-", "M99"):
        with pytest.raises(NoSuchPersonError):
            office.requests.decide(leave, RequestState.APPROVED, by=nobody, now=now)


def test_ledger_names_who_asked_and_who_decided(
    office: Office, ask_leave: Callable[..., str], now: datetime
) -> None:
    leave = ask_leave("2026-11-03 00:00", "2026-11-04 00:00")
    office.requests.decide(leave, RequestState.APPROVED, by="M01", now=now)
    with office.store.connection() as connection:
        leaves = [row.leaf for row in connection.execute(office.store.ledger.table.select())][-3:]
    assert b"\nA07\nleave.ask\n" in leaves[0]
    assert all(b"\nM01\nleave.approve\n" in leaf for leaf in leaves[1:])
