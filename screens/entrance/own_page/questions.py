"""What the person is asked about work at the desk, above everything else. Pure."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from keyroom.language import _
from kiosk.attendance.own_month import OwnMonth
from screens.entrance.own_page.words import date_words
from screens.widgets.rows import EMPTY, Row, long_text


def question_rows(own: OwnMonth, zone: ZoneInfo) -> Iterator[Row]:
    """The oldest question, what it is about, and how many more there are."""
    for question in own.questions[:1]:
        asked = _("{by} asks on {day}: {text}").format(
            by=question.by, day=date_words(question.at.astimezone(zone).date()), text=question.text
        )
        yield long_text(asked, "strong")
        yield long_text(_("About: {why}").format(why=question.why.shown(_)), "wait")
        yield EMPTY
