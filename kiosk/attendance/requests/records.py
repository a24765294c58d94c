"""The records of requests, a dataclass a table: what was asked stays as it is, `state` moves on.

All moments are UTC; days are attendance days of the office. `id` is the document's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from kiosk.attendance.judging.statuses import FindingKind
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.timetable import Slot
from kiosk.person import StaffNo
from kiosk.times import moment, stored


@dataclass(frozen=True, slots=True)
class Asked:
    """What every request says of itself."""

    person: StaffNo
    """Whom it is about."""
    state: RequestState
    asked_at: datetime
    asked_by: str
    """Staff number, or `-` for a list of the administrator's."""
    reason: str = ""

    def to_fields(self) -> dict[str, Any]:
        """Its part of the document."""
        return {
            "person": self.person,
            "state": self.state.value,
            "asked_at": stored(self.asked_at),
            "asked_by": self.asked_by,
            "reason": self.reason,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """What `to_fields` wrote."""
        return cls(
            person=StaffNo(document["person"]),
            state=RequestState(document["state"]),
            asked_at=moment(document["asked_at"]),
            asked_by=document["asked_by"],
            reason=document["reason"],
        )


@dataclass(frozen=True, slots=True)
class Leave:
    """An application for leave (请假); `start` included, `end` excluded."""

    asked: Asked
    kind: LeaveKind
    start: datetime
    end: datetime

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `leaves`."""
        return {
            **self.asked.to_fields(),
            "kind": self.kind.value,
            "start": stored(self.start),
            "end": stored(self.end),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The leave that `to_document` wrote."""
        return cls(
            Asked.of(document),
            LeaveKind(document["kind"]),
            moment(document["start"]),
            moment(document["end"]),
        )


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a customer (走访), as far as attendance needs it; both moments included."""

    asked: Asked
    start: datetime
    end: datetime
    customer: str

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `visits`."""
        return {
            **self.asked.to_fields(),
            "start": stored(self.start),
            "end": stored(self.end),
            "customer": self.customer,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The visit that `to_document` wrote."""
        return cls(
            Asked.of(document),
            moment(document["start"]),
            moment(document["end"]),
            document["customer"],
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """A request for a punch that is missing or wrong (补卡, D-12)."""

    asked: Asked
    day: date
    slot: Slot
    at: datetime
    evidence: tuple[str, ...] = ()
    """Ids of other records of the person around that time, gathered when it was asked for."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `corrections`."""
        return {
            **self.asked.to_fields(),
            "day": self.day.isoformat(),
            "slot": self.slot.value,
            "at": stored(self.at),
            "evidence": list(self.evidence),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The correction that `to_document` wrote."""
        return cls(
            Asked.of(document),
            date.fromisoformat(document["day"]),
            Slot(document["slot"]),
            moment(document["at"]),
            tuple(document["evidence"]),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody found out about a person on duty (KQ-2-3, KQ-2-4)."""

    asked: Asked
    """`asked_by` is who found it, `reason` what he says of it."""
    kind: FindingKind
    at: datetime
    where: str = ""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `findings`."""
        return {
            **self.asked.to_fields(),
            "kind": self.kind.value,
            "at": stored(self.at),
            "where": self.where,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The finding that `to_document` wrote."""
        return cls(
            Asked.of(document),
            FindingKind(document["kind"]),
            moment(document["at"]),
            document["where"],
        )


@dataclass(frozen=True, slots=True)
class Objection:
    """A person objects to a line of the month's sheet (申诉)."""

    asked: Asked
    month: str
    """`YYYY-MM`."""
    line: str
    """The line's id."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `objections`."""
        return {**self.asked.to_fields(), "month": self.month, "line": self.line}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The objection that `to_document` wrote."""
        return cls(Asked.of(document), document["month"], document["line"])


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about a request, kept for ever (table `decisions`)."""

    matter: str
    """The request's document id."""
    outcome: RequestState
    by: str
    at: datetime
    reason: str

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `decisions`."""
        return {
            "matter": self.matter,
            "outcome": self.outcome.value,
            "by": self.by,
            "at": stored(self.at),
            "reason": self.reason,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The decision that `to_document` wrote."""
        return cls(
            document["matter"],
            RequestState(document["outcome"]),
            document["by"],
            moment(document["at"]),
            document["reason"],
        )
