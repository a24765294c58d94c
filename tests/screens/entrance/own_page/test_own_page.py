"""The own page on the screen: whose it is, who ends it, and that nothing of it stays."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date, datetime

import pytest
from textual.pilot import Pilot

from devices.events import ReaderFault
from keyroom import language
from keyroom.errors import KeyroomError
from keyroom.language import Language
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.own_asks import ObjectionMade, OwnMonthAsked
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.sheets.month import Month
from kiosk.config import Config
from kiosk.font import font_file
from kiosk.person import Person, StaffNo
from screens.entrance.answer_panel import AnswerPanel
from screens.entrance.app import EntranceApp
from screens.entrance.own_page import page
from screens.entrance.own_page.explained import explained
from screens.entrance.own_page.form_panel import form_panel
from screens.entrance.own_page.page import OwnPage
from screens.entrance.place import Place
from screens.mailbox import Mailbox
from screens.news import (
    Answered,
    AskDone,
    AskRefused,
    Completed,
    OwnMonthTold,
    Purpose,
    ReaderChanged,
)
from screens.widgets.rows import Row
from tests.kiosk.attendance.written_sheets import person_month
from tests.screens.conftest import Heard
from tests.screens.entrance.test_screen import headline_shown, name_shown, until

pytestmark = pytest.mark.usefixtures("english")

A07 = StaffNo("A07")
MAY = Month(2026, 5)
MakeAnswer = Callable[..., Answer]
Open = Callable[[Pilot[None]], Awaitable[OwnPage]]
MakeOwn = Callable[..., OwnMonth]


@pytest.fixture
def clerk(own: MakeOwn) -> Person:
    return own().person


def text(rows: Iterable[Row]) -> str:
    """All that some rows say."""
    return " ".join(cell.text for row in rows for cell in row.cells)


def explanation(page: OwnPage | None, place: Place) -> str:
    """What the page says of the selected day, or of a request."""
    assert page is not None
    return text(explained(page.view, place.zone))


def form(page: OwnPage | None) -> str:
    """What the form says that is open."""
    assert page is not None
    assert page.view.form is not None
    return text(form_panel(page.view.form))


def painted(app: EntranceApp) -> str:
    """The whole screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def open_page(app: EntranceApp) -> OwnPage | None:
    return next(iter(app.screen.query(OwnPage)), None)


@pytest.fixture
def opened(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, own: MakeOwn, clerk: Person
) -> Open:
    """Lets A07 tap and press the key; then the page is there."""

    async def tap_and_press(pilot: Pilot[None]) -> OwnPage:
        mailbox.tell(Answered(answer(person=clerk)))
        await pilot.pause()
        await pilot.press("f3")
        mailbox.tell(OwnMonthTold(own()))
        await pilot.pause()
        found = open_page(app)
        assert found is not None
        return found

    return tap_and_press


async def test_the_key_asks_for_the_month_of_whose_answer_stands(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, heard: Heard, clerk: Person
) -> None:
    async with app.run_test() as pilot:
        mailbox.tell(Answered(answer(person=clerk)))
        await pilot.pause()
        await pilot.press("f3")
        assert heard.asked == [OwnMonthAsked(A07)]
        assert open_page(app) is None  # not before the door has answered


@pytest.mark.parametrize(
    "result", [Result.UNKNOWN, Result.REFUSED, Result.SPOOLED, Result.FAILED, None]
)
async def test_without_an_accepted_tap_the_key_says_to_tap_first(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, heard: Heard, result: Result | None
) -> None:
    async with app.run_test() as pilot:
        if result is not None:
            mailbox.tell(Answered(answer(result=result)))
        await pilot.pause()
        await pilot.press("f3")
        assert headline_shown(app) == "Tap first"
        assert heard.asked == []


async def test_a_month_that_nobody_here_has_asked_for_is_not_shown(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, own: MakeOwn
) -> None:
    async with app.run_test() as pilot:
        mailbox.tell(OwnMonthTold(own()))
        await pilot.pause()
        assert open_page(app) is None
        mailbox.tell(Answered(answer()))  # A05's
        await pilot.pause()
        await pilot.press("f3")
        mailbox.tell(OwnMonthTold(own()))  # A07's
        await pilot.pause()
        assert open_page(app) is None


async def test_the_page_shows_why_and_how_much(
    app: EntranceApp, place: Place, opened: Open
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("tab")
        shown = painted(app)
        assert "late 12 min, KQ-2-1a: 50 yuan. Press 3 to object" in explanation(
            open_page(app), place
        )
        assert "达娃卓玛" in shown.replace("  ", "")
        assert not app.screen.query_one(AnswerPanel).display
        assert "deductions 700 yuan" in shown


async def test_the_next_tap_takes_over_at_once_and_nothing_of_the_page_stays(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    opened: Open,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("3", "5", "b", "u", "s")  # in the middle of a word
        mailbox.tell(Answered(answer()))
        await pilot.pause()
        assert name_shown(app) == "格桑卓玛"
        assert not app.screen.query(OwnPage)
        assert app.screen.focused is None
        for gone in ("达娃卓玛", "KQ-2", "700"):
            assert gone not in painted(app).replace("  ", "")


async def test_a_late_month_of_the_one_before_does_not_come_back(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    own: MakeOwn,
    opened: Open,
) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        mailbox.tell(Answered(answer()))
        mailbox.tell(OwnMonthTold(own()))
        mailbox.tell(AskDone(ObjectionMade(A07, "A07:2026-06-02:am_in", "bus")))
        await pilot.pause()
        assert open_page(app) is None


@pytest.mark.parametrize("key", ["escape", "f3"])
async def test_a_key_closes_it(app: EntranceApp, opened: Open, key: str) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press(key)
        await until(pilot, lambda: not app.screen.query(OwnPage))
        assert app.screen.query_one("#idle").display
        assert "KQ-2" not in painted(app)


async def test_it_closes_by_itself_and_says_so_before(
    app: EntranceApp,
    opened: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page, "CLOSES_S", 0.4)
    monkeypatch.setattr(page, "WARNS_S", 0.2)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "about to close" in painted(app))
        await until(pilot, lambda: not app.screen.query(OwnPage))
        assert app.screen.query_one("#idle").display


async def test_a_key_keeps_it_open(
    app: EntranceApp,
    opened: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page, "CLOSES_S", 0.6)
    monkeypatch.setattr(page, "WARNS_S", 0.1)
    async with app.run_test() as pilot:
        await opened(pilot)
        for _ in range(6):
            await pilot.pause(0.2)  # twice the time in all
            await pilot.press("up")
            assert open_page(app) is not None


async def test_the_language_changes_with_all_that_is_shown(
    app: EntranceApp, place: Place, opened: Open
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        before = (await opened(pilot)).view
        await pilot.press("tab", "3", "5", "b", "u", "s", "f2")
        await pilot.pause()
        assert language.current() is Language.CHINESE
        after = open_page(app)
        assert after is not None
        assert after.view.day == date(2026, 6, 2) != before.day
        assert "bus" in form(open_page(app))
        await pilot.press("escape", "escape")
        assert "按 3 申诉" in explanation(open_page(app), place)


async def test_an_objection_in_three_keys_and_its_receipt(
    app: EntranceApp,
    place: Place,
    mailbox: Mailbox,
    heard: Heard,
    opened: Open,
) -> None:
    made = ObjectionMade(A07, "A07:2026-06-02:am_in", "the time is not right")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("tab", "3", "1")
        assert "The room manager decides" in form(open_page(app)).replace("the room", "The room")
        await pilot.press("enter")
        await pilot.pause()
        assert heard.asked[-1] == made
        mailbox.tell(AskDone(made))
        await pilot.pause()
        said = explanation(open_page(app), place)
        assert "On record: 2 June morning in KQ-2-1a 50 yuan." in said


async def test_a_request_that_is_refused_says_why_and_leaves_the_page(
    app: EntranceApp, place: Place, mailbox: Mailbox, opened: Open
) -> None:
    made = ObjectionMade(A07, "A07:2026-06-02:am_in", "bus")
    reason = KeyroomError("there is an objection to this line already", "wait for the decision")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        mailbox.tell(AskRefused(made, reason))
        await pilot.pause()
        said = explanation(open_page(app), place)
        assert said == "there is an objection to this line already — wait for the decision"
        await pilot.press("up")
        assert open_page(app) is not None
        assert "objection" not in explanation(open_page(app), place)


async def test_a_page_that_is_refused_says_why(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, clerk: Person
) -> None:
    async with app.run_test() as pilot:
        mailbox.tell(Answered(answer(person=clerk)))
        await pilot.pause()
        await pilot.press("f3")
        mailbox.tell(AskRefused(OwnMonthAsked(A07), KeyroomError("the records are away")))
        await pilot.pause()
        assert headline_shown(app) == "Not possible"
        panel = app.screen.query_one(AnswerPanel).notice
        assert panel is not None
        assert panel.details[0][0] == "the records are away"


async def test_newer_data_of_the_same_person_is_shown(
    app: EntranceApp,
    mailbox: Mailbox,
    own: MakeOwn,
    opened: Open,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        mailbox.tell(OwnMonthTold(own(asked=())))
        await pilot.pause()
        found = open_page(app)
        assert found is not None
        assert found.view.own.asked == ()


async def test_another_month_is_asked_for_and_shown(
    app: EntranceApp,
    place: Place,
    mailbox: Mailbox,
    heard: Heard,
    own: MakeOwn,
    opened: Open,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("left")
        await pilot.pause()
        assert heard.asked[-1] == OwnMonthAsked(A07, MAY)
        judged = person_month(
            days={12: "09:32 12:31 15:05 18:31"}, month=MAY, rules=Config().rulebook()
        )
        mailbox.tell(OwnMonthTold(own(judged, month=MAY)))
        await pilot.pause()
        assert "12 May morning in: due 09:20" in explanation(open_page(app), place)


async def test_whoever_goes_on_pressing_keys_is_said_to_be_here_still(
    app: EntranceApp,
    heard: Heard,
    opened: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("up", "down")
        assert heard.asked == [OwnMonthAsked(A07)]
        monkeypatch.setattr(page, "STAYS_S", -1.0)
        await pilot.press("up")
        await pilot.pause()
        assert heard.asked[1:] == [OwnMonthAsked(A07, Month(2026, 6))]


async def test_a_misread_and_a_late_completion_do_not_close_it(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    now: datetime,
    clerk: Person,
    opened: Open,
) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        mailbox.tell(ReaderChanged(ReaderFault("door", now, "checksum")))
        mailbox.tell(Completed(answer(person=clerk)))
        await pilot.pause()
        assert open_page(app) is not None


async def test_a_supervisor_s_key_goes_before_it(
    app: EntranceApp, heard: Heard, opened: Open
) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("f10")
        await pilot.pause()
        assert heard.expected == [Purpose.LEAVE]
        assert open_page(app) is None


async def test_letters_and_signs_are_the_page_s(
    app: EntranceApp, heard: Heard, opened: Open
) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("question_mark", "q", "x")
        assert not app.screen.query_one("KeyHelp").display
        assert open_page(app) is not None


async def test_a_completed_answer_tells_the_month(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    whole: Callable[[Answer], Answer],
) -> None:
    async with app.run_test() as pilot:
        plain = answer()
        mailbox.tell(Answered(plain))
        await pilot.pause()
        mailbox.tell(Completed(whole(plain)))
        await pilot.pause()
        said = app.screen.query_one(AnswerPanel).notice
        assert said is not None
        assert said.close_by == "Morning in: late 12 min · KQ-2-1a · 50 yuan"
        assert said.so_far.startswith("Month: late once, 12 min")


async def test_the_month_of_a_replaced_answer_is_not_added_to_another(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    whole: Callable[[Answer], Answer],
) -> None:
    async with app.run_test() as pilot:
        mailbox.tell(Answered(answer(punch="0194")))
        mailbox.tell(Completed(whole(answer(punch="0193"))))
        await pilot.pause()
        said = app.screen.query_one(AnswerPanel).notice
        assert said is not None
        assert said.so_far == ""


SIZES = [(80, 24), (120, 36), (240, 67), (480, 135)]


@pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing")
@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_page_fills_the_screen_and_on_4k_its_letters_are_large(
    app: EntranceApp, opened: Open, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        found = await opened(pilot)
        assert found.times == (6 if size == SIZES[-1] else 1)
        for keys in (["tab"], ["3"], ["escape", "1"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert app.screen.region.contains_region(found.region)
            assert len(found.shown) == found.content_size.height // found.times
