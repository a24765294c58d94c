"""A month's sheet as JSON: for programs, and for freezing when the month is closed.

The same sheet always gives the same object, key by key: a closed month's digest is made of it.
So nothing in it says when or for whom it was made.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.results import DayResult, Line, PersonMonth, Remark, SlotResult
from kiosk.attendance.sheets.sheets import MonthSheet

Json = dict[str, Any]

PREP_MISSED = "prep_missed"
"""The reminder of KQ-2-0."""


def sheet_json(sheet: MonthSheet, zone: ZoneInfo) -> Json:
    """The sheet; moments are ISO texts in `zone`, with its offset, amounts are fen."""
    return {
        "month": str(sheet.month),
        "rule_version": sheet.version,
        "warnings": [_remark(remark) for remark in sheet.remarks]
        + [_remark(each) | {"person": person.person.no} for person, each in _warned(sheet)],
        "people": [person_json(person, zone) for person in sheet.people],
    }


def person_json(month: PersonMonth, zone: ZoneInfo) -> Json:
    """One person's part of the sheet."""
    person = month.person
    return {
        "no": person.no,
        "name": person.name,
        "role": person.role.value,
        "team": person.team,
        "joined": person.joined.isoformat(),
        "left": None if person.left is None else person.left.isoformat(),
        "wage_fen": month.wage,
        "total_fen": month.total,
        "days_due": month.days_due,
        "days_attended": month.days_attended,
        "counts": dict(month.counts),
        "leaves": [_leave(leave, zone) for leave in month.leaves],
        "visits": [_visit(visit, zone) for visit in month.visits],
        "days": [_day(day, zone) for day in month.days],
        "lines": _lines(month.lines),
    }


def _warned(sheet: MonthSheet) -> Iterable[tuple[PersonMonth, Remark]]:
    return ((person, remark) for person in sheet.people for remark in person.warnings)


def _remark(remark: Remark) -> Json:
    return {
        "code": remark.code,
        "text": remark.message.format(**remark.details),
        "message": remark.message,
        "details": dict(remark.details),
    }


def _leave(leave: ApprovedLeave, zone: ZoneInfo) -> Json:
    return {
        "id": leave.id,
        "kind": leave.kind.value,
        "start": _local(leave.start, zone),
        "end": _local(leave.end, zone),
    }


def _visit(visit: ApprovedVisit, zone: ZoneInfo) -> Json:
    return {
        "id": visit.id,
        "start": _local(visit.start, zone),
        "end": _local(visit.end, zone),
    }


def _day(day: DayResult, zone: ZoneInfo) -> Json:
    return {
        "date": day.date.isoformat(),
        "kind": day.day.kind.value,
        "holiday": day.day.name,
        "provisional": day.day.provisional,
        "season": day.season.value,
        "due_sessions": day.due_sessions,
        "attended_sessions": day.attended_sessions,
        "worked_minutes": day.worked_minutes,
        "overtime_minutes": day.overtime_minutes,
        "slots": {slot.value: _slot(result, zone) for slot, result in day.slots.items()},
        "lines": _lines(day.lines),
    }


def _slot(result: SlotResult, zone: ZoneInfo) -> Json:
    return {
        "due": _local(result.due, zone),
        "at": None if result.at is None else _local(result.at, zone),
        "result": result.result.value,
        "minutes": result.minutes,
        "rule": None if result.rule is None else result.rule.value,
        "fen": result.fen,
        "reminder": PREP_MISSED if result.prep_missed else None,
        "evidence": list(result.evidence),
    }


def _lines(lines: Iterable[Line]) -> list[Json]:
    return [_line(line) for line in lines]


def _line(line: Line) -> Json:
    return {
        "id": line.id,
        "date": line.date.isoformat(),
        "slot": line.slot,
        "rule": line.rule.value,
        "minutes": line.minutes,
        "fen": line.fen,
        "at_stake": line.at_stake,
        "evidence": list(line.evidence),
        "state": line.state.value,
        "doubt": None if line.doubt is None else line.doubt.value,
        "rule_version": line.version,
        "knobs": _plain(line.knobs),
    }


def _plain(knobs: Mapping[str, object]) -> Json:
    """Knobs by name: of two rulebooks with the same values come the same objects."""
    return {name: knobs[name] for name in sorted(knobs)}


def _local(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")
