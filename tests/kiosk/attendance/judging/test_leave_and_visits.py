"""D-17 and D-18: what approved leave and visits do to planned times."""

from datetime import date

import pytest

from kiosk.attendance.timetable import Slot
from tests.kiosk.attendance.conftest import local_time
from tests.kiosk.attendance.judging.trial import FULL, SUMMER, WINTER, Trial, outcome, tried

PM = "15:10 18:30"
"""An afternoon about which there is nothing to say."""


@pytest.mark.parametrize(
    "rule, day, leave, taps, words, fen",
    [
        ("over the start, back in time", SUMMER, "09:20-10:30", "10:30 12:30", "ok ok", 0),
        ("over the start, back in the minute", SUMMER, "09:20-10:30", "10:30:59 12:30", "ok ok", 0),
        ("over the start, back late", SUMMER, "09:20-10:30", "10:31 12:30", "late+1 ok", 50),
        ("over the start, 30 late", SUMMER, "09:20-10:30", "11:00 12:30", "late+30 ok", 50),
        ("over the start, 31 late", SUMMER, "09:20-10:30", "11:01 12:30", "serious+31 ok", 100),
        ("from before the start", SUMMER, "08:00-10:30", "10:31 12:30", "late+1 ok", 50),
        ("winter, over the start", WINTER, "09:50-11:00", "11:01 13:00", "late+1 ok", 50),
        ("over the end", SUMMER, "11:30-12:30", "09:10 11:30", "ok ok", 0),
        ("over the end, gone early", SUMMER, "11:30-12:30", "09:10 11:29:59", "ok early-1", 50),
        ("over the end and beyond", SUMMER, "11:30-13:00", "09:10 11:29", "ok early-1", 50),
        ("over the end, stayed on", SUMMER, "11:30-12:30", "09:10 12:30", "ok ok", 0),
        ("winter, over the end", WINTER, "12:00-13:00", "09:40 11:59", "ok early-1", 50),
        (
            "one minute after the start is the middle",
            SUMMER,
            "09:21-10:30",
            "10:30 12:30",
            "serious+70 ok",
            200,
        ),
        ("in the middle", SUMMER, "10:00-11:00", "09:10 12:30", "ok ok", 0),
        (
            "in the middle moves nothing",
            SUMMER,
            "10:00-11:00",
            "09:21 12:29",
            "late+1 early-1",
            100,
        ),
        ("ends a minute before the end", SUMMER, "11:30-12:29", "09:10 11:30", "ok early-60", 100),
        ("over both ends", SUMMER, "09:20-12:30", "", "sick sick", 0),
        ("over both ends and beyond", SUMMER, "00:00-+00:00", "", "sick sick", 0),
        ("a minute is left of it", SUMMER, "09:20-12:29", "12:29 12:30:01", "ok ok", 0),
        (
            "winter covers summer's hours only in part",
            WINTER,
            "09:20-12:30",
            "12:31 13:00",
            "late+1 ok",
            50,
        ),
        ("before the session", SUMMER, "08:00-09:20", "09:21 12:30", "late+1 ok", 50),
        ("after the session", SUMMER, "12:30-13:30", "09:10 12:29", "ok early-1", 50),
    ],
)
def test_d17_leave(rule: str, day: date, leave: str, taps: str, words: str, fen: int) -> None:
    month = Trial(day, f"{taps} {PM}", leave=f"sick {leave}").month()
    assert outcome(month).split()[:2] == words.split(), rule
    assert month.total == fen * 100, rule


@pytest.mark.parametrize(
    "rule, leave, taps, words",
    [
        ("in the afternoon", "15:20-16:30", "16:31 18:30", "late+1 ok"),
        ("to the evening", "17:00-18:30", "15:10 17:00", "ok ok"),
        ("over midnight", "17:00-+09:00", "15:10 16:59", "ok early-1"),
        ("all afternoon", "15:20-18:30", "", "sick sick"),
    ],
)
def test_d17_in_the_afternoon(rule: str, leave: str, taps: str, words: str) -> None:
    month = Trial(SUMMER, f"09:10 12:30 {taps}", leave=f"sick {leave}").month()
    assert outcome(month).split()[2:] == words.split(), rule


def test_d17_the_punch_itself_stays_required() -> None:
    assert tried(SUMMER, f"12:30 {PM}", leave="sick 09:20-10:30") == (
        "no-in ok ok ok",
        "am_in D-11 0 undecided",
    )
    assert tried(SUMMER, f"09:10 {PM}", leave="sick 11:30-12:30") == (
        "ok no-out ok ok",
        "am_out D-11 0 undecided",
    )


@pytest.mark.parametrize(
    "rule, leave, taps, words",
    [
        # Of 09:20-10:30 the midpoint is 09:55; 10:32 lies before the session's own, 10:55.
        ("gone when leave begins", "10:30-12:30", "09:10 10:32", "ok ok"),
        ("gone at the moved midpoint", "10:30-12:30", "09:10 09:55", "ok early-35"),
        ("not yet gone before it", "10:30-12:30", "09:10 09:54", "ok no-out"),
        # Of 11:30-12:30 it is 12:00; 11:32 lies after the session's own.
        ("back when leave ends", "09:20-11:30", "11:32", "late+2 no-out"),
        ("back before the moved midpoint", "09:20-11:30", "11:59", "late+29 no-out"),
        ("gone again at it", "09:20-11:30", "12:00", "no-in early-30"),
    ],
)
def test_d17_moves_the_midpoint_too(rule: str, leave: str, taps: str, words: str) -> None:
    month = Trial(SUMMER, f"{taps} {PM}", leave=f"sick {leave}").month()
    assert outcome(month).split()[:2] == words.split(), rule


@pytest.mark.parametrize(
    "rule, leave, words",
    [
        ("one after the other", "sick 09:20-10:00, personal 10:00-10:30", "late+1 ok"),
        ("whichever was asked for first", "personal 10:00-10:30, sick 09:20-10:00", "late+1 ok"),
        ("one inside the other", "sick 09:20-10:30, personal 09:30-10:00", "late+1 ok"),
        ("one over the end of the other", "sick 09:20-10:10, personal 10:00-10:30", "late+1 ok"),
        (
            "with a gap the second is in the middle",
            "sick 09:20-10:00, personal 10:01-10:30",
            "serious+31 ok",
        ),
        ("from both ends", "sick 09:20-10:30, personal 12:00-12:30", "late+1 ok"),
        ("all of it, of two", "sick 09:20-10:00, annual 10:00-12:30", "annual annual"),
        ("all of it, the longer is named", "sick 09:20-11:00, annual 11:00-12:30", "sick sick"),
    ],
)
def test_d17_leave_that_meets_leave_counts_as_one(rule: str, leave: str, words: str) -> None:
    month = Trial(SUMMER, f"10:31 12:30 {PM}", leave=leave).month()
    assert outcome(month).split()[:2] == words.split(), rule


@pytest.mark.parametrize(
    "kind, attended",
    [
        ("sick", 1),
        ("personal", 1),
        ("annual", 1),
        ("marriage", 1),
        ("maternity", 1),
        ("paternity", 1),
        ("bereavement", 1),
        ("work_injury", 1),
        ("comp_off", 1),
        ("official_errand", 2),
        ("business_trip", 2),
        ("field_duty", 2),
    ],
)
def test_d17_covered_by_each_kind(kind: str, attended: int) -> None:
    (day,) = Trial(SUMMER, PM, leave=f"{kind} 09:20-12:30").month().days
    assert outcome(day) == f"{kind} {kind} ok ok"
    assert (day.attended_sessions, day.absent_sessions) == (attended, 0)


def test_d17_slot_names_the_leave_that_moved_it_and_the_line_does_too() -> None:
    month = Trial(SUMMER, f"10:31 12:30 {PM}", leave="sick 09:20-10:30").month()
    slot = month.days[0].slots[Slot.AM_IN]
    assert slot.due == local_time(SUMMER, "10:30")
    assert slot.evidence == month.lines[0].evidence == ("10:31", "L1")


def test_d17_taps_of_a_day_on_leave_are_shown_and_held_against_nobody() -> None:
    month = Trial(SUMMER, "10:00 12:30 15:10 18:30", leave="annual 09:20-12:30").month()
    slot = month.days[0].slots[Slot.AM_IN]
    assert (slot.at, slot.evidence) == (local_time(SUMMER, "10:00"), ("10:00", "L1"))
    assert month.lines == ()


@pytest.mark.parametrize(
    "rule, day, visits, taps, words, fen",
    [
        ("over the start", SUMMER, "09:00-10:00", f"10:40 12:30 {PM}", "field ok ok ok", 0),
        (
            "ends at the planned time",
            SUMMER,
            "08:00-09:20",
            f"10:00 12:30 {PM}",
            "field ok ok ok",
            0,
        ),
        (
            "ends a minute before it",
            SUMMER,
            "08:00-09:19",
            f"09:21 12:30 {PM}",
            "late+1 ok ok ok",
            50,
        ),
        (
            "begins at the planned time",
            SUMMER,
            "09:20-11:00",
            f"11:00 12:30 {PM}",
            "field ok ok ok",
            0,
        ),
        (
            "begins a minute after it",
            SUMMER,
            "09:21-11:00",
            f"09:22 12:30 {PM}",
            "late+2 ok ok ok",
            50,
        ),
        ("over the end", SUMMER, "12:00-13:00", f"09:10 {PM}", "ok field ok ok", 0),
        ("begins at the end", SUMMER, "12:30-13:00", f"09:10 {PM}", "ok field ok ok", 0),
        (
            "over lunch and both planned times",
            SUMMER,
            "12:00-16:00",
            "09:10 18:30",
            "ok field field ok",
            0,
        ),
        ("all day", SUMMER, "09:00-19:00", "", "field field field field", 0),
        ("in winter", WINTER, "09:00-09:49", f"09:51 13:00 {PM}", "late+1 ok ok ok", 50),
        (
            "in winter, at the planned time",
            WINTER,
            "09:00-09:50",
            f"10:51 13:00 {PM}",
            "field ok ok ok",
            0,
        ),
        ("in the middle", SUMMER, "10:00-11:00", f"09:10 12:30 {PM}", "ok ok ok ok", 0),
        (
            "the other slots stay required",
            SUMMER,
            "09:00-10:00",
            f"10:00 {PM}",
            "field no-out ok ok",
            0,
        ),
        (
            "the other slots are judged",
            SUMMER,
            "09:00-10:00",
            f"10:00 12:00 {PM}",
            "field early-30 ok ok",
            50,
        ),
    ],
)
def test_d18_visit_waives_the_slots_within_it(
    rule: str, day: date, visits: str, taps: str, words: str, fen: int
) -> None:
    month = Trial(day, taps, visits=visits).month()
    assert outcome(month) == words, rule
    assert month.total == fen * 100, rule


def test_month_names_the_leave_and_the_visits_that_touch_it() -> None:
    away = "00:00-+04:00"
    trial = Trial(SUMMER, leave=f"sick {away}, annual {away}", visits="05:00-06:00, 03:59-04:00")
    month = trial.month()
    assert [leave.id for leave in month.leaves] == ["L1", "L2"]
    assert [visit.id for visit in month.visits] == ["V1"]
    assert Trial(SUMMER, leave="sick +04:00-+05:00").month().leaves == ()
    reversed_order = Trial(SUMMER, visits="12:00-13:00, 10:00-11:00").month()
    assert [visit.id for visit in reversed_order.visits] == ["V2", "V1"]


def test_d18_is_a_knob() -> None:
    circumstances = {"visits": "09:00-10:00", "knobs": "visit.excuses_punch = false"}
    assert tried(SUMMER, f"10:00 12:30 {PM}", **circumstances) == (
        "serious+40 ok ok ok",
        "am_in KQ-2-1b 100",
    )


def test_d18_waived_slot_shows_the_visit_and_the_tap_that_was_made_all_the_same() -> None:
    slot = (
        Trial(SUMMER, f"10:00 12:30 {PM}", visits="09:00-10:30").month().days[0].slots[Slot.AM_IN]
    )
    assert slot.at == local_time(SUMMER, "10:00")
    assert slot.evidence == ("10:00", "V1")


def test_d18_visit_is_judged_against_the_time_that_leave_moved() -> None:
    month = Trial(SUMMER, PM, leave="sick 09:20-10:30", visits="10:30-13:00").month()
    assert outcome(month) == "field field ok ok"


def test_d18_visit_is_no_leave() -> None:
    month = Trial(SUMMER, FULL[SUMMER], visits="09:00-10:00").month()
    assert month.counts["leave"] == 0


@pytest.mark.parametrize(
    "rule, circumstances, taps, sessions, minutes",
    [
        ("by punches, inside the planned hours", {}, "09:10 12:40 15:10 18:40", 2, 380),
        ("late and early", {}, "09:30 12:20 15:30 18:20", 2, 340),
        ("seconds are cut", {}, "09:30:59 12:20:59 15:10 18:30", 2, 360),
        ("one punch shows no minutes", {}, f"09:10 {PM}", 2, 190),
        ("absent", {}, PM, 1, 190),
        ("leave over the start", {"leave": "sick 09:20-10:30"}, f"10:30 12:30 {PM}", 2, 310),
        (
            "a visit counts from the planned time",
            {"visits": "09:00-11:00"},
            f"11:00 12:30 {PM}",
            2,
            380,
        ),
        ("a visit alone", {"visits": "09:00-13:00"}, PM, 2, 380),
        ("a missing punch decided absent", {"decided": "am_out=absent"}, f"09:10 {PM}", 1, 190),
    ],
)
def test_attended_sessions_and_minutes(
    rule: str, circumstances: dict[str, str], taps: str, sessions: int, minutes: int
) -> None:
    month = Trial(SUMMER, taps, **circumstances).month()  # type: ignore[arg-type]
    (day,) = month.days
    assert (day.attended_sessions, day.worked_minutes) == (sessions, minutes), rule
    assert (month.days_due, month.days_attended) == (1.0, sessions / 2)
