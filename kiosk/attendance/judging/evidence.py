"""What a month is judged by: taps and what was approved, found and decided. All times are aware.

Only what counts comes in: leave, visits, corrections and findings that are approved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from kiosk.attendance.judging.statuses import FindingKind, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.slots import Tap
from kiosk.attendance.timetable import Slot
from kiosk.money import Fen


class Span(NamedTuple):
    """A stretch of time; `end` is excluded."""

    start: datetime
    end: datetime

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether any of it lies from `start` to `end`."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class ApprovedLeave:
    """One approved application (D-15); `start` included, `end` excluded."""

    id: str
    kind: LeaveKind
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class ApprovedVisit:
    """One approved visit to a customer; both moments included (D-18)."""

    id: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class ApprovedCorrection:
    """The time that fills a slot by decision (补卡, D-12); the raw taps stay."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ApprovedFinding:
    """What was found out about the person, and when."""

    id: str
    kind: FindingKind
    at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that counts about one person in one month."""

    taps: Sequence[Tap] = ()
    """In force, in any order; with those of the minute before."""
    leaves: Sequence[ApprovedLeave] = ()
    """All that touch the month."""
    visits: Sequence[ApprovedVisit] = ()
    corrections: Mapping[tuple[date, Slot], ApprovedCorrection] = field(default_factory=dict)
    findings: Sequence[ApprovedFinding] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    """The newest decision about each line, by the line's id."""
    objected: frozenset[str] = frozenset()
    """Ids of the lines to which the person objects, without a decision yet."""
    wage: Fen | None = None
    """The month's, where it is known."""
