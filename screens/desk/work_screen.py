"""The open desk: who is there, what can be done, and the work that is being done."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from keyroom.language import _
from kiosk.privacy.desk_view import DeskView
from screens.base.screen import KioskScreen
from screens.desk.attendant import Ask
from screens.desk.pane import FINISH, Pane
from screens.desk.panes import PANES, PaneSpec, spec_of
from screens.desk.place import DeskPlace
from screens.widgets.big_text import BigText


class WorkScreen(KioskScreen):
    """Shows one pane; another kind of work has another one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        FINISH,
        Binding("escape", "screen.back", show=False),
        *(Binding(spec.key, f"screen.turn('{spec.key}')", show=False) for spec in PANES),
    ]

    def __init__(self, place: DeskPlace, ask: Ask, view: DeskView) -> None:
        super().__init__()
        self._place = place
        self._ask = ask
        self._view = view

    def compose(self) -> ComposeResult:
        """The head, what else can be done, the pane."""
        view, person = self._view, self._view.person
        with Horizontal(classes="head"):
            yield BigText(self._place.office, classes="office")
            yield BigText("" if person is None else f"{person.name} {person.no}", classes="who")
        if view.page is None:
            return
        spec = spec_of(view.page)
        with Horizontal(classes="works"):
            for each in self._offered():
                yield BigText(
                    f"{each.key.upper()} {_(each.title)}", classes="at" if each is spec else "other"
                )
        yield spec.pane(self._place, self._ask, view.desk.tickets, view.page)

    async def show(self, view: DeskView) -> None:
        """This is what may be shown now."""
        before, self._view = self._view, view
        pane = self._pane
        if pane is not None and view.page is not None and type(view.page) is type(before.page):
            await pane.show(view.page)
        elif view.page != before.page:
            await self.recompose()

    async def warn(self, *, on: bool) -> None:
        """Hide what is shown, or bring it back."""
        if self._pane is not None:
            await self._pane.warn(on=on)

    async def action_back(self) -> None:
        """One step back; from the first, the session is over."""
        if self._pane is not None:
            await self._pane.back()

    def action_finish(self) -> None:
        """The session is over."""
        if self._pane is not None:
            self._pane.finish()

    def action_turn(self, key: str) -> None:
        """Do another kind of work."""
        for spec in self._offered():
            if spec.key == key and self._pane is not None:
                self._pane.turn_to(spec.work)

    @property
    def _pane(self) -> Pane[Any, Any] | None:
        return next(iter(self.query(Pane)), None)

    def _offered(self) -> list[PaneSpec]:
        person = self._view.person
        return [] if person is None else [each for each in PANES if each.work.may(person)]
