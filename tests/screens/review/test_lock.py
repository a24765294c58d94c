"""The lock of the supervisor's screen: who opens it, what locks it, and what is left behind."""

from collections.abc import Callable
from datetime import UTC

import pytest
from textual import events

from devices.events import ReaderDown
from keyroom import language
from keyroom.language import Language
from kiosk.office import Office
from kiosk.people import People
from screens.news import ReaderChanged
from screens.review import app as app_module
from screens.review import clerk as clerk_module
from screens.review.lock import LockScreen
from screens.review.screen import ReviewScreen
from screens.review.watcher import NOTHING
from tests.screens.review.conftest import NOW, Desk, Open

pytestmark = pytest.mark.usefixtures("english")


def is_locked(it: Desk) -> bool:
    return it.app.person is None and isinstance(it.app.screen, LockScreen) and it.app.sealed


async def test_it_starts_locked_and_shows_nothing_of_the_office_s_people(desk: Open) -> None:
    async with desk() as it:
        assert is_locked(it)
        assert "A supervisor's badge, please" in it.shows()
        assert it.watcher._wanted is NOTHING
        for name in ("旺堆", "达娃卓玛", "A07"):
            assert name not in it.shows()


@pytest.mark.parametrize("no", ["M01", "M02", "D01"])
async def test_a_reviewer_s_badge_opens_it(desk: Open, no: str) -> None:
    async with desk() as it:
        await it.present(no)
        assert not it.app.sealed
        assert no in it.said(".whose")


@pytest.mark.parametrize("no", ["A03", "A07"])
async def test_another_badge_does_not_and_is_told_why(desk: Open, no: str) -> None:
    async with desk() as it:
        await it.present(no, seen=False)
        await it.until(lambda: "does not open the supervisor's screen" in it.shows())
        assert is_locked(it)


async def test_a_badge_that_was_taken_back_opens_nothing(desk: Open, office: Office) -> None:
    (worn,) = office.badges.of("M01")
    office.badges.end(worn.id, worn.state, NOW.astimezone(UTC), by="-")
    async with desk() as it:
        await it.present("M01", seen=False)
        await it.until(lambda: "does not open" in it.shows())


async def test_by_command_it_opens_for_that_person_and_enter_opens_it_again(desk: Open) -> None:
    async with desk("M01", readers=()) as it:
        assert it.app.person is not None
        await it.press("f10")
        await it.until(lambda: is_locked(it))
        assert "Enter opens it again for M01 旺堆" in it.shows()
        await it.press("enter")
        await it.until(lambda: isinstance(it.app.screen, ReviewScreen))


async def test_enter_opens_nothing_where_badges_do(desk: Open) -> None:
    async with desk() as it:
        await it.press("enter")
        assert is_locked(it)


@pytest.mark.parametrize("key", ["escape", "f10"])
async def test_a_key_locks_and_destroys_what_was_there(desk: Open, key: str) -> None:
    async with desk("M01") as it:
        left = it.app.screen
        await it.until(lambda: "达娃卓玛" in it.shows())
        widgets = list(left.query("*"))
        await it.press(key)
        await it.until(lambda: is_locked(it))
        await it.until(lambda: not any(widget.is_attached for widget in widgets))
        assert "达娃卓玛" not in it.shows()
        assert it.watcher._wanted is NOTHING


async def test_the_key_that_comes_too_late_locks_and_does_nothing_else(desk: Open) -> None:
    async with desk("M01") as it:
        it.boot.s += 60
        it.app.post_message(events.Key("2", "2"))
        await it.until(lambda: is_locked(it))


async def test_nobody_at_it_locks_it(desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "CHECK_S", 0.02)
    async with desk("M01") as it:
        it.boot.s += 59.9
        await it.pilot.pause(0.1)  # several looks
        assert it.app.person is not None
        it.boot.s += 0.1
        await it.until(lambda: is_locked(it))


@pytest.mark.parametrize("touch", ["key", "mouse"])
async def test_a_key_or_the_mouse_keeps_it_open_and_the_last_seconds_warn(
    desk: Open, monkeypatch: pytest.MonkeyPatch, touch: str
) -> None:
    monkeypatch.setattr(app_module, "CHECK_S", 0.02)
    async with desk("M01") as it:
        it.boot.s += 52
        await it.until(lambda: "Locks in 8 s: press any key" in it.shows())
        await (it.press("down") if touch == "key" else it.pilot.hover("#views"))
        await it.until(lambda: "Locks in" not in it.shows())
        it.boot.s += 52
        await it.until(lambda: "Locks in 8 s" in it.shows())
        assert it.app.person is not None


async def test_another_reviewer_s_badge_opens_his_own_session(desk: Open) -> None:
    async with desk() as it:
        await it.present("M01")
        await it.press("3")
        first = it.app.screen
        await it.present("D01")
        assert it.app.screen is not first
        assert not first.is_attached
        assert "D01" in it.said(".whose")
        assert "M01" not in it.said(".whose")
        assert it.view is it.app.screen.query("PresenceView").first()


async def test_the_same_badge_again_leaves_the_session_as_it_is(desk: Open) -> None:
    async with desk() as it:
        await it.present("M01")
        screen = it.app.screen
        it.boot.s += 50
        await it.present("M01")
        await it.until(lambda: it.app._idle.left_s > 50)  # it was a touch
        assert it.app.screen is screen


async def test_a_badge_without_the_right_locks_an_open_session(desk: Open) -> None:
    async with desk() as it:
        await it.present("M01")
        await it.present("A07", seen=False)
        await it.until(lambda: "does not open the supervisor's screen" in it.shows())
        assert is_locked(it)


async def test_who_loses_the_right_loses_the_session(desk: Open, office: Office) -> None:
    async with desk() as it:
        await it.present("M02")
        leave(office.people)
        await it.until(lambda: "M02 may not use this screen any more" in it.shows())
        assert is_locked(it)


def leave(people: People) -> None:
    people.leave("M02", NOW.date().replace(day=22), actor="M01")


async def test_f10_and_a_supervisor_s_badge_end_the_program(desk: Open) -> None:
    async with desk() as it:
        await it.press("f10")
        assert "ends the program" in it.shows()
        await it.present("M01", seen=False)
        await it.until(lambda: it.app.return_code == 0)


async def test_another_s_badge_does_not_end_it_nor_does_the_next_one(desk: Open) -> None:
    async with desk() as it:
        await it.press("f10")
        await it.present("A07", seen=False)
        await it.until(lambda: "not the badge of a supervisor" in it.shows())
        await it.present("M01")  # opens it
        assert it.app.return_code is None


async def test_escape_calls_the_end_off(desk: Open) -> None:
    async with desk() as it:
        await it.press("f10", "escape")
        assert "A supervisor's badge, please" in it.shows()
        await it.present("M01")
        assert it.app.return_code is None


async def test_the_end_is_not_awaited_for_ever(desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk_module, "END_S", 0.0)
    async with desk() as it:
        await it.press("f10")
        await it.present("M01")
        assert it.app.return_code is None


async def test_by_command_f10_on_the_lock_ends_at_once(desk: Open) -> None:
    async with desk("M01", readers=()) as it:
        await it.press("f10")
        await it.until(lambda: is_locked(it))
        await it.press("f10")
        await it.until(lambda: it.app.return_code == 0)


async def test_the_lock_speaks_both_languages_and_says_which_reader_is_dead(desk: Open) -> None:
    async with desk() as it:
        it.mailbox.tell(ReaderChanged(ReaderDown("pad", NOW, "unplugged")))
        await it.until(lambda: "Reader pad does not work: unplugged" in it.shows())
        await it.press("f2")
        assert language.current() is Language.CHINESE
        await it.until(lambda: "pad" in it.shows())
        assert "A supervisor's badge, please" not in it.shows()
        assert is_locked(it)


async def test_what_is_judged_for_one_who_has_gone_is_not_shown_to_the_next(
    desk: Open, ask_leave: Callable[..., str]
) -> None:
    ask_leave("M02")
    async with desk() as it:
        await it.present("M01")
        await it.press("3")
        await it.until(lambda: "李文秀" in it.shows())
        assert it.view.keys == []  # a manager's leave is the department's to decide
        await it.present("D01")
        await it.press("3")
        await it.until(lambda: len(it.view.keys) == 2)
