"""What people see of the own page, as pictures that are compared with those kept beside this file.

`pytest --snapshot-update` makes them anew; look at each before it is committed.
"""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from kiosk.attendance.answer import Answer
from kiosk.attendance.own_month import OwnMonth
from kiosk.font import font_file
from screens.entrance.app import EntranceApp
from screens.mailbox import Mailbox
from screens.news import Answered, OwnMonthTold

pytestmark = pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing")

SMALL, LARGE = (80, 24), (120, 36)
PICTURES = {
    "today": [],
    "a-deduction": ["tab"],
    "leave": ["1"],
    "correction": ["tab", "tab", "2"],
    "objection": ["tab", "3", "1"],
}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("keys", PICTURES.values(), ids=PICTURES)
@pytest.mark.usefixtures("spoken")
def test_the_own_page_looks_as_it_did(
    snap_compare: Callable[..., bool],
    app: EntranceApp,
    mailbox: Mailbox,
    answer: Callable[..., Answer],
    own: Callable[..., OwnMonth],
    keys: list[str],
    size: tuple[int, int],
) -> None:
    async def open_page(pilot: Pilot[None]) -> None:
        mailbox.tell(Answered(answer(person=own().person)))
        await pilot.pause()
        await pilot.press("f3")
        mailbox.tell(OwnMonthTold(own()))
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()

    assert snap_compare(app, run_before=open_page, terminal_size=size)
