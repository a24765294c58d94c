"""The frame around the views: tabs, keys, languages, and what comes too early or too late."""

import pytest

from keyroom import language
from keyroom.errors import KeyroomError
from keyroom.language import N_, Language
from screens.review.key_page import KeyPage
from screens.review.nav import NavItem, TabItem
from screens.review.news import Done, Failed, Job
from screens.review.screen import ReviewScreen
from screens.review.tabs import ATTENDANCE, Tab, ViewSpec
from screens.review.views.month import MonthView
from screens.review.views.presence import PresenceView
from screens.review.views.queue import QueueView
from screens.review.views.settle import SettleView
from screens.review.views.trends import TrendsView
from screens.widgets.sheet import Sheet
from tests.screens.review.conftest import Open

pytestmark = pytest.mark.usefixtures("english")

VIEWS = (PresenceView, MonthView, QueueView, SettleView, TrendsView)


async def test_each_view_has_its_digit_and_tab_walks_through_all(desk: Open) -> None:
    async with desk("M01") as it:
        for digit, kind in enumerate(VIEWS, start=1):
            await it.press(str(digit))
            assert isinstance(it.view, kind)
            assert [view.display for view in it.app.screen.query("View")].count(True) == 1
        await it.press("1")
        seen = []
        for _ in range(len(ATTENDANCE.views)):
            seen.append(type(it.view))
            await it.press("tab")
        assert len(set(seen)) == len(ATTENDANCE.views)
        assert isinstance(it.view, PresenceView)
        await it.press("shift+tab")
        assert type(it.view) is seen[-1]


async def test_a_click_shows_a_view(desk: Open) -> None:
    async with desk("M01") as it:
        await it.pilot.click(list(it.app.screen.query(NavItem))[2])
        await it.until(lambda: isinstance(it.view, QueueView))


async def test_a_digit_that_no_view_has_does_nothing(desk: Open) -> None:
    async with desk("M01") as it:
        await it.press("9")
        assert isinstance(it.view, PresenceView)


async def test_tabs_are_a_table(desk: Open) -> None:
    other = Tab(N_("Log"), (ViewSpec(N_("Trends"), TrendsView),))
    async with desk("M01") as it:
        app, first = it.app, it.app.screen
        assert isinstance(first, ReviewScreen)
        session = first._session
        made = (first._place, session.person, session.do, first._want)
        await app.push_screen(ReviewScreen(*made, (ATTENDANCE,)))
        assert not app.screen.query(TabItem)
        screen = ReviewScreen(*made, (ATTENDANCE, other))
        await app.push_screen(screen)
        assert [str(tab.render()) for tab in screen.query(TabItem)] == ["Attendance", "Log"]
        await it.press("f3")
        assert isinstance(it.view, TrendsView)
        assert "Log" in it.said(".office")
        assert [item.display for item in screen.query(NavItem)].count(True) == 1
        await it.pilot.click(screen.query(TabItem).first())
        await it.until(lambda: isinstance(it.view, PresenceView))


async def test_the_keys_are_shown_and_hidden(desk: Open) -> None:
    async with desk("M01") as it:
        await it.press("3", "question_mark")
        page = it.app.screen.query_one(KeyPage)
        assert page.display
        for words in ("Approve", "Excuse", "Lock the screen", "Esc F10", "PgUp"):
            assert (words in it.shows()) == (words != "PgUp")
        await it.press("escape")
        assert not page.display
        assert it.app.person is not None
        await it.press("question_mark", "2")
        assert not page.display
        assert isinstance(it.view, MonthView)


async def test_f2_speaks_the_other_language_and_keeps_everything_where_it_was(
    desk: Open,
) -> None:
    async with desk("M01") as it:
        await it.press("2")
        await it.until(lambda: "Monday, 23 November" in it.said("MonthView .words Said"))
        await it.press("down", "left", "left", "left")
        await it.until(lambda: "Friday, 20 November" in it.said("MonthView .words Said"))
        grid = it.view.query_one(Sheet)
        before = (grid.key, grid.across, it.app.focused)
        await it.press("f2")
        assert language.current() is Language.CHINESE
        assert "2026年11月20日 星期五" in it.said("MonthView .words Said")
        assert (grid.key, grid.across, it.app.focused) == before
        assert grid is it.view.query_one(Sheet)
        assert "2026年11月20日" in it.shows()
        await it.press("f2")
        assert "Friday, 20 November" in it.shows()


async def test_a_question_survives_a_change_of_language(desk: Open) -> None:
    async with desk("M01") as it:
        await it.press("3")
        await it.until(lambda: bool(it.view.keys))
        await it.press("w", "space", "x", "f2")
        assert it.view.is_asking
        assert "免责" in it.shows()


async def test_what_became_of_a_job_is_said_for_a_while_in_the_language_in_use(
    desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.review.screen.TOLD_S", 1.0)
    job = Job(lambda office: None, lambda: "it is done")
    async with desk("M01") as it:
        it.mailbox.tell(Done(job))
        await it.until(lambda: "it is done" in it.shows())
        await it.until(lambda: "it is done" not in it.shows())
        it.mailbox.tell(Failed(job, KeyroomError("it is not", "do it again")))
        await it.until(lambda: "it is not — do it again" in it.shows())


async def test_what_is_said_later_has_its_own_time(
    desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk("M01") as it:
        monkeypatch.setattr("screens.review.screen.TOLD_S", 0.5)
        it.mailbox.tell(Done(Job(lambda office: None, lambda: "first")))
        await it.until(lambda: "first" in it.said(".message"))
        monkeypatch.setattr("screens.review.screen.TOLD_S", 60.0)
        it.mailbox.tell(Done(Job(lambda office: None, lambda: "second")))
        await it.until(lambda: "second" in it.said(".message"))
        await it.pilot.pause(0.7)
        assert "second" in it.said(".message")


async def test_a_fault_of_a_job_is_said_and_the_next_one_is_done(desk: Open) -> None:
    done: list[str] = []

    def stumble(office: object) -> None:
        raise ZeroDivisionError

    async with desk("M01") as it:
        it.clerk.do(Job(stumble, lambda: "never"))
        it.clerk.do(Job(lambda office: done.append("next"), lambda: "next done"))
        await it.until(lambda: done == ["next"])
        await it.until(lambda: "next done" in it.shows())


async def test_news_that_comes_before_the_screen_is_composed_harms_nothing(desk: Open) -> None:
    async with desk("M01") as it:
        first = it.app.screen
        assert isinstance(first, ReviewScreen)
        early = ReviewScreen(first._place, first._session.person, first._session.do, first._want)
        early.take(Done(Job(lambda office: None, lambda: "done")))
        early.show_time_left(3)
        early.badge()


async def test_trends_draw_lateness_by_weekday_and_presence_by_day(desk: Open) -> None:
    async with desk("M01") as it:
        await it.press("5")
        await it.until(lambda: "█" in it.shows())
        assert "Late arrivals by weekday" in it.shows()
        assert "Friday" in it.shows()
        assert "1 of 6, 15 min" in it.shows()
        await it.press("question_mark", "escape")
        assert "1 of 6, 15 min" in it.shows()
        await it.press("pageup")
        await it.until(lambda: "No day is over yet." in it.shows())
