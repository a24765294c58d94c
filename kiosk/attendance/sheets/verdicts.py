"""Decisions about lines of a sheet: the newest about a line counts, and all stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from kiosk.attendance.judging.statuses import Verdict
from kiosk.person import StaffNo
from kiosk.times import moment, stored


@dataclass(frozen=True, slots=True)
class VerdictRecord:
    """One decision about one line (table `verdicts`)."""

    person: StaffNo
    """Whose line it is."""
    month: str
    """`YYYY-MM`, of the line."""
    line: str
    """The line's id."""
    verdict: Verdict
    by: str
    at: datetime
    """UTC."""
    reason: str

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `verdicts`."""
        return {
            "person": self.person,
            "month": self.month,
            "line": self.line,
            "verdict": self.verdict.value,
            "by": self.by,
            "at": stored(self.at),
            "reason": self.reason,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The decision that `to_document` wrote."""
        return cls(
            StaffNo(document["person"]),
            document["month"],
            document["line"],
            Verdict(document["verdict"]),
            document["by"],
            moment(document["at"]),
            document["reason"],
        )
