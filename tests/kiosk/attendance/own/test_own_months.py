"""The own page's month: lines with their evidence, what was asked for, and nobody else's."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from kiosk.attendance.judging.statuses import FindingKind, LineState, Rule, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.own_asks import CorrectionAsked, LeaveAsked, LeavePart, ObjectionMade
from kiosk.attendance.own_month import OwnLine, OwnMonth
from kiosk.attendance.own_months import OwnMonths
from kiosk.attendance.requests.records import Correction, Leave
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE, Slot
from kiosk.errors import MonthClosedError, NoSuchPersonError, RequestRefusedError
from kiosk.money import yuan
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.schema import CORRECTIONS, LEAVES, OBJECTIONS

CLERK, OTHER, MANAGER = StaffNo("A07"), StaffNo("A08"), StaffNo("M01")
LATE = "A07:2026-07-06:am_in"
At = Callable[[str], datetime]
Write = Callable[..., str]


@pytest.fixture
def late(write: Write) -> None:
    """A07 comes 12 minutes late on the 6th and forgets a tap at noon."""
    for clock in ("09:32", "15:05", "18:31"):
        write(f"6 {clock}")


def shown(own: OwnMonths, now: datetime, person: StaffNo = CLERK) -> OwnMonth:
    return own.month(person, None, now)


def line(month: OwnMonth, line_id: str) -> OwnLine:
    return next(each for each in month.lines if each.line.id == line_id)


@pytest.mark.usefixtures("late")
def test_a_line_brings_the_punch_that_it_rests_on(own: OwnMonths, now: datetime, at: At) -> None:
    found = line(shown(own, now), LATE)
    assert found.line.rule is Rule.OFF_BY_TIER_1
    assert found.punch is not None
    assert (found.punch.due, found.punch.at) == (at("6 09:20"), at("6 09:32"))


def test_a_line_of_a_session_has_no_punch(own: OwnMonths, now: datetime) -> None:
    found = line(shown(own, now), "A07:2026-07-06:am")
    assert (found.line.rule, found.punch) == (Rule.ABSENCE, None)


def test_kq_2_3_a_finding_says_who_where_and_when(
    own: OwnMonths, office: Office, at: At, now: datetime
) -> None:
    finding = office.requests.report_finding(
        CLERK, FindingKind.PRIVATE_ERRAND, at("7 16:00"), "商场", by=MANAGER, now=now
    )
    office.requests.decide(finding, RequestState.APPROVED, by=MANAGER, now=now)
    month = shown(own, now)
    found = line(month, f"A07:2026-07-07:finding:{finding}").discovery
    assert found is not None
    assert (found.by, found.finding.where, found.finding.at) == ("旺堆", "商场", at("7 16:00"))
    assert [(each.no, each.day) for each in month.bulletins] == [(CLERK, date(2026, 7, 7))]


def test_kq_2_5_too_many_leaves_are_listed(
    own: OwnMonths, office: Office, at: At, now: datetime
) -> None:
    for day in (1, 2, 3, 6):
        asked = office.requests.ask_leave(
            CLERK, LeaveKind.PERSONAL, at(f"{day} 09:20"), at(f"{day} 12:30"), by=CLERK, now=now
        )
        office.requests.decide(asked, RequestState.APPROVED, by=MANAGER, now=now)
    found = line(shown(own, now), "A07:2026-07:leaves")
    assert [leave.start for leave in found.leaves] == [at(f"{day} 09:20") for day in (1, 2, 3, 6)]


@pytest.mark.usefixtures("late")
def test_an_objection_and_its_decision_stand_beside_the_line(
    own: OwnMonths, office: Office, now: datetime
) -> None:
    own.request(ObjectionMade(CLERK, LATE, "the bus"), now)
    objected = line(shown(own, now), LATE)
    assert objected.line.state is LineState.OBJECTED
    assert objected.objection is not None
    assert objected.objection.asked.reason == "the bus"
    (waiting,) = office.requests.waiting()
    office.requests.decide(waiting.id, RequestState.REJECTED, "no bus runs", by=MANAGER, now=now)
    upheld = line(shown(own, now), LATE)
    assert upheld.line.state is LineState.UPHELD
    assert upheld.verdict is not None
    assert (upheld.verdict.verdict, upheld.verdict.reason) == (Verdict.CHARGE, "no bus runs")


def test_what_was_asked_for_is_listed_with_its_state(
    own: OwnMonths, office: Office, now: datetime
) -> None:
    own.request(LeaveAsked(CLERK, LeaveKind.SICK, date(2026, 7, 9), date(2026, 7, 9)), now)
    own.request(LeaveAsked(CLERK, LeaveKind.SICK, date(2026, 8, 3), date(2026, 8, 3)), now)
    asked = shown(own, now).asked
    assert [(type(each.record), each.state) for each in asked] == [(Leave, RequestState.REQUESTED)]


@pytest.mark.usefixtures("late")
def test_nothing_of_anybody_else_is_in_it(
    own: OwnMonths, office: Office, write: Write, at: At, now: datetime
) -> None:
    write("6 09:40", OTHER)
    office.requests.ask_leave(
        OTHER, LeaveKind.SICK, at("7 09:20"), at("7 12:30"), "flu", by=OTHER, now=now
    )
    month = shown(own, now)
    assert "A08" not in repr(month)
    assert "flu" not in repr(month)
    theirs = shown(own, now, OTHER)
    assert "A07" not in repr(theirs)


AUGUST = datetime(2026, 8, 3, 13, 0, tzinfo=OFFICE_ZONE)


@pytest.fixture
def closed(office: Office, write: Write) -> None:
    """July, in which A07 is late once, is settled."""
    days = Month(2026, 7)
    for number in range(1, days.last.day + 1):
        if office.calendar.current().day(date(2026, 7, number)).working:
            for clock in ("09:32" if number == 6 else "09:05", "12:31", "15:05", "18:31"):
                write(f"{number} {clock}")
    office.closing.close(days, by=MANAGER, now=AUGUST)


def test_past_months_are_shown_back_to_the_first_one(own: OwnMonths, now: datetime) -> None:
    june, july = own.month(CLERK, Month(2026, 6), now), shown(own, now)
    assert (june.month, june.is_closed) == (Month(2026, 6), False)
    assert (july.month, july.today) == (Month(2026, 7), now.date())
    assert (july.first_month, july.last_month) == (Month(2026, 1), Month(2026, 7))


@pytest.mark.usefixtures("closed")
def test_a_closed_month_is_shown_as_it_was_settled(own: OwnMonths) -> None:
    month = own.month(CLERK, Month(2026, 7), AUGUST)
    assert (month.is_closed, month.changed_since) == (True, 0)
    assert [each.line.id for each in month.lines] == [LATE]
    assert month.judged.total == yuan(50)


@pytest.mark.usefixtures("closed")
def test_an_objection_to_a_line_of_a_closed_month_is_shown_and_then_what_it_changes(
    own: OwnMonths, office: Office
) -> None:
    july = Month(2026, 7)
    own.request(ObjectionMade(CLERK, LATE, "the bus"), AUGUST)
    assert line(own.month(CLERK, july, AUGUST), LATE).line.state is LineState.OBJECTED
    (waiting,) = office.requests.waiting()
    office.requests.decide(waiting.id, RequestState.APPROVED, "true", by=MANAGER, now=AUGUST)
    month = own.month(CLERK, july, AUGUST)
    assert line(month, LATE).line.state is LineState.CHARGED  # until somebody signs for it
    assert month.changed_since == yuan(-50)


def test_the_next_working_day_passes_over_a_weekend(own: OwnMonths) -> None:
    friday = datetime(2026, 7, 10, 13, 0, tzinfo=OFFICE_ZONE)
    assert shown(own, friday).next_working_day == date(2026, 7, 13)


def test_nobody_has_no_month(own: OwnMonths, now: datetime) -> None:
    with pytest.raises(NoSuchPersonError):
        shown(own, now, StaffNo("X99"))


def test_a_leave_is_put_on_record(own: OwnMonths, office: Office, at: At, now: datetime) -> None:
    day = date(2026, 7, 9)
    own.request(LeaveAsked(CLERK, LeaveKind.SICK, day, day, LeavePart.MORNING), now)
    (document,) = office.store.table(LEAVES).all()
    leave = Leave.from_document(document)
    assert (leave.kind, leave.start, leave.end) == (LeaveKind.SICK, at("9 09:20"), at("9 12:30"))
    assert (leave.asked.person, leave.asked.asked_by) == (CLERK, CLERK)


@pytest.mark.usefixtures("late")
def test_d_12_a_correction_is_put_on_record(
    own: OwnMonths, office: Office, at: At, now: datetime
) -> None:
    asked = CorrectionAsked(CLERK, date(2026, 7, 6), Slot.AM_OUT, time(12, 30), "forgot")
    own.request(asked, now)
    (document,) = office.store.table(CORRECTIONS).all()
    correction = Correction.from_document(document)
    assert (correction.slot, correction.at) == (Slot.AM_OUT, at("6 12:30"))


@pytest.mark.usefixtures("late")
def test_what_breaks_a_rule_is_refused_and_not_on_record(
    own: OwnMonths, office: Office, now: datetime
) -> None:
    future = CorrectionAsked(CLERK, date(2026, 7, 8), Slot.PM_OUT, time(18, 30), "soon")
    with pytest.raises(RequestRefusedError):
        own.request(future, now)
    own.request(ObjectionMade(CLERK, LATE, "the bus"), now)
    with pytest.raises(RequestRefusedError):
        own.request(ObjectionMade(CLERK, LATE, "the bus again"), now)
    assert office.store.table(CORRECTIONS).all() == []
    assert len(office.store.table(OBJECTIONS).all()) == 1


@pytest.mark.usefixtures("closed")
def test_a_correction_of_a_closed_month_is_refused(own: OwnMonths) -> None:
    asked = CorrectionAsked(CLERK, date(2026, 7, 6), Slot.AM_IN, time(9, 20), "forgot")
    with pytest.raises(MonthClosedError):
        own.request(asked, AUGUST)
