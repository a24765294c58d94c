"""The entrance as it is painted: one picture for each kind of answer, in both languages.

    pytest tests/screens/entrance/test_pictures.py --snapshot-update

draws them anew; look at each before it is committed.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.pilot import Pilot

from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.timetable import Direction, Slot
from kiosk.font import font_file
from kiosk.refusal import Refusal
from screens.entrance.app import EntranceApp
from screens.mailbox import Mailbox
from screens.news import Answered, Completed

pytestmark = pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing")

SMALL, LARGE = (80, 24), (120, 36)

ANSWERS: dict[str, dict[str, Any]] = {
    "in": {},
    "out": {"direction": Direction.OUT, "slot": Slot.AM_OUT},
    "duplicate": {
        "result": Result.DUPLICATE,
        "since": datetime(2026, 11, 23, 1, 41, tzinfo=UTC),
    },
    "unknown": {"result": Result.UNKNOWN, "person": None},
    "refused": {"result": Result.REFUSED, "refusal": Refusal.EXPIRED},
    "spooled": {"result": Result.SPOOLED},
    "failed": {"result": Result.FAILED},
}

PICTURES = [*((kind, SMALL) for kind in ANSWERS), ("in", LARGE), ("refused", LARGE)]


@pytest.mark.parametrize(
    "kind, size", PICTURES, ids=[f"{kind}-{size[0]}x{size[1]}" for kind, size in PICTURES]
)
@pytest.mark.usefixtures("spoken")
def test_an_answer_looks_as_it_did(
    snap_compare: Callable[..., bool],
    app: EntranceApp,
    mailbox: Mailbox,
    answer: Callable[..., Answer],
    kind: str,
    size: tuple[int, int],
) -> None:
    async def tap(pilot: Pilot[None]) -> None:
        mailbox.tell(Answered(answer(**ANSWERS[kind])))
        await pilot.pause()

    assert snap_compare(app, run_before=tap, terminal_size=size)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.usefixtures("spoken")
def test_an_answer_with_the_month_looks_as_it_did(
    snap_compare: Callable[..., bool],
    app: EntranceApp,
    mailbox: Mailbox,
    answer: Callable[..., Answer],
    whole: Callable[[Answer], Answer],
    size: tuple[int, int],
) -> None:
    async def tap(pilot: Pilot[None]) -> None:
        mailbox.tell(Answered(answer()))
        mailbox.tell(Completed(whole(answer())))
        await pilot.pause()

    assert snap_compare(app, run_before=tap, terminal_size=size)
