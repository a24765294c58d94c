"""What speaks against charging a line without a decision (D-00, D-52): then it is pending."""

from collections.abc import Iterable
from datetime import datetime

from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.evidence import ApprovedFinding
from kiosk.attendance.judging.excuses import visit_over
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.judging.statuses import Doubt, FindingKind
from kiosk.attendance.slots import Tap


def doubt_of_time(case: Case, tap: Tap | None, start: datetime, end: datetime) -> Doubt | None:
    """Whether a time from `start` to `end` that is held against a person can be relied upon.

    `tap` is what says so; None where a decision does.
    """
    if tap is not None and tap.clock_off:
        return Doubt.CLOCK
    return _outage(case, start, end)


def doubt_of_absence(case: Case, plan: DayPlan, start: datetime, end: datetime) -> Doubt | None:
    """Whether a punch was surely not made from `start` to `end`."""
    if plan.day.provisional:
        return Doubt.CALENDAR
    if any(plan.date in _possible_days(tap, plan) for tap in case.evidence.taps if tap.clock_off):
        return Doubt.CLOCK
    return _outage(case, start, end)


def doubt_of_finding(case: Case, plan: DayPlan, finding: ApprovedFinding) -> Doubt | None:
    """Whether the person was on duty: leave, a visit or a day off may be known only later."""
    at, known = finding.at, case.evidence
    is_off = not plan.day.working or any(leave.start <= at < leave.end for leave in known.leaves)
    if finding.kind is FindingKind.PRIVATE_ERRAND:
        is_off = is_off or plan.session_at(at) is None or visit_over(at, known.visits) is not None
    return Doubt.OFF_DUTY if is_off else None


def _outage(case: Case, start: datetime, end: datetime) -> Doubt | None:
    met = any(outage.meets(start, end) for outage in case.outages)
    return Doubt.OUTAGE if met else None


def _possible_days(tap: Tap, plan: DayPlan) -> Iterable[object]:
    """The days that a tap of a wrong clock may belong to."""
    timetable = plan.rules.timetable
    return timetable.attendance_day(tap.at), timetable.attendance_day(tap.right_time)
