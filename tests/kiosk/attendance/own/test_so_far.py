"""What an answer tells of the month: the slot that was tapped, its rule and price, and the sums."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from devices.events import Credential, CredentialKind
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.judging.statuses import FindingKind, LineState, Rule, Status
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.own_months import OwnMonths
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.so_far import MonthSoFar
from kiosk.attendance.timetable import Slot
from kiosk.money import yuan
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.schema import READER_EVENTS
from kiosk.times import stored

CLERK, MANAGER = StaffNo("A07"), StaffNo("M01")
At = Callable[[str], datetime]
Write = Callable[..., str]
SoFarOf = Callable[..., MonthSoFar]


@pytest.fixture
def told(office: Office, own: OwnMonths, at: At, write: Write) -> SoFarOf:
    """What the answer to a tap of the 8th tells, after it is on record."""

    def so_far(
        clock: str,
        slot: Slot | None = Slot.AM_IN,
        person: StaffNo = CLERK,
        since: str | None = None,
    ) -> MonthSoFar:
        result = Result.RECORDED if since is None else Result.DUPLICATE
        punch = write(f"8 {clock}", person, result)
        answer = Answer(
            at=at(f"8 {clock}"),
            reader="door",
            credential=Credential(CredentialKind.EM4100, "62E3000000"),
            person=office.people.get(person),
            result=result,
            slot=slot,
            punch=punch,
            since=None if since is None else at(f"8 {since}"),
        )
        told = own.so_far(answer, answer.at + timedelta(seconds=1))
        assert told is not None
        return told

    return so_far


@pytest.mark.parametrize(
    "clock, status, minutes, rule, fen",
    [
        ("09:20:59", Status.NORMAL, 0, Rule.PREP, None),
        ("09:21", Status.LATE, 1, Rule.OFF_BY_TIER_1, yuan(50)),
        ("09:50", Status.LATE, 30, Rule.OFF_BY_TIER_1, yuan(50)),
        ("09:51", Status.SERIOUS_LATE, 31, Rule.OFF_BY_TIER_2, yuan(100)),
        ("10:21", Status.SERIOUS_LATE, 61, Rule.OFF_BY_TIER_3, yuan(200)),
        ("09:10:59", Status.NORMAL, 0, None, None),
    ],
)
def test_kq_2_1_the_tap_s_slot_minutes_rule_and_price_are_told(
    told: SoFarOf, clock: str, status: Status, minutes: int, rule: Rule | None, fen: int | None
) -> None:
    tapped = told(clock).tapped
    assert tapped is not None
    result = tapped.result
    assert (tapped.slot, result.result, result.minutes) == (Slot.AM_IN, status, minutes)
    assert result.rule is rule
    assert (None if tapped.line is None else tapped.line.fen) == fen


@pytest.mark.parametrize("clock, missed", [("09:10:59", False), ("09:11", True), ("09:20", True)])
def test_kq_2_0_who_is_in_time_but_not_early_is_reminded(
    told: SoFarOf, clock: str, missed: bool
) -> None:
    tapped = told(clock).tapped
    assert tapped is not None
    assert tapped.result.prep_missed is missed


def test_d_22_a_manager_is_told_the_minutes_and_pays_nothing(told: SoFarOf) -> None:
    tapped = told("09:32", person=MANAGER).tapped
    assert tapped is not None
    assert (tapped.result.minutes, tapped.line) == (12, None)


def test_the_month_is_summed_up(told: SoFarOf, write: Write) -> None:
    for clock in ("6 09:32", "6 12:31", "6 15:25", "6 18:31", "7 09:05", "7 12:10", "7 18:31"):
        write(clock)
    sums = told("09:21").sums
    assert (sums.late, sums.late_minutes, sums.early, sums.missing) == (3, 18, 1, 1)


def test_d_12_corrections_that_are_asked_for_are_no_longer_left(
    told: SoFarOf, office: Office, write: Write, at: At, now: datetime
) -> None:
    for day in (1, 2, 3):
        for clock in ("09:05", "12:31", "18:31"):
            write(f"{day} {clock}")
    left = [told("09:05").sums.allowance.corrections_left]
    for day in (1, 2, 3):
        asked = office.requests.ask_correction(
            CLERK,
            at(f"{day} 15:10").date(),
            Slot.PM_IN,
            at(f"{day} 15:10"),
            "forgot",
            by=CLERK,
            now=now,
        )
        left.append(told("09:06").sums.allowance.corrections_left)
    assert left == [3, 2, 1, 0]
    office.requests.decide(asked, RequestState.REJECTED, "no", by=MANAGER, now=now)
    assert told("09:07").sums.allowance.corrections_left == 1


def test_d_14_approved_leave_is_counted_against_the_free_ones(
    told: SoFarOf, office: Office, at: At, now: datetime
) -> None:
    for kind, day in ((LeaveKind.PERSONAL, 6), (LeaveKind.ANNUAL, 7)):
        asked = office.requests.ask_leave(
            CLERK, kind, at(f"{day} 09:20"), at(f"{day} 12:30"), by=CLERK, now=now
        )
        office.requests.decide(asked, RequestState.APPROVED, by=MANAGER, now=now)
    sums = told("09:05").sums
    assert (sums.leave, sums.allowance.leave_free) == (1, 3)


@pytest.mark.parametrize(
    "start, end, status",
    [("8 09:00", "8 09:30", Status.FIELD_DUTY), ("8 10:00", "8 12:00", Status.LATE)],
)
def test_d_18_field_duty_is_told(
    told: SoFarOf, office: Office, at: At, now: datetime, start: str, end: str, status: Status
) -> None:
    visit = office.requests.ask_visit(CLERK, at(start), at(end), "客户", by=CLERK, now=now)
    office.requests.decide(visit, RequestState.APPROVED, by=MANAGER, now=now)
    tapped = told("09:32").tapped
    assert tapped is not None
    assert tapped.result.result is status


def test_d_17_leave_over_the_start_moves_when_the_person_is_due(
    told: SoFarOf, office: Office, at: At, now: datetime
) -> None:
    leave = office.requests.ask_leave(
        CLERK, LeaveKind.SICK, at("8 09:20"), at("8 10:00"), by=CLERK, now=now
    )
    office.requests.decide(leave, RequestState.APPROVED, by=MANAGER, now=now)
    tapped = told("10:05").tapped
    assert tapped is not None
    assert (tapped.result.result, tapped.result.minutes) == (Status.LATE, 5)


def test_d_08_a_duplicate_tells_of_the_tap_that_it_repeats(told: SoFarOf) -> None:
    told("09:32")
    tapped = told("09:32:30", slot=None, since="09:32").tapped
    assert tapped is not None
    assert (tapped.slot, tapped.result.minutes) == (Slot.AM_IN, 12)


def test_d_08_5_a_tap_that_fills_nothing_tells_the_sums_alone(told: SoFarOf) -> None:
    told("09:05")
    assert told("09:40", slot=None).tapped is None


def test_a_stranger_has_no_month(own: OwnMonths, now: datetime) -> None:
    unknown = Credential(CredentialKind.EM4100, "62E30000FF")
    assert own.so_far(Answer(now, "door", unknown, None, Result.UNKNOWN), now) is None


def test_what_a_finding_costs_is_not_taken_for_the_tap_s_price(
    told: SoFarOf, office: Office, at: At, now: datetime
) -> None:
    found = office.requests.report_finding(
        CLERK, FindingKind.PRIVATE_ERRAND, at("8 10:00"), "商场", by=MANAGER, now=now
    )
    office.requests.decide(found, RequestState.APPROVED, by=MANAGER, now=now)
    tapped = told("09:05").tapped
    assert tapped is not None
    assert (tapped.line, tapped.result.fen) == (None, 0)


def test_d_00_lateness_in_an_outage_is_told_as_pending(
    told: SoFarOf, office: Office, at: At
) -> None:
    for clock, event in (("09:10", "down"), ("09:30", "up")):
        office.store.table(READER_EVENTS).insert(
            {
                "reader": "door",
                "terminal": "entrance",
                "at": stored(at(f"8 {clock}")),
                "event": event,
                "detail": "",
            }
        )
    tapped = told("09:32").tapped
    assert tapped is not None
    assert tapped.line is not None
    assert (tapped.line.state, tapped.line.fen, tapped.line.at_stake) == (
        LineState.PENDING,
        0,
        yuan(50),
    )
