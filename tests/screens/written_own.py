"""A June of A07's for the own page: late twice, a missing punch, a day away, a finding."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from kiosk.attendance.answer import Answer
from kiosk.attendance.judging.evidence import ApprovedFinding, ApprovedLeave
from kiosk.attendance.judging.results import Line, PersonMonth
from kiosk.attendance.judging.statuses import FindingKind, Rule
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.own_month import Discovery, OwnLine, OwnMonth
from kiosk.attendance.requests.bulletins import Bulletin
from kiosk.attendance.requests.kinds import Matter, RequestKind
from kiosk.attendance.requests.records import Asked, Finding, Leave
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.so_far import Allowance, MonthSoFar, Sums, Tapped
from kiosk.attendance.timetable import OFFICE_ZONE, Slot
from kiosk.config import Config
from kiosk.person import StaffNo
from tests.kiosk.attendance.written_sheets import at, person_month

JUNE = Month(2026, 6)
TODAY = date(2026, 6, 23)
"""A Tuesday, 10:00: the afternoon is still to come."""
TAPS = {
    2: "09:32 12:31 15:05 18:31",
    4: "09:05 12:31 15:05",
    8: "",
    12: "10:25 12:31 15:25 18:31",
    23: "09:15",
    **dict.fromkeys((24, 25, 26, 29, 30), ""),
}


def asked(state: RequestState = RequestState.REQUESTED, reason: str = "") -> Asked:
    """Something that A07 asked for on the 22nd."""
    return Asked(StaffNo("A07"), state, datetime(2026, 6, 22, 2, tzinfo=UTC), "A07", reason)


def found() -> Discovery:
    """That A07 went shopping."""
    seen = replace(asked(RequestState.APPROVED), asked_by="M01")
    finding = Finding(seen, FindingKind.PRIVATE_ERRAND, at("06-09 16:00"), "商场")
    return Discovery(finding, "旺堆")


def eventful() -> PersonMonth:
    """The month as judged."""
    return person_month(
        days=TAPS,
        rules=Config().rulebook(),
        now=datetime(2026, 6, 23, 10, 0, tzinfo=OFFICE_ZONE),
        leaves=[ApprovedLeave("L1", LeaveKind.SICK, at("06-17 00:00"), at("06-18 00:00"))],
        findings=[ApprovedFinding("F1", FindingKind.PRIVATE_ERRAND, at("06-09 16:00"))],
    )


def own_line(judged: PersonMonth, line: Line) -> OwnLine:
    """A line with what it rests on."""
    if line.rule is Rule.ERRAND:
        return OwnLine(line, discovery=found())
    day = judged.days[line.date.day - 1]
    return OwnLine(line, punch=day.slots.get(Slot(line.slot)) if line.slot in set(Slot) else None)


def own_month(
    judged: PersonMonth | None = None, lines: Sequence[OwnLine] | None = None, **fields: Any
) -> OwnMonth:
    """The month on the own page."""
    judged = judged or eventful()
    leave = Leave(asked(), LeaveKind.SICK, at("06-24 09:20"), at("06-24 12:30"))
    if lines is None:
        lines = [own_line(judged, line) for line in judged.lines]
    defaults: dict[str, Any] = {
        "month": JUNE,
        "today": TODAY,
        "next_working_day": date(2026, 6, 24),
        "judged": judged,
        "sums": Sums.of(judged, Allowance(leave_free=3, corrections_left=2)),
        "lines": tuple(lines),
        "asked": (Matter("Q1", RequestKind.LEAVE, leave),),
        "bulletins": (
            Bulletin(
                "F1",
                StaffNo("A07"),
                "达娃卓玛",
                date(2026, 6, 9),
                Rule.ERRAND,
                None,
                date(2026, 6, 20),
                date(2026, 6, 26),
            ),
        ),
        "is_closed": False,
    }
    return OwnMonth(**(defaults | fields))


def completed(plain: Answer) -> Answer:
    """The answer with the month of somebody who is 12 minutes late for the first time."""
    judged = person_month(days={2: "09:32 12:31 15:05 18:31"}, rules=Config().rulebook())
    tapped = Tapped.of(judged, date(2026, 6, 2), Slot.AM_IN, plain.at)
    sums = Sums.of(judged, Allowance(leave_free=3, corrections_left=2))
    return replace(plain, so_far=MonthSoFar(tapped, sums))
