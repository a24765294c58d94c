"""The open desk: customers and a search, one record masked, one person in clear with a reason."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList

from keyroom.language import N_, _
from kiosk.privacy.access_words import FIELD_NAMES, LONGEST_REASON, REASON_NAMES, Reason
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.desk import Cause
from kiosk.privacy.desk_service import DeskService
from kiosk.privacy.desk_view import DeskView, Record
from screens.base.screen import KioskScreen
from screens.desk.attendant import Ask
from screens.desk.customer_lists import chosen, contact_list, customer_list
from screens.desk.place import DeskPlace
from screens.desk.words import said
from screens.entrance.key_help import KeyBar
from screens.widgets.big_text import BigText

LONGEST_SEARCH = 64
REASON_KEYS: dict[str, Reason] = {"1": Reason.CALL, "2": Reason.BUSINESS, "3": Reason.COMPLAINT}
TYPED_KEY = "4"
FIELD_KEYS: dict[str, PersonalField] = {
    "n": PersonalField.NAME,
    "p": PersonalField.PHONE,
    "i": PersonalField.ID_NUMBER,
    "a": PersonalField.ADDRESS,
}

FINISH = Binding("f10", "screen.finish", N_("Finish and lock"))
LIST_KEYS = (
    Binding("slash", "screen.seek", N_("Search")),
    Binding("enter", "screen.open", N_("Open")),
    Binding("escape", "screen.back", N_("Finish and lock")),
)
RECORD_KEYS = (Binding("escape", "screen.back", N_("Put away")), FINISH)


class Typing(Enum):
    """What the person is about to type."""

    SEARCH = auto()
    REASON = auto()


class WorkScreen(KioskScreen):
    """Shows a view, and asks for the next; decides nothing about what may be shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        FINISH,
        Binding("slash", "screen.seek", show=False),
        Binding("escape", "screen.back", show=False),
        *(Binding(key, f"screen.field('{key}')", show=False) for key in FIELD_KEYS),
        *(Binding(key, f"screen.reason('{key}')", show=False) for key in REASON_KEYS),
        Binding(TYPED_KEY, "screen.type_reason", show=False),
    ]

    def __init__(self, place: DeskPlace, ask: Ask, view: DeskView) -> None:
        super().__init__()
        self._place = place
        self._ask = ask
        self._view = view
        self._typing: Typing | None = None
        self._fields = {PersonalField.NAME, PersonalField.PHONE}
        self._cursor = 0
        self._is_warning = False

    def compose(self) -> ComposeResult:
        """The warning alone, or the head and what is open."""
        if self._is_warning:
            yield BigText(_("Press any key to go on"), classes="warning")
            return
        view, person = self._view, self._view.person
        with Horizontal(classes="head"):
            yield BigText(self._place.office, classes="office")
            yield BigText("" if person is None else f"{person.name} {person.no}", classes="who")
        if view.record is not None:
            yield from self._record(view.record)
        else:
            yield from self._list()
        yield BigText(said(view), classes="said")
        yield KeyBar(LIST_KEYS if view.record is None else RECORD_KEYS)

    def on_mount(self) -> None:
        """The list has the keys."""
        self._give_focus()

    async def show(self, view: DeskView) -> None:
        """This is what may be shown now."""
        if replace(view, desk=self._view.desk) == self._view:
            self._view = view  # only touched: what is being typed stays
            return
        if view.record is None or self._view.record is None:
            self._typing = None
            self._cursor = 0
        if view.shown is not None:
            self._typing = None
        self._view = view
        await self.recompose()

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

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        if event.option_list.id == "customers" and (no := chosen(event.option_list)) is not None:
            self._want(lambda desk, ticket: desk.open_customer(ticket, no))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """A search, or a reason, was typed."""
        text, typing, self._typing = event.value, self._typing, None
        if typing is Typing.SEARCH:
            self._want(lambda desk, ticket: desk.search(ticket, text))
        elif typing is Typing.REASON:
            self._reveal(text)
        await self.recompose()

    async def action_seek(self) -> None:
        """Type what to search for."""
        if self._view.record is None:
            await self._type(Typing.SEARCH)

    async def action_back(self) -> None:
        """One step back; from the list, the session is over."""
        view = self._view
        if self._typing is not None:
            self._typing = None
            await self.recompose()
        elif view.shown is not None:
            self._want(lambda desk, ticket: desk.hide(ticket))
        elif view.record is not None or view.said is not None:
            self._want(lambda desk, ticket: desk.close_customer(ticket))
        elif view.searched:
            self._want(lambda desk, ticket: desk.search(ticket, ""))
        else:
            self.action_finish()

    def action_finish(self) -> None:
        """The session is over."""
        self._want(lambda desk, ticket: desk.lock(ticket, Cause.FINISHED))

    async def action_field(self, key: str) -> None:
        """Show this field too, or not."""
        if self._view.record is not None:
            self._fields ^= {FIELD_KEYS[key]}
            await self.recompose()

    def action_reason(self, key: str) -> None:
        """Show the fields of the person under the cursor, for a usual reason."""
        if self._view.record is not None:
            self._reveal(REASON_KEYS[key])

    async def action_type_reason(self) -> None:
        """Any other reason."""
        if self._view.record is not None:
            await self._type(Typing.REASON)

    def _record(self, record: Record) -> ComposeResult:
        customer = record.customer
        yield BigText(f"{customer.no}  {customer.group}", classes="title")
        yield BigText(self._last_viewed(record), classes="last")
        with Vertical(classes="body"):
            yield contact_list(record, self._view.shown)
        yield BigText(self._fields_line(), classes="choice")
        if self._typing is Typing.REASON:
            hint = _("Reason, without names or numbers; Enter")
            yield Input(placeholder=hint, max_length=LONGEST_REASON, id="reason")
        else:
            yield BigText(_reasons_line(), classes="choice")

    def _list(self) -> ComposeResult:
        view = self._view
        own = view.person
        if self._typing is Typing.SEARCH:
            hint = _("Number, group, initials, whole phone number; Enter")
            yield Input(placeholder=hint, max_length=LONGEST_SEARCH, id="search")
        else:
            found = _("Found: {count}") if view.searched else _("My customers: {count}")
            yield BigText(found.format(count=len(view.customers)), classes="title")
        with Vertical(classes="body"):
            if own is not None:
                yield customer_list(view.customers, own.no)

    def _last_viewed(self, record: Record) -> str:
        if record.last is None:
            return _("Nobody has viewed it before")
        at = record.last.at.astimezone(self._place.zone)
        return _("Last viewed {time} by {name} {no}").format(
            time=f"{at:%Y-%m-%d %H:%M}", name=record.last.name, no=record.last.person
        )

    def _fields_line(self) -> str:
        marks = (
            f"{key.upper()} {'●' if field in self._fields else '○'} {_(FIELD_NAMES[field])}"
            for key, field in FIELD_KEYS.items()
        )
        return _("Show: {fields}").format(fields="   ".join(marks))

    async def _type(self, what: Typing) -> None:
        self._typing = what
        await self.recompose()

    def _reveal(self, reason: str) -> None:
        record = self._view.record
        options = self.query("#contacts").results(OptionList)
        contact = next((chosen(each) for each in options), None)
        if record is not None and contact is not None:
            fields = tuple(field for field in PersonalField if field in self._fields)
            self._want(lambda desk, ticket: desk.reveal(ticket, contact, fields, reason))

    def _want(self, request: Callable[[DeskService, int], None]) -> None:
        ticket = self._view.desk.tickets
        self._ask(lambda desk: request(desk, ticket))

    def _give_focus(self) -> None:
        for options in self.query(OptionList):
            if options.option_count:
                options.highlighted = min(self._cursor, options.option_count - 1)
            self.set_focus(options)
        for field in self.query(Input):
            self.set_focus(field)


def _reasons_line() -> str:
    usual = (f"{key} {_(REASON_NAMES[reason])}" for key, reason in REASON_KEYS.items())
    other = _("another reason")
    return "   ".join([*usual, f"{TYPED_KEY} {other}"])
