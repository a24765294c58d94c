"""D-25, HY-5-9: present, late, missing, excused, to the second; and nobody pays for it."""

from datetime import datetime, timedelta

import pytest

from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.config import Config
from kiosk.meetings.attending import (
    ATTENDANCE_NAMES,
    Attendance,
    Attended,
    attended,
    is_excused,
)

PLANNED = datetime(2026, 11, 24, 9, 35, tzinfo=OFFICE_ZONE)
WORK = datetime(2026, 11, 24, 9, 50, tzinfo=OFFICE_ZONE)
SECOND = timedelta(seconds=1)
UNTIL = PLANNED + 600 * SECOND


def came(*seconds: int, excused: bool = False, over: bool = True) -> Attended:
    arrivals = [PLANNED + each * SECOND for each in seconds]
    return attended(arrivals, PLANNED, UNTIL, excused=excused, over=over)


@pytest.mark.parametrize(
    ("seconds", "found"),
    [
        (-3600, Attendance.PRESENT),
        (0, Attendance.PRESENT),
        (59, Attendance.PRESENT),
        (60, Attendance.LATE),
        (600, Attendance.LATE),
        (601, Attendance.MISSING),
    ],
)
def test_D_25_late_is_later_than_the_planned_minute(seconds: int, found: Attendance) -> None:  # noqa: N802 - the rule's id
    assert came(seconds).attendance is found


def test_D_25_being_late_costs_nothing() -> None:  # noqa: N802 - the rule's id
    assert Config().meeting.late_fine == 0


def test_the_first_tap_counts() -> None:
    assert came(120, -30, 30) == Attended(Attendance.PRESENT, PLANNED - 30 * SECOND)


def test_while_somebody_can_still_come_nobody_is_missing() -> None:
    assert came(over=False) == Attended(None)
    assert came(60, over=False).attendance is Attendance.LATE


@pytest.mark.parametrize(
    ("seconds", "found"),
    [
        ((), Attendance.EXCUSED),
        ((300,), Attendance.EXCUSED),
        ((0,), Attendance.PRESENT),
    ],
)
def test_HY_5_9_who_is_excused_is_not_late(seconds: tuple[int, ...], found: Attendance) -> None:  # noqa: N802 - the rule's id
    assert came(*seconds, excused=True).attendance is found


@pytest.mark.parametrize(
    ("start", "end", "excused"),
    [
        (WORK, WORK + 3600 * SECOND, True),
        (PLANNED, PLANNED + SECOND, True),
        (PLANNED - 3600 * SECOND, PLANNED, False),
        (WORK + SECOND, WORK + 3600 * SECOND, False),
    ],
    ids=["from work on", "over the start", "ends at the start", "begins after"],
)
def test_HY_5_9_leave_over_the_meeting_or_the_start_of_work_excuses(  # noqa: N802 - the rule's id
    start: datetime, end: datetime, excused: bool
) -> None:
    leave = ApprovedLeave("l", LeaveKind.PERSONAL, start, end)
    assert is_excused([PLANNED, WORK], [leave], []) is excused


@pytest.mark.parametrize(
    ("start", "end", "excused"),
    [
        (PLANNED - 3600 * SECOND, PLANNED, True),
        (WORK, WORK + 3600 * SECOND, True),
        (WORK + SECOND, WORK + 3600 * SECOND, False),
    ],
)
def test_HY_5_9_so_does_an_approved_visit_both_ends_included(  # noqa: N802 - the rule's id
    start: datetime, end: datetime, excused: bool
) -> None:
    assert is_excused([PLANNED, WORK], [], [ApprovedVisit("v", start, end)]) is excused


def test_every_attendance_has_a_name() -> None:
    assert set(ATTENDANCE_NAMES) == set(Attendance)
