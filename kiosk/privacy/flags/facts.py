"""What flags are judged by: accesses, attendance, owners, history. Plain data, all times aware."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from kiosk.attendance.judging.evidence import Span
from kiosk.person import StaffNo
from kiosk.privacy.accesses import AccessKind

AT_WORK: Final = frozenset(
    {AccessKind.SESSION, AccessKind.SEARCH, AccessKind.CUSTOMER, AccessKind.REVEAL}
)
"""What somebody does who stands at a desk."""
OPENED: Final = frozenset({AccessKind.CUSTOMER, AccessKind.REVEAL})
"""What shows a customer's record."""


class Entry(NamedTuple):
    """One entry of the access log. A tuple: a month of a large office has 300,000."""

    id: str
    at: datetime
    """In the office's zone."""
    day: date
    """Its attendance day (D-07)."""
    kind: AccessKind
    person: StaffNo | None = None
    customer: str | None = None
    reason: str = ""
    second: StaffNo | None = None
    """Who authorised it besides (金库模式)."""
    terminal: str = ""
    refused: bool = False


class Mark(NamedTuple):
    """A clock-in or clock-out that counts."""

    at: datetime
    is_in: bool


@dataclass(frozen=True, slots=True)
class Attended:
    """One person's day, as far as taps, leave and decisions tell."""

    marks: tuple[Mark, ...] = ()
    """In order."""
    leaves: tuple[Span, ...] = ()
    """Approved, and no duty elsewhere."""


NOWHERE: Final = Attended()
"""Of whom nothing is known on a day."""


class Business(NamedTuple):
    """Something that was done for a customer, as the office's books have it."""

    customer: str
    at: datetime


class Outage(NamedTuple):
    """Nobody could tap at the entrance."""

    span: Span
    records: tuple[str, ...]
    """Ids of the records that say so."""


class Jump(NamedTuple):
    """The clock of a terminal was moved."""

    id: str
    """Of the record that says so."""
    at: datetime
    day: date
    terminal: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a stretch of days."""

    entries: Sequence[Entry]
    """In any order."""
    now: datetime
    zone: ZoneInfo
    attended: Mapping[tuple[StaffNo, date], Attended] = field(default_factory=dict)
    hours: Mapping[date, Span] = field(default_factory=dict)
    """From the beginning to the end of work; days off are not among them."""
    owners: Mapping[str, StaffNo] = field(default_factory=dict)
    """By customer."""
    seconds: frozenset[StaffNo] = frozenset()
    """Who may authorise others."""
    plans: Mapping[tuple[StaffNo, date], frozenset[str]] = field(default_factory=dict)
    """The customers whom a person planned for a day, where the plan book has one."""
    opened: Mapping[StaffNo, Mapping[date, int]] = field(default_factory=dict)
    """How many records each person had shown on each day, with the days before."""
    business: Sequence[Business] = ()
    outages: Sequence[Outage] = ()
    jumps: Sequence[Jump] = ()
    by_person: Mapping[tuple[StaffNo, date], Sequence[Entry]] = field(init=False, repr=False)
    """The entries of each person and day, in order."""

    def __post_init__(self) -> None:
        groups: dict[tuple[StaffNo, date], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.person is not None:
                groups[entry.person, entry.day].append(entry)
        for group in groups.values():
            group.sort(key=in_order)
        object.__setattr__(self, "by_person", groups)


def in_order(entry: Entry) -> tuple[datetime, str]:
    """Sorts entries by their time; of the same moment, by the order of their records."""
    return entry.at, entry.id


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """The entries by their time."""
    return sorted(entries, key=in_order)
