"""What became of a plan (GZ-3-7), and which customers are due for a visit (GZ-3-9). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from keyroom.language import N_
from kiosk.books.punctual import in_time


class Outcome(StrEnum):
    """What became of one line of a plan."""

    KEPT = "kept"
    LATE = "late"
    """The customer was visited that day, but later than planned."""
    MISSED = "missed"
    OPEN = "open"
    """Its day is not over."""
    DROPPED = "dropped"


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.KEPT: N_("visited as planned"),
    Outcome.LATE: N_("visited late"),
    Outcome.MISSED: N_("missed"),
    Outcome.OPEN: N_("still to come"),
    Outcome.DROPPED: N_("taken off"),
}
"""How each is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Visited:
    """One visit of a person's day: which customer, and since when he was on the way."""

    customer: str
    start: datetime


def outcome(
    customer: str, at: datetime, visits: Iterable[Visited], *, dropped: bool, over: bool
) -> Outcome:
    """What became of the plan to see a customer at `at`; `over` tells that its day has ended."""
    if dropped:
        return Outcome.DROPPED
    starts = [visit.start for visit in visits if visit.customer == customer]
    if starts:
        return Outcome.KEPT if in_time(min(starts), at) else Outcome.LATE
    return Outcome.MISSED if over else Outcome.OPEN


@dataclass(frozen=True, slots=True)
class Due:
    """A customer that has not been visited for too long."""

    customer: str
    last: date | None
    """None where nobody ever visited it, as far as the records go."""


def due_customers(
    customers: Sequence[str], last_visits: Mapping[str, date], today: date, interval_days: int
) -> list[Due]:
    """Those whose last visit is `interval_days` or more days ago, the longest ago first."""
    before = today - timedelta(days=interval_days)
    due = [
        Due(customer, last_visits.get(customer))
        for customer in customers
        if (last := last_visits.get(customer)) is None or last <= before
    ]
    return sorted(due, key=lambda each: (each.last or date.min, each.customer))
