"""Settling a month: what it comes to, what is still open, closing it, and what differs after."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message

from keyroom.language import N_, _
from kiosk.attendance.judging.results import PersonMonth, Remark
from kiosk.attendance.sheets.differences import Difference
from kiosk.attendance.sheets.open_matters import OPEN_NAMES, OpenKind
from kiosk.money import written_yuan
from kiosk.office import Office
from screens.review.ask import Ask
from screens.review.explain import closed_words, yuan_words
from screens.review.looks import Look, SettleLook, SettleSeen
from screens.review.monthly import LEAFING, MonthlySheet, MonthlyView
from screens.review.news import Job
from screens.review.view import Session
from screens.widgets.said import Said
from screens.widgets.sheet import Sheet
from screens.widgets.sheet_content import Cell, Column
from screens.widgets.tone import Tone

OPEN_KEY = Binding("o", "decide_open", N_("Decide what is open"))
CLOSE_KEY = Binding("c", "close", N_("Close the month"))
SIGN_KEY = Binding("s", "sign", N_("Sign the differences"))
USUAL_REASONS = (N_("objection upheld"), N_("approved late"), N_("mistake put right"))
SUM = "sum"
"""The key of the last row."""


@dataclass(frozen=True, slots=True)
class Count:
    """A column of what was counted."""

    title: str
    names: tuple[str, ...]


COUNTS = (
    Count(N_("late"), ("late", "serious_late")),
    Count(N_("early"), ("early",)),
    Count(N_("miss"), ("missing_in", "missing_out")),
    Count(N_("abs"), ("absent",)),
    Count(N_("leave"), ("leave",)),
    Count(N_("corr"), ("corrections",)),
)


class SettleContent:
    """A row a person, and the sums below."""

    fixed = 0
    cells = range(0)

    def __init__(self, seen: SettleSeen) -> None:
        self._people = seen.sheet.people
        self._changed = {each.person.no: each for each in seen.differences}
        self.keys = [*(month.person.no for month in self._people), SUM]

    def columns(self) -> Sequence[Column]:
        """Who, how many days, what was counted, what it costs and perhaps would now."""
        counts = (Column(_(count.title), 5, "right") for count in COUNTS)
        return (
            Column(_("name"), 8, grows=True),
            Column(_("number"), 6),
            Column(_("due"), 6, "right"),
            Column(_("attended"), 8, "right"),
            *counts,
            Column(_("yuan"), 9 if self._changed else 6, "right"),
        )

    def row(self, index: int) -> Sequence[Cell]:
        """One person, or everybody."""
        if self.keys[index] == SUM:
            return self._sums()
        month = self._people[index]
        return (
            Cell(month.person.name, Tone.STRONG),
            Cell(month.person.no, Tone.FAINT),
            Cell(f"{month.days_due:g}"),
            Cell(f"{month.days_attended:g}"),
            *(_number(_count(month, count)) for count in COUNTS),
            self._total(month),
        )

    def _sums(self) -> Sequence[Cell]:
        people = self._people
        return (
            Cell(_("everybody"), Tone.STRONG),
            Cell(str(len(people)), Tone.FAINT),
            Cell(f"{sum(month.days_due for month in people):g}"),
            Cell(f"{sum(month.days_attended for month in people):g}"),
            *(_number(sum(_count(month, count) for month in people)) for count in COUNTS),
            Cell(written_yuan(sum(month.total for month in people)), Tone.STRONG),
        )

    def _total(self, month: PersonMonth) -> Cell:
        changed = self._changed.get(month.person.no)
        if changed is not None:
            words = f"{written_yuan(changed.before)}→{written_yuan(changed.after)}"
            return Cell(words, Tone.WARN)
        return Cell(written_yuan(month.total), Tone.BAD if month.total else Tone.FAINT)


class SettleView(MonthlyView):
    """Closes a month when nothing of it is open; shows and signs what differs afterwards."""

    TITLE = N_("Settle")
    KEYS = (*LEAFING, OPEN_KEY, CLOSE_KEY, SIGN_KEY)
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    class OpenMeant(Message):
        """What keeps the month from being closed is to be decided."""

        def __init__(self, ids: Collection[str]) -> None:
            super().__init__()
            self.ids = ids

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._seen: SettleSeen | None = None

    @property
    def looks(self) -> Sequence[Look]:
        """The month."""
        return (SettleLook(self.month),)

    @property
    def keys(self) -> Sequence[Binding]:
        """Closing and signing where there is something to close or to sign."""
        seen = self._seen
        if seen is None:
            return LEAFING
        if seen.settlement is None:
            return (*LEAFING, *((OPEN_KEY,) if seen.open else ()), CLOSE_KEY)
        return (*LEAFING, SIGN_KEY) if seen.differences else LEAFING

    def compose(self) -> ComposeResult:
        """How the month stands, the people, what is open or differs, the question."""
        yield Said(self._heading, classes="heading")
        yield MonthlySheet()
        with VerticalScroll(classes="words", can_focus=False):
            yield Said(self._words)
        yield Ask()

    def take(self, look: Look, seen: object) -> None:
        """The month as it stands."""
        if look in self.looks and isinstance(seen, SettleSeen):
            self._seen = seen
            self.query_one(Sheet).show(SettleContent(seen))
            self._say()

    def turned(self) -> None:
        """What is of another month is forgotten."""
        if self._seen is not None and self._seen.sheet.month != self.month:
            self._seen = None
            self._say()

    def action_decide_open(self) -> None:
        """Show in the queue what keeps the month from being closed."""
        if self._seen is not None and self._seen.open:
            self.post_message(self.OpenMeant({each.id for each in self._seen.open}))

    def action_close(self) -> None:
        """Close the month, once the person at the screen has confirmed it."""
        seen = self._seen
        if seen is None or seen.settlement is not None or self.is_asking:
            return
        if seen.open:
            month, count = seen.sheet.month, len(seen.open)
            self._tell_refused(
                lambda: _("{month} cannot be closed: {count} matters are open").format(
                    month=month, count=count
                )
            )
            return
        self._confirm()

    def action_sign(self) -> None:
        """Sign for what differs from what was settled."""
        seen = self._seen
        if seen is None or not seen.differences or self.is_asking:
            return
        month = seen.sheet.month

        def question() -> str:
            return _("Sign the differences of {month}").format(month=month)

        def sign(reason: str) -> None:
            place, by = self.session.place, self.session.person.no

            def run(office: Office) -> None:
                office.closing.amend(month, reason, by=by, now=place.now())

            self.session.do(Job(run, lambda: _("{month}: signed").format(month=month)))

        self.query_one(Ask).ask(question, USUAL_REASONS, sign, is_required=True)

    def _confirm(self) -> None:
        """By the same badge once more; without a reader by typing the month."""
        month, ask = str(self.month), self.query_one(Ask)
        if self.session.place.opened_by is None:
            ask.ask_badge(
                lambda: _("Your badge, please, closes {month} for good; Esc calls it off").format(
                    month=month
                ),
                self._close,
            )
            return

        def typed(text: str) -> None:
            if text == month:
                self._close()
            else:
                self._tell_refused(
                    lambda: _("{month} was not typed: it stays open").format(month=month)
                )

        ask.ask(
            lambda: _("Type {month} to close it for good; Esc calls it off").format(month=month),
            (),
            typed,
            is_required=True,
        )

    def _close(self) -> None:
        month, place, by = self.month, self.session.place, self.session.person.no

        def run(office: Office) -> None:
            office.closing.close(month, by=by, now=place.now())

        self.session.do(Job(run, lambda: _("{month} is closed").format(month=month)))

    def _tell_refused(self, words: Callable[[], str]) -> None:
        self.post_message(self.Told(words, Tone.BAD))

    def _say(self) -> None:
        self.say()
        self.post_message(self.KeysChanged())

    def _heading(self) -> Text:
        text = Text(str(self.month), Tone.STRONG)
        seen = self._seen
        if seen is None:
            return text.append("  ").append(_("One moment…"))
        if seen.settlement is not None:
            words = closed_words(seen.settlement.closed, self.session.place.zone)
            return text.append(f"  {words}", Tone.GOOD)
        if seen.open:
            return text.append("  ").append(
                _("open, {count} matters are undecided").format(count=len(seen.open)), Tone.WARN
            )
        return text.append("  ").append(_("open, and can be closed"), Tone.GOOD)

    def _words(self) -> Text:
        text = Text()
        seen = self._seen
        if seen is None:
            return text
        if seen.settlement is not None and not seen.settlement.intact:
            altered = _("The records of this month are not what was settled: keyroom log verify")
            text.append(altered + "\n", Tone.BAD)
        for kind, count in Counter(each.kind for each in seen.open).items():
            many = "" if kind is OpenKind.MONTH else f": {count}"
            text.append(f"{_(OPEN_NAMES[kind])}{many}\n", Tone.WARN)
        for each in seen.differences:
            text.append(_changed_words(each) + "\n", Tone.WARN)
            for line in each.lines:
                text.append(f"  {line.id}: {_from_to(line.before_fen, line.after_fen)}\n")
        for warning in seen.sheet.warnings:
            text.append(_remark(warning) + "\n", Tone.WARN)
        for notice in seen.notices:
            text.append(_remark(notice) + "\n", Tone.FAINT)
        return text


def _count(month: PersonMonth, count: Count) -> int:
    return sum(month.counts.get(name, 0) for name in count.names)


def _number(count: int) -> Cell:
    return Cell(str(count)) if count else Cell("-", Tone.FAINT)


def _changed_words(changed: Difference) -> str:
    person = changed.person
    return f"{person.name} {person.no}: {_from_to(changed.before, changed.after)}"


def _from_to(before: int, after: int) -> str:
    return f"{yuan_words(before)} → {yuan_words(after)}"


def _remark(remark: Remark) -> str:
    return _(remark.message).format(**remark.details)
