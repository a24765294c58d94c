"""What speaks against charging a line without a decision (D-00, D-52): then it is pending."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.judging.statuses import Doubt


def doubt_of_time(
    tap: str | None,
    jumped: frozenset[str],
    outages: Sequence[Span],
    start: datetime,
    end: datetime,
) -> Doubt | None:
    """Whether a time from `start` to `end` that is held against a person can be relied upon."""
    if tap in jumped:
        return Doubt.CLOCK
    if any(outage.meets(start, end) for outage in outages):
        return Doubt.OUTAGE
    return None


def doubt_of_absence(
    plan: DayPlan, outages: Sequence[Span], start: datetime, end: datetime
) -> Doubt | None:
    """Whether a session without punches was surely missed."""
    if plan.day.provisional:
        return Doubt.CALENDAR
    if any(outage.meets(start, end) for outage in outages):
        return Doubt.OUTAGE
    return None
