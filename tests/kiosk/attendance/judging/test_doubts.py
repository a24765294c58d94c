"""D-00: what a broken reader or a wrong clock may have caused is pending, not charged by itself."""

import pytest

from kiosk.attendance.judging.statuses import LineState
from tests.kiosk.attendance.judging.trial import SUMMER, WINTER, Trial, costs, tried

AM, PM = "09:10 12:30", "15:10 18:30"
ABSENT = 'missing_punch.unresolved = "absent"'


@pytest.mark.parametrize(
    "rule, outages, doubted",
    [
        ("over the whole time", "09:00-10:00", True),
        ("at its beginning", "09:15-09:21", True),
        ("at its end", "09:30-09:40", True),
        ("inside it", "09:25-09:26", True),
        ("up to the planned time", "09:00-09:20", False),
        ("a second beyond it", "09:00-09:20:01", True),
        ("from the tap on", "09:31-10:00", False),
        ("a second before it", "09:30:59-10:00", True),
        ("at another time", "15:00-16:00", False),
        ("one of several", "08:00-08:30, 09:25-09:26", True),
    ],
)
def test_lateness_in_an_outage_is_pending(rule: str, outages: str, doubted: bool) -> None:
    _, lines = tried(SUMMER, f"09:31 12:30 {PM}", outages=outages)
    assert lines == "am_in KQ-2-1a 50" + (" pending outage" if doubted else ""), rule


@pytest.mark.parametrize(
    "rule, outages, doubted",
    [
        ("when the reader failed", "12:10-12:20", True),
        ("until the tap", "12:00-12:05", False),
        ("up to the planned time", "12:29-13:00", True),
        ("from the planned time on", "12:30-13:00", False),
    ],
)
def test_early_leave_in_an_outage_is_pending(rule: str, outages: str, doubted: bool) -> None:
    _, lines = tried(SUMMER, f"09:10 12:05 {PM}", outages=outages)
    assert lines == "am_out KQ-2-1a 50" + (" pending outage" if doubted else ""), rule


def test_lateness_is_measured_from_the_time_that_leave_moved() -> None:
    leave = "sick 09:20-10:30"
    _, lines = tried(SUMMER, f"10:41 12:30 {PM}", leave=leave, outages="09:00-10:30")
    assert lines == "am_in KQ-2-1a 50"
    _, lines = tried(SUMMER, f"10:41 12:30 {PM}", leave=leave, outages="10:30-10:31")
    assert lines == "am_in KQ-2-1a 50 pending outage"


@pytest.mark.parametrize(
    "rule, outages, doubted",
    [
        ("inside the session", "10:00-10:05", True),
        ("until it begins", "08:00-09:20", False),
        ("from its end on", "12:30-13:00", False),
    ],
)
def test_absence_in_an_outage_is_pending(rule: str, outages: str, doubted: bool) -> None:
    _, lines = tried(SUMMER, PM, outages=outages)
    assert lines == "am KQ-2-2 100" + (" pending outage" if doubted else ""), rule


@pytest.mark.parametrize(
    "rule, taps, outages, line",
    [
        ("when people come", f"12:30 {PM}", "09:10-09:12", "am KQ-2-2 100 pending outage"),
        ("before they come", f"12:30 {PM}", "09:00-09:10", "am KQ-2-2 100"),
        ("after all are gone", f"12:30 {PM}", "12:30-13:00", "am KQ-2-2 100"),
        ("when people go", f"{AM} 15:10", "18:30-19:00", "pm KQ-2-2 100 pending outage"),
        ("late at night", f"{AM} 15:10", "23:00-23:30", "pm KQ-2-2 100 pending outage"),
        ("next morning", f"{AM} 15:10", "+04:00-+05:00", "pm KQ-2-2 100"),
        ("noon, until the split", f"09:10 {PM}", "13:50-15:00", "am KQ-2-2 100 pending outage"),
        ("from the split on", f"09:10 {PM}", "13:55-15:00", "am KQ-2-2 100"),
    ],
)
def test_d11_missing_punch_in_an_outage_is_no_absence_by_knob(
    rule: str, taps: str, outages: str, line: str
) -> None:
    assert tried(SUMMER, taps, outages=outages, knobs=ABSENT)[1] == line, rule


def test_d09_absence_is_judged_before_the_knob_for_missing_punches() -> None:
    assert tried(SUMMER, PM, outages="13:00-13:30", knobs=ABSENT)[1] == "am KQ-2-2 100"


def test_d11_absence_that_was_decided_is_in_no_doubt() -> None:
    assert tried(SUMMER, PM, outages="10:00-10:30", decided="am_in=absent")[1] == "am KQ-2-2 100"


def test_d10_late_as_absent_in_an_outage_is_pending() -> None:
    knobs = "attendance.late_as_absent_after = 60"
    circumstances = {"knobs": knobs, "outages": "09:00-09:30"}
    assert tried(SUMMER, f"10:30 12:30 {PM}", **circumstances)[1] == "am KQ-2-2 100 pending outage"


def test_d13_fine_for_preparation_in_an_outage_is_pending() -> None:
    circumstances = {"knobs": "prep.fine = 10", "outages": "09:10-09:11"}
    assert (
        tried(SUMMER, f"09:15 12:30 {PM}", **circumstances)[1] == "am_in KQ-2-0 10 pending outage"
    )


@pytest.mark.parametrize(
    "rule, taps, jumped, lines",
    [
        ("late", f"09:31 12:30 {PM}", "09:31", "am_in KQ-2-1a 50 pending clock"),
        ("early", f"09:10 12:05 {PM}", "12:05", "am_out KQ-2-1a 50 pending clock"),
        ("another tap", f"09:31 12:30 {PM}", "12:30", "am_in KQ-2-1a 50"),
        ("absent, all taps in the afternoon", PM, "15:10", "am KQ-2-2 100 pending clock"),
        ("in time", f"{AM} {PM}", "09:10", ""),
    ],
)
def test_a_wrong_clock_is_held_against_nobody(
    rule: str, taps: str, jumped: str, lines: str
) -> None:
    assert tried(SUMMER, taps, jumped=jumped)[1] == lines, rule


def test_a_clock_that_jumped_over_the_cut_of_the_day_puts_both_days_in_doubt() -> None:
    # 04:03 by a clock five minutes fast: it was still the evening before.
    next_day = Trial(WINTER, "04:03 13:00 15:10 18:30", jumped="04:03")
    assert costs(next_day.month()) == ""
    (day_before, _) = next_day.month(WINTER.replace(day=2), WINTER).days
    assert [(line.state, line.doubt) for line in day_before.lines] == [
        (LineState.PENDING, "clock"),
        (LineState.PENDING, "clock"),
    ]


@pytest.mark.parametrize(
    "decided, objected, state, fen",
    [
        ("", "", LineState.PENDING, 0),
        ("am_in=charge", "", LineState.UPHELD, 50_00),
        ("am_in=waive", "", LineState.WAIVED, 0),
        ("", "am_in", LineState.OBJECTED, 50_00),
        ("am_in=charge", "am_in", LineState.OBJECTED, 50_00),
        ("am_in=waive", "am_in", LineState.WAIVED, 0),
        ("pm_in=waive", "pm_in", LineState.PENDING, 0),
    ],
)
def test_a_line_stands_as_it_was_decided(
    decided: str, objected: str, state: LineState, fen: int
) -> None:
    month = Trial(
        SUMMER, f"09:31 12:30 {PM}", jumped="09:31", decided=decided, objected=objected
    ).month()
    (line,) = month.lines
    assert (line.state, line.fen, line.at_stake, month.total) == (state, fen, 50_00, fen)


def test_what_is_objected_to_without_doubt_still_costs() -> None:
    month = Trial(SUMMER, f"09:31 12:30 {PM}", objected="am_in").month()
    assert costs(month) == "am_in KQ-2-1a 50 objected"
    assert month.lines[0].state.waits
