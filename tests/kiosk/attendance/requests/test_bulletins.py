"""Circulars about private errands (片区通报; KQ-2-3b, D-21)."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, timedelta

import pytest

from kiosk.attendance.judging.statuses import FindingKind, Rule
from kiosk.attendance.requests.bulletins import (
    ApprovedErrand,
    Bulletin,
    BulletinRules,
    standing,
)
from kiosk.attendance.requests.state import RequestState
from kiosk.money import Fen, yuan
from kiosk.office import Office
from kiosk.person import StaffNo

APPROVED = date(2026, 11, 4)
ERRAND = ApprovedErrand("f1", StaffNo("A07"), "达娃卓玛", date(2026, 11, 3), APPROVED)


@pytest.mark.parametrize(
    ("days", "after", "stands"),
    [(7, -1, False), (7, 0, True), (7, 6, True), (7, 7, False), (1, 0, True), (1, 1, False)],
)
def test_D_21_circular_stands_for_so_many_calendar_days(  # noqa: N802 - the rule's id
    days: int, after: int, *, stands: bool
) -> None:
    today = APPROVED + timedelta(days=after)
    assert bool(standing([ERRAND], today, BulletinRules(days))) == stands


@pytest.mark.parametrize("amount", [None, yuan(200)])
def test_D_21_circular_says_name_date_clause_and_no_more(  # noqa: N802 - the rule's id
    amount: Fen | None,
) -> None:
    bulletin = standing([ERRAND], APPROVED, BulletinRules(7, amount))[0]
    assert (bulletin.name, bulletin.day, bulletin.rule) == ("达娃卓玛", ERRAND.day, Rule.ERRAND)
    assert bulletin.amount == amount
    assert {field.name for field in fields(Bulletin)}.isdisjoint({"where", "reason", "by"})


def test_D_21_newest_approval_comes_first() -> None:  # noqa: N802 - the rule's id
    later = ApprovedErrand("f2", StaffNo("A08"), "王海燕", date(2026, 11, 2), date(2026, 11, 5))
    found = standing([ERRAND, later], date(2026, 11, 6), BulletinRules())
    assert [each.finding for each in found] == ["f2", "f1"]


def test_KQ_2_3b_circular_begins_with_the_approval_and_ends_with_its_withdrawal(  # noqa: N802
    office: Office, at: Callable[[str], datetime]
) -> None:
    day, approval = at("2026-11-03 10:00"), at("2026-11-05 00:30")
    report = office.requests.report_finding
    errand = report(
        StaffNo("A07"), FindingKind.PRIVATE_ERRAND, day, "market", by="T01", now=approval
    )
    uniform = report(StaffNo("A07"), FindingKind.UNIFORM, day, by="T01", now=approval)
    assert office.bulletins.on(date(2026, 11, 5)) == []
    for finding in (errand, uniform):
        office.requests.decide(finding, RequestState.APPROVED, by="M01", now=approval)
    assert [each.finding for each in office.bulletins.on(date(2026, 11, 5))] == [errand]
    assert office.bulletins.on(date(2026, 11, 4)) == []
    assert office.bulletins.on(date(2026, 11, 12)) == []
    last = office.bulletins.on(date(2026, 11, 11))[0]
    assert (last.first, last.last, last.amount) == (date(2026, 11, 5), date(2026, 11, 11), None)
    office.requests.decide(errand, RequestState.WITHDRAWN, by="M01", now=approval)
    assert office.bulletins.on(date(2026, 11, 5)) == []
