"""Requests as a table for people."""

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from commands.attendance_words import SLOTS
from keyroom.language import N_, _
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.leave_kind import LEAVE_NAMES
from kiosk.attendance.requests.kinds import FINDING_NAMES, Matter, Request, RequestKind
from kiosk.attendance.requests.records import (
    Correction,
    Decision,
    Finding,
    Leave,
    Objection,
    Visit,
)
from kiosk.attendance.requests.spans import written
from kiosk.attendance.requests.state import REQUEST_STATE_NAMES

_HEADINGS: Final[Mapping[RequestKind, tuple[str, ...]]] = {
    RequestKind.LEAVE: (N_("kind"), N_("time")),
    RequestKind.VISIT: (N_("customer"), N_("time")),
    RequestKind.CORRECTION: (N_("day"), N_("slot"), N_("time"), N_("evidence")),
    RequestKind.FINDING: (N_("kind"), N_("time"), N_("where"), N_("found by")),
    RequestKind.OBJECTION: (N_("line"),),
}


def headings(kind: str) -> tuple[str, ...]:
    """Of a list of one kind."""
    own = (_(heading) for heading in _HEADINGS[RequestKind(kind)])
    return (_("staff number"), *own, _("state"), _("reason"), _("decided by"), _("id"))


def row(matter: Matter, decision: Decision | None, zone: ZoneInfo) -> tuple[object, ...]:
    """One request; `decision` is the newest about it."""
    return (
        matter.person,
        *_cells(matter.record, zone),
        _(REQUEST_STATE_NAMES[matter.state]),
        matter.record.asked.reason,
        decision and decision.by,
        matter.id,
    )


def _cells(record: Request, zone: ZoneInfo) -> tuple[object, ...]:
    match record:
        case Leave(_asked, kind, start, end):
            return _(LEAVE_NAMES[kind]), written(Span(start, end), zone)
        case Visit(_asked, start, end, customer):
            return customer, written(Span(start, end), zone)
        case Correction(_asked, day, slot, at, evidence):
            return day, _(SLOTS[slot]), f"{at.astimezone(zone):%H:%M:%S}", len(evidence)
        case Finding(asked, kind, at, where):
            moment = f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
            return _(FINDING_NAMES[kind]), moment, where, asked.asked_by
        case Objection():
            return (record.line,)
