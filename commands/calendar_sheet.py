"""The calendar on paper's model: a grid a month, and the days that are not as in every week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, zip_longest
from typing import Any, Final

from rich.cells import set_cell_size

from commands.calendar_words import BEGINNINGS, KINDS, MARKS, SEASONS, SOURCES, WEEKDAYS
from keyroom.language import _
from kiosk.attendance import regional
from kiosk.attendance.calendar import Calendar, Day, Source
from kiosk.attendance.timetable import Season, Timetable

CELL: Final = 5
"""Cells of a day: two for its number, two for its mark, one between."""
GRID: Final = 7 * CELL
_BETWEEN: Final = "   "
_PROVISIONAL: Final = "?"


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A date with all that the calendar says of it."""

    date: date
    day: Day
    season: Season

    @property
    def name(self) -> str:
        """Its holiday's name in the language in use."""
        return _(self.day.name) if self.day.name else ""

    @property
    def note(self) -> str:
        """What is known of the regional notice that it follows, if it follows one."""
        notice = regional.notice_of(self.date) if self.day.source is Source.REGIONAL else None
        return "" if notice is None else _(notice.note)

    def to_json(self) -> dict[str, Any]:
        """As `calendar show --json` has it (docs/cli.md)."""
        return {
            "date": self.date.isoformat(),
            "kind": self.day.kind.value,
            "working": self.day.working,
            "name": self.name,
            "source": self.day.source.value,
            "note": self.note,
            "confirmed": not regional.is_unconfirmed(self.date, self.day),
            "provisional": self.day.provisional,
            "season": self.season.value,
        }


def shown_days(first: date, last: date, calendar: Calendar, timetable: Timetable) -> list[ShownDay]:
    """The days from `first` to `last`, both included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [ShownDay(day, calendar.day(day), timetable.season(day)) for day in days]


def grids(days: Sequence[ShownDay]) -> Iterator[str]:
    """A grid for each month, two beside each other, each under its hours."""
    months = [_grid(list(month)) for __, month in groupby(days, lambda day: day.date.month)]
    nothing: list[str] = []
    for left, right in zip_longest(months[::2], months[1::2], fillvalue=nothing):
        for one, other in zip_longest(left, right, fillvalue=" " * GRID):
            yield f"{one}{_BETWEEN}{other}".rstrip()
        yield ""


def _grid(days: Sequence[ShownDay]) -> list[str]:
    first = days[0]
    title = f"{first.date:%Y-%m}  {_(SEASONS[first.season])}"
    cells = [" " * CELL] * (first.date.isoweekday() - 1) + [_cell(day) for day in days]
    weeks = ["".join(cells[at : at + 7]) for at in range(0, len(cells), 7)]
    head = "".join(set_cell_size(_(name), CELL) for name in WEEKDAYS)
    return [set_cell_size(line, GRID) for line in (title, head, *weeks)]


def _cell(day: ShownDay) -> str:
    mark = _PROVISIONAL if day.day.provisional else MARKS.get(day.day.kind, "")
    return f"{day.date.day:2}" + set_cell_size(_(mark) if mark else "", CELL - 2)


def legend(days: Sequence[ShownDay]) -> str:
    """What the marks mean, of those that there are."""
    there = {day.day.kind for day in days}
    said = [f"{_(mark)} {_(KINDS[kind])}" for kind, mark in MARKS.items() if kind in there]
    if any(day.day.provisional for day in days):
        said.append(_("{mark} may still be swapped by the notice").format(mark=_PROVISIONAL))
    return "   ".join(said)


def special_days(days: Sequence[ShownDay]) -> Iterator[tuple[str, str, str, str]]:
    """What is not as in every week, a row a stretch: days, what they are, their name, by whom."""
    for (day, season), stretch in groupby(days, lambda each: (each.day, each.season)):
        first, *others = stretch
        if first is not days[0] and season is not _before(days, first).season:
            yield first.date.isoformat(), _(BEGINNINGS[season]), "", ""
        if day.source is Source.WEEK:
            continue
        last = others[-1] if others else first
        by = _(SOURCES[day.source])
        if first.note:
            by = _("{by}: {note}").format(by=by, note=first.note)
        yield _stretch(first.date, last.date), _(KINDS[day.kind]), first.name, by


def _before(days: Sequence[ShownDay], day: ShownDay) -> ShownDay:
    return days[(day.date - days[0].date).days - 1]


def _stretch(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first} – {last}"


def dormant_notices(days: Sequence[ShownDay], calendar: Calendar) -> Iterator[str]:
    """The regional holidays that begin on one of these days, are known, and not in force."""
    for notice in regional.notices_of(days[0].date.year):
        shown = days[0].date <= notice.first <= days[-1].date
        if shown and calendar.day(notice.first).source is not Source.REGIONAL:
            yield _("not in force: {name} {days} ({note})").format(
                name=_(notice.name),
                days=_stretch(notice.first, notice.last),
                note=_(notice.note),
            )
