"""What an application for leave must be (请假), and how many of a month count (D-14 to D-16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from keyroom.language import N_
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.requests.employment import require_employed
from kiosk.attendance.requests.records import Leave
from kiosk.attendance.requests.spans import days_of, written
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.errors import RequestRefusedError
from kiosk.person import Person


@dataclass(frozen=True, slots=True)
class LeaveUse:
    """How many counted leaves of a month a person has had."""

    used: int
    """Approved."""
    waiting: int
    """Asked for, not decided."""
    free: int
    """So many cost nothing."""


def check_leave(leave: Leave, person: Person, others: Iterable[Leave], zone: ZoneInfo) -> None:
    """Raises RequestRefusedError. `others` are the person's, asked for or approved."""
    span = Span(leave.start, leave.end)
    if leave.end <= leave.start:
        raise RequestRefusedError(
            "to",
            N_("the leave ends at {end}, not after its start at {start}"),
            N_("check both times"),
            start=f"{leave.start.astimezone(zone):%Y-%m-%d %H:%M}",
            end=f"{leave.end.astimezone(zone):%Y-%m-%d %H:%M}",
        )
    require_employed(person, "from", *days_of(span, zone))
    for other in others:
        if span.meets(other.start, other.end):
            raise RequestRefusedError(
                "from",
                N_("{no} has asked for leave at that time already: {span}"),
                N_("withdraw that one first, or choose another time"),
                no=person.no,
                span=written(Span(other.start, other.end), zone),
            )


def leave_use(leaves: Iterable[Leave], month: Month, rules: Rulebook) -> LeaveUse:
    """What the leaves of one person come to in a month: that of the first day (D-15)."""
    zone = rules.timetable.zone
    states = [
        leave.asked.state
        for leave in leaves
        if leave.kind in rules.leave_counted
        and Month.of(leave.start.astimezone(zone).date()) == month
    ]
    return LeaveUse(
        used=states.count(RequestState.APPROVED),
        waiting=states.count(RequestState.REQUESTED),
        free=rules.leave_free,
    )
