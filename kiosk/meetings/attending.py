"""Who took part in a meeting (HY-5-9, D-25): taps in, attendance out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from keyroom.language import N_
from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit
from kiosk.books.punctual import in_time


class Attendance(StrEnum):
    """How somebody took part. Being late is recorded and costs nothing."""

    PRESENT = "present"
    LATE = "late"
    MISSING = "missing"
    EXCUSED = "excused"


ATTENDANCE_NAMES: dict[Attendance, str] = {
    Attendance.PRESENT: N_("took part"),
    Attendance.LATE: N_("late"),
    Attendance.MISSING: N_("did not come"),
    Attendance.EXCUSED: N_("away with leave"),
}
"""How each is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Attended:
    """One person's attendance, and when he came; None while it cannot be told yet."""

    attendance: Attendance | None
    arrived: datetime | None = None


def attended(
    arrivals: Iterable[datetime], planned: datetime, until: datetime, *, excused: bool, over: bool
) -> Attended:
    """How a person took part who came at the first of `arrivals`.

    He is in time up to the planned minute's last second (D-25, D-03), late until the meeting ends,
    and missing after it. `over` tells that nobody can come any more. Who is excused and comes in
    time all the same is present.
    """
    arrived = min((at for at in arrivals if at <= until), default=None)
    if arrived is not None and in_time(arrived, planned):
        return Attended(Attendance.PRESENT, arrived)
    if excused:
        return Attended(Attendance.EXCUSED, arrived)
    if arrived is not None:
        return Attended(Attendance.LATE, arrived)
    return Attended(Attendance.MISSING if over else None)


def is_excused(
    moments: Iterable[datetime],
    leaves: Iterable[ApprovedLeave],
    visits: Iterable[ApprovedVisit],
) -> bool:
    """Whether approved leave or a visit lies over one of these moments.

    Of a morning meeting they are its beginning and that of work: who has leave for the morning
    need not come a quarter of an hour before it.
    """
    at = tuple(moments)
    return any(leave.start <= each < leave.end for leave in leaves for each in at) or any(
        visit.start <= each <= visit.end for visit in visits for each in at
    )
