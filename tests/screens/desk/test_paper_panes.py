"""Originals and destructions on the desk's screen: what is painted, and what keys ask for."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.person import StaffNo
from kiosk.privacy.desk import Open
from kiosk.privacy.destruction import (
    Certificate,
    Destruction,
    Method,
    Obstacle,
    Order,
    Progress,
)
from kiosk.privacy.original import HandOver, Kept, Original, OriginalKind, OriginalState
from kiosk.privacy.works.destruction import DestructionPage, Draft
from kiosk.privacy.works.destruction import Told as Signed
from kiosk.privacy.works.originals import OriginalsPage, Told
from kiosk.privacy.works.page import Page
from kiosk.roles import Role
from tests.screens.desk.test_desk_screen import GROUP, HELD, NOW, PERSON, AtScreen, at, painted

__all__ = ["at"]

pytestmark = pytest.mark.usefixtures("english")

A08 = StaffNo("A08")
TODAY = date(2026, 11, 23)
SHELF = Kept("1", Original("Y1", OriginalKind.AGREEMENT, "agreement 2024", "cabinet 1"))
OUT = Kept(
    "2",
    Original("Y2", OriginalKind.LETTER, "letter 7", "cabinet 2"),
    HandOver(OriginalState.OUT, NOW, PERSON.no, A08, date(2026, 11, 20)),
)
MANAGER = replace(PERSON, role=Role.ROOM_MANAGER)
DONE = Progress(
    "1",
    Destruction("D2026-001", NOW, "desk", Order(Method.BURN, ("G7",)), (PERSON.no, A08)),
    Certificate("c", NOW, 12, 4096, 0),
)
STOPPED = replace(DONE, id="2", certificate=None, obstacle=Obstacle.BUSY)


def show(at: AtScreen, page: Page) -> None:
    at.show(Open(HELD, at.boot_s, at.boot_s, 1), person=MANAGER, page=page)


def originals(**more: object) -> OriginalsPage:
    return replace(OriginalsPage(TODAY, (OUT, SHELF), ((A08, "王海燕"),)), **more)  # type: ignore[arg-type]


async def test_bm3_originals_show_who_has_them_and_what_is_overdue(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, originals())
        await pilot.pause()
        text = painted(app)
        assert "overdue: 1" in text
        assert "OVERDUE since 2026-11-20: 王海燕 A08" in text
        assert "cabinet 1" in text


async def test_bm3_enter_takes_back_what_is_out_and_asks_days_for_what_is_in(
    at: AtScreen,
) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, originals())
        await pilot.pause()
        await pilot.press("enter")
        await pilot.press("down", "enter")
        assert "Y1: for how many days" in painted(app)
        await pilot.press("backspace", "1", "4", "enter")
        await pilot.pause()
        asked = [call for call in at.asked.calls if call[0] in ("take_back", "hand_out")]
        assert asked == [("take_back", 1, "Y2"), ("hand_out", 1, "Y1", 14)]


@pytest.mark.parametrize("typed", ["x", "0x7", ""])
async def test_bm3_days_that_are_no_number_are_refused_by_the_work(
    at: AtScreen, typed: str
) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, originals())
        await pilot.pause()
        await pilot.press("down", "enter", "backspace", *typed, "enter")
        assert ("hand_out", 1, "Y1", 0) in at.asked.calls


async def test_bm3_while_a_badge_is_awaited_nothing_else_begins(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, originals(told=Told.TAKER_ASKED))
        await pilot.pause()
        await pilot.press("enter", "n", "slash")
        assert not [call for call in at.asked.calls if call[0] in ("take_back", "hand_out", "add")]
        assert "whoever takes it" in painted(app)
        await pilot.press("escape")
        assert ("call_off", 1) in at.asked.calls


async def test_bm3_a_new_original_is_asked_for_field_by_field(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, originals())
        await pilot.pause()
        await pilot.press("n")
        for answer in ("Y9", "1", "plan", "", "box"):
            await pilot.press(*answer, "enter")
        await pilot.press(*"nonsense", "enter")
        assert "is no day" in painted(app)
        await pilot.press(*("backspace",) * 8, "enter")
        await pilot.pause()
        (added,) = [call for call in at.asked.calls if call[0] == "add"]
        assert added[2] == Original("Y9", OriginalKind.AGREEMENT, "plan", "box")


async def test_bm6_destructions_show_certificates_and_what_stops_them(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, DestructionPage((STOPPED, DONE)))
        await pilot.pause()
        text = painted(app)
        assert "certificate; 12 files searched" in text
        assert "PENDING   another terminal holds the records" in text
        await pilot.press("r", "n")
        assert at.asked.calls[-2:] == [("resume", 1), ("draft", 1)]


async def test_d49_a_list_is_put_together_and_signed_by_keys(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        show(at, DestructionPage(draft=Draft((GROUP,), (SHELF,), frozenset({"Y1"}), Method.SHRED)))
        await pilot.pause()
        text = painted(app)
        assert "● G0001" in text
        assert "○ Y1" in text
        assert "1 ● shredded   2 ○ burnt   3 ○ degaussed" in text
        assert "waste" not in text
        await pilot.press("2", "enter", "a", *"G0002", "enter", "s")
        await pilot.pause()
        asked = [call for call in at.asked.calls if call[0] != "touch"]
        assert asked == [
            ("choose", 1, Method.BURN),
            ("toggle", 1, "G0001"),
            ("add", 1, "G0002"),
            ("sign", 1),
        ]


async def test_d49_it_says_who_has_signed_and_who_is_waited_for(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        draft = Draft((GROUP,), (), method=Method.BURN)
        show(at, DestructionPage(draft=draft, signers=(MANAGER,), told=Signed.SIGNER_ASKED))
        await pilot.pause()
        assert "Signed by 达娃卓玛 A07. The next signer's badge" in painted(app)
        await pilot.press("a", "escape")
        assert ("close", 1) in at.asked.calls


async def test_bm6_whoever_may_not_order_it_is_not_offered_it(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.open()
        await pilot.pause()
        assert "F5 Originals" in painted(app)
        assert "F6 Destruction" not in painted(app)
