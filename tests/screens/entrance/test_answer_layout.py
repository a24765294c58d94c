"""Every answer on every size of terminal: within the screen, in order, and large enough."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from rich.cells import cell_len

from devices.events import ReaderDown
from keyroom.errors import KeyroomError
from keyroom.language import Language
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.door import DoorStatus
from kiosk.font import font_file
from screens.entrance.app import EntranceApp
from screens.mailbox import Mailbox
from screens.news import Answered, Completed, DoorChanged, ReaderChanged
from screens.widgets import letters
from screens.widgets.big_text import BigText
from screens.widgets.clock import Clock
from screens.widgets.poster import Poster

pytestmark = [
    pytest.mark.usefixtures("spoken"),
    pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing"),
]

MakeAnswer = Callable[..., Answer]
SIZES = [(80, 24), (120, 36), (120, 40), (240, 67), (480, 135)]
SMALLEST = letters.SIZES[0]


def size_name(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def sizes_of_lines(poster: Poster) -> list[int]:
    """The size of each line's letters in pixels, as painted; 0 where it is plain."""
    return [setting.size for setting in poster.settings]


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_name_and_direction_are_large_and_from_120_columns_on_everything_is(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        poster = app.screen.query_one(Poster)
        for result in Result:
            mailbox.tell(Answered(answer(result=result, clock_jump=timedelta(hours=1))))
            await pilot.pause()
            assert app.screen.region.contains_region(poster.region)
            painted = poster.draw(poster.content_size)
            assert len(painted) == poster.content_size.height
            assert max(map(cell_len, painted)) <= poster.content_size.width
            headline, name, *details = sizes_of_lines(poster)
            assert headline >= SMALLEST, result
            assert name >= SMALLEST, result
            if size != SIZES[0]:
                assert min(details, default=SMALLEST) >= SMALLEST, result
                assert name >= max(details, default=0), result


@pytest.mark.parametrize("size", SIZES[:2], ids=size_name)
async def test_troubles_leave_the_answer_its_room(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    status: Callable[..., DoorStatus],
    now: datetime,
    size: tuple[int, int],
) -> None:
    away = status(fault=KeyroomError("the disk is full"), spooled=2)
    async with app.run_test(size=size) as pilot:
        mailbox.tell(DoorChanged(away, ()))
        mailbox.tell(ReaderChanged(ReaderDown("pad", now, "unplugged")))
        mailbox.tell(Answered(answer()))
        await pilot.pause()
        headline, name, *_ = sizes_of_lines(app.screen.query_one(Poster))
        assert min(headline, name) >= SMALLEST


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_the_clock_and_from_120_columns_what_is_next_can_be_read_from_afar(
    app: EntranceApp, size: tuple[int, int], spoken: Language
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert app.screen.query_one(Clock).size.height >= SMALLEST // 2
        due = app.screen.query_one(".due", BigText)
        if size != SIZES[0]:
            assert len(due.draw(due.content_size)) >= SMALLEST // 2


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_the_month_takes_nothing_from_name_and_direction(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    whole: Callable[[Answer], Answer],
    size: tuple[int, int],
) -> None:
    async with app.run_test(size=size) as pilot:
        poster = app.screen.query_one(Poster)
        mailbox.tell(Answered(answer()))
        await pilot.pause()
        before = sizes_of_lines(poster)
        mailbox.tell(Completed(whole(answer())))
        await pilot.pause()
        headline, name, tapped, following, month = poster.settings
        assert min(headline.size, name.size) >= SMALLEST
        painted = poster.draw(poster.content_size)
        assert len(painted) == poster.content_size.height
        assert max(map(cell_len, painted)) <= poster.content_size.width
        if size == SIZES[0]:
            # Two rows of details, and nothing that was there before has moved.
            assert [headline.size, name.size] == before[:2]
            assert [tapped.rows, following.rows, month.rows] == [1, 0, 1]
            assert cell_len(tapped.text[0]) <= poster.content_size.width
        else:
            assert min(tapped.size, following.size) >= SMALLEST
            # What it costs is not to be read from afar.
            assert "yuan" not in tapped.form
            assert "元" not in tapped.form
            assert "KQ-2-1a" in tapped.whole
