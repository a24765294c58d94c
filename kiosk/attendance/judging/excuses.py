"""What approved leave and visits do to a duty's planned times (D-17, D-18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit, Span
from kiosk.attendance.judging.plan import DutyPlan, PlannedSession
from kiosk.attendance.leave_kind import LeaveKind


class Remainder(NamedTuple):
    """What leave leaves of a duty (D-17)."""

    start: datetime
    """When the person is due in."""
    end: datetime
    """When the person may go."""
    start_moved_by: tuple[str, ...] = ()
    """Ids of the leave over the duty's start."""
    end_moved_by: tuple[str, ...] = ()
    """Ids of the leave over the duty's end."""
    covered_by: LeaveKind | None = None
    """The kind of leave that covers all of it: no punch is due."""
    leaves: tuple[ApprovedLeave, ...] = ()
    """All leave that touches the duty."""

    @property
    def moved(self) -> bool:
        """Whether a planned time is another than the timetable's."""
        return bool(self.start_moved_by or self.end_moved_by)

    @property
    def midpoint(self) -> datetime:
        """D-08: from here on an undirected tap goes out; of what is left, not of the whole."""
        return self.start + (self.end - self.start) / 2


@dataclass(slots=True)
class _Away:
    """Leave without a gap, of one or several applications."""

    start: datetime
    end: datetime
    leaves: list[ApprovedLeave]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(leave.id for leave in self.leaves)


def remainder(plan: DutyPlan, leaves: Iterable[ApprovedLeave]) -> Remainder:
    """What is left of a duty: leave over an edge moves it, leave over all of it excuses it.

    Leave in the middle changes nothing at the edges. Leave that follows leave without a gap counts
    as one; so does leave before and after lunch.
    """
    found = [leave for leave in leaves if _touches(leave, plan)]
    if not found:
        return Remainder(plan.start, plan.end)
    touching = tuple(sorted(found, key=lambda leave: (leave.start, leave.end, leave.id)))
    start, end = plan.start, plan.end
    start_moved_by: tuple[str, ...] = ()
    end_moved_by: tuple[str, ...] = ()
    for away in _merged(touching, plan.lunch):
        if away.start <= plan.start and away.end >= plan.end:
            kind = _main_kind(away.leaves, plan)
            return Remainder(start, end, covered_by=kind, leaves=touching)
        if away.start <= plan.start:
            start, start_moved_by = _after(away.end, plan.lunch), away.ids
        elif away.end >= plan.end:
            end, end_moved_by = _before(away.start, plan.lunch), away.ids
    return Remainder(start, end, start_moved_by, end_moved_by, leaves=touching)


def visit_over(due: datetime, visits: Iterable[ApprovedVisit]) -> ApprovedVisit | None:
    """The visit within which a planned time lies, both ends included (D-18)."""
    for visit in visits:
        if visit.start <= due <= visit.end:
            return visit
    return None


def is_away_in(
    session: PlannedSession, leaves: Iterable[ApprovedLeave], visits: Iterable[ApprovedVisit]
) -> bool:
    """Whether leave or a visit takes any of a session: then it is no absence (D-09)."""
    return any(_meets(leave, session) for leave in leaves) or any(
        _meets(visit, session) for visit in visits
    )


def is_on_duty_elsewhere(session: PlannedSession, leaves: Iterable[ApprovedLeave]) -> bool:
    """Whether a trip or an errand of the office takes all of a session: it counts as attended."""
    return any(
        leave.kind.is_duty and leave.start <= session.start and session.end <= leave.end
        for leave in leaves
    )


def _touches(leave: ApprovedLeave, plan: DutyPlan) -> bool:
    return any(_meets(leave, session) for session in plan.sessions)


def _meets(away: ApprovedLeave | ApprovedVisit, session: PlannedSession) -> bool:
    return away.start < session.end and session.start < away.end


def _merged(touching: Iterable[ApprovedLeave], lunch: Span | None) -> list[_Away]:
    merged: list[_Away] = []
    for leave in touching:
        if merged and _before(leave.start, lunch) <= merged[-1].end:
            merged[-1].end = max(merged[-1].end, leave.end)
            merged[-1].leaves.append(leave)
        else:
            merged.append(_Away(leave.start, leave.end, [leave]))
    return merged


def _after(end: datetime, lunch: Span | None) -> datetime:
    """Who comes back in the lunch gap is due at its end."""
    return lunch.end if lunch is not None and lunch.start <= end < lunch.end else end


def _before(start: datetime, lunch: Span | None) -> datetime:
    """Who goes in the lunch gap may go at its start."""
    return lunch.start if lunch is not None and lunch.start < start <= lunch.end else start


def _main_kind(leaves: Iterable[ApprovedLeave], plan: DutyPlan) -> LeaveKind:
    """Of several that cover a duty together, the one that covers most of it."""

    def covered(leave: ApprovedLeave) -> float:
        return (min(leave.end, plan.end) - max(leave.start, plan.start)).total_seconds()

    return max(leaves, key=covered).kind
