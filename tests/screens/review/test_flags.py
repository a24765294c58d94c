"""Flags by person: explained, taken up, asked about, judged and closed by one key each (BM-7)."""

from datetime import UTC

import pytest

from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind, AccessResult, Wanted
from kiosk.privacy.cases.case import CaseState, Judgement
from kiosk.privacy.cases.cases import Cases
from screens.review.log_sheet import LogSheet
from screens.review.nav import NavItem
from screens.review.views.flags import FlagsView
from screens.review.views.log import LogView
from screens.widgets.sheet import Sheet
from tests.screens.review.conftest import NOW, Desk, Open, moment

pytestmark = pytest.mark.usefixtures("english")

A07, M01 = StaffNo("A07"), StaffNo("M01")
EARLY = "not_clocked_in:A07:2026-11-23"


@pytest.fixture(autouse=True)
def looked(office: Office) -> None:
    """On Monday A07's badge was at the desk before she came, and M01's PIN was tried."""
    accesses = Accesses(office.store)
    at = moment("11-23 09:20").astimezone(UTC)
    entry = accesses.add(Access(at, "desk", AccessKind.CUSTOMER, person=A07, customer="G0001"))
    accesses.end(entry, 90, "closed", at=at)
    for minute in range(4):
        tried = moment(f"11-23 10:1{minute}").astimezone(UTC)
        refused = AccessResult.REFUSED
        accesses.add(
            Access(tried, "desk", AccessKind.PIN, refused, person=M01, reason="[b]'; DROP\u202e")
        )


async def at_flags(it: Desk, key: str = EARLY) -> FlagsView:
    """The view of flags, its cursor on this one."""
    await it.confidential(FlagsView)
    assert isinstance(it.view, FlagsView)
    sheet = it.view.query_one(Sheet)
    await it.until(lambda: key in sheet.content.keys)
    sheet.go_to(key)
    await it.pilot.pause()
    await it.until(lambda: "desk" in it.said("FlagsView .words Said"))
    return it.view


def said(it: Desk) -> str:
    return it.said("FlagsView .words Said")


async def test_each_flag_says_why_with_the_entries_behind_it(desk: Open) -> None:
    async with desk("M01") as it:
        view = await at_flags(it)
        assert "2 flags, 2 of them not taken up" in it.said("FlagsView .heading")
        assert "达娃卓玛 A07  not clocked in" in said(it)
        assert "on 2026-11-23, 09:20–09:20, data was accessed 1 × without" in said(it)
        assert "11-23 09:20:00  A07 customer opened  G0001  90 s  desk" in said(it)
        items = [each for each in it.app.screen.query(NavItem) if each.display]
        assert 2 in [each.waiting for each in items]
        assert " t Take up  d Closed cases " in it.said(".keys")
        view.query_one(Sheet).go_to("refused:M01:2026-11-23")
        await it.until(lambda: "[b]'; DROP" in said(it))
        assert "\u202e" not in it.shows()


async def test_the_whole_way_by_keys(desk: Open, office: Office) -> None:
    cases = Cases(office)
    async with desk("M01") as it:
        view = await at_flags(it)
        await it.press("a", "j", "c", "x")  # nothing is taken up yet
        assert not view.is_asking
        await it.press("t")
        await it.until(lambda: "M01 took it up" in said(it))
        (case,) = cases.all()
        assert "customer opened" in said(it)
        await it.press("a", "1")
        await it.until(lambda: "M01 asked: What was this for?" in said(it))
        cases.answer(case.id, "it was not me", by=A07, now=NOW)
        await it.until(lambda: "A07 answered: it was not me" in said(it))
        await it.press("v", "1")
        await it.until(lambda: "judged against the rules: no reason was given" in said(it))
        assert " c Close the case  x Close with deduction " in it.said(".keys")
        await it.press("c", "1")
        sheet = view.query_one(Sheet)
        await it.until(lambda: EARLY not in sheet.content.keys)
        assert cases.case(case.id).state is CaseState.CLOSED
        await it.press("d")
        await it.until(lambda: EARLY in sheet.content.keys)
        sheet.go_to(EARLY)
        await it.until(lambda: "closed: nothing to add" in said(it))
        await it.press("d")
        await it.until(lambda: EARLY not in sheet.content.keys)


async def test_an_entry_of_the_log_is_taken_up(desk: Open, office: Office) -> None:
    async with desk("M02") as it:
        await it.confidential(LogView)
        assert isinstance(it.view, LogView)
        sheet = it.view.query_one(LogSheet)
        (entry, _access), *_more = Accesses(office.store).find(Wanted(person="A07"))
        await it.until(lambda: any(entry in key for key in sheet.content.keys))
        sheet.go_to(next(key for key in sheet.content.keys if entry in key))
        await it.press("t")
        await it.until(lambda: bool(Cases(office).all()))
        assert Cases(office).all()[0].subject.key == entry
    async with desk("M02") as it:
        await at_flags(it, entry)
        assert "single entry" in said(it)


async def test_who_looks_behind_a_flag_is_on_record(desk: Open, office: Office) -> None:
    async with desk("M01") as it:
        await at_flags(it)
    found = Accesses(office.store).find(Wanted(person="M01", kind=AccessKind.ENTRY))
    assert EARLY in [access.reason for _, access in found]


async def test_a_case_of_his_own_is_refused_with_the_reason(desk: Open, office: Office) -> None:
    async with desk("M01") as it:
        await at_flags(it, "refused:M01:2026-11-23")
        await it.press("t")
        await it.until(lambda: "nobody decides about himself" in it.said(".message"))
        assert Cases(office).all() == []


async def test_what_the_manager_did_is_shown_to_the_department(desk: Open, office: Office) -> None:
    async with desk("M01") as it:
        await at_flags(it)
        await it.press("t")
        await it.until(lambda: bool(Cases(office).all()))
    (case,) = Cases(office).all()
    Cases(office).judge(case.id, Judgement.JUSTIFIED, "seen by me", by=M01, now=NOW)
    async with desk("D01") as it:
        await at_flags(it)
        await it.until(lambda: "M01 judged justified: seen by me" in said(it))
        await it.press("v", "1")
        await it.until(lambda: "D01 may not decide about A07" in it.said(".message"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_fits(desk: Open, size: tuple[int, int]) -> None:
    async with desk("M01", size=size) as it:
        await at_flags(it)
        shown = it.shows()
        assert "达娃卓玛 A07 1" in shown
        assert "customer opened" in shown
        await it.press("question_mark")
        assert "Close with deduction" in it.shows()
