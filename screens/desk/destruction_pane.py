"""Destructions on the desk's screen: what there was, a new list, signatures (BM-6, D-49)."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from keyroom.language import N_, _
from kiosk.privacy.destruction import METHOD_NAMES, OBSTACLE_NAMES, Method, Progress
from kiosk.privacy.original import ORIGINAL_KIND_NAMES
from kiosk.privacy.works.destruction import DestructionPage, DestructionWork, Draft, Told
from screens.base.text import clean
from screens.desk.customer_lists import chosen
from screens.desk.pane import FINISH, Pane
from screens.widgets.big_text import BigText

LONGEST_NUMBER = 24
METHOD_KEYS: dict[str, Method] = {"1": Method.SHRED, "2": Method.BURN, "3": Method.DEGAUSS}
TOLD: dict[Told, str] = {
    Told.COMPLETED: N_("Originals of these customers are on the list now: look, then sign again"),
    Told.SIGNER_ASKED: N_(
        "Signed by {signers}. The next signer's badge, please, on another reader"
    ),
    Told.LAPSED: N_("Nobody else has signed: nothing was destroyed"),
    Told.CARRYING_ON: N_("Destroying and searching for remains, please wait"),
    Told.DONE: N_("Destroyed; the certificate is written"),
    Told.PENDING: N_("Not finished yet: it is carried on at the next start, or with R"),
    Told.NOTHING_PENDING: N_("Nothing is pending"),
}
PAST_KEYS = (
    Binding("n", "pane.new", N_("New list")),
    Binding("r", "pane.resume", N_("Carry on")),
    FINISH,
)
DRAFT_KEYS = (
    Binding("a", "pane.add", N_("Add")),
    Binding("enter", "pane.toggle", N_("In or out")),
    Binding("s", "pane.sign", N_("Sign")),
    Binding("escape", "screen.back", N_("Put away")),
)


class DestructionPane(Pane[DestructionPage, DestructionWork]):
    """The work with destructions."""

    WORK = DestructionWork
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"method('{key}')", show=False) for key in METHOD_KEYS),
        Binding("n", "new", show=False),
        Binding("r", "resume", show=False),
        Binding("a", "add", show=False),
        Binding("s", "sign", show=False),
    ]

    _is_typing: bool = False
    """A number for the list."""

    def content(self) -> ComposeResult:
        """A list that is being put together, or what there was."""
        draft = self._page.draft
        if draft is None:
            yield BigText(
                _("Destructions: {count}").format(count=len(self._page.past)), classes="title"
            )
            zone = self._place.zone
            lines = [(each.id, _past(each, zone)) for each in self._page.past]
        else:
            yield from self._head()
            lines = _lines(draft)
        with Vertical(classes="body"):
            options = [Option(Text(line), id=f"d-{name}") for name, line in lines]
            yield OptionList(*options, id="destruction", markup=False)
        if draft is not None:
            yield BigText(_methods(draft), classes="choice")
        yield BigText(self._said(), classes="said")

    @property
    def keys(self) -> tuple[Binding, ...]:
        """Of a list, or of what there was."""
        return PAST_KEYS if self._page.draft is None else DRAFT_KEYS

    def turned(self, before: DestructionPage) -> None:
        """What was being typed was meant for what was there."""
        del before
        self._is_typing = False

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line of a list: leave it out, or not."""
        no = chosen(event.option_list)
        if self._page.draft is not None and no is not None:
            self.want(lambda work: work.toggle(no))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """A number was typed."""
        no = event.value.strip()
        self._is_typing = False
        if no:
            self.want(lambda work: work.add(no))
        await self.recompose()

    async def back(self) -> None:
        """One step back; from what there was, the session is over."""
        if self._is_typing:
            self._is_typing = False
            await self.recompose()
        elif self._page.draft is not None:
            self.want(lambda work: work.close())
        else:
            self.finish()

    def action_new(self) -> None:
        """Begin a list."""
        if self._page.draft is None:
            self.want(lambda work: work.draft())

    def action_resume(self) -> None:
        """Carry on with what is pending."""
        if self._page.draft is None:
            self.want(lambda work: work.resume())

    async def action_add(self) -> None:
        """Type a number for the list."""
        if self._page.draft is not None and not self._page.signers:
            self._is_typing = True
            await self.recompose()

    def action_method(self, key: str) -> None:
        """How it is destroyed."""
        if self._page.draft is not None:
            self.want(lambda work: work.choose(METHOD_KEYS[key]))

    def action_sign(self) -> None:
        """Sign, and ask the others to."""
        if self._page.draft is not None:
            self.want(lambda work: work.sign())

    def _head(self) -> ComposeResult:
        if self._is_typing:
            hint = _("Number of a customer or of an original; Enter")
            yield Input(placeholder=hint, max_length=LONGEST_NUMBER)
        else:
            yield BigText(_("What shall be destroyed, for good"), classes="title")

    def _said(self) -> str:
        page = self._page
        if page.fault is not None:
            return page.fault.shown(_)
        signers = ", ".join(f"{signer.name} {signer.no}" for signer in page.signers)
        return "" if page.told is None else _(TOLD[page.told]).format(signers=signers)


def _lines(draft: Draft) -> list[tuple[str, str]]:
    lines = [(each.no, f"{each.no:<10} {_('customer')}   {each.group}") for each in draft.customers]
    for kept in draft.originals:
        paper = kept.original
        kind = _(ORIGINAL_KIND_NAMES[paper.kind])
        lines.append((paper.no, f"{paper.no:<10} {kind}   {paper.title}   {paper.place}"))
    return [(no, clean(f"{'○' if no in draft.left_out else '●'} {line}")) for no, line in lines]


def _methods(draft: Draft) -> str:
    marks = (
        f"{key} {'●' if method is draft.method else '○'} {_(METHOD_NAMES[method])}"
        for key, method in METHOD_KEYS.items()
    )
    return "   ".join(marks)


def _past(progress: Progress, zone: ZoneInfo) -> str:
    destruction, certificate = progress.destruction, progress.certificate
    order = destruction.order
    what = ", ".join((*order.customers, *order.originals))
    method = "" if order.method is None else _(METHOD_NAMES[order.method])
    signers = ", ".join(destruction.signers)
    if certificate is not None:
        files = _("certificate; {files} files searched").format(files=certificate.files)
        state = f"{certificate.at.astimezone(zone):%Y-%m-%d %H:%M}   {files}"
    else:
        why = "" if progress.obstacle is None else _(OBSTACLE_NAMES[progress.obstacle])
        state = "   ".join(filter(None, (_("PENDING"), why, progress.detail)))
    first = clean(f"{destruction.no}   {method}   {what}")
    return f"{first}\n    {clean(f'{signers}   {state}')}"
