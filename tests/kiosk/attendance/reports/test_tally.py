"""What the monthly summary counts, and how much of a day a leave takes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kiosk.attendance.calendar import DayKind
from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.reports.tally import OTHER_LEAVE, LeaveTaken, Tally
from kiosk.attendance.timetable import OFFICE_ZONE
from tests.kiosk.attendance.written_sheets import CLERK, at, eventful, person_month


def tally_of(leaves: list[tuple[LeaveKind, str, str]]) -> Tally:
    return Tally(
        person_month(
            leaves=[
                ApprovedLeave(f"L{number}", kind, at(start), at(end))
                for number, (kind, start, end) in enumerate(leaves)
            ]
        ),
        OFFICE_ZONE,
    )


def test_slots_are_counted_by_what_became_of_them() -> None:
    tally = Tally(eventful(), OFFICE_ZONE)

    assert (tally.times(Status.LATE), tally.minutes(Status.LATE)) == (2, 32)
    assert tally.times(Status.MISSING_OUT) == 1
    assert tally.days_absent == 1
    assert tally.days_off == 9
    assert tally.times_outside == 1


def test_late_so_long_that_it_counts_as_absent_is_counted_apart_d_10() -> None:
    month = person_month(
        days={2: "11:30 12:31 15:05 18:31"}, rules=Rulebook(late_as_absent_after=60)
    )
    tally = Tally(month, OFFICE_ZONE)

    assert tally.days_late_as_absent == Decimal("0.5")
    assert tally.days_absent == 0


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("06-03 00:00", "06-04 00:00", "1"),
        ("06-03 09:20", "06-03 12:30", "0.5"),
        ("06-03 09:20", "06-03 10:30", "0.18"),
        ("06-03 12:30", "06-03 15:20", "0"),
        ("06-05 00:00", "06-09 00:00", "2"),
        ("06-18 00:00", "06-22 12:30", "1.5"),
    ],
)
def test_leave_is_reckoned_in_planned_time(start: str, end: str, days: str) -> None:
    tally = tally_of([(LeaveKind.PERSONAL, start, end)])

    assert tally.leave([LeaveKind.PERSONAL]) == LeaveTaken(1, Decimal(days))
    assert tally.leave([LeaveKind.SICK]) == LeaveTaken(0, Decimal(0))


def test_leave_of_last_month_that_goes_on_has_days_and_no_application_d_15() -> None:
    tally = tally_of([(LeaveKind.SICK, "05-28 00:00", "06-03 00:00")])

    assert tally.leave([LeaveKind.SICK]) == LeaveTaken(0, Decimal(2))


def test_leave_after_the_last_day_of_employment_takes_nothing() -> None:
    leave = ApprovedLeave("L", LeaveKind.ANNUAL, at("06-09 00:00"), at("06-12 00:00"))
    month = person_month(replace(CLERK, left=date(2026, 6, 9)), leaves=[leave])

    assert Tally(month, OFFICE_ZONE).leave([LeaveKind.ANNUAL]).days == 1


def test_duty_elsewhere_is_no_leave() -> None:
    tally = tally_of(
        [
            (LeaveKind.BUSINESS_TRIP, "06-03 00:00", "06-04 00:00"),
            (LeaveKind.FIELD_DUTY, "06-08 09:20", "06-08 12:30"),
            (LeaveKind.OFFICIAL_ERRAND, "06-09 09:20", "06-09 12:30"),
            (LeaveKind.MARRIAGE, "06-10 00:00", "06-11 00:00"),
        ]
    )

    assert tally.trip_hours == Decimal("6.33")
    assert tally.times_outside == 2
    assert tally.leave(OTHER_LEAVE) == LeaveTaken(1, Decimal(1))


def test_a_visit_of_last_month_is_not_of_this_one() -> None:
    visits = [
        ApprovedVisit("V1", at("05-31 20:00"), at("06-01 09:30")),
        ApprovedVisit("V2", at("06-01 11:00"), at("06-01 16:00")),
    ]

    assert Tally(person_month(visits=visits), OFFICE_ZONE).times_outside == 1


def test_hours_on_days_off_are_told_by_kind_of_day() -> None:
    taps = "09:20 12:20"
    month = person_month(days={6: taps, 19: taps, 20: taps})
    tally = Tally(month, OFFICE_ZONE)

    assert tally.overtime([DayKind.WEEKEND]) == 3
    assert tally.overtime([DayKind.HOLIDAY]) == 6
    assert tally.overtime([DayKind.WORKDAY]) == 0
    assert tally.hours_worked == Decimal("133.00")
