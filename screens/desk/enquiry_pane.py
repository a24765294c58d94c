"""A judicial enquiry on the desk: one question at a time, then approval, scope, receipt."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from keyroom.language import N_, _
from kiosk.privacy.enquiries.enquiry import Step
from kiosk.privacy.enquiries.questions import LONGEST, Question
from kiosk.privacy.works.enquiry import EnquiryWork
from kiosk.privacy.works.enquiry_page import EnquiryPage, Stage
from screens.base.text import clean
from screens.desk.enquiry_words import (
    STAGES,
    TOLD,
    answered_line,
    form_lines,
    held_lines,
    list_line,
    receipt_lines,
)
from screens.desk.pane import FINISH, Pane
from screens.widgets.big_text import BigText

READY = "ready"
"""The option that ends a choice of many."""

NEXT = Binding("pagedown", "pane.next", N_("Next group"))
BACK = Binding("escape", "screen.back", N_("Back"))
PRINT = Binding("p", "pane.print", N_("Print"))
SIGN = Binding("s", "pane.sign", N_("Signed"))
LIST_KEYS = (
    Binding("n", "pane.new", N_("New enquiry")),
    Binding("enter", "pane.open", N_("Receipt")),
    FINISH,
)


class EnquiryPane(Pane[EnquiryPage, EnquiryWork]):
    """The work with judicial enquiries."""

    WORK = EnquiryWork
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", show=False),
        Binding("p", "print", show=False),
        Binding("s", "sign", show=False),
        Binding("pagedown", "next", show=False),
    ]

    _chosen: frozenset[str] = frozenset()
    """Of a question with many answers, so far."""

    def content(self) -> ComposeResult:
        """The stage, what was answered, what is asked."""
        page = self._page
        yield BigText(_(STAGES[page.stage]), classes="title")
        with Vertical(classes="body"):
            if told := list(self._told_so_far()):
                yield Static(Text("\n".join(map(clean, told))), classes="wrapped")
            if page.stage is Stage.LIST:
                yield self._recent()
            elif page.question is not None:
                yield from self._asked(page.question)
        yield Static(Text(clean(self._said())), classes="wrapped")

    @property
    def keys(self) -> Sequence[Binding]:
        """Of the stage."""
        page = self._page
        if page.stage is Stage.LIST:
            return LIST_KEYS
        if page.enquiry is not None and page.stage is Stage.RECEIPT:
            to_sign = page.enquiry.step in {Step.GIVEN, Step.PRINTED}
            return (PRINT, SIGN, BACK) if to_sign else (PRINT, BACK)
        if page.held is not None and page.held.count > 1:
            return (NEXT, BACK, FINISH)
        return (BACK, FINISH)

    def turned(self, before: EnquiryPage) -> None:
        """What was being chosen was meant for the question before."""
        if before.question != self._page.question:
            self._chosen = frozenset()
        if (before.stage, before.question) != (self._page.stage, self._page.question):
            self._cursor = 0

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        chosen, question = event.option_id, self._page.question
        if chosen is None:
            return
        if self._page.stage is Stage.LIST:
            self.want(lambda work: work.open(chosen))
        elif question is not None and question.many and chosen != READY:
            self._chosen ^= {chosen}
            await self.recompose()
        elif question is not None:
            answer = ",".join(self._chosen) if question.many else chosen
            self.want(lambda work: work.answer(answer))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """An answer was typed; it is forgotten here, whatever becomes of it."""
        text = event.value
        event.input.clear()
        self.want(lambda work: work.answer(text))

    async def back(self) -> None:
        """One step back; from the list, the session is over."""
        if self._page.stage is Stage.LIST:
            self.finish()
        else:
            self.want(lambda work: work.back())

    def action_new(self) -> None:
        """Officers have come."""
        self.want(lambda work: work.new())

    def action_print(self) -> None:
        """Print the receipt."""
        self.want(lambda work: work.print())

    def action_sign(self) -> None:
        """The receipt is signed."""
        self.want(lambda work: work.sign())

    def action_next(self) -> None:
        """The next group that has the subject."""
        self.want(lambda work: work.next())

    def _told_so_far(self) -> Iterable[str]:
        page = self._page
        enquiry = page.enquiry
        match page.stage:
            case Stage.APPROVAL if enquiry is not None and enquiry.form is not None:
                yield from form_lines(enquiry.form)
                yield ""
                yield _("Allowed by the rules. A supervisor's badge, please")
            case Stage.SHOWING if page.held is not None:
                yield from held_lines(page.held)
            case Stage.RECEIPT if enquiry is not None:
                yield from receipt_lines(enquiry)
            case Stage.OFFICERS:
                yield _("Officers seen: {count}").format(count=page.officers)
        yield from map(answered_line, page.answered)

    def _recent(self) -> OptionList:
        zone = self._place.zone
        options = [
            Option(Text(clean(list_line(each, zone))), id=each.id) for each in self._page.recent
        ]
        return OptionList(*options, id="recent", markup=False)

    def _asked(self, question: Question) -> ComposeResult:
        yield BigText(_(question.title), classes="asked")
        if not question.options:
            yield Input(placeholder=_(question.hint or N_("Enter")), max_length=LONGEST)
            return
        options = [
            Option(Text(clean(self._option(question, value))), id=value)
            for value in question.options
        ]
        if question.many:
            options.append(Option(Text(_("That is all")), id=READY))
        yield OptionList(*options, id="choices", markup=False)

    def _option(self, question: Question, value: str) -> str:
        name = _(question.options[value])
        if not question.many:
            return name
        return f"{'●' if value in self._chosen else '○'} {name}"

    def _said(self) -> str:
        page = self._page
        said = [] if page.told is None else [_(TOLD[page.told])]
        if page.fault is not None:
            said.append(page.fault.shown(_))
        return " ".join(said)
