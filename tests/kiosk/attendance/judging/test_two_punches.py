"""D-06, two punches a day: the whole day is one duty, and nobody is due at lunch."""

from datetime import date
from typing import Any

import pytest

from kiosk.attendance.timetable import Slot
from tests.kiosk.attendance.judging.trial import SUMMER, WINTER, Trial, costs, outcome

TWO = "attendance.punches_per_day = 2"


def tried(day: date, taps: str, knobs: str = "", **circumstances: Any) -> tuple[str, str]:
    month = Trial(day, taps, knobs=f"{TWO}\n{knobs}", **circumstances).month()
    assert month.days[0].due_sessions == 2
    return outcome(month), costs(month)


@pytest.mark.parametrize(
    "rule, day, taps, words, lines",
    [
        ("in time", SUMMER, "09:10 18:30", "ok ok", ""),
        ("lunch may be punched", SUMMER, "09:10 12:30 15:10 18:30", "ok ok", ""),
        ("late", SUMMER, "09:21 18:30", "late+1 ok", "am_in KQ-2-1a 50"),
        ("late in winter", WINTER, "09:51 18:30", "late+1 ok", "am_in KQ-2-1a 50"),
        ("by noon", SUMMER, "11:30 18:30", "serious+130 ok", "am_in KQ-2-1c 200"),
        ("at the morning's end", SUMMER, "12:30 18:30", "serious+190 ok", "am_in KQ-2-1c 200"),
        ("lunch is not lateness", SUMMER, "13:30 18:30", "serious+190 ok", "am_in KQ-2-1c 200"),
        ("to the end of lunch", SUMMER, "in@15:20 18:30", "serious+190 ok", "am_in KQ-2-1c 200"),
        ("after lunch", SUMMER, "in@15:30 18:30", "serious+200 ok", "am_in KQ-2-1c 200"),
        ("left early", SUMMER, "09:10 18:29:59", "ok early-1", "pm_out KQ-2-1a 50"),
        ("left at the end of lunch", SUMMER, "09:10 15:20", "ok early-190", "pm_out KQ-2-1c 200"),
        ("left at lunch", SUMMER, "09:10 14:00", "ok early-190", "pm_out KQ-2-1c 200"),
        ("left before lunch", SUMMER, "09:10 out@12:20", "ok early-200", "pm_out KQ-2-1c 200"),
        (
            "in lunch both ways",
            SUMMER,
            "13:00 14:00",
            "serious+190 early-190",
            "am_in KQ-2-1c 200, pm_out KQ-2-1c 200",
        ),
        (
            "the midpoint is the day's",
            SUMMER,
            "13:54:59",
            "serious+190 no-out",
            "am_in KQ-2-1c 200, pm_out D-11 0 undecided",
        ),
        (
            "from it on it is the way out",
            SUMMER,
            "13:55",
            "no-in early-190",
            "am_in D-11 0 undecided, pm_out KQ-2-1c 200",
        ),
        ("absence is both sessions", SUMMER, "", "absent absent", "am KQ-2-2 100, pm KQ-2-2 100"),
        (
            "in when all is over",
            SUMMER,
            "in@18:30",
            "absent absent",
            "am KQ-2-2 100, pm KQ-2-2 100",
        ),
        (
            "out before it began",
            SUMMER,
            "out@09:20",
            "absent absent",
            "am KQ-2-2 100, pm KQ-2-2 100",
        ),
        ("small hours are still the day", SUMMER, "09:10 +03:59", "ok ok", ""),
    ],
)
def test_d06_two_punches(rule: str, day: date, taps: str, words: str, lines: str) -> None:
    assert tried(day, taps) == (words, lines), rule


@pytest.mark.parametrize(
    "rule, leave, taps, words, lines",
    [
        ("the morning: in by the afternoon", "09:20-12:30", "15:10 18:30", "ok ok", ""),
        ("the morning: in late", "09:20-12:30", "15:21 18:30", "late+1 ok", "am_in KQ-2-1a 50"),
        ("into lunch: in by its end", "09:20-14:00", "15:20 18:30", "ok ok", ""),
        ("the afternoon: out at lunch", "15:20-18:30", "09:10 12:30", "ok ok", ""),
        (
            "the afternoon: out early",
            "15:20-18:30",
            "09:10 12:29",
            "ok early-1",
            "pm_out KQ-2-1a 50",
        ),
        ("from lunch on", "13:00-18:30", "09:10 12:30", "ok ok", ""),
        ("part of the morning", "09:20-10:30", "10:31 18:30", "late+1 ok", "am_in KQ-2-1a 50"),
        ("over lunch changes nothing", "12:00-16:00", "09:10 18:30", "ok ok", ""),
        ("in two halves", "09:20-12:30, sick 15:20-18:30", "", "sick sick", ""),
        ("all day", "09:20-18:30", "", "sick sick", ""),
        ("the morning, and no punch", "09:20-12:30", "", "absent absent", "pm KQ-2-2 100"),
        ("the afternoon, and no punch", "15:20-18:30", "", "absent absent", "am KQ-2-2 100"),
        (
            "an hour of the morning, and no punch",
            "10:00-11:00",
            "",
            "no-in absent",
            "am_in D-11 0 undecided, pm KQ-2-2 100",
        ),
        (
            "an hour of the afternoon, and no punch",
            "16:00-17:00",
            "",
            "absent no-out",
            "am KQ-2-2 100, pm_out D-11 0 undecided",
        ),
        (
            "at lunch, and no punch",
            "13:00-14:00",
            "",
            "absent absent",
            "am KQ-2-2 100, pm KQ-2-2 100",
        ),
    ],
)
def test_d06_leave(rule: str, leave: str, taps: str, words: str, lines: str) -> None:
    found = tried(SUMMER, taps, leave=f"sick {leave}")
    assert (found[0], ", ".join(sorted(found[1].split(", ")))) == (words, lines), rule


@pytest.mark.parametrize(
    "rule, visits, taps, words, lines",
    [
        ("over the start", "09:00-11:00", "18:30", "field ok", ""),
        ("over the end", "17:00-19:00", "09:10", "ok field", ""),
        ("lunch is not punched", "12:00-16:00", "09:10 18:30", "ok ok", ""),
        (
            "in the middle, and no punch",
            "10:00-17:00",
            "",
            "no-in no-out",
            "am_in D-11 0 undecided, pm_out D-11 0 undecided",
        ),
        (
            "at lunch, and no punch",
            "13:00-15:00",
            "",
            "absent absent",
            "am KQ-2-2 100, pm KQ-2-2 100",
        ),
    ],
)
def test_d06_visits(rule: str, visits: str, taps: str, words: str, lines: str) -> None:
    assert tried(SUMMER, taps, visits=visits) == (words, lines), rule


def test_d06_a_missing_punch_costs_its_session() -> None:
    assert tried(SUMMER, "09:10", decided="pm_out=absent") == ("ok absent", "pm KQ-2-2 100")
    assert tried(SUMMER, "11:30", decided="pm_out=absent") == (
        "serious+130 absent",
        "am_in KQ-2-1c 200, pm KQ-2-2 100",
    )


def test_d06_unit_of_a_day() -> None:
    assert tried(SUMMER, "", knobs='absence.unit = "day"') == ("absent absent", "- KQ-2-2 100")


def test_d06_late_beyond_the_limit_is_absence_of_the_morning() -> None:
    knobs = "attendance.late_as_absent_after = 60"
    assert tried(SUMMER, "11:30 18:30", knobs=knobs) == ("absent+130 ok", "am KQ-2-2 100")


def test_d13_only_the_morning_is_reminded() -> None:
    assert tried(SUMMER, "09:15 18:30") == ("ok! ok", "")
    assert tried(SUMMER, "09:15 18:30", knobs='prep.sessions = ["pm"]') == ("ok ok", "")


@pytest.mark.parametrize(
    "rule, taps, circumstances, sessions, minutes",
    [
        ("lunch is not worked", "09:10 18:40", {}, 2, 380),
        ("afternoon only", "13:30 18:30", {}, 1, 190),
        ("afternoon only, from the morning's end", "in@12:30 18:30", {}, 1, 190),
        ("a minute of the morning", "in@12:29 18:30", {}, 2, 191),
        ("morning only", "09:10 14:00", {}, 1, 190),
        ("morning only, until the afternoon", "09:10 15:20", {}, 1, 190),
        ("a minute of the afternoon", "09:10 15:21", {}, 2, 191),
        ("a trip in the morning", "15:10 18:30", {"leave": "business_trip 09:20-12:30"}, 2, 190),
        ("sick in the morning", "15:10 18:30", {"leave": "sick 09:20-12:30"}, 1, 190),
        ("sick in the morning, no way in", "18:30", {"leave": "sick 09:20-12:30"}, 1, 0),
    ],
)
def test_d06_attended(
    rule: str, taps: str, circumstances: dict[str, str], sessions: int, minutes: int
) -> None:
    month = Trial(SUMMER, taps, knobs=TWO, **circumstances).month()  # type: ignore[arg-type]
    (day,) = month.days
    assert (day.attended_sessions, day.worked_minutes) == (sessions, minutes), rule


def test_d06_the_day_has_two_slots() -> None:
    (day,) = Trial(SUMMER, "", knobs=TWO).month().days
    assert list(day.slots) == [Slot.AM_IN, Slot.PM_OUT]
