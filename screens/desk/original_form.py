"""The form for a new original: one question after the other, each answer checked as it is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from keyroom.language import N_, _
from kiosk.cells import parse_day, parse_name
from kiosk.errors import BadCellError
from kiosk.privacy.original import (
    ORIGINAL_KIND_NAMES,
    Original,
    OriginalKind,
    parse_number,
    parse_words,
)

KINDS = dict(enumerate(OriginalKind, start=1))
"""By the digits that are typed for them."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the form."""

    field: str
    text: str
    """A message id."""
    parse: Callable[[str], Any]
    """Raises BadCellError."""


def _kind(text: str) -> OriginalKind:
    kind = KINDS.get(int(text)) if text.isdecimal() else None
    if kind is None:
        raise BadCellError(N_("“{text}” is no kind"), N_("type one of the digits"), text=text)
    return kind


def _or_none(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: parse(text) if text else None


QUESTIONS = (
    Question("no", N_("Number of the original, such as Y0001"), parse_number),
    Question("kind", N_("Kind: {kinds}"), _kind),
    Question("title", N_("Title, without names or numbers of people"), parse_words),
    Question("customer", N_("Number of the customer, or nothing"), _or_none(parse_name)),
    Question("place", N_("Place, such as: cabinet 2, shelf 3"), parse_words),
    Question("keep_until", N_("Kept until YYYY-MM-DD, or nothing"), _or_none(parse_day)),
)


class OriginalForm:
    """What was answered so far."""

    def __init__(self) -> None:
        self._answers: dict[str, Any] = {}

    @property
    def question(self) -> str:
        """What is asked now, in the reader's language."""
        kinds = "  ".join(f"{key} {_(ORIGINAL_KIND_NAMES[kind])}" for key, kind in KINDS.items())
        return _(self._next.text).format(kinds=kinds)

    def answer(self, text: str) -> Original | None:
        """Take an answer; the original when it was the last. Raises BadCellError."""
        asked = self._next
        self._answers[asked.field] = asked.parse(text.strip())
        return Original(**self._answers) if len(self._answers) == len(QUESTIONS) else None

    @property
    def _next(self) -> Question:
        return QUESTIONS[len(self._answers)]
