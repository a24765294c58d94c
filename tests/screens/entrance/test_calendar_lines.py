"""What the idle entrance says of the calendar: what is next, and that the hours will change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from keyroom.language import Language
from kiosk.attendance.calendar import Calendar, DatedDays, Source
from kiosk.attendance.door import DoorStatus
from kiosk.attendance.season_change import SeasonChange
from kiosk.attendance.timetable import SUMMER, WINTER, Season
from screens.entrance.app import EntranceApp
from screens.entrance.place import Place
from screens.entrance.words import season_words
from screens.mailbox import Mailbox
from screens.news import DoorChanged
from screens.widgets.big_text import BigText

AppAt = Callable[[datetime], EntranceApp]


@pytest.fixture
def app_at(place: Place, mailbox: Mailbox) -> AppAt:
    """The entrance's app at another time."""
    return lambda now: EntranceApp(replace(place, now=lambda: now), mailbox, lambda _: None)


def line(app: EntranceApp, name: str) -> str:
    """What a line of the idle screen says; empty while it is not there."""
    text = app.screen.query_one(f".{name}", BigText)
    return text.forms[0] if text.display else ""


@pytest.mark.parametrize(
    "now, said",
    [
        (datetime(2026, 4, 27, 15, 59, tzinfo=UTC), ""),  # 23:59 in the office
        (datetime(2026, 4, 27, 20, 0, tzinfo=UTC), "From Friday, 1 May: summer hours"),
        (datetime(2026, 4, 30, 10, 0, tzinfo=UTC), "From Friday, 1 May: summer hours"),
        (datetime(2026, 4, 30, 20, 0, tzinfo=UTC), ""),
        (datetime(2026, 9, 28, 1, 0, tzinfo=UTC), "From Thursday, 1 October: winter hours"),
    ],
)
@pytest.mark.usefixtures("english")
async def test_d01_other_hours_are_announced_three_working_days_before(
    app_at: AppAt, now: datetime, said: str
) -> None:
    app = app_at(now)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert line(app, "season").partition(" 09:")[0] == said


async def test_d01_the_announcement_has_its_words(spoken: Language) -> None:
    summer = SeasonChange(date(2026, 5, 1), Season.SUMMER, SUMMER)
    winter = SeasonChange(date(2026, 10, 1), Season.WINTER, WINTER)
    written = {
        Language.CHINESE: (
            ("5月1日 星期五起夏季作息 09:20–12:30，15:20–18:30", "5月1日 星期五起夏季作息"),
            ("10月1日 星期四起冬季作息 09:50–13:00，15:20–18:30", "10月1日 星期四起冬季作息"),
        ),
        Language.ENGLISH: (
            (
                "From Friday, 1 May: summer hours 09:20–12:30, 15:20–18:30",
                "Summer hours from Friday, 1 May",
            ),
            (
                "From Thursday, 1 October: winter hours 09:50–13:00, 15:20–18:30",
                "Winter hours from Thursday, 1 October",
            ),
        ),
    }
    assert (season_words(summer), season_words(winter)) == written[spoken]


@pytest.mark.usefixtures("english")
async def test_d02_what_is_next_follows_the_calendar_that_the_door_has_read(
    app: EntranceApp, mailbox: Mailbox, status: Callable[..., DoorStatus]
) -> None:
    today = date(2026, 11, 23)
    off = Calendar().decided(today, "", Source.DECISION, work=False)
    async with app.run_test() as pilot:
        assert line(app, "due") == "Next morning in 09:50"
        mailbox.tell(DoorChanged(status(calendar=Calendar(layers=[DatedDays({today: off})])), ()))
        await pilot.pause()
        assert line(app, "due") == "Next morning in Tuesday 09:50"


@pytest.mark.usefixtures("english")
async def test_d02_a_year_without_a_working_day_leaves_the_screen_standing(
    app: EntranceApp, mailbox: Mailbox, status: Callable[..., DoorStatus]
) -> None:
    async with app.run_test() as pilot:
        mailbox.tell(DoorChanged(status(calendar=Calendar(frozenset())), ()))
        await pilot.pause()
        assert line(app, "due") == ""
