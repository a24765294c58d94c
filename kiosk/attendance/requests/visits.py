"""What a visit to a customer must be, as far as attendance needs it (出访登记, D-18)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from keyroom.language import N_
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.requests.employment import require_employed
from kiosk.attendance.requests.records import Visit
from kiosk.attendance.requests.spans import days_of, start_of
from kiosk.cells import parse_name
from kiosk.errors import RequestRefusedError
from kiosk.person import Person


def check_visit(visit: Visit, person: Person, zone: ZoneInfo) -> None:
    """Raises RequestRefusedError, BadCellError."""
    parse_name(visit.customer)
    if visit.end <= visit.start:
        raise RequestRefusedError(
            "to",
            N_("the visit ends at {end}, not after its start at {start}"),
            N_("check both times"),
            start=f"{visit.start.astimezone(zone):%Y-%m-%d %H:%M}",
            end=f"{visit.end.astimezone(zone):%Y-%m-%d %H:%M}",
        )
    day, _ = days_of(Span(visit.start, visit.end), zone)
    if visit.end > start_of(day + timedelta(days=1), zone):
        raise RequestRefusedError(
            "to",
            N_("the visit goes on past midnight, until {end}"),
            N_("register one visit for each day, or ask for leave as a business trip"),
            end=f"{visit.end.astimezone(zone):%Y-%m-%d %H:%M}",
        )
    require_employed(person, "from", day)
