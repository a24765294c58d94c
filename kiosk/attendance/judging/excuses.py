"""What approved leave and visits do to a duty's planned times (D-17, D-18)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.plan import DutyPlan, Lunch
from kiosk.attendance.leave_kind import LeaveKind


@dataclass(slots=True)
class _Away:
    """Leave without a gap, of one or several applications."""

    start: datetime
    end: datetime
    leaves: list[ApprovedLeave]


@dataclass(frozen=True, slots=True)
class Excused:
    """A duty as leave leaves it."""

    start: datetime
    """When the person is due in."""
    end: datetime
    """When the person may go."""
    start_leave: ApprovedLeave | None = None
    """The leave that moved the start."""
    end_leave: ApprovedLeave | None = None
    covered_by: LeaveKind | None = None
    """The kind of leave that covers all of it: no punch is due."""
    leaves: tuple[str, ...] = ()
    """Ids of all leave that touches the duty."""

    @property
    def moved(self) -> bool:
        """Whether a planned time is another than the timetable's."""
        return self.start_leave is not None or self.end_leave is not None

    @property
    def midpoint(self) -> datetime:
        """D-08, of what is left of the duty."""
        return self.start + (self.end - self.start) / 2


def excused(plan: DutyPlan, leaves: Sequence[ApprovedLeave]) -> Excused:
    """What is left of a duty (D-17): leave over an edge moves it, leave over all excuses it.

    Leave in the middle changes nothing at the edges; leave that follows leave without a gap counts
    as one.
    """
    touching = [leave for leave in leaves if leave.start < plan.end and plan.start < leave.end]
    if not touching:
        return Excused(plan.start, plan.end)
    touching.sort(key=lambda leave: (leave.start, leave.end))
    ids = tuple(leave.id for leave in touching)
    start, end = plan.start, plan.end
    start_leave = end_leave = None
    for away in _merged(touching, plan.lunch):
        if away.start <= plan.start and away.end >= plan.end:
            kind = _main_kind(away.leaves, plan)
            return Excused(plan.start, plan.end, covered_by=kind, leaves=ids)
        if away.start <= plan.start:
            start, start_leave = _after(away.end, plan.lunch), away.leaves[-1]
        elif away.end >= plan.end:
            end, end_leave = _before(away.start, plan.lunch), away.leaves[0]
    return Excused(start, end, start_leave, end_leave, leaves=ids)


def visit_over(due: datetime, visits: Iterable[ApprovedVisit]) -> ApprovedVisit | None:
    """The visit within which a planned time lies, both ends included (D-18)."""
    for visit in visits:
        if visit.start <= due <= visit.end:
            return visit
    return None


def _merged(touching: Sequence[ApprovedLeave], lunch: Lunch | None) -> list[_Away]:
    merged: list[_Away] = []
    for leave in touching:
        if merged and _before(leave.start, lunch) <= merged[-1].end:
            merged[-1].end = max(merged[-1].end, leave.end)
            merged[-1].leaves.append(leave)
        else:
            merged.append(_Away(leave.start, leave.end, [leave]))
    return merged


def _after(end: datetime, lunch: Lunch | None) -> datetime:
    """Who comes back in the lunch gap is due at its end."""
    return lunch.end if lunch is not None and lunch.start <= end < lunch.end else end


def _before(start: datetime, lunch: Lunch | None) -> datetime:
    """Who goes in the lunch gap may go at its start."""
    return lunch.start if lunch is not None and lunch.start < start <= lunch.end else start


def _main_kind(leaves: Sequence[ApprovedLeave], plan: DutyPlan) -> LeaveKind:
    """Of several that cover a duty together, the one that covers most of it."""

    def covered(leave: ApprovedLeave) -> float:
        return (min(leave.end, plan.end) - max(leave.start, plan.start)).total_seconds()

    return max(leaves, key=covered).kind
