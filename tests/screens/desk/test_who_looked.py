"""BM-7: the list of who looked, as it is drawn."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from textual.app import ComposeResult

from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, AccessKind, AccessResult
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.who_looked import Looked
from screens.base.app import KioskApp
from screens.base.screen import KioskScreen
from screens.desk.who_looked import WhoLookedList
from screens.widgets.tone import Tone

pytestmark = pytest.mark.usefixtures("english")

NOW = datetime(2026, 11, 23, 1, 42, 7, tzinfo=UTC)
ACCESS = Access(
    NOW,
    "desk",
    AccessKind.REVEAL,
    person=StaffNo("A08"),
    customer="G0001",
    fields=(PersonalField.NAME, PersonalField.PHONE),
    reason="call_verified",
    second_person=StaffNo("M01"),
    seconds=12.4,
)
LOOK = Looked("1", ACCESS, "王海燕", "G0001", "第一小学", StaffNo("A07"))
REFUSED = replace(
    LOOK,
    id="2",
    access=replace(
        ACCESS,
        kind=AccessKind.CUSTOMER,
        fields=(),
        second_person=None,
        result=AccessResult.REFUSED,
        reason="second_lapsed",
        seconds=None,
    ),
)
OWN = replace(LOOK, id="3", access=replace(ACCESS, person=StaffNo("A07")))
TYPED = replace(LOOK, id="4", access=replace(ACCESS, reason="[red]他说\x1b[2J 1381***"))


class ListScreen(KioskScreen):
    """The list alone."""

    def compose(self) -> ComposeResult:
        yield WhoLookedList((LOOK, REFUSED, OWN, TYPED), ZoneInfo("Asia/Shanghai"), StaffNo("A07"))


class ListApp(KioskApp):
    """Shows it."""

    def get_default_screen(self) -> KioskScreen:
        return ListScreen(id="_default")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_bm_7_a_line_says_when_who_whose_what_why_and_how_long(
    size: tuple[int, int],
) -> None:
    app = ListApp()
    async with app.run_test(size=size):
        lines = [strip.text for strip in app.screen._compositor.render_strips()]
        content = app.screen.query_one(WhoLookedList).content
    look, refused, own, typed = lines[1:5]
    for word in ("11-23 09:42", "王海燕 A08", "G0001", "name, phone", "verif", "12"):
        assert word in look
    assert "customer opened: re" in refused
    assert "second_lapsed" not in refused
    assert own.split() == look.replace("A08", "A07").split()
    assert "[red]" in typed
    assert "\x1b" not in typed
    assert [content.row(index)[1].tone for index in range(3)] == [
        Tone.PLAIN,
        Tone.PLAIN,
        Tone.FAINT,
    ]
    assert content.row(1)[3].tone is Tone.BAD
