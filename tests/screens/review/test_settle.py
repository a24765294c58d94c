"""The settle view: what keeps a month open, closing it for good, signing for what differs."""

from datetime import datetime

import pytest

from kiosk.attendance.judging.statuses import Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.money import yuan
from kiosk.office import Office
from kiosk.person import StaffNo
from screens.review.ask import Ask
from screens.review.views.queue import QueueView
from screens.review.views.settle import SettleView
from screens.widgets.sheet import Sheet
from tests.screens.review.conftest import NOW, Desk, Open, moment

pytestmark = pytest.mark.usefixtures("english")

NOVEMBER = Month(2026, 11)
OVER = datetime(2026, 12, 1, 12, 0, tzinfo=OFFICE_ZONE)
"""November is over: everybody was absent after the 23rd."""


async def at_november(it: Desk) -> SettleView:
    """The settle view of November, seen."""
    await it.press("4")
    assert isinstance(it.view, SettleView)
    view = it.view
    if view.month != NOVEMBER:
        await it.press("pageup")
    await it.until(lambda: heading(it).startswith("2026-11  ") and "moment" not in heading(it))
    return view


def heading(it: Desk) -> str:
    return it.said("SettleView .heading")


def words(it: Desk) -> str:
    return it.said("SettleView .words Said")


def row(view: SettleView, no: str) -> dict[str, str]:
    """A person's row, by its titles."""
    content = view.query_one(Sheet).content
    cells = content.row(list(content.keys).index(no))
    return {column.title: cell.text for column, cell in zip(content.columns(), cells, strict=True)}


def asking(it: Desk) -> bool:
    return it.view.query_one(Ask).is_open


@pytest.fixture
def decided(office: Office) -> None:
    """Nothing of November is open any more: what waited is excused."""
    for each in office.closing.open_matters(NOVEMBER, OVER):
        by = "D01" if each.person in ("M01", "M02") else "M01"
        office.verdicts.give(each.id, Verdict.WAIVE, "reader was off", by=by, now=OVER)


@pytest.fixture
def differing(decided: None, office: Office) -> None:
    """November is closed, and then leave for one of its days is approved."""
    office.closing.close(NOVEMBER, by="M01", now=OVER)
    leave = office.requests.ask_leave(
        StaffNo("A07"),
        LeaveKind.SICK,
        moment("11-25 00:00"),
        moment("11-26 00:00"),
        "flu",
        by="A07",
        now=OVER,
    )
    office.requests.decide(leave, RequestState.APPROVED, "paper seen", by="M01", now=OVER)


async def test_it_says_what_keeps_the_month_open_and_refuses_to_close_it(
    desk: Open, office: Office
) -> None:
    count = len(office.closing.open_matters(NOVEMBER, NOW))
    async with desk("M01") as it:
        view = await at_november(it)
        assert f"open, {count} matters are undecided" in heading(it)
        assert "the month is not over" in words(it)
        assert "missing punch, undecided" in words(it)
        assert row(view, "A07")["late"] == "1"
        assert row(view, "A07")["yuan"] == "50"
        await it.press("c")
        assert f"2026-11 cannot be closed: {count} matters are open" in it.said(".message")
        assert not asking(it)


async def test_o_goes_to_what_is_open(desk: Open) -> None:
    async with desk("M01") as it:
        await at_november(it)
        assert " o Decide what is open " in it.said(".keys")
        await it.press("o")
        assert isinstance(it.view, QueueView)
        sheet = it.view.query_one(Sheet)
        await it.until(lambda: sheet.key == "A07:2026-11-20:pm_out")


@pytest.mark.usefixtures("decided")
async def test_by_command_it_is_closed_by_typing_the_month(desk: Open, office: Office) -> None:
    async with desk("M01", readers=(), now=OVER) as it:
        await at_november(it)
        assert heading(it) == "2026-11  open, and can be closed"
        await it.press("c", *"2026-10", "enter")
        assert "2026-11 was not typed: it stays open" in it.said(".message")
        assert not office.closing.is_closed(NOVEMBER)
        await it.press("c", *"2026-11", "enter")
        await it.until(lambda: "2026-11 is closed" in it.said(".message"))
        closed = office.closing.closed(NOVEMBER)
        assert closed is not None
        assert (closed.by, closed.at) == ("M01", OVER)
        await it.until(lambda: "M01" in heading(it) and closed.digest[:8] in heading(it))
        assert "Close the month" not in it.said(".keys")


@pytest.mark.usefixtures("decided")
async def test_by_badge_it_is_closed_by_the_same_badge_once_more(
    desk: Open, office: Office
) -> None:
    async with desk(now=OVER) as it:
        await it.present("M01")
        await at_november(it)
        await it.press("c")
        assert "Your badge, please, closes 2026-11 for good" in it.shows()
        await it.press("escape")
        it.boot.s += 50
        await it.present("M01")
        await it.until(lambda: it.app._idle.left_s > 50)  # it was only a touch
        await it.press("c")
        assert asking(it)
        assert not office.closing.is_closed(NOVEMBER)
        await it.present("M01")
        await it.until(lambda: office.closing.is_closed(NOVEMBER))
        await it.until(lambda: "2026-11 is closed" in it.said(".message"))


@pytest.mark.usefixtures("decided")
async def test_another_s_badge_closes_nothing(desk: Open, office: Office) -> None:
    async with desk(now=OVER) as it:
        await it.present("M01")
        await at_november(it)
        await it.press("c")
        await it.present("D01")
        assert "D01" in it.said(".whose")
        assert not office.closing.is_closed(NOVEMBER)


@pytest.mark.usefixtures("differing")
async def test_what_differs_is_shown_and_signed_for_with_a_reason(
    desk: Open, office: Office
) -> None:
    async with desk("M01", now=OVER) as it:
        view = await at_november(it)
        (difference,) = office.closing.look(NOVEMBER, OVER).differences
        assert (difference.person.no, difference.after - difference.before) == ("A07", yuan(-200))
        assert "达娃卓玛 A07: " in words(it)
        assert "A07:2026-11-25:am: " in words(it)
        assert "→" in row(view, "A07")["yuan"]
        await it.press("s", "enter")
        assert asking(it)  # nothing was said
        await it.press("2")
        await it.until(lambda: "2026-11: signed" in it.said(".message"))
        await it.until(lambda: "Sign" not in it.said(".keys"))
        look = office.closing.look(NOVEMBER, OVER)
        assert look.differences == ()
        assert look.settlement is not None
        amendment = look.settlement.newest[StaffNo("A07")].amendment
        assert amendment is not None
        assert (amendment.by, amendment.reason) == ("M01", "approved late")
