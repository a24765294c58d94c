"""Findings: where they may lie, who may report and approve them (KQ-2-3, KQ-2-4)."""

from collections.abc import Callable
from datetime import datetime

import pytest

from kiosk.attendance.judging.statuses import FindingKind, Rule
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.errors import (
    MonthClosedError,
    NoSuchPersonError,
    NotEntitledError,
    RequestRefusedError,
)
from kiosk.money import yuan
from kiosk.office import Office
from kiosk.person import StaffNo

At = Callable[[str], datetime]
Report = Callable[..., str]
CLERK = StaffNo("A07")


@pytest.fixture
def report(office: Office, at: At, now: datetime) -> Report:
    """Somebody reports a finding about A07."""

    def reported(
        when: str,
        kind: FindingKind = FindingKind.PRIVATE_ERRAND,
        *,
        by: str = "T01",
        person: str = "A07",
    ) -> str:
        return office.requests.report_finding(
            StaffNo(person), kind, at(when), "market", "shopping", by=by, now=now
        )

    return reported


@pytest.mark.parametrize(
    ("kind", "rule", "fine"),
    [
        (FindingKind.PRIVATE_ERRAND, Rule.ERRAND, yuan(200)),
        (FindingKind.UNIFORM, Rule.UNIFORM, yuan(50)),
    ],
)
def test_KQ_2_3_and_KQ_2_4_approved_finding_costs(  # noqa: N802 - the rules' ids
    office: Office, report: Report, now: datetime, kind: FindingKind, rule: Rule, fine: int
) -> None:
    finding = report("2026-11-03 10:00", kind)

    def costs() -> list[int]:
        lines = office.sheets.month(Month(2026, 11), now, CLERK).people[0].lines
        return [line.at_stake for line in lines if line.rule is rule]

    assert costs() == []
    office.requests.decide(finding, RequestState.APPROVED, by="M01", now=now)
    assert costs() == [fine]


@pytest.mark.parametrize(
    ("when", "inside"),
    [
        ("2026-11-03 09:49:59", False),
        ("2026-11-03 09:50:00", True),
        ("2026-11-03 12:59:59", True),
        ("2026-11-03 13:00:00", False),
        ("2026-11-03 14:00:00", False),
        ("2026-11-03 15:20:00", True),
        ("2026-11-03 18:30:00", False),
        ("2026-09-30 09:20:00", True),
        ("2026-09-30 12:30:00", False),
    ],
)
def test_KQ_2_3_finding_outside_working_time_is_refused(  # noqa: N802 - the rule's id
    report: Report, when: str, *, inside: bool
) -> None:
    if inside:
        assert report(when)
        return
    with pytest.raises(RequestRefusedError, match="lies outside working time") as refused:
        report(when)
    assert refused.value.field == "at"


@pytest.mark.parametrize("kind", FindingKind)
@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("2026-11-01 10:00", "2026-11-01 is no working day"),
        ("2026-10-01 10:00", "2026-10-01 is no working day"),
        ("2026-11-23 12:00:01", "in the future"),
        ("2026-01-04 10:00", "A07 was not in the office"),
    ],
)
def test_finding_on_a_day_off_or_not_yet_is_refused(
    report: Report, kind: FindingKind, when: str, why: str
) -> None:
    with pytest.raises(RequestRefusedError, match=why):
        report(when, kind)


def test_KQ_2_4_uniform_may_be_found_missing_at_noon(report: Report) -> None:  # noqa: N802
    assert report("2026-11-03 14:00", FindingKind.UNIFORM)


def test_KQ_2_3_nobody_on_approved_leave_is_on_an_errand(  # noqa: N802 - the rule's id
    office: Office, report: Report, ask_leave: Callable[..., str], now: datetime
) -> None:
    leave = ask_leave("2026-11-03 10:00", "2026-11-03 11:00")
    reported_before = report("2026-11-03 10:30")
    office.requests.decide(leave, RequestState.APPROVED, by="M01", now=now)
    for inside in ("2026-11-03 10:00", "2026-11-03 10:59:59"):
        with pytest.raises(RequestRefusedError, match="on approved leave"):
            report(inside)
    assert report("2026-11-03 11:00")
    with pytest.raises(RequestRefusedError, match="on approved leave"):
        office.requests.decide(reported_before, RequestState.APPROVED, by="M01", now=now)
    office.requests.decide(reported_before, RequestState.REJECTED, by="M01", now=now)


def test_KQ_2_3_nobody_on_an_approved_visit_is_on_an_errand(  # noqa: N802 - the rule's id
    office: Office, report: Report, at: At, now: datetime
) -> None:
    visit = office.requests.ask_visit(
        CLERK, at("2026-11-03 10:00"), at("2026-11-03 11:00"), "医院", by="A07", now=now
    )
    assert report("2026-11-03 10:30")
    office.requests.decide(visit, RequestState.APPROVED, by="M01", now=now)
    with pytest.raises(RequestRefusedError, match="on an approved visit"):
        report("2026-11-03 11:00")
    assert report("2026-11-03 11:00:01")


@pytest.mark.parametrize("by", ["A08", "A07"])
def test_finding_is_reported_by_team_leads_and_managers(report: Report, by: str) -> None:
    with pytest.raises(NotEntitledError, match="may not report"):
        report("2026-11-03 10:00", by=by)


def test_nobody_reports_himself_and_the_finder_must_exist(report: Report) -> None:
    with pytest.raises(NotEntitledError):
        report("2026-11-03 10:00", by="T01", person="T01")
    with pytest.raises(NoSuchPersonError):
        report("2026-11-03 10:00", by="T99")


@pytest.mark.parametrize(("person", "by"), [("A07", "T01"), ("A07", "A07"), ("M01", "M01")])
def test_finding_is_approved_by_a_manager_who_is_not_concerned(
    office: Office, report: Report, now: datetime, person: str, by: str
) -> None:
    finding = report("2026-11-03 10:00", by="M02", person=person)
    with pytest.raises(NotEntitledError):
        office.requests.decide(finding, RequestState.APPROVED, by=by, now=now)


def test_finder_withdraws_until_it_is_approved_and_the_person_never(
    office: Office, report: Report, now: datetime
) -> None:
    finding = report("2026-11-03 10:00")
    with pytest.raises(NotEntitledError):
        office.requests.decide(finding, RequestState.WITHDRAWN, by="A07", now=now)
    office.requests.decide(finding, RequestState.WITHDRAWN, by="T01", now=now)
    approved = report("2026-11-03 10:00")
    office.requests.decide(approved, RequestState.APPROVED, by="M01", now=now)
    with pytest.raises(NotEntitledError):
        office.requests.decide(approved, RequestState.WITHDRAWN, by="T01", now=now)
    office.requests.decide(approved, RequestState.WITHDRAWN, by="M02", now=now)


def test_closed_month_takes_no_finding(report: Report, close_month: Callable[[str], None]) -> None:
    close_month("2026-10")
    with pytest.raises(MonthClosedError):
        report("2026-10-30 10:00")
