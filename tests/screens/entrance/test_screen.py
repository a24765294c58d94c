"""The entrance's screen: what is shown when, and that nothing stands in the next tap's way."""

from collections.abc import Callable
from datetime import datetime

import pytest
from textual.pilot import Pilot

from devices.events import ReaderDown, ReaderFault, ReaderUp
from keyroom import language
from keyroom.errors import KeyroomError
from keyroom.language import Language
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.door import DoorStatus
from kiosk.attendance.recent import RecentTap
from kiosk.attendance.timetable import Direction, Slot
from kiosk.person import Person
from screens.entrance import standing
from screens.entrance.answer_panel import AnswerPanel
from screens.entrance.app import EntranceApp
from screens.entrance.key_help import KeyHelp
from screens.entrance.notice import Notice
from screens.mailbox import Mailbox
from screens.news import Answered, DoorChanged, LeaveGranted, Purpose, ReaderChanged
from screens.widgets.big_text import BigText
from screens.widgets.last_taps import LastTaps
from screens.widgets.reader_health import ReaderLamp

pytestmark = pytest.mark.usefixtures("english")

MakeAnswer = Callable[..., Answer]
MakePerson = Callable[..., Person]


def name_shown(app: EntranceApp) -> str:
    """Whom the answer on the screen is for; empty while the clock is shown."""
    return said.name[0] if (said := answer_shown(app)) is not None and said.name else ""


def answer_shown(app: EntranceApp) -> Notice | None:
    """The answer on the screen; None while the clock is shown."""
    panel = app.screen.query_one(AnswerPanel)
    return panel.notice if panel.display else None


def headline_shown(app: EntranceApp) -> str:
    """The largest words of the answer; empty while the clock is shown."""
    return said.headline[0] if (said := answer_shown(app)) is not None else ""


@pytest.fixture
def bells(app: EntranceApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the screen rings."""
    rung: list[str] = []
    monkeypatch.setattr(app, "bell", lambda: rung.append(name_shown(app)))
    return rung


async def test_the_next_tap_replaces_the_answer_at_once(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, person: MakePerson
) -> None:
    async with app.run_test() as pilot:
        assert name_shown(app) == ""
        for name in ("次仁", "央金", "旺堆"):
            mailbox.tell(Answered(answer(person=person(name))))
            await pilot.pause()
            assert name_shown(app) == name


async def test_of_a_burst_the_last_answer_stays(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, person: MakePerson
) -> None:
    async with app.run_test() as pilot:
        for number in range(100):
            mailbox.tell(Answered(answer(person=person(f"次仁{number}"))))
        await pilot.pause()
        assert name_shown(app) == "次仁99"


async def test_an_answer_rings_the_bell_and_gives_way_to_the_clock(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    bells: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(standing, "SHOWN_S", 0.3)
    monkeypatch.setattr(standing, "FADING_S", 0.15)
    async with app.run_test() as pilot:
        mailbox.tell(Answered(answer()))
        await pilot.pause()
        assert bells == ["格桑卓玛"]
        await until(pilot, lambda: app.screen.query_one(AnswerPanel).has_class("-fading"))
        await until(pilot, lambda: not app.screen.query_one(AnswerPanel).display)
        assert app.screen.query_one("#idle").display
        assert bells == ["格桑卓玛"]


async def test_a_bad_answer_rings_three_times(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    bells: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(standing, "BELL_GAP_S", 0.02)
    async with app.run_test() as pilot:
        mailbox.tell(Answered(answer(result=Result.UNKNOWN, person=None)))
        await until(pilot, lambda: len(bells) == 3)


async def test_an_answer_that_was_replaced_does_not_end_the_next_one(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    person: MakePerson,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(standing, "SHOWN_S", 0.2)
    monkeypatch.setattr(standing, "FADING_S", 0.1)
    async with app.run_test() as pilot:
        mailbox.tell(Answered(answer(person=person("次仁"))))
        await pilot.pause()
        monkeypatch.setattr(standing, "SHOWN_S", 60.0)
        mailbox.tell(Answered(answer(person=person("央金"))))
        await pilot.pause(0.4)  # twice the time of the first
        assert name_shown(app) == "央金"


async def test_what_came_before_the_screen_is_shown_by_it(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer
) -> None:
    mailbox.tell(Answered(answer()))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert name_shown(app) == "格桑卓玛"


async def test_readers_are_seen_to_work_and_to_fail(
    app: EntranceApp, mailbox: Mailbox, now: datetime
) -> None:
    async with app.run_test() as pilot:
        mailbox.tell(ReaderChanged(ReaderUp("door", now)))
        mailbox.tell(ReaderChanged(ReaderDown("pad", now, "unplugged")))
        await pilot.pause()
        assert [lamp.forms[0] for lamp in app.screen.query(ReaderLamp)] == ["● door", "× pad"]
        assert troubles_shown(app) == ["Reader pad does not work: unplugged"]
        mailbox.tell(ReaderChanged(ReaderUp("pad", now)))
        await pilot.pause()
        assert troubles_shown(app) == []


async def test_a_misread_asks_for_another_tap_but_covers_no_answer(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, now: datetime
) -> None:
    async with app.run_test() as pilot:
        mailbox.tell(ReaderChanged(ReaderFault("door", now, "checksum")))
        await pilot.pause()
        assert headline_shown(app) == "Not read"
        mailbox.tell(Answered(answer()))
        mailbox.tell(ReaderChanged(ReaderFault("door", now, "checksum")))
        await pilot.pause()
        assert name_shown(app) == "格桑卓玛"


async def test_the_door_s_troubles_and_last_taps_are_shown(
    app: EntranceApp,
    mailbox: Mailbox,
    status: Callable[..., DoorStatus],
    person: MakePerson,
    now: datetime,
) -> None:
    tap = RecentTap(now, person(), Result.RECORDED, Direction.IN, Slot.AM_IN, None)
    away = status(fault=KeyroomError("the disk is full"), spooled=2)
    async with app.run_test() as pilot:
        mailbox.tell(DoorChanged(away, (tap,)))
        await pilot.pause()
        assert troubles_shown(app) == [
            "The records are away: the disk is full",
            "2 taps are kept on this terminal and counted later",
        ]
        (line,) = app.screen.query_one(LastTaps).taps
        assert line.words == ("09:42", "→", "格桑卓玛", "morning in")


@pytest.mark.parametrize("key, purpose", [("f6", Purpose.CORRECT), ("f10", Purpose.LEAVE)])
async def test_a_key_asks_for_a_supervisor_s_badge_and_escape_calls_it_off(
    app: EntranceApp, expected: list[Purpose], key: str, purpose: Purpose
) -> None:
    async with app.run_test() as pilot:
        await pilot.press(key)
        assert expected == [purpose]
        assert app.screen.query_one(AnswerPanel).display
        await pilot.press("escape")
        assert expected == [purpose, Purpose.PUNCH]
        assert not app.screen.query_one(AnswerPanel).display


async def test_leave_granted_ends_the_app(app: EntranceApp, mailbox: Mailbox) -> None:
    async with app.run_test() as pilot:
        mailbox.tell(LeaveGranted())
        await pilot.pause()
        assert app.return_code == 0


async def test_the_keys_are_shown_and_a_tap_takes_them_away(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer
) -> None:
    async with app.run_test() as pilot:
        await pilot.press("question_mark")
        assert app.screen.query_one(KeyHelp).display
        assert not app.screen.query_one("#idle").display
        mailbox.tell(Answered(answer()))
        await pilot.pause()
        assert name_shown(app) == "格桑卓玛"
        assert not app.screen.query_one(KeyHelp).display


@pytest.mark.parametrize("key", ["question_mark", "escape"])
async def test_the_keys_have_the_room_of_an_answer_until_they_are_put_away(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, key: str
) -> None:
    async with app.run_test() as pilot:
        mailbox.tell(Answered(answer()))
        await pilot.pause()
        await pilot.press("question_mark")
        assert app.screen.query_one(KeyHelp).display
        assert not app.screen.query_one(AnswerPanel).display
        await pilot.press(key)
        assert not app.screen.query_one(KeyHelp).display
        assert app.screen.query_one(AnswerPanel).display is (key == "question_mark")


async def test_f2_speaks_the_other_language_with_all_that_is_shown(
    app: EntranceApp,
    mailbox: Mailbox,
    answer: MakeAnswer,
    status: Callable[..., DoorStatus],
    now: datetime,
) -> None:
    async with app.run_test() as pilot:
        mailbox.tell(Answered(answer()))
        mailbox.tell(DoorChanged(status(spooled=1), ()))
        mailbox.tell(ReaderChanged(ReaderUp("door", now)))
        await pilot.pause()
        assert headline_shown(app) == "In 09:42"
        await pilot.press("f2")
        await pilot.pause()
        assert language.current() is Language.CHINESE
        assert headline_shown(app) == "上班 09:42"
        assert name_shown(app) == "格桑卓玛"
        assert app.screen.query(ReaderLamp).first().forms == ("● door",)
        assert troubles_shown(app) != []
        mailbox.tell(Answered(answer(direction=Direction.OUT, slot=Slot.AM_OUT)))
        await pilot.pause()
        assert headline_shown(app) == "下班 09:42"


async def test_news_that_comes_while_the_language_changes_is_not_lost(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer, person: MakePerson
) -> None:
    async with app.run_test() as pilot:
        for number in range(6):
            app.simulate_key("f2")
            mailbox.tell(Answered(answer(person=person(f"次仁{number}"))))
        await pilot.pause()
        await until(pilot, lambda: name_shown(app) == "次仁5")


async def test_resizing_moves_the_last_taps_beside_the_answer(
    app: EntranceApp, mailbox: Mailbox, answer: MakeAnswer
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        mailbox.tell(Answered(answer()))
        await pilot.pause()
        assert not app.screen.query_one("#recent").display
        await pilot.resize_terminal(240, 67)
        await until(pilot, lambda: bool(app.screen.query_one("#recent").display))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: not app.screen.query_one("#recent").display)


def troubles_shown(app: EntranceApp) -> list[str]:
    """The lines of the trouble strip."""
    rows = app.screen.query(".troubles BigText").results(BigText)
    return [row.forms[0] for row in rows if row.display]


async def until(pilot: Pilot[None], met: Callable[[], bool]) -> None:
    """Let the app run until something is so; the test's timeout ends it otherwise."""
    while not met():
        await pilot.pause(0.01)
