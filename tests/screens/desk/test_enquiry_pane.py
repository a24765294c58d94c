"""A judicial enquiry on the screen: one question at a time (BM-2b)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.widgets import Input

from kiosk.person import StaffNo
from kiosk.privacy.customer import Contact, ContactRole, Personal
from kiosk.privacy.desk import Open
from kiosk.privacy.enquiries.enquiry import Enquiry, Step
from kiosk.privacy.enquiries.judge import Ground
from kiosk.privacy.enquiries.questions import GIVEN, MATTER, PAPER, BadAnswerError
from kiosk.privacy.works.enquiry_page import EnquiryPage, Held, Stage, Told
from tests.kiosk.privacy.enquiries.forms import form
from tests.screens.desk.test_desk_screen import HELD, PERSON, AtScreen, painted

pytestmark = pytest.mark.usefixtures("english")

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ENQUIRY = Enquiry("e1", NOW, "desk", StaffNo("A07"), form=form().masked())
SHOWN = Held(
    "G0001",
    "第一小学",
    Contact("c1", "G0001", ContactRole.CONTACT, Personal("张小三", "138****1234")),
    nth=0,
    count=2,
)


def wanted(at: AtScreen) -> list[tuple[Any, ...]]:
    """What was asked of the desk, but for being told of touches."""
    return [call for call in at.asked.calls if call[0] != "touch"]


@pytest.fixture
def at() -> AtScreen:
    return AtScreen()


def show(at: AtScreen, stage: Stage, **more: Any) -> None:
    page = EnquiryPage(stage, **more)
    desk = Open(HELD, at.boot_s, at.boot_s, 1, customer=page.customer)
    at.show(desk, person=PERSON, page=page)


async def test_the_list_leads_to_a_new_enquiry_and_to_receipts(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, Stage.LIST, recent=(replace(ENQUIRY, step=Step.GIVEN),))
        await pilot.pause()
        assert "2026-11-23 09:00  given  桑珠孜区公安局" in painted(app)
        await pilot.press("n", "enter")
        assert wanted(at) == [("new", 1), ("open", 1, "e1")]


async def test_a_question_is_answered_by_choosing(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, Stage.PAPER, question=PAPER[0])
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        assert wanted(at) == [("answer", 1, "procuratorate")]


async def test_a_question_is_answered_by_typing_and_forgotten(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, Stage.MATTER, question=MATTER[0])
        await pilot.pause()
        await pilot.press(*"138", "enter")
        assert wanted(at) == [("answer", 1, "138")]
        assert app.screen.query_one(Input).value == ""


async def test_letters_go_into_the_field_and_nowhere_else(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, Stage.PAPER, question=PAPER[2])
        await pilot.pause()
        await pilot.press(*"nps")
        assert wanted(at) == []
        assert app.screen.query_one(Input).value == "nps"


async def test_many_are_chosen_one_by_one(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, Stage.MATTER, question=MATTER[1])
        await pilot.pause()
        await pilot.press("enter", "down", "enter", "enter")
        assert "● name" in painted(app)
        assert "○ phone" in painted(app)
        await pilot.press("end", "enter")
        assert wanted(at) == [("answer", 1, "name")]


async def test_a_fault_is_told_with_its_remedy(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        fault = BadAnswerError("this is no date", "write YYYY-MM-DD, such as 2026-11-20")
        show(at, Stage.PAPER, question=PAPER[5], fault=fault)
        await pilot.pause()
        assert "this is no date — write YYYY-MM-DD" in painted(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_every_ground_of_a_refusal_is_shown_whole(
    at: AtScreen, size: tuple[int, int]
) -> None:
    app = at.app()
    async with app.run_test(size=size) as pilot:
        grounds = (Ground.LAWYER, Ground.NO_NOTICE, Ground.CALLS)
        refused = replace(ENQUIRY, step=Step.REFUSED, grounds=grounds)
        show(at, Stage.RECEIPT, enquiry=refused)
        await pilot.pause()
        words = " ".join(painted(app).split())
        assert "D-42 A lawyer is not staff of a judicial organ" in words
        assert "the province's unit of the company" in words
        assert "Signed" not in words
        await pilot.press("p")
        assert wanted(at) == [("print", 1)]


async def test_the_scope_is_shown_with_the_next_group_and_hidden_while_warning(
    at: AtScreen,
) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, Stage.SHOWING, question=GIVEN[0], held=SHOWN, enquiry=ENQUIRY)
        await pilot.pause()
        assert "张小三" in painted(app)
        await pilot.press("pagedown")
        assert wanted(at) == [("next", 1)]
        at.boot_s += 51
        await pilot.pause(0.5)
        assert "张小三" not in painted(app)


async def test_esc_goes_back_and_from_the_list_it_ends_the_session(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, Stage.PAPER, question=PAPER[0], told=Told.GIVE_UP)
        await pilot.pause()
        assert "Esc once more" in painted(app)
        await pilot.press("escape")
        show(at, Stage.LIST)
        await pilot.pause()
        await pilot.press("escape")
        assert [call[0] for call in wanted(at)] == ["back", "lock"]
