"""KQ-2-2 with D-09 to D-12 and D-52: absence, missing punches, and what is decided about them."""

from datetime import date

import pytest

from kiosk.attendance.calendar import Calendar, Day, DayKind
from kiosk.attendance.judging.statuses import Doubt, LineState
from kiosk.attendance.timetable import Slot
from kiosk.roles import Role
from tests.kiosk.attendance.conftest import local_time
from tests.kiosk.attendance.judging.trial import SUMMER, WINTER, Trial, costs, outcome, tried

PM = "15:10 18:30"
"""An afternoon about which there is nothing to say."""


@pytest.mark.parametrize(
    "rule, day, taps, words, lines",
    [
        ("half a day", SUMMER, PM, "absent absent ok ok", "am KQ-2-2 100"),
        ("the other half", SUMMER, "09:10 12:30", "ok ok absent absent", "pm KQ-2-2 100"),
        (
            "a whole day is two",
            SUMMER,
            "",
            "absent absent absent absent",
            "am KQ-2-2 100, pm KQ-2-2 100",
        ),
        ("in winter", WINTER, PM, "absent absent ok ok", "am KQ-2-2 100"),
        (
            "in a minute before the end",
            SUMMER,
            f"in@12:29:59 {PM}",
            "serious+189 no-out ok ok",
            "am_in KQ-2-1c 200, am_out D-11 0 undecided",
        ),
        ("in at the end", SUMMER, f"in@12:30 {PM}", "absent absent ok ok", "am KQ-2-2 100"),
        ("in after the end", SUMMER, f"in@12:31 {PM}", "absent absent ok ok", "am KQ-2-2 100"),
        (
            "in at the end in winter",
            WINTER,
            f"in@13:00 {PM}",
            "absent absent ok ok",
            "am KQ-2-2 100",
        ),
        (
            "in at the evening's end",
            SUMMER,
            "09:10 12:30 in@18:30",
            "ok ok absent absent",
            "pm KQ-2-2 100",
        ),
        (
            "in at the end, and out after it",
            SUMMER,
            f"in@12:30 out@12:45 {PM}",
            "absent absent ok ok",
            "am KQ-2-2 100",
        ),
        (
            "out before it began",
            SUMMER,
            f"out@09:20:59 {PM}",
            "absent absent ok ok",
            "am KQ-2-2 100",
        ),
        (
            "out a minute after it began",
            SUMMER,
            f"out@09:21 {PM}",
            "no-in early-189 ok ok",
            "am_in D-11 0 undecided, am_out KQ-2-1c 200",
        ),
    ],
)
def test_kq_2_2_d09_absence(rule: str, day: date, taps: str, words: str, lines: str) -> None:
    assert tried(day, taps) == (words, lines), rule


def test_d09_coming_and_going_at_the_end_is_absence_too() -> None:
    assert tried(SUMMER, f"in@12:30 out@12:30 {PM}") == ("absent absent ok ok", "am KQ-2-2 100")


@pytest.mark.parametrize(
    "leave, decided, minutes",
    [
        ("", "", 190),
        ("sick 09:20-11:30", "am_in=absent", 60),
        ("sick 10:00-12:30", "am_in=absent", 40),
    ],
)
def test_kq_2_2_line_counts_the_minutes_that_leave_leaves(
    leave: str, decided: str, minutes: int
) -> None:
    (line,) = Trial(SUMMER, PM, leave=leave, decided=decided).month().lines
    assert (line.slot, line.minutes) == ("am", minutes)


def test_d09_two_taps_of_one_who_goes_are_a_missing_way_in() -> None:
    # D-08 (4) makes the first of them a way in; nobody said so, and D-00 fines nobody for it.
    assert tried(SUMMER, f"12:31 12:33 {PM}") == ("no-in ok ok ok", "am_in D-11 0 undecided")


def test_d09_out_is_judged_to_the_second_where_the_office_says_so() -> None:
    words, _ = tried(SUMMER, f"out@09:20:30 {PM}", knobs='attendance.rounding = "second"')
    assert words == "no-in early-190 ok ok"


@pytest.mark.parametrize(
    "rule, circumstances, words, lines",
    [
        (
            "leave in the middle",
            {"leave": "sick 10:00-11:00"},
            "no-in no-out ok ok",
            "am_in D-11 0 undecided, am_out D-11 0 undecided",
        ),
        (
            "leave over the start",
            {"leave": "sick 09:00-10:00"},
            "no-in no-out ok ok",
            "am_in D-11 0 undecided, am_out D-11 0 undecided",
        ),
        (
            "a visit in the middle",
            {"visits": "10:00-11:00"},
            "no-in no-out ok ok",
            "am_in D-11 0 undecided, am_out D-11 0 undecided",
        ),
        (
            "a visit that waives no punch is still no absence",
            {"visits": "10:00-11:00", "knobs": "visit.excuses_punch = false"},
            "no-in no-out ok ok",
            "am_in D-11 0 undecided, am_out D-11 0 undecided",
        ),
        (
            "a visit over the start",
            {"visits": "09:00-11:00"},
            "field no-out ok ok",
            "am_out D-11 0 undecided",
        ),
        (
            "leave of the day before",
            {"leave": "sick 08:00-09:20"},
            "absent absent ok ok",
            "am KQ-2-2 100",
        ),
        (
            "leave from the end on",
            {"leave": "sick 12:30-15:00"},
            "absent absent ok ok",
            "am KQ-2-2 100",
        ),
        (
            "a visit at lunch",
            {"visits": "12:31-15:19"},
            "absent absent ok ok",
            "am KQ-2-2 100",
        ),
    ],
)
def test_d09_neither_with_leave_nor_with_a_visit(
    rule: str, circumstances: dict[str, str], words: str, lines: str
) -> None:
    assert tried(SUMMER, PM, **circumstances) == (words, lines), rule


@pytest.mark.parametrize(
    "rule, taps, lines",
    [
        ("a whole day is one", "", "- KQ-2-2 100"),
        ("half a day is one", PM, "am KQ-2-2 100"),
        ("beside a lateness", "09:21 12:30", "am_in KQ-2-1a 50, pm KQ-2-2 100"),
    ],
)
def test_d09_unit_of_a_day(rule: str, taps: str, lines: str) -> None:
    month = Trial(SUMMER, taps, knobs='absence.unit = "day"').month()
    assert costs(month) == lines, rule
    assert all(line.id == "A07:2026-07-06:day" for line in month.lines if line.rule == "KQ-2-2")
    assert sum(slot.fen for slot in month.days[0].slots.values()) == month.total


def test_d09_a_day_stands_where_one_of_its_sessions_was_surely_missed() -> None:
    day = 'absence.unit = "day"'
    assert tried(SUMMER, "", knobs=day, outages="10:00-11:00")[1] == "- KQ-2-2 100"
    both = tried(SUMMER, "", knobs=day, outages="10:00-16:00")[1]
    assert both == "- KQ-2-2 100 pending outage"


@pytest.mark.parametrize(
    "rule, knobs, taps, words, lines",
    [
        ("literal: late costs more", "", f"in@11:30 12:30 {PM}", "serious+130 ok ok ok", "200"),
        (
            "at the limit",
            "late_as_absent_after = 60",
            f"10:20 12:30 {PM}",
            "serious+60 ok ok ok",
            "100",
        ),
        (
            "beyond it",
            "late_as_absent_after = 60",
            f"10:21 12:30 {PM}",
            "absent+61 ok ok ok",
            "100",
        ),
        (
            "then nothing else counts",
            "late_as_absent_after = 60",
            f"10:21 12:00 {PM}",
            "absent+61 absent ok ok",
            "100",
        ),
        (
            "no way out either",
            "late_as_absent_after = 60",
            f"10:21 {PM}",
            "absent+61 absent ok ok",
            "100",
        ),
        (
            "early leave never is",
            "late_as_absent_after = 60",
            f"09:10 out@10:00 {PM}",
            "ok early-150 ok ok",
            "200",
        ),
    ],
)
def test_d10_late_as_absent(rule: str, knobs: str, taps: str, words: str, lines: str) -> None:
    month = Trial(SUMMER, taps, knobs=f"[attendance]\n{knobs}").month()
    assert outcome(month) == words, rule
    assert month.total == int(lines) * 100, rule


def test_d10_beyond_the_limit_the_line_is_an_absence() -> None:
    knobs = "attendance.late_as_absent_after = 60"
    (line,) = Trial(SUMMER, f"10:21 12:30 {PM}", knobs=knobs).month().lines
    assert (line.id, line.rule, line.evidence) == ("A07:2026-07-06:am", "KQ-2-2", ("10:21",))
    assert line.knobs["attendance.late_as_absent_after"] == 60


@pytest.mark.parametrize(
    "knobs, fen",
    [
        ("", 100_00),
        ("absence.fine = 120", 120_00),
        ("absence.min_equal_late = true", 200_00),
        ("absence.fine = 300\nabsence.min_equal_late = true", 300_00),
        ("absence.min_equal_late = true\nattendance.tier_fines = [50, 100, 250]", 250_00),
    ],
)
def test_d10_what_an_absence_costs(knobs: str, fen: int) -> None:
    assert Trial(SUMMER, PM, knobs=knobs).month().total == fen


@pytest.mark.parametrize(
    "taps, missing",
    [
        ("12:30 15:10 18:30", "no-in ok ok ok"),
        ("09:10 15:10 18:30", "ok no-out ok ok"),
        ("09:10 12:30 18:30", "ok ok no-in ok"),
        ("09:10 12:30 15:10", "ok ok ok no-out"),
    ],
)
@pytest.mark.parametrize(
    "unresolved, state", [("block_close", "undecided"), ("absent", None), ("ignore", None)]
)
def test_d11_missing_punch(taps: str, missing: str, unresolved: str, state: str | None) -> None:
    words, lines = tried(SUMMER, taps, knobs=f'missing_punch.unresolved = "{unresolved}"')
    place = next(nth for nth, word in enumerate(missing.split()) if word != "ok")
    slot = list(Slot)[place]
    match unresolved:
        case "block_close":
            assert (words, lines) == (missing, f"{slot} D-11 0 undecided")
        case "ignore":
            assert (words, lines) == (missing, "")
        case _:
            assert words.split()[place] == "absent"
            assert lines == f"{slot.session} KQ-2-2 100"


@pytest.mark.parametrize(
    "rule, taps, decided, words, lines",
    [
        ("absent", f"12:30 {PM}", "am_in=absent", "absent ok ok ok", "am KQ-2-2 100"),
        ("excused", f"12:30 {PM}", "am_in=waive", "waived ok ok ok", ""),
        (
            "that it stands decides nothing",
            f"12:30 {PM}",
            "am_in=charge",
            "no-in ok ok ok",
            "am_in D-11 0 undecided",
        ),
        (
            "absent holds nothing else against anybody",
            f"12:00 {PM}",
            "am_in=absent",
            "absent absent ok ok",
            "am KQ-2-2 100",
        ),
        (
            "of the way out too",
            f"10:00 {PM}",
            "am_out=absent",
            "absent absent ok ok",
            "am KQ-2-2 100",
        ),
    ],
)
def test_d11_decisions(rule: str, taps: str, decided: str, words: str, lines: str) -> None:
    assert tried(SUMMER, taps, decided=decided) == (words, lines), rule


def test_d11_decisions_stand_above_the_knob() -> None:
    knobs = 'missing_punch.unresolved = "absent"'
    assert tried(SUMMER, f"12:30 {PM}", decided="am_in=waive", knobs=knobs) == (
        "waived ok ok ok",
        "",
    )


def test_d11_of_two_missing_punches_one_decision_is_enough_for_absence() -> None:
    leave = "sick 10:00-11:00"
    assert tried(SUMMER, PM, leave=leave, decided="am_in=absent") == (
        "absent absent ok ok",
        "am KQ-2-2 100",
    )
    assert tried(SUMMER, PM, leave=leave, decided="am_in=waive") == (
        "waived no-out ok ok",
        "am_out D-11 0 undecided",
    )


def test_d11_a_decision_about_a_missing_punch_says_nothing_of_a_later_lateness() -> None:
    # The tap came in from a spool afterwards, with a clock that was off.
    month = Trial(SUMMER, f"09:31 12:30 {PM}", decided="am_in=absent", jumped="09:31").month()
    assert costs(month) == "am_in KQ-2-1a 50 pending clock"


def test_d11_line_shows_what_is_known_of_the_session() -> None:
    month = Trial(SUMMER, f"12:30 {PM}", leave="sick 10:00-10:30").month()
    (line,) = month.lines
    assert line.evidence == ("12:30", "L1")
    assert line.state.waits
    assert not line.fen


def test_d11_decided_absence_needs_no_second_decision() -> None:
    calendar = Calendar(layers=(Provisional(),))
    knobs = 'missing_punch.unresolved = "absent"'
    taps = f"12:30 {PM}"
    decided = Trial(SUMMER, taps, decided="am_in=absent", calendar=calendar).month()
    assert costs(decided) == "am KQ-2-2 100"
    by_knob = Trial(SUMMER, taps, knobs=knobs, calendar=calendar).month()
    assert costs(by_knob) == "am KQ-2-2 100 pending calendar"


@pytest.mark.parametrize(
    "rule, taps, corrected, words, lines, evidence",
    [
        ("a missing punch", f"12:30 {PM}", "am_in@09:10", "ok ok ok ok", "", ("C1",)),
        ("it may be late", f"12:30 {PM}", "am_in@09:31", "late+11 ok ok ok", "50", ("C1",)),
        (
            "in place of a tap",
            f"09:31 12:30 {PM}",
            "am_in@09:10",
            "ok ok ok ok",
            "",
            ("C1", "09:31"),
        ),
        ("against an absence", PM, "am_in@09:10 am_out@12:30", "ok ok ok ok", "", ("C1",)),
        ("after all is over", PM, "am_in@12:30", "absent absent ok ok", "100", ("C1",)),
    ],
)
def test_d12_correction_fills_the_slot_and_the_tap_stays_as_evidence(
    rule: str, taps: str, corrected: str, words: str, lines: str, evidence: tuple[str, ...]
) -> None:
    month = Trial(SUMMER, taps, corrected=corrected).month()
    assert outcome(month) == words, rule
    assert month.total == int(lines or 0) * 100, rule
    slot = month.days[0].slots[Slot.AM_IN]
    assert (slot.evidence, slot.corrected) == (evidence, True), rule


def test_d12_corrected_time_is_the_office_s() -> None:
    slot = Trial(SUMMER, PM, corrected="am_in@09:10").month().days[0].slots[Slot.AM_IN]
    assert str(slot.at) == str(local_time(SUMMER, "09:10"))


class Provisional:
    """D-52: a calendar whose every day may yet be swapped."""

    def day(self, day: date) -> Day:
        return Day(DayKind.WORKDAY, provisional=True)


@pytest.mark.parametrize(
    "rule, decided, state",
    [
        ("nobody is absent by itself", "", LineState.PENDING),
        ("but by decision", "am=charge", LineState.UPHELD),
        ("or not at all", "am=waive", LineState.WAIVED),
    ],
)
def test_d52_absence_near_a_holiday_without_notice_waits(
    rule: str, decided: str, state: LineState
) -> None:
    calendar = Calendar(layers=(Provisional(),))
    (line,) = Trial(SUMMER, PM, decided=decided, calendar=calendar).month().lines
    assert (line.state, line.doubt) == (state, Doubt.CALENDAR), rule
    assert line.fen == (100_00 if state is LineState.UPHELD else 0)


@pytest.mark.parametrize(
    "day, states",
    [
        (date(2027, 5, 3), [LineState.PENDING]),
        (date(2027, 5, 5), [LineState.PENDING]),
        (date(2027, 5, 6), [LineState.CHARGED]),
        (date(2027, 4, 28), [LineState.PENDING]),
        (date(2027, 4, 27), [LineState.CHARGED]),
    ],
)
def test_d52_three_days_around_labour_day_2027(day: date, states: list[LineState]) -> None:
    month = Trial(day, PM).month()
    assert [line.state for line in month.lines] == states


def test_d52_nobody_is_absent_by_lateness_either() -> None:
    calendar = Calendar(layers=(Provisional(),))
    knobs = "attendance.late_as_absent_after = 60"
    month = Trial(SUMMER, f"10:21 12:30 {PM}", knobs=knobs, calendar=calendar).month()
    assert costs(month) == "am KQ-2-2 100 pending calendar"


def test_d52_says_nothing_of_lateness() -> None:
    calendar = Calendar(layers=(Provisional(),))
    month = Trial(SUMMER, f"09:31 12:30 {PM}", calendar=calendar).month()
    assert costs(month) == "am_in KQ-2-1a 50"


def test_d22_others_are_recorded_and_not_fined() -> None:
    month = Trial(SUMMER, "09:31", role=Role.ROOM_MANAGER).month()
    assert outcome(month) == "late+11 no-out absent absent"
    assert month.lines == ()
    assert month.counts["absent"] == 1
