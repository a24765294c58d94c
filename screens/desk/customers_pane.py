"""Customers on the desk's screen: a list and a search, one record masked, one person in clear."""

from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList

from keyroom.language import N_, _
from kiosk.privacy.access_words import FIELD_NAMES, LONGEST_REASON, REASON_NAMES, Reason
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.works.customers import CustomersPage, CustomerWork, Record, Told
from screens.desk.customer_lists import chosen, contact_list, customer_list
from screens.desk.pane import FINISH, Pane
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
TOLD: dict[Told, str] = {
    Told.SECOND_ASKED: N_("Another manager's customer: a supervisor's badge, please"),
    Told.SECOND_LAPSED: N_("Nobody has authorised it"),
    Told.NOTHING_FOUND: N_("Nothing found"),
    Told.NO_REASON: N_("A reason has 2 to 64 characters"),
    Told.DESTROYED: N_("The data of this customer were destroyed"),
    Told.GONE: N_("This record cannot be opened; see the room manager"),
}

LIST_KEYS = (
    Binding("slash", "pane.seek", N_("Search")),
    Binding("enter", "pane.open", N_("Open")),
    Binding("escape", "screen.back", N_("Finish and lock")),
)
RECORD_KEYS = (Binding("escape", "screen.back", N_("Put away")), FINISH)


class Typing(Enum):
    """What the person is about to type."""

    SEARCH = auto()
    REASON = auto()


class CustomersPane(Pane[CustomersPage, CustomerWork]):
    """The work with customers."""

    WORK = CustomerWork
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "seek", show=False),
        *(Binding(key, f"field('{key}')", show=False) for key in FIELD_KEYS),
        *(Binding(key, f"reason('{key}')", show=False) for key in REASON_KEYS),
        Binding(TYPED_KEY, "type_reason", show=False),
    ]

    _typing: Typing | None = None
    _fields: frozenset[PersonalField] = frozenset({PersonalField.NAME, PersonalField.PHONE})

    def content(self) -> ComposeResult:
        """A record, or the list."""
        page = self._page
        if page.record is not None:
            yield from self._record(page.record)
        else:
            yield from self._list()
        yield BigText("" if page.told is None else _(TOLD[page.told]), classes="said")

    @property
    def keys(self) -> tuple[Binding, ...]:
        """Of the list, or of a record."""
        return LIST_KEYS if self._page.record is None else RECORD_KEYS

    def turned(self, before: CustomersPage) -> None:
        """What was being typed was meant for what was there."""
        if self._page.record is None or before.record is None:
            self._typing = None
            self._cursor = 0
        if self._page.shown is not None:
            self._typing = None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        if event.option_list.id == "customers" and (no := chosen(event.option_list)) is not None:
            self.want(lambda work: work.open(no))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """A search, or a reason, was typed."""
        text, typing, self._typing = event.value, self._typing, None
        if typing is Typing.SEARCH:
            self.want(lambda work: work.search(text))
        elif typing is Typing.REASON:
            self._reveal(text)
        await self.recompose()

    async def back(self) -> None:
        """One step back; from the own list, the session is over."""
        page = self._page
        if self._typing is not None:
            self._typing = None
            await self.recompose()
        elif page.shown is not None:
            self.want(lambda work: work.hide())
        elif page.record is not None or page.told is not None:
            self.want(lambda work: work.close())
        elif page.searched:
            self.want(lambda work: work.search(""))
        else:
            self.finish()

    async def action_seek(self) -> None:
        """Type what to search for."""
        if self._page.record is None:
            await self._type(Typing.SEARCH)

    async def action_field(self, key: str) -> None:
        """Show this field too, or not."""
        if self._page.record is not None:
            self._fields ^= {FIELD_KEYS[key]}
            await self.recompose()

    def action_reason(self, key: str) -> None:
        """Show the fields of the person under the cursor, for a usual reason."""
        if self._page.record is not None:
            self._reveal(REASON_KEYS[key])

    async def action_type_reason(self) -> None:
        """Any other reason."""
        if self._page.record is not None:
            await self._type(Typing.REASON)

    def _record(self, record: Record) -> ComposeResult:
        customer = record.customer
        yield BigText(f"{customer.no}  {customer.group}", classes="title")
        yield BigText(self._last_viewed(record), classes="last")
        with Vertical(classes="body"):
            yield contact_list(record, self._page.shown)
        yield BigText(self._fields_line(), classes="choice")
        if self._typing is Typing.REASON:
            hint = _("Reason, without names or numbers; Enter")
            yield Input(placeholder=hint, max_length=LONGEST_REASON, id="reason")
        else:
            yield BigText(_reasons_line(), classes="choice")

    def _list(self) -> ComposeResult:
        page = self._page
        if self._typing is Typing.SEARCH:
            hint = _("Number, group, initials, whole phone number; Enter")
            yield Input(placeholder=hint, max_length=LONGEST_SEARCH, id="search")
        else:
            found = _("Found: {count}") if page.searched else _("My customers: {count}")
            yield BigText(found.format(count=len(page.customers)), classes="title")
        with Vertical(classes="body"):
            yield customer_list(page.customers, page.owner)

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
        record = self._page.record
        options = self.query("#contacts").results(OptionList)
        contact = next((chosen(each) for each in options), None)
        if record is not None and contact is not None:
            fields = tuple(field for field in PersonalField if field in self._fields)
            self.want(lambda work: work.reveal(contact, fields, reason))


def _reasons_line() -> str:
    usual = (f"{key} {_(REASON_NAMES[reason])}" for key, reason in REASON_KEYS.items())
    other = _("another reason")
    return "   ".join([*usual, f"{TYPED_KEY} {other}"])
