"""A session of the supervisor's screen: head, views, and a foot that says what can be done."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.message import Message

from keyroom.language import N_, _
from kiosk.attendance.sheets.month import Month
from kiosk.person import Person
from kiosk.roles import ROLE_NAMES
from screens.base.app import LANGUAGE_KEY
from screens.base.screen import KioskScreen
from screens.beside import Away
from screens.news import ReaderChanged
from screens.review.ask import ASK_KEYS
from screens.review.key_page import KeyPage, key_name
from screens.review.looks import Look
from screens.review.nav import Nav, NavItem, TabItem
from screens.review.news import Done, Failed, Job, Seen
from screens.review.place import Place
from screens.review.tabs import TABS, Tab
from screens.review.verifier import (
    NotVerified,
    Verified,
    VerifierNews,
    Verifies,
    Verifying,
)
from screens.review.view import Session, Shown, View
from screens.review.views.integrity import IntegrityView
from screens.review.views.month import MonthView
from screens.review.views.presence import PresenceView
from screens.review.views.queue import QueueView
from screens.review.views.settle import SettleView
from screens.widgets.said import Said
from screens.widgets.tone import Tone

if TYPE_CHECKING:
    from textual.timer import Timer

    from keyroom.errors import KeyroomError

TOLD_S = 8.0
"""How long the screen says what became of a decision."""

TAB_KEY = Binding("f3", "screen.tab", N_("Next tab"))
KEYS = (
    Binding("question_mark,f1", "screen.help", N_("Keys"), tooltip=N_("Show or hide this page")),
    Binding("escape,f10", "screen.lock", N_("Lock"), tooltip=N_("Lock the screen")),
    LANGUAGE_KEY,
    Binding("tab", "screen.next(1)", N_("Next view")),
)


class ReviewScreen(KioskScreen):
    """Shows the views of the tabs; decides nothing but which of them is seen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        TAB_KEY,
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
        verifier: Verifies,
        tabs: Sequence[Tab] = TABS,
    ) -> None:
        """`do` has something done to the records, `want` says what is to be looked at."""
        super().__init__()
        self._place = place
        self._want = want
        self._session = Session(place, person, do, Shown(Month.of(place.today())), verifier)
        self._tabs = tabs
        self._views = [[spec.make(self._session) for spec in tab.views] for tab in tabs]
        self._tab = 0
        self._view = 0
        self._left_s: float | None = None
        self._away: KeyroomError | None = None
        self._said: tuple[Callable[[], str], Tone] | None = None
        self._said_until: Timer | None = None
        self._is_composed = False

    def compose(self) -> ComposeResult:
        """Head, views, foot."""
        with Horizontal(id="head"):
            yield Said(self._office, classes="office")
            yield Said(self._whose, classes="whose")
        yield Nav(self._tabs)
        with Container(id="views"):
            yield from self._all_views()
        yield KeyPage(self._keys_bound)
        yield Said(self._message, classes="message")
        yield Said(self._keys, classes="keys")

    def on_mount(self) -> None:
        """Show the first view."""
        self._is_composed = True
        self._show_message()
        self.action_show(0)

    async def recompose(self) -> None:
        """In another language: every word is asked for anew, and nothing else changes."""
        for said in self.query(Said):
            said.say()
        for view in self._all_views():
            view.redraw()

    @property
    def view(self) -> View:
        """The one that is shown."""
        return self._views[self._tab][self._view]

    def take(self, news: Away | Seen | Done | Failed | ReaderChanged | VerifierNews) -> None:
        """What the threads beside the screen tell."""
        match news:
            case Seen(look, what) if self._is_composed:
                for view in self._all_views():
                    view.take(look, what)
            case Done(job):
                self._tell(job.done, Tone.GOOD)
            case Failed(_job, reason):
                for view in self._all_views():
                    view.failed()
                # Of several lines, the first says what was refused; the views show the rest.
                self._tell(lambda: reason.shown(_).partition("\n")[0], Tone.BAD)
            case Verifying() | Verified() | NotVerified() if self._is_composed:
                for view in self.query(IntegrityView):
                    view.told()
            case Away(fault):
                self._away = fault
                self._show_message()
            case _:
                pass  # who is at the screen needs no reader; the lock says what is wrong with it

    def badge(self) -> None:
        """The badge of whoever is at the screen was presented once more."""
        if self._is_composed:
            self.view.badge()

    def show_time_left(self, seconds: float | None) -> None:
        """The screen locks soon."""
        if self._is_composed and self._left_s != seconds:
            self._left_s = seconds
            self.query_one(".whose", Said).say()

    def on_nav_item_chosen(self, message: NavItem.Chosen) -> None:
        """A view was clicked."""
        self.action_show(message.number)

    def on_tab_item_chosen(self, message: TabItem.Chosen) -> None:
        """A tab was clicked."""
        self._show(message.tab, 0)

    def on_view_looks_changed(self) -> None:
        """The view wants to see something else."""
        self._look()

    def on_view_keys_changed(self) -> None:
        """Other keys do something now."""
        self.query_one(".keys", Said).say()

    def on_view_told(self, message: View.Told) -> None:
        """A view has something to say."""
        self._tell(message.words, message.tone)

    def on_settle_view_open_meant(self, message: SettleView.OpenMeant) -> None:
        """What keeps a month from being closed is to be decided."""
        queue = self.query_one(QueueView)
        self.action_show(self._views[self._tab].index(queue))
        queue.go_to(message.ids)

    def on_view_waiting(self, message: View.Waiting) -> None:
        """So much waits in a view."""
        for tab, views in enumerate(self._views):
            if message.view in views:
                number = views.index(message.view)
                self.query_one(Nav).show_waiting(tab, number, message.count)

    def on_presence_view_person_meant(self, message: PresenceView.PersonMeant) -> None:
        """A person of the board was chosen: his day, in the month."""
        self._show_day(message.no, self._place.today())

    def on_queue_view_day_meant(self, message: QueueView.DayMeant) -> None:
        """Something that waits was chosen: its day, in the month."""
        self._show_day(message.item.person.no, message.item.day)

    def action_show(self, number: int) -> None:
        """Show a view of this tab."""
        if number < len(self._views[self._tab]):
            self._show(self._tab, number)

    def action_next(self, step: int) -> None:
        """Show the next view, or the one before."""
        self.action_show((self._view + step) % len(self._views[self._tab]))

    def action_tab(self) -> None:
        """Show the next tab."""
        self._show((self._tab + 1) % len(self._tabs), 0)

    def action_help(self) -> None:
        """Show the keys, or hide them."""
        self._show_help(shown=not self.query_one(KeyPage).display)

    def action_lock(self) -> None:
        """Hide the keys if they are shown; else lock the screen."""
        if self.query_one(KeyPage).display:
            self._show_help(shown=False)
        else:
            self.post_message(self.LockAsked())

    def _all_views(self) -> Iterator[View]:
        return (view for views in self._views for view in views)

    def _show(self, tab: int, number: int) -> None:
        self._tab, self._view = tab, number
        for view in self._all_views():
            view.display = view is self.view
        self.query_one(Nav).mark(tab, number)
        self._show_help(shown=False)
        self.query_one(".keys", Said).say()
        self.query_one(".office", Said).say()
        self._look()

    def _show_day(self, no: str, day: date) -> None:
        month = self.query_one(MonthView)
        self.action_show(self._views[self._tab].index(month))
        month.go_to(no, day)

    def _show_help(self, *, shown: bool) -> None:
        self.query_one(KeyPage).display = shown
        self.query_one("#views").display = not shown
        if not shown:
            self.view.enter()

    def _look(self) -> None:
        """What is shown first, then what is counted in the line of views."""
        counted = (look for view in self._all_views() if view.IS_COUNTED for look in view.looks)
        looks = [*self.view.looks, *counted]
        self._want(self._session.person.no, tuple(dict.fromkeys(looks)))

    def _tell(self, words: Callable[[], str], tone: Tone) -> None:
        self._said = words, tone
        if self._said_until is not None:
            self._said_until.stop()
        self._said_until = self.set_timer(TOLD_S, self._forget)
        self._show_message()

    def _forget(self) -> None:
        self._said = None
        self._show_message()

    def _show_message(self) -> None:
        if not self._is_composed:
            return
        message = self.query_one(".message", Said)
        message.display = bool(self._message().plain)
        message.say()

    def _office(self) -> str:
        return f"{self._place.office} · {_(self._tabs[self._tab].title)}"

    def _whose(self) -> Text:
        if self._left_s is not None:
            soon = _("Locks in {seconds} s: press any key").format(seconds=round(self._left_s))
            return Text(soon, Tone.WARN)
        person = self._session.person
        return Text(f"{person.name} {person.no} · {_(ROLE_NAMES[person.role])}")

    def _message(self) -> Text:
        if self._away is not None:
            away = _("The records are away: {reason}").format(reason=self._away.shown(_))
            return Text(away, Tone.BAD)
        if self._said is None:
            return Text()
        words, tone = self._said
        return Text(words(), tone)

    def _keys_bound(self) -> Sequence[Binding]:
        """All that can be pressed in this view."""
        tab = (TAB_KEY,) if len(self._tabs) > 1 else ()
        return (*self.view.KEYS, *tab, *KEYS)

    def _keys(self) -> Text:
        tab = (TAB_KEY,) if len(self._tabs) > 1 else ()
        bindings = ASK_KEYS if self.view.is_asking else (*self.view.keys, *tab, *KEYS)
        line = Text(no_wrap=True, overflow="ellipsis")
        for binding in bindings:
            if binding.show:
                line.append(f" {key_name(binding.key.partition(',')[0])} ", Tone.STRONG)
                line.append(f"{_(binding.description)} ")
        return line
