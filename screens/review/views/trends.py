"""The month as a picture: lateness by weekday, and presence from day to day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.geometry import Size

from keyroom.language import N_, _
from kiosk.attendance.trends import Trends, trends
from screens.entrance.words import WEEKDAYS
from screens.review.looks import Look, MonthLook, MonthSeen
from screens.review.monthly import MonthlyView
from screens.review.view import Session
from screens.widgets.charts import Bar, Chart, bars, columns
from screens.widgets.said import Said
from screens.widgets.tone import Tone

if TYPE_CHECKING:
    from kiosk.attendance.sheets.month import Month

MANY_LATE, FEW_THERE = 0.1, 0.9
"""Shares from which a bar is coloured as a warning."""


class TrendsView(MonthlyView, can_focus=True):
    """Two charts of one month."""

    TITLE = N_("Trends")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._trends: Trends | None = None
        self._seen: Month | None = None

    @property
    def looks(self) -> Sequence[Look]:
        """The month."""
        return (MonthLook(self.month),)

    def compose(self) -> ComposeResult:
        """A title for each chart."""
        yield Said(lambda: Text(str(self.month), Tone.STRONG), classes="heading")
        yield Said(lambda: Text(_("Late arrivals by weekday"), Tone.STRONG), classes="title")
        yield Chart(self._lateness, classes="lateness")
        yield Said(lambda: Text(_("Presence from day to day"), Tone.STRONG), classes="title")
        yield Chart(self._presence, classes="presence")

    def enter(self) -> None:
        """The keys are heard here."""
        super().enter()
        self.focus()

    def take(self, look: Look, seen: object) -> None:
        """The month as it stands."""
        if look in self.looks and isinstance(seen, MonthSeen):
            self._trends = trends(seen.sheet.people, self.today)
            self._seen = seen.sheet.month
            self.say()

    def turned(self) -> None:
        """What is of another month is forgotten."""
        if self._seen != self.month:
            self._trends = None
            self.say()

    def _lateness(self, size: Size) -> Text:
        if self._trends is None:
            return Text(_("One moment…"), Tone.FAINT)
        days = self._trends.weekdays
        most = max((day.late for day in days), default=0)
        values = [
            Bar(
                _(WEEKDAYS[day.weekday]),
                day.late / most if most else 0.0,
                _("{late} of {arrivals}, {minutes} min").format(
                    late=day.late, arrivals=day.arrivals, minutes=day.minutes
                ),
                Tone.WARN if day.share > MANY_LATE else Tone.CALM,
            )
            for day in days
        ]
        return bars(values, size) if values else Text(_("No day is over yet."), Tone.FAINT)

    def _presence(self, size: Size) -> Text:
        days = () if self._trends is None else self._trends.days
        values = [
            Bar(
                str(day.date.day),
                day.share,
                tone=Tone.GOOD if day.share > FEW_THERE else Tone.WARN,
            )
            for day in days
        ]
        return columns(values, size) if values else Text()
