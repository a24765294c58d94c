"""Facts as tests write them: a Monday of A07's, and what she did at the desk."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.person import StaffNo
from kiosk.privacy.accesses import AccessKind
from kiosk.privacy.flags.facts import Attended, Entry, Facts, Mark
from kiosk.privacy.flags.flag import Flag, FlagKind
from kiosk.privacy.flags.judge import judge
from kiosk.settings.flags import FlagKnobs

DAY = date(2026, 11, 23)
A07, A08, M01, M02 = map(StaffNo, ("A07", "A08", "M01", "M02"))
OWNERS = {"G0001": A07, "G0002": A07, **{f"G001{n}": A08 for n in range(9)}}
_ids = count()


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=OFFICE_ZONE)


def entry(
    clock: str,
    kind: AccessKind = AccessKind.CUSTOMER,
    person: StaffNo | None = A07,
    day: date = DAY,
    **more: Any,
) -> Entry:
    return Entry(f"E{next(_ids):05}", at(clock, day), day, kind, person, **more)


def many(number: int, start: str = "10:00", step_s: int = 10, **more: Any) -> list[Entry]:
    first = entry(start, **more)
    return [
        first._replace(id=f"{first.id}.{n:03}", at=first.at + n * timedelta(seconds=step_s))
        for n in range(number)
    ]


def attended(*marks: str, leaves: Sequence[tuple[str, str]] = (), day: date = DAY) -> Attended:
    """`09:40 13:01 15:10 18:31`: in and out by turns."""
    return Attended(
        tuple(Mark(at(mark, day), is_in=not nth % 2) for nth, mark in enumerate(marks)),
        tuple(Span(at(start, day), at(end, day)) for start, end in leaves),
    )


WHOLE = attended("09:40", "13:01", "15:10", "18:31")


def facts(entries: Sequence[Entry], **more: Any) -> Facts:
    people = {each.person for each in entries if each.person is not None}
    defaults: dict[str, Any] = {
        "now": at("23:00"),
        "zone": OFFICE_ZONE,
        "attended": {(person, DAY): WHOLE for person in people},
        "hours": {DAY: Span(at("09:50"), at("18:30"))},
        "owners": OWNERS,
        "seconds": frozenset({M01, M02}),
    }
    return Facts(entries, **(defaults | more))


def found(
    entries: Sequence[Entry], knobs: FlagKnobs | None = None, **more: Any
) -> dict[FlagKind, Flag]:
    return {flag.kind: flag for flag in judge(facts(entries, **more), knobs or FlagKnobs())}
