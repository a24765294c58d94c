"""Asks at the foot of a view: for a reason, by a digit or typed, or for a badge."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from keyroom.language import N_, _
from screens.widgets.said import Said
from screens.widgets.tone import Tone

LONGEST = 200
ASK_KEYS = (
    Binding("enter", "", N_("Decide it so")),
    Binding("escape", "", N_("Call it off")),
)
"""For the line at the foot, while something is asked."""


class ReasonInput(Input):
    """A field in which a digit means a usual reason, as long as nothing is typed.

    Where there are none, a digit is typed like any letter.
    """

    usual = 0
    """How many there are."""

    class Digit(Message):
        """A digit was pressed in the empty field."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    async def _on_key(self, event: events.Key) -> None:
        if not self.value and event.key in "123456789"[: self.usual]:
            event.stop()
            event.prevent_default()
            self.post_message(self.Digit(int(event.key)))
            return
        await super()._on_key(event)


class Ask(Vertical, can_focus=True, inherit_bindings=False):
    """Hidden until something is asked. Escape calls it off."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", show=False)]

    class Turned(Message):
        """It begins to ask, was answered, or called off."""

    def __init__(self) -> None:
        super().__init__()
        self._question: Callable[[], str] = str
        self._usual: Sequence[str] = ()
        self._is_required = False
        self._by_badge = False
        self._then: Callable[[str], None] | None = None
        self.display = False

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self._then is not None

    def compose(self) -> ComposeResult:
        """What is asked, the usual answers, the field."""
        yield Said(self._words)
        yield ReasonInput(max_length=LONGEST, select_on_focus=False)

    def ask(
        self,
        question: Callable[[], str],
        usual: Sequence[str],
        then: Callable[[str], None],
        *,
        is_required: bool,
    ) -> None:
        """Ask for a reason and call `then` with it; `usual` are message ids."""
        self._is_required = is_required
        self._begin(question, usual, then, by_badge=False)

    def ask_badge(self, question: Callable[[], str], then: Callable[[], None]) -> None:
        """Ask for the badge of whoever is at the screen, and call `then` when it is presented."""
        self._begin(question, (), lambda _: then(), by_badge=True)

    def badge(self) -> None:
        """It was presented."""
        if self.is_open and self._by_badge:
            self._answer("")

    def action_call_off(self) -> None:
        """Ask no more."""
        self._close()

    def on_reason_input_digit(self, message: ReasonInput.Digit) -> None:
        """A usual reason is meant."""
        self._answer(_(self._usual[message.number - 1]))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """The reason is typed."""
        message.stop()
        reason = message.value.strip()
        if reason or not self._is_required:
            self._answer(reason)

    def _begin(
        self,
        question: Callable[[], str],
        usual: Sequence[str],
        then: Callable[[str], None],
        *,
        by_badge: bool,
    ) -> None:
        self._question, self._usual, self._then = question, usual, then
        self._by_badge = by_badge
        self.display = True
        self.query_one(Said).say()
        field = self.query_one(ReasonInput)
        field.display = not by_badge
        field.usual = len(usual)
        field.value = ""
        (self if by_badge else field).focus()
        self.post_message(self.Turned())

    def _answer(self, reason: str) -> None:
        then = self._then
        self._close()
        if then is not None:
            then(reason)

    def _close(self) -> None:
        self._then = None
        self.display = False
        self.post_message(self.Turned())

    def _words(self) -> Text:
        text = Text(self._question(), Tone.STRONG)
        for number, reason in enumerate(self._usual, start=1):
            text.append(f"  {number} ", Tone.WARN).append(_(reason), Tone.PLAIN)
        if self._by_badge:
            return text
        if self._usual:
            text.append("  ").append(_("or type a reason"), Tone.FAINT)
        return text
