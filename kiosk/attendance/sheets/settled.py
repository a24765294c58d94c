"""The records of closed months: that one is closed (table `closings`), and what each person's
sheet was then (table `settled`). Neither is ever changed; an amendment is a newer record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from kiosk.attendance.sheets.canonical import digest_of
from kiosk.attendance.sheets.month import Month
from kiosk.money import Fen
from kiosk.person import StaffNo
from kiosk.times import moment, stored

Form = Mapping[str, Any]
"""A sheet, or a part of one, as `json_form` writes it."""


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """Who closed a month, and what it came to."""

    month: Month
    at: datetime
    """UTC."""
    by: str
    version: str
    """Of the rules in force on its last day."""
    warnings: Sequence[Form]
    """Of the month as a whole."""
    people: int
    total: Fen
    digest: str
    """Over the digests of the people's sheets, and what stands above them."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `closings`."""
        return {
            "month": str(self.month),
            "at": stored(self.at),
            "by": self.by,
            "version": self.version,
            "warnings": list(self.warnings),
            "people": self.people,
            "total_fen": self.total,
            "digest": self.digest,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The closing that `to_document` wrote."""
        return cls(
            month=Month.parse(document["month"]),
            at=moment(document["at"]),
            by=document["by"],
            version=document["version"],
            warnings=document["warnings"],
            people=document["people"],
            total=Fen(document["total_fen"]),
            digest=document["digest"],
        )


@dataclass(frozen=True, slots=True)
class Amendment:
    """Why a closed sheet was settled again, and who signed for it."""

    at: datetime
    """UTC."""
    by: str
    reason: str
    difference: Fen
    """To the record before."""
    before: str | None
    """The record that it takes the place of; None for a person who had none."""


@dataclass(frozen=True, slots=True)
class SettledSheet:
    """One person's frozen month."""

    month: Month
    person: StaffNo
    sheet: Form | None
    """None where the person turned out not to have been in the office that month."""
    warnings: Sequence[Form]
    total: Fen
    digest: str
    amendment: Amendment | None = None
    """None for what was settled when the month was closed."""
    id: str = ""
    """The document's; empty before it is kept."""

    @classmethod
    def freeze(
        cls,
        month: Month,
        person: StaffNo,
        sheet: Form | None,
        warnings: Sequence[Form] = (),
        amendment: Amendment | None = None,
    ) -> Self:
        """A person's sheet with its digest."""
        total = Fen(0 if sheet is None else sheet["total_fen"])
        digest = digest_of({"sheet": sheet, "warnings": list(warnings)})
        return cls(month, person, sheet, warnings, total, digest, amendment)

    @property
    def intact(self) -> bool:
        """Whether its sheet is the one that was frozen."""
        frozen = self.freeze(self.month, self.person, self.sheet, self.warnings)
        return (frozen.digest, frozen.total) == (self.digest, self.total)

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `settled`."""
        document = {
            "month": str(self.month),
            "person": self.person,
            "sheet": self.sheet,
            "warnings": list(self.warnings),
            "total_fen": self.total,
            "digest": self.digest,
        }
        signed = self.amendment
        if signed is None:
            return document
        return document | {
            "at": stored(signed.at),
            "by": signed.by,
            "reason": signed.reason,
            "difference_fen": signed.difference,
            "before": signed.before,
        }

    @classmethod
    def from_document(cls, doc_id: str, document: Mapping[str, Any]) -> Self:
        """The sheet that `to_document` wrote."""
        amendment = None
        if "reason" in document:
            amendment = Amendment(
                at=moment(document["at"]),
                by=document["by"],
                reason=document["reason"],
                difference=Fen(document["difference_fen"]),
                before=document["before"],
            )
        return cls(
            month=Month.parse(document["month"]),
            person=StaffNo(document["person"]),
            sheet=document["sheet"],
            warnings=document["warnings"],
            total=Fen(document["total_fen"]),
            digest=document["digest"],
            amendment=amendment,
            id=doc_id,
        )


def closing_digest(
    month: Month, version: str, warnings: Sequence[Form], people: Mapping[StaffNo, str]
) -> str:
    """The digest of a closing; `people` are the digests of their sheets by staff number."""
    form: Form = {
        "month": str(month),
        "rule_version": version,
        "warnings": list(warnings),
        "people": dict(people),
    }
    return digest_of(form)
