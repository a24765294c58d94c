"""A session of the supervisor's screen: head, views, and a foot that says what can be done."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.message import Message

from keyroom.language import N_, _
from kiosk.attendance.sheets.month import Month
from kiosk.person import Person
from kiosk.roles import ROLE_NAMES
from screens.base.app import LANGUAGE_KEY
from screens.base.screen import KioskScreen
from screens.news import ReaderChanged
from screens.review.looks import Look
from screens.review.nav import Nav, NavItem
from screens.review.news import Away, Done, Failed, Job, Seen
from screens.review.place import Place
from screens.review.tabs import TABS
from screens.review.view import Session, Shown, View
from screens.review.views.month import MonthView
from screens.review.views.presence import PresenceView
from screens.review.views.queue import QueueView
from screens.widgets.said import Said
from screens.widgets.tone import Tone

if TYPE_CHECKING:
    from keyroom.errors import KeyroomError

TOLD_S = 8.0
"""How long the screen says what became of a decision."""

KEYS = (
    Binding("tab", "screen.next(1)", N_("Next view")),
    LANGUAGE_KEY,
    Binding("question_mark,f1", "screen.help", N_("Keys"), tooltip=N_("Show or hide this page")),
    Binding("escape,f10", "screen.lock", N_("Lock"), tooltip=N_("Lock the screen")),
)


VIEW_KEYS = (
    Binding("1,2,3,4,5", "", N_("Show this view")),
    Binding("up,down,left,right", "", N_("Move the cursor")),
    Binding("home,end", "", N_("First and last row")),
    Binding("enter", "", N_("Show the day in its month")),
)
"""What the page of keys says besides: these are bound where they are heard."""


class ReviewScreen(KioskScreen):
    """Shows the views of a tab; decides nothing but which of them is seen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        Binding("shift+tab", "screen.next(-1)", show=False),
        *(Binding(str(key + 1), f"screen.show({key})", show=False) for key in range(9)),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-broad"), (170, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]  # noqa: RUF012

    class LockAsked(Message):
        """Whoever is at the screen goes."""

    def __init__(
        self,
        place: Place,
        person: Person,
        do: Callable[[Job], None],
        want: Callable[[str, Sequence[Look]], None],
    ) -> None:
        """`do` has something done to the records, `want` says what is to be looked at."""
        super().__init__()
        self._place = place
        self._want = want
        self._session = Session(place, person, do, Shown(Month.of(place.today())))
        self._tab = TABS[0]
        self._shown = 0
        self._left_s: float | None = None
        self._away: KeyroomError | None = None
        self._said: tuple[Callable[[], str], Tone] | None = None

    def compose(self) -> ComposeResult:
        """Head, views, foot."""
        with Horizontal(id="head"):
            yield Said(self._office, classes="office")
            yield Said(self._whose, classes="whose")
        yield Nav(self._tab)
        with Container(id="views"):
            for spec in self._tab.views:
                yield spec.make(self._session)
        with VerticalScroll(id="help", can_focus=False):
            yield Said(self._help)
        yield Said(self._message, classes="message")
        yield Said(self._keys, classes="keys")

    def on_mount(self) -> None:
        """Show the first view."""
        self.query_one("#help").display = False
        self.action_show(0)

    async def recompose(self) -> None:
        """In another language: every word is asked for anew, and nothing else changes."""
        for said in self.query(Said):
            said.say()
        for view in self.views:
            view.redraw()

    @property
    def views(self) -> Sequence[View]:
        """In their order."""
        return list(self.query(View))

    @property
    def view(self) -> View:
        """The one that is shown."""
        return self.views[self._shown]

    def take(self, news: Away | Seen | Done | Failed | ReaderChanged) -> None:
        """What the threads beside the screen tell."""
        match news:
            case Seen(look, what):
                for view in self.views:
                    view.take(look, what)
            case Done(job):
                self._tell(job.done, Tone.GOOD)
            case Failed(_job, reason):
                for view in self.views:
                    view.failed()
                self._tell(lambda: reason.shown(_), Tone.BAD)
            case Away(fault):
                self._away = fault
                self._tell(None)
            case ReaderChanged():
                self._tell(None)

    def badge(self) -> None:
        """The badge of whoever is at the screen was presented once more."""

    def show_time_left(self, seconds: float | None) -> None:
        """The screen locks soon."""
        self._left_s = seconds
        self.query_one(".whose", Said).say()

    def on_nav_item_chosen(self, message: NavItem.Chosen) -> None:
        """A view was clicked."""
        self.action_show(message.number)

    def on_view_looks_changed(self) -> None:
        """The view wants to see something else."""
        self._look()

    def on_presence_view_person_meant(self, message: PresenceView.PersonMeant) -> None:
        """A person of the board was chosen: his day, in the month."""
        self._show_day(message.no, self._place.today())

    def on_queue_view_day_meant(self, message: QueueView.DayMeant) -> None:
        """Something that waits was chosen: its day, in the month."""
        self._show_day(message.item.person.no, message.item.day)

    def on_queue_view_counted(self, message: QueueView.Counted) -> None:
        """So much waits."""
        queue = self.views.index(self.query_one(QueueView))
        self.query_one(Nav).show_waiting(queue, message.count)

    def on_view_keys_changed(self) -> None:
        """Other keys do something now."""
        self.query_one(".keys", Said).say()

    def action_show(self, number: int) -> None:
        """Show a view."""
        if number >= len(self.views):
            return
        self._shown = number
        for each, view in enumerate(self.views):
            view.display = each == number
        self.query_one(Nav).mark(number)
        self.query_one(".keys", Said).say()
        self.view.enter()
        self._look()

    def action_help(self) -> None:
        """Show the keys, or hide them."""
        self._show_help(shown=not self.query_one("#help").display)

    async def action_lock(self) -> None:
        """Hide the keys if they are shown; else lock the screen."""
        if self.query_one("#help").display:
            self._show_help(shown=False)
        else:
            self.post_message(self.LockAsked())

    def action_next(self, step: int) -> None:
        """Show the next view."""
        self.action_show((self._shown + step) % len(self.views))

    def _show_day(self, no: str, day: date) -> None:
        month = self.query_one(MonthView)
        self.action_show(self.views.index(month))
        month.go_to(no, day)

    def _tell(self, words: Callable[[], str] | None, tone: Tone = Tone.PLAIN) -> None:
        self._said = None if words is None else (words, tone)
        if words is not None:
            self.set_timer(TOLD_S, self._forget)
        self._show_message()

    def _forget(self) -> None:
        self._said = None
        self._show_message()

    def _show_message(self) -> None:
        message = self.query_one(".message", Said)
        message.display = bool(self._message().plain)
        message.say()

    def _look(self) -> None:
        queue = self.query_one(QueueView)
        looks = dict.fromkeys((*self.view.looks, *queue.looks))
        self._want(self._session.person.no, tuple(looks))

    def _office(self) -> str:
        return f"{self._place.office} · {_(self._tab.title)}"

    def _whose(self) -> Text:
        if self._left_s is not None:
            soon = _("Locks in {seconds} s: press any key").format(seconds=round(self._left_s))
            return Text(soon, Tone.WARN)
        person = self._session.person
        return Text(f"{person.name} {person.no} · {_(ROLE_NAMES[person.role])}")

    def _show_help(self, *, shown: bool) -> None:
        self.query_one("#help").display = shown
        self.query_one("#views").display = not shown
        if not shown:
            self.view.enter()

    def _help(self) -> Text:
        text = Text(_("Keys"), Tone.STRONG)
        for binding in (*self.view.KEYS, *VIEW_KEYS, *KEYS):
            keys = " ".join(key_name(key) for key in binding.key.split(","))
            text.append(f"\n{keys:<14}", Tone.WARN)
            text.append(_(binding.tooltip or binding.description), Tone.PLAIN)
        return text

    def _message(self) -> Text:
        if self._away is not None:
            away = _("The records are away: {reason}").format(reason=self._away.shown(_))
            return Text(away, Tone.BAD)
        if self._said is None:
            return Text()
        words, tone = self._said
        return Text(words(), tone)

    def _keys(self) -> Text:
        line = Text(no_wrap=True, overflow="ellipsis")
        for binding in (*self.view.keys, *KEYS):
            if not binding.show:
                continue
            line.append(f" {key_name(binding.key.partition(',')[0])} ", Tone.STRONG)
            line.append(f"{_(binding.description)} ")
        return line


NAMES = {
    "question_mark": "?",
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "shift+tab": "Shift+Tab",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
SHORT = 3
"""Names of keys up to so many letters are written in capitals: TAB, F2."""


def key_name(key: str) -> str:
    """How a key is written on keyboards."""
    if key in NAMES or len(key) == 1:
        return NAMES.get(key, key)
    return key.upper() if len(key) < SHORT else key.capitalize()
