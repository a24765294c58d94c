"""The billing centre's notices (BM-4, D-45): open, overdue in red, confirmed by a key."""

from datetime import date, datetime, timedelta

import pytest
from textual.widgets import Input

from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.right_change import RightChange, RightNotice
from kiosk.roles import Role
from kiosk.schema import RIGHT_NOTICES
from screens.review.nav import NavItem, TabItem
from screens.review.views.billing import BillingContent, BillingView
from screens.widgets.sheet import Sheet
from screens.widgets.tone import Tone
from tests.screens.review.conftest import NOW, Desk, Open

pytestmark = pytest.mark.usefixtures("english")

AM, INFO = Role.ACCOUNT_MANAGER, Role.INFO_ADMIN
DUE = NOW.replace(hour=18, minute=30)


def notify(
    office: Office,
    no: str,
    change: RightChange = RightChange(AM, INFO),  # noqa: B008 - it never changes
    due: datetime = DUE,
) -> str:
    """A notice that was made this morning; its document's id."""
    notice = RightNotice(StaffNo(no), change, NOW - timedelta(minutes=30), due)
    return str(office.store.table(RIGHT_NOTICES).insert(notice.to_document()))


async def at_billing(it: Desk, rows: int) -> BillingContent:
    """The view, once it shows so many rows."""
    await it.confidential(BillingView)
    view = it.view
    assert isinstance(view, BillingView)
    await it.until(lambda: len(view.query_one(Sheet).content.keys) == rows)
    content = view.query_one(Sheet).content
    assert isinstance(content, BillingContent)
    await it.pilot.pause()
    return content


async def test_bm_4_what_is_overdue_stands_first_and_in_red(desk: Open, office: Office) -> None:
    notify(office, "A08", RightChange(AM, None, date(2026, 12, 31)))
    late = notify(office, "A07", due=NOW - timedelta(minutes=1))
    async with desk("M01") as it:
        content = await at_billing(it, 4)
        assert content.keys[:2] == ["", late]
        assert [content.row(index)[0].text for index in (0, 2)] == ["overdue 1", "to tell 1"]
        name, no, change, due, told = content.row(1)
        assert (name.text, no.text, told.text) == ("达娃卓玛", "A07", "")
        assert change.text == "account manager → information administrator"
        assert (due.text, due.tone) == ("11-23 10:29", Tone.BAD)
        assert content.row(3)[2].text == "account manager → leaves 2026-12-31"
        assert content.row(3)[3].tone is Tone.PLAIN
        assert "2 to tell  1 overdue" in it.said("BillingView .heading")
        assert "the rights here ended at once" in it.said("BillingView .words Said")


async def test_bm_4_a_key_and_a_digit_confirm_and_the_notice_is_done(
    desk: Open, office: Office
) -> None:
    entry = notify(office, "A07")
    async with desk("M01") as it:
        await at_billing(it, 2)
        assert " c The billing centre knows " in it.said(".keys")
        await it.press("c")
        assert "how was the billing centre told?" in it.shows()
        await it.press("1")
        await it.until(lambda: not office.right_notices.open())
        (done,) = office.right_notices.all()
        assert done.id == entry
        confirmed = done.notice.confirmed
        assert confirmed is not None
        assert (confirmed.by, confirmed.at, confirmed.how) == ("M01", NOW, "by telephone")
        await it.until(lambda: "every change of post" in it.said("BillingView .heading"))
        await it.until(lambda: "confirmed 1" in it.shows())
        assert "confirmed: 达娃卓玛 A07" in it.said(".message")
        assert "knows" not in it.said(".keys")
        await it.press("c")
        assert not it.view.is_asking


async def test_bm_4_how_it_was_told_can_be_typed_and_must_be_said(
    desk: Open, office: Office
) -> None:
    notify(office, "A07")
    async with desk("D01") as it:
        await at_billing(it, 2)
        await it.press("c", "enter")
        assert it.view.is_asking
        it.view.query_one(Input).value = "BOSS 工单 17"
        await it.press("enter")
        await it.until(lambda: not office.right_notices.open())
        confirmed = office.right_notices.all()[0].notice.confirmed
        assert confirmed is not None
        assert (confirmed.by, confirmed.how) == ("D01", "BOSS 工单 17")


async def test_bm_4_nobody_confirms_the_notice_about_himself(desk: Open, office: Office) -> None:
    notify(office, "M02", RightChange(AM, Role.ACTING_MANAGER))
    async with desk("M02") as it:
        await at_billing(it, 2)
        assert "nobody confirms the notice about himself" in it.said("BillingView .words Said")
        await it.press("c")
        assert not it.view.is_asking


async def test_bm_4_what_waits_is_counted_in_the_other_tab(desk: Open, office: Office) -> None:
    async with desk("M01") as it:
        office.people.assign("A07", INFO, actor="M01")
        tab = it.app.screen.query(TabItem).last()
        await it.until(lambda: str(tab.render()) == "Confidentiality 1")
        await at_billing(it, 2)
        assert str(tab.render()) == "Confidentiality"
        items = [str(each.render()) for each in it.app.screen.query(NavItem) if each.display]
        assert items[-1].endswith(" Billing centre 1")


async def test_bm_4_another_reviewer_s_confirmation_comes_by_itself(
    desk: Open, office: Office
) -> None:
    entry = notify(office, "A07")
    async with desk("M01") as it:
        await at_billing(it, 2)
        office.right_notices.confirm(entry, "by telephone", by="D01", now=NOW)
        await it.until(lambda: "every change of post" in it.said("BillingView .heading"))
