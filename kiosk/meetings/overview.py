"""A month of morning meetings: how each host did, and who keeps his books (HY-3-4). Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.books.book_state import BookState
from kiosk.meetings.agenda import MeetingKind
from kiosk.meetings.attending import Attendance
from kiosk.meetings.look import MeetingLook
from kiosk.person import StaffNo


@dataclass(frozen=True, slots=True)
class HostRecord:
    """How one host did in a month."""

    host: StaffNo
    held: int
    prepared_in_time: int
    overruns: int
    short: int
    into_work_time: int


@dataclass(frozen=True, slots=True)
class BookRecord:
    """How often one person's books were not there, and how he took part."""

    person: StaffNo
    visit_log_missing: int
    plan_book_missing: int
    late: int
    missing: int
    minutes_missing: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The meetings of some days."""

    meetings: tuple[MeetingLook, ...]
    """All that are over, by time."""
    not_held: tuple[date, ...]
    hosts: tuple[HostRecord, ...]
    people: tuple[BookRecord, ...]
    """Both by staff number; of the morning meetings."""


def overview(looks: Iterable[MeetingLook]) -> Overview:
    """What the meetings that are over come to."""
    over = [look for look in looks if look.over]
    mornings = [look for look in over if look.times.kind is MeetingKind.MORNING]
    held = [look for look in mornings if look.ended is not None]
    return Overview(
        tuple(over),
        tuple(look.times.day for look in mornings if look.started is None),
        tuple(_hosts(held)),
        tuple(_people(held)),
    )


def _hosts(held: Sequence[MeetingLook]) -> Iterable[HostRecord]:
    for host in sorted({look.choice.host for look in held if look.choice.host is not None}):
        theirs = [look for look in held if look.choice.host == host]
        lengths = [look.length for look in theirs if look.length is not None]
        yield HostRecord(
            host,
            len(theirs),
            sum(look.prepared_in_time for look in theirs),
            sum(each.overrun_s > 0 for each in lengths),
            sum(each.short for each in lengths),
            sum(each.into_work_time for each in lengths),
        )


def _people(held: Sequence[MeetingLook]) -> Iterable[BookRecord]:
    found: dict[StaffNo, Counter[str]] = {}
    for look in held:
        for each in look.people:
            count = found.setdefault(each.person.no, Counter())
            count["visit_log"] += each.visit_log is BookState.MISSING
            count["plan_book"] += each.plan_book is BookState.MISSING
            count["late"] += each.attended.attendance is Attendance.LATE
            count["missing"] += each.attended.attendance is Attendance.MISSING
            count["minutes"] += each.minutes is BookState.MISSING
    for no, count in sorted(found.items()):
        yield BookRecord(
            no,
            count["visit_log"],
            count["plan_book"],
            count["late"],
            count["missing"],
            count["minutes"],
        )


def overview_json(found: Overview) -> Mapping[str, Any]:
    """A month as programs read it (docs/cli.md)."""
    return {
        "meetings": [
            {
                "date": look.times.day.isoformat(),
                "kind": look.times.kind,
                "host": look.choice.host,
                "prepared_in_time": look.prepared_in_time,
                "held": look.ended is not None,
                "seconds": look.length and look.length.seconds,
                "overrun_s": look.length.overrun_s if look.length else 0,
                "short": bool(look.length and look.length.short),
                "into_work_time": bool(look.length and look.length.into_work_time),
            }
            for look in found.meetings
        ],
        "not_held": [day.isoformat() for day in found.not_held],
        "hosts": [
            {
                "no": each.host,
                "held": each.held,
                "prepared_in_time": each.prepared_in_time,
                "overruns": each.overruns,
                "short": each.short,
                "into_work_time": each.into_work_time,
            }
            for each in found.hosts
        ],
        "people": [
            {
                "no": each.person,
                "visit_log_missing": each.visit_log_missing,
                "plan_book_missing": each.plan_book_missing,
                "late": each.late,
                "missing": each.missing,
                "minutes_missing": each.minutes_missing,
            }
            for each in found.people
        ],
    }
