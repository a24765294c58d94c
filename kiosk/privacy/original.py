"""Original papers (BM-3) and where they are: in their place, with a borrower, destroyed. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Self

from keyroom.language import N_
from kiosk import cells
from kiosk.cells import parse_name
from kiosk.errors import BadCellError
from kiosk.person import StaffNo
from kiosk.privacy.masking import mask_numbers
from kiosk.times import moment, stored

_NO: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,23}")
USUAL_LOAN_DAYS: Final = 7
LONGEST_LOAN_DAYS: Final = 90


class OriginalKind(StrEnum):
    """What it is."""

    AGREEMENT = "agreement"
    APPLICATION = "application"
    ID_COPY = "id_copy"
    LETTER = "letter"
    MEDIUM = "medium"
    """A disk, a stick, a tape."""
    OTHER = "other"


ORIGINAL_KIND_NAMES: dict[OriginalKind, str] = {
    OriginalKind.AGREEMENT: N_("agreement"),
    OriginalKind.APPLICATION: N_("application"),
    OriginalKind.ID_COPY: N_("ID copy"),
    OriginalKind.LETTER: N_("letter"),
    OriginalKind.MEDIUM: N_("medium"),
    OriginalKind.OTHER: N_("other"),
}
"""How each is called on screens: message ids."""


def original_kind(text: str) -> OriginalKind:
    """A kind by its code. Raises BadCellError."""
    return cells.parse_kind(OriginalKind, text, N_("“{text}” is no kind of an original"))


def parse_number(text: str) -> str:
    """The number of an original. Raises BadCellError."""
    if not _NO.fullmatch(text):
        raise BadCellError(
            N_("“{text}” cannot be the number of an original"),
            N_("use 1 to 24 letters, digits, dots or hyphens, such as Y0001"),
            text=text,
        )
    return text


def parse_words(text: str) -> str:
    """A title or a place, which everybody at a desk reads. Raises BadCellError."""
    if mask_numbers(parse_name(text)) != text:
        raise BadCellError(
            N_("a number of five digits and more stands in a title or place"),
            N_("write no names and numbers of people there: everybody at a desk reads it"),
        )
    return text


class OriginalState(StrEnum):
    """Where it is."""

    IN = "in"
    OUT = "out"
    DESTROYED = "destroyed"


ORIGINAL_STATE_NAMES: dict[OriginalState, str] = {
    OriginalState.IN: N_("in its place"),
    OriginalState.OUT: N_("handed out"),
    OriginalState.DESTROYED: N_("destroyed"),
}
"""How each is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Original:
    """One paper or medium of the register."""

    no: str
    kind: OriginalKind
    title: str
    """Without names and numbers of people: it is shown to whoever opens the desk."""
    place: str
    customer: str | None = None
    keep_until: date | None = None
    """The last day on which it must be kept; None where nobody has set one."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `originals`."""
        document = {
            "no": self.no,
            "kind": self.kind.value,
            "title": self.title,
            "place": self.place,
            "customer": self.customer,
            "keep_until": None if self.keep_until is None else self.keep_until.isoformat(),
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The original that `to_document` wrote."""
        until = document.get("keep_until")
        return cls(
            document["no"],
            OriginalKind(document["kind"]),
            document["title"],
            document["place"],
            document.get("customer"),
            None if until is None else date.fromisoformat(until),
        )


@dataclass(frozen=True, slots=True)
class HandOver:
    """It went from one hand into another; destroyed, it went into nobody's."""

    state: OriginalState
    """What it is since."""
    at: datetime
    giver: StaffNo
    taker: StaffNo | None = None
    due: date | None = None
    """The last day on which it is still in time."""
    terminal: str = "-"

    def to_document(self, original: str) -> dict[str, Any]:
        """As kept in the table `handovers`, of the original with this id."""
        document = {
            "original": original,
            "state": self.state.value,
            "at": stored(self.at),
            "giver": self.giver,
            "taker": self.taker,
            "due": None if self.due is None else self.due.isoformat(),
            "terminal": self.terminal,
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The hand-over that `to_document` wrote."""
        taker, due = document.get("taker"), document.get("due")
        return cls(
            OriginalState(document["state"]),
            moment(document["at"]),
            StaffNo(document["giver"]),
            None if taker is None else StaffNo(taker),
            None if due is None else date.fromisoformat(due),
            document["terminal"],
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """An original, and the last that happened to it."""

    id: str
    original: Original
    last: HandOver | None = None
    """None while it has never left its place."""

    @property
    def state(self) -> OriginalState:
        """Where it is now."""
        return OriginalState.IN if self.last is None else self.last.state

    @property
    def borrower(self) -> StaffNo | None:
        """Who has it."""
        return None if self.last is None or self.state is not OriginalState.OUT else self.last.taker

    @property
    def due(self) -> date | None:
        """The last day on which the borrower is in time."""
        return None if self.last is None or self.state is not OriginalState.OUT else self.last.due

    def is_overdue(self, today: date) -> bool:
        """BM-3: whether it should have been back before today."""
        return self.due is not None and today > self.due

    def is_expired(self, today: date) -> bool:
        """BM-6: whether it is kept longer than it must be."""
        until = self.original.keep_until
        return self.state is OriginalState.IN and until is not None and today > until
