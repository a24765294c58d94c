"""A session of the supervisor's screen: head, views, and a foot that says what can be done."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal

from keyroom.language import N_, _
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
from screens.review.view import Session, View
from screens.widgets.said import Said

KEYS = (
    Binding("tab", "screen.next(1)", N_("Next view")),
    LANGUAGE_KEY,
    Binding("question_mark,f1", "screen.help", N_("Keys"), tooltip=N_("Show or hide this page")),
    Binding("escape,f10", "screen.lock", N_("Lock"), tooltip=N_("Lock the screen")),
)


class ReviewScreen(KioskScreen):
    """Shows the views of a tab; decides nothing but which of them is seen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        Binding("shift+tab", "screen.next(-1)", show=False),
        *(Binding(str(key + 1), f"screen.show({key})", show=False) for key in range(9)),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-broad"), (170, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]  # noqa: RUF012

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
        self._session = Session(place, person, do)
        self._tab = TABS[0]
        self._shown = 0
        self._left_s: float | None = None

    def compose(self) -> ComposeResult:
        """Head, views, foot."""
        with Horizontal(id="head"):
            yield Said(self._office, classes="office")
            yield Said(self._whose, classes="whose")
        yield Nav(self._tab)
        with Container(id="views"):
            for spec in self._tab.views:
                yield spec.make(self._session)
        yield Said(self._keys, classes="keys")

    def on_mount(self) -> None:
        """Show the first view."""
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

    def action_next(self, step: int) -> None:
        """Show the next view."""
        self.action_show((self._shown + step) % len(self.views))

    def _look(self) -> None:
        self._want(self._session.person.no, self.view.looks)

    def _office(self) -> str:
        return f"{self._place.office} · {_(self._tab.title)}"

    def _whose(self) -> Text:
        if self._left_s is not None:
            soon = _("Locks in {seconds} s: press any key").format(seconds=round(self._left_s))
            return Text(soon, "bold reverse")
        person = self._session.person
        return Text(f"{person.name} {person.no} · {_(ROLE_NAMES[person.role])}")

    def _keys(self) -> Text:
        line = Text(no_wrap=True, overflow="ellipsis")
        for binding in (*self.view.KEYS, *KEYS):
            line.append(f" {key_names(binding)} ", "bold")
            line.append(f"{_(binding.description)} ")
        return line


NAMES = {"question_mark": "?", "escape": "Esc", "pageup": "PgUp", "pagedown": "PgDn", "tab": "Tab"}


def key_names(binding: Binding) -> str:
    """How a binding's first key is written on keyboards."""
    first = binding.key.partition(",")[0]
    return NAMES.get(first, first.upper() if len(first) > 1 else first)
