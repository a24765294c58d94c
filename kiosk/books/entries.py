"""The records of the books, a dataclass a table. Moments are UTC; days are the office's.

A customer is known by number and group name only: nothing here is about a person who is not staff.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from keyroom.language import N_
from kiosk.books.purpose import Purpose
from kiosk.person import StaffNo
from kiosk.times import moment, stored


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One line of the day's plan (日工作计划本): whom to see, when, what for (GZ-3-7)."""

    person: StaffNo
    day: date
    at: datetime
    customer: str
    purpose: Purpose
    note: str
    entered: datetime
    by: str
    item: str | None = None
    """The open item that it was copied from."""
    dropped: str | None = None
    """Why it was taken off the plan again."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `plans`."""
        document: dict[str, Any] = {
            "person": self.person,
            "day": self.day.isoformat(),
            "at": stored(self.at),
            "customer": self.customer,
            "purpose": self.purpose.value,
            "note": self.note,
            "entered": stored(self.entered),
            "by": self.by,
            "item": self.item,
            "dropped": self.dropped,
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The entry that `to_document` wrote."""
        return cls(
            StaffNo(document["person"]),
            date.fromisoformat(document["day"]),
            moment(document["at"]),
            document["customer"],
            Purpose(document["purpose"]),
            document["note"],
            moment(document["entered"]),
            document["by"],
            document.get("item"),
            document.get("dropped"),
        )


class SignedBy(StrEnum):
    """How a customer signed for the solution of a problem (GZ-3-7b)."""

    PAPER = "paper"
    ID_CARD = "id_card"


SIGNED_BY_NAMES: dict[SignedBy, str] = {
    SignedBy.PAPER: N_("signed paper"),
    SignedBy.ID_CARD: N_("ID card on the reader"),
}
"""How each is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A customer's signature: the paper's number, or a keyed digest of the ID card's."""

    kind: SignedBy
    mark: str


@dataclass(frozen=True, slots=True)
class VisitResult:
    """What the visit log says of a visit (出访登记本); the newest about a visit counts."""

    visit: str
    """The request's id in the table `visits`: the same one that excuses slots (D-18)."""
    person: StaffNo
    day: date
    result: str
    entered: datetime
    by: str
    out: datetime | None = None
    back: datetime | None = None
    """When the person left and came back, where that was tapped or written down."""
    problem: bool = False
    """A concrete problem was handled: only the customer's signature closes it (GZ-3-7b)."""
    signature: Signature | None = None
    next_step: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether nothing of the visit is left open."""
        return not self.problem or self.signature is not None

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `visit_results`."""
        document: dict[str, Any] = {
            "visit": self.visit,
            "person": self.person,
            "day": self.day.isoformat(),
            "result": self.result,
            "entered": stored(self.entered),
            "by": self.by,
            "out": self.out and stored(self.out),
            "back": self.back and stored(self.back),
            "problem": self.problem,
            "signed_by": self.signature and self.signature.kind.value,
            "signature": self.signature and self.signature.mark,
            "next_step": self.next_step,
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The result that `to_document` wrote."""
        out, back, signed_by = (document.get(name) for name in ("out", "back", "signed_by"))
        return cls(
            visit=document["visit"],
            person=StaffNo(document["person"]),
            day=date.fromisoformat(document["day"]),
            result=document["result"],
            entered=moment(document["entered"]),
            by=document["by"],
            out=None if out is None else moment(out),
            back=None if back is None else moment(back),
            problem=document["problem"],
            signature=None
            if signed_by is None
            else Signature(SignedBy(signed_by), document["signature"]),
            next_step=document["next_step"],
        )


@dataclass(frozen=True, slots=True)
class NoVisit:
    """The declaration that a day has no visit (当日无走访, D-27)."""

    person: StaffNo
    day: date
    entered: datetime
    by: str

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `no_visits`."""
        return {
            "person": self.person,
            "day": self.day.isoformat(),
            "entered": stored(self.entered),
            "by": self.by,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The declaration that `to_document` wrote."""
        return cls(
            StaffNo(document["person"]),
            date.fromisoformat(document["day"]),
            moment(document["entered"]),
            document["by"],
        )
