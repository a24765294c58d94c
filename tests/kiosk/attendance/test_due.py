"""The next planned time that the answer to a tap shows."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.due import next_due
from kiosk.attendance.timetable import Planned, Slot, Timetable

Local = Callable[[date, str], datetime]

FRIDAY = date(2026, 7, 10)
MONDAY = date(2026, 7, 13)
LAST_WINTER_DAY = date(2026, 4, 30)
FIRST_SUMMER_WORKDAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    "rule, day, clock, filled, due_day, due_clock, due_slot",
    [
        ("in early", FRIDAY, "09:10", Slot.AM_IN, FRIDAY, "12:30", Slot.AM_OUT),
        ("out for lunch", FRIDAY, "12:31", Slot.AM_OUT, FRIDAY, "15:20", Slot.PM_IN),
        ("back from lunch early", FRIDAY, "15:10", Slot.PM_IN, FRIDAY, "18:30", Slot.PM_OUT),
        ("out for the day", FRIDAY, "18:40", Slot.PM_OUT, MONDAY, "09:20", Slot.AM_IN),
        ("out early", FRIDAY, "18:10", Slot.PM_OUT, MONDAY, "09:20", Slot.AM_IN),
        (
            "nothing filled, planned exactly now",
            FRIDAY,
            "09:20",
            None,
            FRIDAY,
            "12:30",
            Slot.AM_OUT,
        ),
        (
            "nothing filled, too late for the day",
            FRIDAY,
            "19:00",
            None,
            MONDAY,
            "09:20",
            Slot.AM_IN,
        ),
        ("after midnight", FRIDAY, "+00:30", Slot.PM_OUT, MONDAY, "09:20", Slot.AM_IN),
        ("weekend", date(2026, 7, 11), "10:00", None, MONDAY, "09:20", Slot.AM_IN),
        (
            "D-01 over the season's change and the holiday",
            LAST_WINTER_DAY,
            "18:30",
            Slot.PM_OUT,
            FIRST_SUMMER_WORKDAY,
            "09:20",
            Slot.AM_IN,
        ),
        (
            "D-02 a make-up Saturday",
            date(2026, 5, 8),
            "18:30",
            Slot.PM_OUT,
            date(2026, 5, 9),
            "09:20",
            Slot.AM_IN,
        ),
    ],
)
def test_next_due(
    rule: str,
    day: date,
    clock: str,
    filled: Slot | None,
    due_day: date,
    due_clock: str,
    due_slot: Slot,
    local: Local,
) -> None:
    due = next_due(local(day, clock), filled, Timetable(), Calendar())
    assert due == Planned(due_slot, local(due_day, due_clock)), rule


def test_next_due_is_nothing_after_the_last_day(local: Local) -> None:
    at = local(FRIDAY, "18:40")
    assert next_due(at, Slot.PM_OUT, Timetable(), Calendar(), last_day=FRIDAY) is None
    assert next_due(at, Slot.PM_OUT, Timetable(), Calendar(), last_day=MONDAY) is not None


def test_d06_next_due_with_two_punches_a_day(local: Local) -> None:
    timetable = Timetable(slots=(Slot.AM_IN, Slot.PM_OUT))
    due = next_due(local(FRIDAY, "12:31"), Slot.AM_OUT, timetable, Calendar())
    assert due == Planned(Slot.PM_OUT, local(FRIDAY, "18:30"))
