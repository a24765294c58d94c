"""HY-3-2, HY-4-1, HY-5-2: who hosts; the rotation knows who is on duty."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.meetings.hosts import (
    HOST_REASON_NAMES,
    PARTICIPANTS,
    Choice,
    HostReason,
    choose_host,
)
from kiosk.person import Person, StaffNo, staff_no
from kiosk.roles import Role

ROOM = {
    "A01": Role.ROOM_MANAGER,
    "A03": Role.TEAM_LEAD,
    "A04": Role.ACCOUNT_MANAGER,
    "A05": Role.ACCOUNT_MANAGER,
    "A06": Role.TEAM_LEAD,
    "A07": Role.ACCOUNT_MANAGER,
    "A10": Role.AGREEMENT_CUSTODIAN,
    "D01": Role.DEPT_GROUP,
}
PEOPLE = [Person(staff_no(no), no, role, "", date(2026, 1, 5)) for no, role in ROOM.items()]


def chosen(on_duty: str, *former: str) -> tuple[str | None, HostReason]:
    there = {StaffNo(no) for no in on_duty.split()}
    choice = choose_host(PEOPLE, there, [StaffNo(no) for no in former])
    return choice.host, choice.reason


@pytest.mark.parametrize(
    ("former", "host"),
    [((), "A03"), (("A03",), "A06"), (("A06", "A03"), "A03"), (("A04", "A03"), "A06")],
)
def test_HY_5_2_team_leads_on_duty_take_turns(former: tuple[str, ...], host: str) -> None:  # noqa: N802 - the rule's id
    assert chosen("A01 A03 A04 A05 A06", *former) == (host, HostReason.TEAM_LEAD)


def test_HY_4_1_a_team_lead_hosts_even_where_it_is_the_others_turn() -> None:  # noqa: N802 - the rule's id
    assert chosen("A03 A04", "A03") == ("A03", HostReason.TEAM_LEAD)


@pytest.mark.parametrize(
    ("former", "host"),
    [
        ((), "A04"),
        (("A04",), "A05"),
        (("A05",), "A07"),
        (("A07",), "A04"),
        (("A03", "A05", "A04"), "A07"),
    ],
)
def test_HY_3_2_without_team_leads_the_next_by_staff_number(  # noqa: N802 - the rule's id
    former: tuple[str, ...], host: str
) -> None:
    assert chosen("A01 A04 A05 A07", *former) == (host, HostReason.ROTATION)


def test_HY_3_2_the_turn_goes_on_from_one_who_is_away(  # noqa: N802 - the rule's id
) -> None:
    assert chosen("A04 A07", "A05") == ("A07", HostReason.ROTATION)


def test_HY_3_1_a_manager_hosts_for_want_of_others() -> None:  # noqa: N802 - the rule's id
    assert chosen("A01 A10 D01") == ("A01", HostReason.MANAGER)


@pytest.mark.parametrize("on_duty", ["", "A10", "A10 D01"])
def test_nobody_on_duty_can_host(on_duty: str) -> None:
    assert chosen(on_duty) == (None, HostReason.NOBODY)


def test_HY_2_and_HY_5_4_who_takes_part() -> None:  # noqa: N802 - the rule's id
    assert {
        Role.ACCOUNT_MANAGER,
        Role.TEAM_LEAD,
        Role.ROOM_MANAGER,
        Role.ACTING_MANAGER,
    } == PARTICIPANTS


def test_every_reason_has_a_name() -> None:
    assert set(HOST_REASON_NAMES) == set(HostReason)


@given(
    st.lists(st.sets(st.sampled_from(["A03", "A04", "A05", "A06", "A07"]), min_size=1), max_size=30)
)
def test_the_host_is_always_on_duty_and_a_circle_goes_round(days: list[set[str]]) -> None:
    former: list[StaffNo] = []
    for on_duty in days:
        choice: Choice = choose_host(PEOPLE, {StaffNo(no) for no in on_duty}, former)
        assert choice.host in on_duty
        leads = on_duty & {"A03", "A06"}
        assert not leads or choice.host in leads
        former.insert(0, StaffNo(choice.host or ""))
    # Where all are always on duty, nobody hosts twice before everybody of his circle has once.
    always = {StaffNo(no) for no in ("A04", "A05", "A07")}
    turns: list[StaffNo] = []
    for _ in range(9):
        host = choose_host(PEOPLE, always, [*turns, *former]).host
        assert host is not None
        turns.insert(0, host)
    assert all(len(set(turns[n : n + 3])) == 3 for n in range(7))
