"""A month's sheet read back from its JSON form: of a closed month, only that is left.

Whatever shows a sheet shows a closed one too, as it was closed.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.attendance.calendar import Day, DayKind, Source
from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.results import (
    DayResult,
    Line,
    PersonMonth,
    Remark,
    SlotResult,
    SlotStatus,
)
from kiosk.attendance.judging.statuses import Doubt, LineState, Rule, Status
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.sheets.json_form import PREP_MISSED
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.timetable import Hours, Season, Slot
from kiosk.money import Fen
from kiosk.person import Person, StaffNo
from kiosk.roles import Role

Form = Mapping[str, Any]

_STATUSES: Mapping[str, Status] = {status.value: status for status in Status}


def read_sheet(form: Form, zone: ZoneInfo) -> MonthSheet:
    """The sheet that `sheet_json` wrote; its moments in `zone`."""
    warnings = form["warnings"]
    return MonthSheet(
        month=Month.parse(form["month"]),
        version=form["rule_version"],
        people=tuple(
            read_person(person, zone, [each for each in warnings if _is_of(each, person["no"])])
            for person in form["people"]
        ),
        remarks=tuple(_remark(each) for each in warnings if "person" not in each),
    )


def read_person(form: Form, zone: ZoneInfo, warnings: Iterable[Form] = ()) -> PersonMonth:
    """One person's part of it; `warnings` are those of the sheet that name the person."""
    left = form["left"]
    return PersonMonth(
        person=Person(
            no=StaffNo(form["no"]),
            name=form["name"],
            role=Role(form["role"]),
            team=form["team"],
            joined=date.fromisoformat(form["joined"]),
            left=None if left is None else date.fromisoformat(left),
        ),
        days=tuple(_day(day, zone) for day in form["days"]),
        lines=_lines(form["lines"]),
        counts=dict(form["counts"]),
        warnings=tuple(_remark(each) for each in warnings),
        leaves=tuple(_leave(leave, zone) for leave in form["leaves"]),
        visits=tuple(_visit(visit, zone) for visit in form["visits"]),
        wage=None if form["wage_fen"] is None else Fen(form["wage_fen"]),
    )


def _is_of(warning: Form, no: str) -> bool:
    return warning.get("person") == no


def _remark(form: Form) -> Remark:
    return Remark(form["code"], form["message"], dict(form["details"]))


def _leave(form: Form, zone: ZoneInfo) -> ApprovedLeave:
    return ApprovedLeave(
        form["id"],
        LeaveKind(form["kind"]),
        _moment(form["start"], zone),
        _moment(form["end"], zone),
    )


def _visit(form: Form, zone: ZoneInfo) -> ApprovedVisit:
    return ApprovedVisit(form["id"], _moment(form["start"], zone), _moment(form["end"], zone))


def _day(form: Form, zone: ZoneInfo) -> DayResult:
    return DayResult(
        date=date.fromisoformat(form["date"]),
        day=Day(
            DayKind(form["kind"]), form["holiday"], form["provisional"], Source(form["decided_by"])
        ),
        season=Season(form["season"]),
        slots={Slot(slot): _slot(result, zone) for slot, result in form["slots"].items()},
        lines=_lines(form["lines"]),
        due_sessions=form["due_sessions"],
        attended_sessions=form["attended_sessions"],
        absent_sessions=form["absent_sessions"],
        worked_minutes=form["worked_minutes"],
        overtime_minutes=form["overtime_minutes"],
        hours=tuple(_hours(each) for each in form["hours"]),
    )


def _slot(form: Form, zone: ZoneInfo) -> SlotResult:
    return SlotResult(
        due=_moment(form["due"], zone),
        at=None if form["at"] is None else _moment(form["at"], zone),
        result=_status(form["result"]),
        minutes=form["minutes"],
        rule=None if form["rule"] is None else Rule(form["rule"]),
        fen=Fen(form["fen"]),
        prep_missed=form["reminder"] == PREP_MISSED,
        evidence=tuple(form["evidence"]),
        corrected=form["corrected"],
    )


def _status(code: str) -> SlotStatus:
    return _STATUSES.get(code) or LeaveKind(code)


def _hours(text: str) -> Hours:
    start, end = text.split("-")
    return Hours(time.fromisoformat(start), time.fromisoformat(end))


def _lines(forms: Iterable[Form]) -> tuple[Line, ...]:
    return tuple(_line(form) for form in forms)


def _line(form: Form) -> Line:
    return Line(
        id=form["id"],
        date=date.fromisoformat(form["date"]),
        slot=form["slot"],
        rule=Rule(form["rule"]),
        minutes=form["minutes"],
        at_stake=Fen(form["at_stake"]),
        state=LineState(form["state"]),
        evidence=tuple(form["evidence"]),
        version=form["rule_version"],
        knobs=form["knobs"],
        doubt=None if form["doubt"] is None else Doubt(form["doubt"]),
    )


def _moment(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).astimezone(zone)
