"""The lock: clock, what to do, the PIN of a badge that lies there, and what is public (BM-5).

It knows no customer.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from devices.events import ReaderDown, ReaderUp
from keyroom.errors import KeyroomError
from keyroom.language import N_, _
from kiosk.privacy.desk import Cause, Identifying, Locked
from kiosk.privacy.desk_view import DeskView
from screens.base.languages import recompose, use_other
from screens.base.screen import KioskScreen
from screens.desk.attendant import Ask
from screens.desk.pin_field import PinField
from screens.desk.place import DeskPlace
from screens.desk.words import locked_by, said
from screens.entrance.key_help import KeyBar
from screens.widgets.big_text import BigText
from screens.widgets.clock import Clock
from screens.widgets.public_notices import PublicNotices
from screens.widgets.reader_health import Health, ReaderHealth

KEYS = (
    Binding("f2", "screen.switch_language", N_("中文")),
    Binding("enter", "screen.again", N_("PIN")),
    Binding("f10", "screen.end", N_("End"), tooltip=N_("End the program")),
)


class LockScreen(KioskScreen):
    """Sealed: while it stands there is no other screen, and keys go nowhere else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        Binding("escape", "screen.call_off", show=False),
    ]

    def __init__(
        self,
        place: DeskPlace,
        ask: Ask,
        view: DeskView,
        healths: dict[str, Health],
        fault: KeyroomError | None = None,
    ) -> None:
        super().__init__()
        self._place = place
        self._ask = ask
        self._view = view
        self._healths = healths
        self._fault = fault

    def compose(self) -> ComposeResult:
        """Head, clock, what to do, keys."""
        desk = self._view.desk
        with Horizontal(classes="head"):
            yield BigText(self._place.office, classes="office")
            yield ReaderHealth(self._place.readers)
        with Vertical(classes="lock"):
            yield Clock(self._place.now, self._place.zone)
            yield BigText(self._wanted(), classes="wanted")
            if isinstance(desk, Identifying):
                yield PinField()
            yield BigText(self._said(), classes="said")
            yield BigText(
                locked_by(desk.cause) if isinstance(desk, Locked) else "", classes="cause"
            )
            yield PublicNotices(self._place.board)
        yield KeyBar(KEYS)

    def on_mount(self) -> None:
        """The PIN's field has the keys."""
        self._ready()

    async def show(self, view: DeskView, fault: KeyroomError | None) -> None:
        """Something has changed."""
        if (view, fault) != (self._view, self._fault):
            self._view, self._fault = view, fault
            await self.recompose()
            self._ready()

    def reader(self, event: ReaderUp | ReaderDown) -> None:
        """A reader works, or does not."""
        self.query_one(ReaderHealth).show(event.reader, self._healths[event.reader])

    def on_pin_field_typed(self, message: PinField.Typed) -> None:
        """Have it tried."""
        ticket, pin = self._view.desk.tickets, message.pin
        self._ask(lambda desk: desk.pin(ticket, pin))

    def action_again(self) -> None:
        """The badge still lies there: ask for its PIN."""
        if self._view.badge_lies:
            self._ask(lambda desk: desk.again())

    def action_end(self) -> None:
        """A supervisor's badge shall end the program."""
        self._ask(lambda desk: desk.expect_end(expected=True))

    def action_call_off(self) -> None:
        """Type no PIN, end no program."""
        if self._view.ending:
            self._ask(lambda desk: desk.expect_end(expected=False))
        if not isinstance(self._view.desk, Identifying):
            return
        ticket = self._view.desk.tickets
        self._ask(lambda desk: desk.lock(ticket, Cause.FINISHED))

    async def action_switch_language(self) -> None:
        """The other language; the app's own key does nothing while it is sealed."""
        use_other()
        await recompose(self)
        self._ready()

    def _ready(self) -> None:
        for name, health in self._healths.items():
            self.query_one(ReaderHealth).show(name, health)
        for field in self.query(PinField):
            self.set_focus(field)

    def _wanted(self) -> str:
        if self._fault is not None:
            return _("The desk cannot be opened")
        person = self._view.person
        if isinstance(self._view.desk, Identifying):
            return _("{name}: PIN, then Enter").format(name="" if person is None else person.name)
        if self._view.ending:
            return _("A supervisor's badge ends the program; Esc calls it off")
        if self._view.badge_lies:
            return _("Your badge lies there: Enter for the PIN")
        return _("Lay your badge on the reader, and leave it there")

    def _said(self) -> str:
        return self._fault.shown(_) if self._fault is not None else said(self._view)
