"""Original papers on the desk's screen: where each is, and hand-overs by two badges (BM-3)."""

from enum import Enum, auto
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from keyroom.errors import KeyroomError
from keyroom.language import N_, _
from kiosk.person import StaffNo
from kiosk.privacy.original import (
    LONGEST_LOAN_DAYS,
    ORIGINAL_KIND_NAMES,
    USUAL_LOAN_DAYS,
    Kept,
    OriginalState,
)
from kiosk.privacy.works.originals import OriginalsPage, OriginalsWork, Told
from screens.base.text import clean
from screens.desk.customer_lists import chosen
from screens.desk.original_form import OriginalForm
from screens.desk.pane import FINISH, Pane
from screens.widgets.big_text import BigText

LONGEST_ANSWER = 64
TOLD: dict[Told, str] = {
    Told.TAKER_ASKED: N_("The badge of whoever takes it, please, on another reader"),
    Told.BRINGER_ASKED: N_("The badge of whoever brings it, please, on another reader"),
    Told.LAPSED: N_("Nobody has laid a badge: nothing was handed over"),
    Told.HANDED_OUT: N_("Handed out"),
    Told.BROUGHT_BACK: N_("Back in its place"),
    Told.TAKEN_IN: N_("Taken in"),
    Told.NOTHING_FOUND: N_("Nothing found"),
}
KEYS = (
    Binding("slash", "pane.seek", N_("Search")),
    Binding("enter", "pane.open", N_("Out or back")),
    Binding("n", "pane.new", N_("New")),
    FINISH,
)


class Typing(Enum):
    """What the person is about to type."""

    SEARCH = auto()
    DAYS = auto()
    FORM = auto()


class OriginalsPane(Pane[OriginalsPage, OriginalsWork]):
    """The work with originals."""

    WORK = OriginalsWork
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "seek", show=False),
        Binding("n", "new", show=False),
    ]

    _typing: Typing | None = None
    _wanted: str = ""
    """The original for which days are typed."""
    _form: OriginalForm | None = None
    _fault: KeyroomError | None = None
    """What is wrong with what was typed last."""

    def content(self) -> ComposeResult:
        """The register, and what is asked or said."""
        page = self._page
        yield from self._head()
        with Vertical(classes="body"):
            names = dict(page.borrowers)
            options = [
                Option(_line(kept, page, names), id=f"o-{kept.original.no}")
                for kept in page.originals
            ]
            yield OptionList(*options, id="originals", markup=False)
        yield BigText(self._said(), classes="said")

    @property
    def keys(self) -> tuple[Binding, ...]:
        """Of the register."""
        return KEYS

    def turned(self, before: OriginalsPage) -> None:
        """What was being typed was meant for what was there."""
        del before
        self._drop()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line: it goes out, or comes back."""
        no = chosen(event.option_list)
        kept = next((each for each in self._page.originals if each.original.no == no), None)
        if kept is None or self._page.is_waiting:
            return
        if kept.state is OriginalState.OUT:
            self.want(lambda work: work.take_back(kept.original.no))
        elif kept.state is OriginalState.IN:
            self._wanted = kept.original.no
            await self._type(Typing.DAYS)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Something was typed."""
        text, typing = event.value.strip(), self._typing
        if typing is Typing.FORM and self._form is not None:
            await self._answer(self._form, text)
            return
        wanted = self._wanted
        self._drop()
        if typing is Typing.SEARCH:
            self.want(lambda work: work.search(text))
        elif typing is Typing.DAYS:
            days = int(text) if text.isdecimal() else 0
            self.want(lambda work: work.hand_out(wanted, days))
        await self.recompose()

    async def back(self) -> None:
        """One step back; from the register, the session is over."""
        page = self._page
        if self._typing is not None:
            self._drop()
            await self.recompose()
        elif page.told is not None or page.fault is not None:
            self.want(lambda work: work.call_off())
        elif page.searched:
            self.want(lambda work: work.search(""))
        else:
            self.finish()

    async def action_seek(self) -> None:
        """Type what to search for."""
        await self._type(Typing.SEARCH)

    async def action_new(self) -> None:
        """Take one in."""
        self._form = OriginalForm()
        await self._type(Typing.FORM)

    def _head(self) -> ComposeResult:
        page = self._page
        match self._typing:
            case Typing.SEARCH:
                yield _input(_("Number, customer, title, place; Enter"))
            case Typing.DAYS:
                asked = _("{no}: for how many days, 1 to {most}; Enter")
                yield BigText(asked.format(no=self._wanted, most=LONGEST_LOAN_DAYS), classes="ask")
                yield _input("", str(USUAL_LOAN_DAYS))
            case Typing.FORM if self._form is not None:
                yield BigText(self._form.question, classes="ask")
                yield _input("")
            case _:
                overdue = sum(kept.is_overdue(page.today) for kept in page.originals)
                out = sum(kept.borrower is not None for kept in page.originals)
                title = _("Originals: {count}   handed out: {out}   overdue: {overdue}")
                yield BigText(
                    title.format(count=len(page.originals), out=out, overdue=overdue),
                    classes="title",
                )

    def _said(self) -> str:
        fault = self._fault or self._page.fault
        if fault is not None:
            return fault.shown(_)
        return (
            "" if self._page.told is None or self._typing is not None else _(TOLD[self._page.told])
        )

    async def _answer(self, form: OriginalForm, text: str) -> None:
        self._fault = None
        try:
            original = form.answer(text)
        except KeyroomError as fault:
            self._fault = fault
            await self.recompose()
            return
        if original is not None:
            self._drop()
            self.want(lambda work: work.add(original))
        await self.recompose()

    async def _type(self, what: Typing) -> None:
        if not self._page.is_waiting:
            self._typing, self._fault = what, None
            await self.recompose()

    def _drop(self) -> None:
        self._typing, self._form, self._fault, self._wanted = None, None, None, ""


def _input(hint: str, value: str = "") -> Input:
    return Input(value=value, placeholder=hint, max_length=LONGEST_ANSWER)


def _line(kept: Kept, page: OriginalsPage, names: dict[StaffNo, str]) -> Text:
    original = kept.original
    what = f"{original.no:<10} {_(ORIGINAL_KIND_NAMES[original.kind])}   {original.title}"
    whose = f"   {original.customer}" if original.customer else ""
    first, second = clean(f"{what}{whose}"), clean(_where(kept, page, names))
    style = "bold" if kept.is_overdue(page.today) else ""
    return Text(f"{first}\n    {second}", style=style)


def _where(kept: Kept, page: OriginalsPage, names: dict[StaffNo, str]) -> str:
    if kept.state is OriginalState.DESTROYED:
        return _("destroyed")
    if kept.borrower is None:
        place = kept.original.place
        expired = _("kept longer than it must be")
        return f"{place}   {expired}" if kept.is_expired(page.today) else place
    who = f"{names.get(kept.borrower, '')} {kept.borrower}".strip()
    words = _("OVERDUE since {due}: {who}") if kept.is_overdue(page.today) else _("{who} to {due}")
    return words.format(due=kept.due, who=who)
