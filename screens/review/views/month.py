"""The month as the paper form has it, and the day under the cursor in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from keyroom.language import N_, _
from kiosk.attendance.judging.results import PersonMonth
from kiosk.attendance.reports.grid import BLANK, LETTERS, MEANINGS, Grid, Symbol, grid_of
from kiosk.attendance.reports.grid import Tone as SymbolTone
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.money import written_yuan
from screens.review.explain import closed_words, explained_day
from screens.review.looks import DayLook, Look, MonthLook, MonthSeen
from screens.review.monthly import LEAFING, MonthlySheet, MonthlyView
from screens.review.view import Session
from screens.widgets.said import Said
from screens.widgets.sheet import Sheet
from screens.widgets.sheet_content import Cell, Column
from screens.widgets.tone import Tone

if TYPE_CHECKING:
    from kiosk.attendance.sheets.proofs import Proof
    from kiosk.attendance.sheets.settled import ClosedMonth

TONES: dict[SymbolTone, Tone] = {
    SymbolTone.GRAVE: Tone.BAD,
    SymbolTone.FAULT: Tone.WARN,
    SymbolTone.NOTED: Tone.CALM,
    SymbolTone.AWAY: Tone.CALM,
    SymbolTone.GOOD: Tone.GOOD,
    SymbolTone.OFF: Tone.FAINT,
    SymbolTone.NONE: Tone.FAINT,
}
NAME = 1
"""So many columns stand before the days."""


@dataclass(frozen=True, slots=True)
class Total:
    """A column at the right."""

    title: str
    width: int
    counts: tuple[str, ...]
    tone: Tone


TOTALS = (
    Total(N_("late"), 5, ("late", "serious_late"), Tone.WARN),
    Total(N_("early"), 5, ("early",), Tone.WARN),
    Total(N_("miss"), 5, ("missing_in", "missing_out"), Tone.BAD),
    Total(N_("abs"), 5, ("absent",), Tone.BAD),
    Total(N_("leave"), 5, ("leave",), Tone.CALM),
    Total(N_("corr"), 5, ("corrections",), Tone.CALM),
)


class MonthContent:
    """A row a person, a cell a day, totals at the right; the sum is always there."""

    fixed = NAME

    def __init__(self, sheet: MonthSheet, today: date) -> None:
        self.people = sheet.people
        self.grid: Grid = grid_of(sheet.people)
        self.keys = [month.person.no for month in sheet.people]
        self.cells = range(NAME, NAME + len(self.grid.days))
        self._today = today

    def columns(self) -> Sequence[Column]:
        """Name, days, sums."""
        days = (
            Column(str(day.date.day), 2, gap=0, tone=self._tone(day.date, worked=day.day.working))
            for day in self.grid.days
        )
        totals = (Column(_(total.title), total.width, "right") for total in TOTALS)
        return (
            Column(_("name"), 8),
            *days,
            Column(_("yuan"), 6, "right"),
            *totals,
            Column("", 0, gap=0, grows=True),
        )

    def row(self, index: int) -> Sequence[Cell]:
        """One person's month."""
        month, symbols = self.people[index], self.grid.rows[index].symbols
        total = written_yuan(month.total) if month.total else "-"
        return (
            Cell(month.person.name, Tone.STRONG),
            *(self._day(symbol) for symbol in symbols),
            Cell(total, Tone.BAD if month.total else Tone.FAINT),
            *(self._count(month, total) for total in TOTALS),
            Cell(""),
        )

    def day(self, across: int) -> date | None:
        """The date of a column."""
        return self.grid.days[across - NAME].date if across in self.cells else None

    def _tone(self, day: date, *, worked: bool) -> Tone:
        if day == self._today:
            return Tone.WARN
        return Tone.PLAIN if worked else Tone.FAINT

    def _day(self, symbol: Symbol) -> Cell:
        if symbol is Symbol.NOT_EMPLOYED:
            return Cell(BLANK)
        return Cell(_(LETTERS[symbol]), TONES[symbol.tone])

    def _count(self, month: PersonMonth, total: Total) -> Cell:
        count = sum(month.counts[name] for name in total.counts)
        return Cell(str(count), total.tone) if count else Cell("-", Tone.FAINT)


class MonthView(MonthlyView):
    """The grid of one month; the keys move the cursor, and leaf through the months."""

    TITLE = N_("Month")
    KEYS = (
        *LEAFING,
        Binding("t", "today", N_("Today")),
        Binding("space", "page(1)", N_("Next people"), show=False),
        Binding("b", "page(-1)", N_("People before"), show=False),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sheet: MonthSheet | None = None
        self._settled: ClosedMonth | None = None
        self._day: date | None = None
        self._proofs: Mapping[str, Proof] = {}
        self._goes_to: tuple[str, date] | None = None

    @property
    def looks(self) -> Sequence[Look]:
        """The month, and the records behind the day under the cursor."""
        month, day = MonthLook(self.month), self._day_look()
        return (month,) if day is None else (month, day)

    def compose(self) -> ComposeResult:
        """The month's line, the grid, the day in words, the legend."""
        yield Said(self._heading, classes="heading")
        yield MonthlySheet()
        with VerticalScroll(classes="words", can_focus=False):
            yield Said(self._explained)
        yield Said(self._legend, classes="legend")

    def take(self, look: Look, seen: object) -> None:
        """A month, or the records behind a day."""
        if look == MonthLook(self.month) and isinstance(seen, MonthSeen):
            people = seen.sheet.people
            if self._day is None and self._goes_to is None and people:
                self._goes_to = people[0].person.no, self.today
            self._sheet, self._settled = seen.sheet, seen.closed
            self.query_one(Sheet).show(MonthContent(seen.sheet, self.today))
            self._go()
            self.say()
        elif look == self._day_look() and isinstance(seen, dict):
            self._proofs = seen
            self.say()

    def turned(self) -> None:
        """What is of another month is forgotten."""
        if self._sheet is not None and self._sheet.month != self.month:
            self._sheet = None
            self._proofs = {}
            self.say()

    def go_to(self, person: str, day: date) -> None:
        """Show a day of a person."""
        self._goes_to = person, day
        self.turn_to(Month.of(day))
        self._go()

    def on_sheet_moved(self, message: Sheet.Moved) -> None:
        """Another day is under the cursor."""
        content = message.sheet.content
        if isinstance(content, MonthContent):
            self._day = content.day(message.sheet.across)
            self.post_message(self.LooksChanged())
            self.say()

    def on_sheet_beyond(self, message: Sheet.Beyond) -> None:
        """Over the edge of a month lies the next one."""
        day = self.month.before.last if message.step < 0 else self.month.next.first
        self.go_to(message.sheet.key, day)

    def action_leaf(self, step: int) -> None:
        """To the month after, or the one before; the cursor keeps its day."""
        month = self.month.before if step < 0 else self.month.next
        if self._day is not None:
            day = date(month.year, month.number, min(self._day.day, month.last.day))
            self._goes_to = self.query_one(Sheet).key, day
        self.turn_to(month)

    def action_today(self) -> None:
        """Back to today."""
        self.go_to(self.query_one(Sheet).key, self.today)

    def action_page(self, step: int) -> None:
        """By as many people as can be seen."""
        self.query_one(Sheet).action_page(step)

    def _go(self) -> None:
        """To the day that is meant, once its month is there."""
        grid = self.query_one(Sheet)
        content = grid.content
        if self._goes_to is None or self._sheet is None or not isinstance(content, MonthContent):
            return
        person, day = self._goes_to
        if Month.of(day) == self._sheet.month:
            self._goes_to = None
            grid.go_to(person, content.cells.start + day.day - 1)

    def _day_look(self) -> DayLook | None:
        key = self.query_one(Sheet).key
        if not key or self._day is None or Month.of(self._day) != self.month:
            return None
        return DayLook(self.month, key, self._day)

    def _heading(self) -> Text:
        text = Text(str(self.month), Tone.STRONG)
        if self._sheet is None:
            return text.append("  ").append(_("One moment…"))
        people = self._sheet.people
        total = sum(month.total for month in people)
        waiting = sum(line.state.waits for month in people for line in month.lines)
        words = _("{count} people, deductions {amount} yuan").format(
            count=len(people), amount=written_yuan(total)
        )
        text.append(f"  {words}")
        if self._settled is not None:
            text.append(f"  {closed_words(self._settled, self.session.place.zone)}", Tone.GOOD)
        elif waiting:
            text.append("  ").append(_("{count} lines wait").format(count=waiting), Tone.WARN)
        return text

    def _explained(self) -> Text | str:
        sheet, look = self._sheet, self._day_look()
        if sheet is None or look is None:
            return ""
        month = next((each for each in sheet.people if each.person.no == look.person), None)
        if month is None:
            return ""
        day = month.days[look.day.day - 1]
        return explained_day(month, day, self._proofs, self.session.place.zone)

    def _legend(self) -> Text:
        content = self.query_one(Sheet).content
        legend = Text()
        if isinstance(content, MonthContent):
            for symbol in content.grid.legend:
                legend.append(_(LETTERS[symbol]).strip(), Tone.STRONG)
                legend.append(f" {_(MEANINGS[symbol])}  ")
        return legend
