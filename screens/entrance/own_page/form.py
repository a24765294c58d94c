"""A form on its way: what was answered so far, and what is being typed. Pure."""

from dataclasses import dataclass, replace
from typing import Self

from keyroom.errors import KeyroomError
from kiosk.attendance.own_asks import Request
from screens.entrance.own_page.steps import (
    Answers,
    Choice,
    Confirm,
    Entry,
    Impossible,
    Step,
    Steps,
)

LONGEST = 60
"""Characters that can be typed."""


@dataclass(frozen=True, slots=True)
class Form:
    """Where a person stands in a form. Keys are Textual's names."""

    steps: Steps
    answers: Answers = ()
    other: str | None = None
    """The key of the option whose value is being typed."""
    typed: str | None = None
    """None: untouched, so that what stands there already is still meant."""
    fault: KeyroomError | None = None
    """Why what was typed cannot be."""

    @property
    def step(self) -> Step:
        """What is asked now, in the language in use."""
        step = self.steps(self.answers)
        if self.other is not None and isinstance(step, Choice):
            option = step.option(self.other)
            if option is not None and isinstance(option.value, Entry):
                return option.value
        return step

    @property
    def shown(self) -> str:
        """What stands in the field."""
        step = self.step
        return step.start if self.typed is None and isinstance(step, Entry) else self.typed or ""

    def press(self, key: str, character: str | None) -> Self | Request | None:
        """After a key: the form, what it asks for at its end, or None where it was given up."""
        step = self.step
        if key == "escape" or (key == "backspace" and not isinstance(step, Entry)):
            return self._back()
        match step:
            case Choice():
                return self._chosen(step, key)
            case Entry():
                return self._typed(step, key, character)
            case Confirm(asked=asked) if key == "enter":
                return asked
            case Impossible():
                return None
            case _:
                return self

    def _back(self) -> Self | None:
        if self.other is not None:
            return self._at(self.answers)
        return self._at(self.answers[:-1]) if self.answers else None

    def _at(self, answers: Answers) -> Self:
        return replace(self, answers=answers, other=None, typed=None, fault=None)

    def _chosen(self, step: Choice, key: str) -> Self:
        option = step.option(key)
        if option is None:
            return self
        if isinstance(option.value, Entry):
            return replace(self, other=key, typed=None, fault=None)
        return self._at((*self.answers, option.value))

    def _typed(self, step: Entry, key: str, character: str | None) -> Self:
        if key == "enter":
            try:
                return self._at((*self.answers, step.parse(self.shown.strip())))
            except KeyroomError as fault:
                return replace(self, fault=fault)
        if key == "backspace":
            return replace(self, typed=self.shown[:-1], fault=None)
        if character is not None and character.isprintable():
            return replace(self, typed=((self.typed or "") + character)[:LONGEST], fault=None)
        return self
