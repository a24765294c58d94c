"""The demo's tray: badges to the readers by key and click, in the language in use."""

from collections.abc import Callable

import pytest
from textual.widgets import Static

from devices.events import Credential, CredentialKind
from keyroom import language
from keyroom.language import Language
from kiosk.attendance.answer import Answer
from kiosk.attendance.own_month import OwnMonth
from screens.demo.app import DemoApp
from screens.demo.tray import BadgeOnTray, Tray, TrayBadge
from screens.entrance.answer_panel import AnswerPanel
from screens.entrance.own_page.page import OwnPage
from screens.entrance.place import Place
from screens.mailbox import Mailbox
from screens.news import Answered, OwnMonthTold
from screens.wishes import Wishes

TAG = Credential(CredentialKind.EM4100, "0A0048C101")
CODE = Credential(CredentialKind.CODE, "a code")
HEADING = {
    Language.CHINESE: ("刷卡", "ID 卡", "二维码"),
    Language.ENGLISH: ("Badges: press a key", "tag", "QR badge"),
}


@pytest.fixture
def presented() -> list[Credential]:
    """What was held to the virtual readers."""
    return []


@pytest.fixture
def demo(place: Place, mailbox: Mailbox, heard: Wishes, presented: list[Credential]) -> DemoApp:
    badges = [TrayBadge(TAG, "达娃", "tag"), TrayBadge(CODE, "扎西", "QR badge")]
    return DemoApp(place, mailbox, heard, badges, presented.append)


def words(app: DemoApp) -> str:
    """All that is written on the tray."""
    return "\n".join(str(each.content) for each in app.screen.query_one(Tray).query(Static))


async def test_a_badge_is_held_to_its_reader_by_its_key_and_by_a_click(
    demo: DemoApp, presented: list[Credential]
) -> None:
    async with demo.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.click(BadgeOnTray)
        await pilot.press("9")
        assert presented == [CODE, TAG]


async def test_the_tray_speaks_the_language_in_use_and_follows_its_change(
    demo: DemoApp, mailbox: Mailbox, spoken: Language, answer: Callable[..., Answer]
) -> None:
    async with demo.run_test(size=(120, 36)) as pilot:
        mailbox.tell(Answered(answer()))
        await pilot.pause()
        assert all(each in words(demo) for each in HEADING[spoken])
        await pilot.press("f2")
        await pilot.pause()
        assert language.current() is spoken.other
        assert all(each in words(demo) for each in HEADING[spoken.other])
        assert demo.screen.query_one(AnswerPanel).display


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (240, 67)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_answer_keeps_its_room_beside_the_tray(
    demo: DemoApp, mailbox: Mailbox, answer: Callable[..., Answer], size: tuple[int, int]
) -> None:
    async with demo.run_test(size=size) as pilot:
        mailbox.tell(Answered(answer()))
        await pilot.pause()
        panel, tray = demo.screen.query_one(AnswerPanel), demo.screen.query_one(Tray)
        assert not panel.region.overlaps(tray.region)
        assert demo.screen.region.contains_region(tray.region)


async def test_while_an_own_page_is_open_its_keys_are_its_own_and_count_once(
    demo: DemoApp,
    mailbox: Mailbox,
    presented: list[Credential],
    answer: Callable[..., Answer],
    own: Callable[..., OwnMonth],
) -> None:
    async with demo.run_test(size=(120, 36)) as pilot:
        mailbox.tell(Answered(answer(person=own().person)))
        await pilot.pause()
        await pilot.press("f3")
        mailbox.tell(OwnMonthTold(own()))
        await pilot.pause()
        page = demo.screen.query_one(OwnPage)
        lines = [each.line.id for each in own().lines]
        await pilot.press("tab")
        assert page.view.line == lines[0]
        await pilot.press("1")
        assert page.view.form is not None
        assert page.view.form.answers == ()
        assert presented == []
        await pilot.press("escape", "escape", "1")
        assert presented == [TAG]
