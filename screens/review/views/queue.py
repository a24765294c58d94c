"""Everything that waits for a decision: one list, decided by one key and a reason."""

from collections.abc import Collection, Sequence
from typing import ClassVar
from zoneinfo import ZoneInfo

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message

from keyroom.language import N_, _
from kiosk.attendance.queue import (
    QUEUE_KIND_NAMES,
    Choice,
    Waiting,
    by_kind,
    decide,
)
from kiosk.office import Office
from screens.review.ask import Ask
from screens.review.list_view import ListView
from screens.review.looks import Look, QueueLook
from screens.review.news import Job
from screens.review.queue_words import CHOICE_NAMES, DECIDED, USUAL, summary, whole
from screens.review.view import Session
from screens.widgets.sheet import Sheet
from screens.widgets.sheet_content import Cell, Column
from screens.widgets.tone import Tone

CHOICE_KEYS = {
    "a": Choice.APPROVE,
    "r": Choice.REJECT,
    "w": Choice.WAIVE,
    "c": Choice.CHARGE,
    "x": Choice.ABSENT,
}


class QueueContent:
    """The queue as rows, a heading for each kind."""

    fixed = 0
    cells = range(0)

    def __init__(self, items: Sequence[Waiting], zone: ZoneInfo) -> None:
        self._zone = zone
        self.rows: list[Waiting | tuple[str, int]] = []
        for kind, group in by_kind(items).items():
            self.rows += [(QUEUE_KIND_NAMES[kind], len(group)), *group]
        self.keys = [row.id if isinstance(row, Waiting) else "" for row in self.rows]

    def columns(self) -> Sequence[Column]:
        """Who, when, what."""
        return (
            Column(_("name"), 10),
            Column(_("number"), 6),
            Column(_("day"), 10),
            Column(_("what"), 40, grows=True),
            Column(_("since"), 5, "right"),
        )

    def row(self, index: int) -> Sequence[Cell]:
        """A kind's name with its count, or one thing that waits."""
        row = self.rows[index]
        if not isinstance(row, Waiting):
            name, count = row
            return (Cell(f"{_(name)} {count}"),)
        tone = Tone.FAINT if row.refusal is not None else Tone.PLAIN
        return (
            Cell(row.person.name, tone if row.refusal else Tone.STRONG),
            Cell(row.person.no, Tone.FAINT),
            Cell(row.day.isoformat(), tone),
            Cell(summary(row, self._zone), tone),
            Cell(f"{row.since.astimezone(self._zone):%m-%d}", Tone.FAINT),
        )

    def item(self, key: str) -> Waiting | None:
        """What waits under this key."""
        return next((row for row in self.rows if isinstance(row, Waiting) and row.id == key), None)


class QueueView(ListView):
    """Decides by one key; what the decider may not decide says why."""

    TITLE = N_("Decide")
    IS_COUNTED = True
    KEYS = tuple(
        Binding(key, f"decide('{choice}')", CHOICE_NAMES[choice])
        for key, choice in CHOICE_KEYS.items()
    )
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    class DayMeant(Message):
        """The day of what waits is to be seen in its month."""

        def __init__(self, item: Waiting) -> None:
            super().__init__()
            self.item = item

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._items: Sequence[Waiting] | None = None
        self._sent: set[str] = set()
        """What has been decided here and is on its way to the records."""

    @property
    def looks(self) -> Sequence[Look]:
        """The queue, as this person may decide."""
        return (QueueLook(self.session.person.no),)

    @property
    def keys(self) -> Sequence[Binding]:
        """Only what can be decided about the one under the cursor."""
        item = self.item
        choices = () if item is None else item.choices
        return [key for key in self.KEYS if CHOICE_KEYS[key.key] in choices]

    @property
    def item(self) -> Waiting | None:
        """What the cursor is on."""
        sheet = self.query_one(Sheet)
        content = sheet.content
        return content.item(sheet.key) if isinstance(content, QueueContent) else None

    def take(self, look: Look, seen: object) -> None:
        """The queue as it is now."""
        if look not in self.looks or not isinstance(seen, list):
            return
        self._sent &= {item.id for item in seen}
        self._items = seen
        self._show()

    def go_to(self, ids: Collection[str]) -> None:
        """Put the cursor on the first of these."""
        sheet = self.query_one(Sheet)
        key = next((key for key in sheet.content.keys if key in ids), None)
        if key is not None:
            sheet.go_to(key)

    def on_sheet_moved(self) -> None:
        """Another one is under the cursor."""
        self._say()
        self.post_message(self.KeysChanged())

    def on_sheet_chosen(self) -> None:
        """Enter shows its day in the month."""
        if self.item is not None:
            self.post_message(self.DayMeant(self.item))

    def action_decide(self, choice: str) -> None:
        """Ask for the reason, then decide."""
        item, meant = self.item, Choice(choice)
        if item is None or meant not in item.choices or self.query_one(Ask).is_open:
            return

        def question() -> str:
            return f"{_(CHOICE_NAMES[meant])}: {self._about(item)}"

        self.query_one(Ask).ask(
            question,
            USUAL[meant],
            lambda reason: self._send(item, meant, reason),
            is_required=item.needs_reason,
        )

    def failed(self) -> None:
        """What was sent waits on."""
        self._sent.clear()
        self._show()

    def _send(self, item: Waiting, choice: Choice, reason: str) -> None:
        place, by = self.session.place, self.session.person.no

        def run(office: Office) -> None:
            decide(office, item, choice, reason, by=by, now=place.now())

        self._sent.add(item.id)
        self.session.do(Job(run, lambda: _(DECIDED[choice]).format(what=self._about(item))))
        self._show()

    def _about(self, item: Waiting) -> str:
        return f"{item.person.name} {summary(item, self.session.place.zone)}"

    def _show(self) -> None:
        items = [item for item in self._items or () if item.id not in self._sent]
        self.query_one(Sheet).show(QueueContent(items, self.session.place.zone))
        self.post_message(self.Waiting(self, sum(item.refusal is None for item in items)))
        self._say()

    def _heading(self) -> Text:
        if self._items is None:
            return Text(_("One moment…"))
        count = len(self._items) - len(self._sent)
        if not count:
            return Text(_("Nothing waits for a decision."), Tone.GOOD)
        text = Text(_("{count} waiting").format(count=count))
        others = sum(item.refusal is not None for item in self._items)
        if others:
            text.append("  ").append(
                _("{count} of them are for others to decide").format(count=others), Tone.FAINT
            )
        return text

    def _whole(self) -> Text | str:
        item = self.item
        return "" if item is None else whole(item, self.session.place.zone)
