"""One kind of work on the desk's screen: draws its page, and asks for what comes next."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, OptionList

from keyroom.language import N_, _
from kiosk.privacy.desk import Cause
from kiosk.privacy.works.page import Page
from kiosk.privacy.works.work import Work
from screens.desk.attendant import Ask
from screens.desk.place import DeskPlace
from screens.entrance.key_help import KeyBar
from screens.widgets.big_text import BigText

AnyPage = TypeVar("AnyPage", bound=Page)
AnyWork = TypeVar("AnyWork", bound=Work)

FINISH = Binding("f10", "screen.finish", N_("Finish and lock"))


class Pane(Vertical, Generic[AnyPage, AnyWork], can_focus=True, inherit_bindings=False):
    """Shows a page, and decides nothing about what may be shown."""

    WORK: type[AnyWork]
    """The kind of work that it shows."""

    def __init__(self, place: DeskPlace, ask: Ask, ticket: int, page: AnyPage) -> None:
        super().__init__()
        self._place = place
        self._ask = ask
        self._ticket = ticket
        self._page = page
        self._cursor = 0
        self._is_warning = False

    def compose(self) -> ComposeResult:
        """The warning alone, or what there is to see and the keys."""
        if self._is_warning:
            yield BigText(_("Press any key to go on"), classes="warning")
            return
        yield from self.content()
        yield KeyBar(self.keys)

    def content(self) -> ComposeResult:
        """What there is to see."""
        raise NotImplementedError

    @property
    def keys(self) -> Sequence[Binding]:
        """Those at the foot."""
        return (FINISH,)

    def on_mount(self) -> None:
        """The list, or what is being typed, has the keys."""
        self._give_focus()

    async def show(self, page: AnyPage) -> None:
        """This is what may be shown now."""
        if page != self._page:
            before, self._page = self._page, page
            self.turned(before)
            await self.recompose()

    def turned(self, before: AnyPage) -> None:
        """The page is another one, and not drawn yet."""

    async def warn(self, *, on: bool) -> None:
        """Hide everything: its widgets are gone. Or bring it back."""
        self._is_warning = on
        await self.recompose()

    async def recompose(self) -> None:
        """As Textual's; the cursor stays, and the keys go where they belong."""
        for options in self.query(OptionList):
            self._cursor = options.highlighted or 0
        await super().recompose()
        self._give_focus()

    async def back(self) -> None:
        """One step back; from the first, the session is over."""
        self.finish()

    def finish(self) -> None:
        """The session is over."""
        ticket = self._ticket
        self._ask(lambda desk: desk.lock(ticket, Cause.FINISHED))

    def turn_to(self, kind: type[Work]) -> None:
        """Do another kind of work."""
        ticket = self._ticket
        self._ask(lambda desk: desk.turn_to(ticket, kind))

    def want(self, act: Callable[[AnyWork], None]) -> None:
        """Have the desk's thread do this, if it is still this session and this work by then."""
        ticket, kind = self._ticket, self.WORK
        self._ask(lambda desk: desk.do(ticket, kind, act))

    def _give_focus(self) -> None:
        """What is being typed has the keys, else a list, else the pane itself."""
        for options in self.query(OptionList):
            if options.option_count:
                options.highlighted = min(self._cursor, options.option_count - 1)
        able = [each for each in self.query("*") if each.focusable]
        typed = (each for each in able if isinstance(each, Input))
        self.screen.set_focus(next(typed, able[0] if able else self))
