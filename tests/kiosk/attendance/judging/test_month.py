"""KQ-3 with D-22 and D-23, and what else a month adds: employment, days off, open slots, counts."""

from datetime import date

import pytest

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.month_judge import judge_month
from kiosk.attendance.judging.plan import plan_days
from kiosk.attendance.timetable import Slot
from tests.kiosk.attendance.judging.trial import (
    FULL,
    SUMMER,
    WINTER,
    Trial,
    costs,
    outcome,
    rulebook,
    tried,
)

PM = "15:10 18:30"
SATURDAY = date(2026, 7, 4)
TUESDAY = date(2026, 7, 7)


def test_kq_3_total_is_the_sum_of_the_lines() -> None:
    tuesday = Trial(TUESDAY, PM)
    month = Trial(SUMMER, "09:31 12:00 15:10", found="uniform@16:00", others=[tuesday]).month(
        SUMMER, TUESDAY
    )
    assert costs(month) == (
        "am_in KQ-2-1a 50, am_out KQ-2-1a 50, pm_out D-11 0 undecided, pm KQ-2-4 50, am KQ-2-2 100"
    )
    assert [line.date for line in month.lines] == [SUMMER] * 4 + [TUESDAY]
    assert month.total == sum(line.fen for line in month.lines) == 250_00


@pytest.mark.parametrize(
    "mode, wage, minimum, words, total, warnings",
    [
        ("warn", None, None, "am KQ-2-2 100", 100_00, []),
        ("warn", 500_00, None, "am KQ-2-2 100", 100_00, []),
        ("warn", 499_99, None, "am KQ-2-2 100", 100_00, ["over_cap"]),
        ("warn", 600_00, 500_00, "am KQ-2-2 100", 100_00, []),
        ("warn", 600_00, 500_01, "am KQ-2-2 100", 100_00, ["under_minimum_wage"]),
        ("warn", 400_00, 350_00, "am KQ-2-2 100", 100_00, ["over_cap", "under_minimum_wage"]),
        ("off", 100_00, 90_00, "am KQ-2-2 100", 100_00, []),
        ("cap", None, None, "am KQ-2-2 100", 100_00, []),
        ("cap", 500_00, None, "am KQ-2-2 100", 100_00, []),
        ("cap", 499_99, None, "am KQ-2-2 100, - D-23 -0.01", 99_99, []),
        ("cap", 0, None, "am KQ-2-2 100, - D-23 -100", 0, []),
        ("cap", 600_00, 550_00, "am KQ-2-2 100, - D-23 -50", 50_00, []),
        ("cap", 400_00, 450_00, "am KQ-2-2 100, - D-23 -100", 0, []),
    ],
)
def test_d23_cap(
    mode: str, wage: int | None, minimum: int | None, words: str, total: int, warnings: list[str]
) -> None:
    knobs = f'payroll.cap_mode = "{mode}"'
    if minimum is not None:
        knobs += f"\npayroll.minimum_wage = {minimum / 100}"
    month = Trial(SUMMER, PM, wage=wage, knobs=knobs).month()
    assert (costs(month), month.total) == (words, total)
    assert [warning.code for warning in month.warnings] == warnings


@pytest.mark.parametrize(
    "percent, wage, over",
    [(20, 500_00, False), (19.9, 500_00, True), (16.7, 598_80, True), (16.7, 598_81, False)],
)
def test_d23_percent_is_a_knob_and_exact(percent: float, wage: int, over: bool) -> None:
    month = Trial(SUMMER, PM, wage=wage, knobs=f"payroll.cap_percent = {percent:.1f}").month()
    assert bool(month.warnings) is over


def test_d23_nothing_to_deduct_warns_of_nothing() -> None:
    knobs = "payroll.minimum_wage = 2000"
    assert not Trial(SUMMER, FULL[SUMMER], wage=1000_00, knobs=knobs).month().warnings


def test_d23_warnings_name_the_amounts() -> None:
    knobs = "payroll.minimum_wage = 350"
    over, under = Trial(SUMMER, PM, wage=400_00, knobs=knobs).month().warnings
    assert over.details == {"no": "A07", "percent": "20", "fen": 100_00, "cap": 80_00}
    assert under.details == {"no": "A07", "fen": 100_00, "left": 300_00}


def test_d23_cap_line_names_the_month_and_its_knobs() -> None:
    month = Trial(SUMMER, PM, wage=400_00, knobs='payroll.cap_mode = "cap"').whole_month()
    line = month.lines[-1]
    assert (line.id, line.date) == ("A07:2026-07:cap", date(2026, 7, 31))
    assert (line.rule, line.slot, line.knobs["payroll.cap_percent"]) == ("D-23", None, 20.0)
    assert month.total == 80_00


@pytest.mark.parametrize(
    "rule, joined, left, due",
    [
        ("all month", date(2020, 1, 1), None, 23.0),
        ("joins in mid-month", date(2026, 7, 16), None, 12.0),
        ("joins on the last day", date(2026, 7, 31), None, 1.0),
        ("leaves in mid-month", date(2020, 1, 1), date(2026, 7, 15), 11.0),
        ("one day", date(2026, 7, 6), date(2026, 7, 6), 1.0),
        ("not at all", date(2026, 8, 1), None, 0.0),
    ],
)
def test_days_outside_employment_are_nobody_s(
    rule: str, joined: date, left: date | None, due: float
) -> None:
    month = Trial(SUMMER, joined=joined, left=left).whole_month()
    assert month.days_due == due, rule
    for day in month.days:
        employed = joined <= day.date and (left is None or day.date <= left)
        assert bool(day.slots) is employed
        assert employed or not day.lines


def test_punches_after_the_last_day_count_for_nothing() -> None:
    month = Trial(TUESDAY, FULL[SUMMER], left=SUMMER).month()
    assert (outcome(month), month.days_attended, month.lines) == ("", 0.0, ())


@pytest.mark.parametrize(
    "rule, taps, minutes",
    [
        ("nobody came", "", 0),
        ("both sessions", "09:30 12:00 16:00 18:00", 270),
        ("lunch need not be punched", "10:00 17:00", 420),
        ("one way only", "10:00", 0),
        ("out only", "12:00", 0),
        ("outside the planned hours too", "07:00 08:30 out@09:00 20:00 22:00", 240),
        ("a morning and a lost evening", "09:00 12:00 15:00", 180),
    ],
)
def test_a_day_off_is_recorded_and_nothing_is_due(rule: str, taps: str, minutes: int) -> None:
    month = Trial(SATURDAY, taps).month()
    (day,) = month.days
    assert outcome(day) == "rest rest rest rest"
    assert (day.overtime_minutes, day.lines) == (minutes, ()), rule
    assert (day.due_sessions, day.attended_sessions, day.absent_sessions) == (0, 0, 0)


@pytest.mark.parametrize(
    "day, due",
    [
        (date(2026, 5, 9), True),  # a Saturday worked for Labour Day
        (date(2026, 5, 4), False),  # a Monday off for it
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
    ],
)
def test_d02_working_days_are_the_calendar_s(day: date, due: bool) -> None:
    assert Trial(day).month().days_due == (1.0 if due else 0.0)


@pytest.mark.parametrize(
    "rule, taps, now, words",
    [
        ("in the morning", "09:10", "09:11", "ok open open open"),
        ("late is known at once", "09:31", "09:31", "late+11 open open open"),
        ("not come yet", "", "12:00", "open open open open"),
        ("before the split", "09:10", "13:54:59", "ok open open open"),
        ("at the split", "09:10", "13:55", "ok no-out open open"),
        ("absent from the split on", "", "13:55", "absent absent open open"),
        ("a second before it nothing is said", "", "13:54:59", "open open open open"),
        ("in the evening", "09:10 12:30 15:10", "23:59", "ok ok ok open"),
        ("before the day is over", "09:10 12:30 15:10", "+03:59:59", "ok ok ok open"),
        ("when the day is over", "09:10 12:30 15:10", "+04:00", "ok ok ok no-out"),
        ("absent when the day is over", "09:10 12:30", "+04:00", "ok ok absent absent"),
    ],
)
def test_d07_what_is_not_over_is_open(rule: str, taps: str, now: str, words: str) -> None:
    assert outcome(Trial(SUMMER, taps, now=now).month()) == words, rule


@pytest.mark.parametrize(("now", "words"), [("14:09", "open"), ("14:10", "absent")])
def test_d07_split_of_winter(now: str, words: str) -> None:
    assert outcome(Trial(WINTER, "", now=now).month()).split()[:2] == [words] * 2


def test_d07_two_punches_are_open_until_the_day_is_over() -> None:
    knobs = "attendance.punches_per_day = 2"
    assert outcome(Trial(SUMMER, "", now="+03:59", knobs=knobs).month()) == "open open"
    assert outcome(Trial(SUMMER, "", now="+04:00", knobs=knobs).month()) == "absent absent"


def test_counts() -> None:
    tuesday = Trial(TUESDAY, "09:50 12:00 15:10", corrected="pm_out@18:30")
    wednesday = Trial(date(2026, 7, 8), "12:30 15:10", leave="sick 10:00-10:30")
    monday = Trial(SUMMER, "09:21 12:30", others=[tuesday, wednesday])
    month = monday.month(SUMMER, wednesday.day)
    assert month.counts == {
        "late": 2,
        "serious_late": 0,
        "early": 1,
        "missing_in": 1,
        "missing_out": 1,
        "absent": 1,
        "leave": 1,
        "corrections": 1,
    }


def test_counts_of_absences_do_not_hang_on_what_is_charged() -> None:
    waived = Trial(SUMMER, "", decided="am=waive pm=waive").month()
    assert (waived.counts["absent"], waived.total) == (2, 0)
    by_day = Trial(SUMMER, "", knobs='absence.unit = "day"').month()
    assert by_day.counts["absent"] == 2
    two = Trial(SUMMER, "", knobs="attendance.punches_per_day = 2").month()
    assert two.counts["absent"] == 2


def test_corrections_of_other_months_are_not_counted() -> None:
    other = Trial(date(2026, 6, 30), "", corrected="am_in@09:10")
    assert Trial(SUMMER, FULL[SUMMER], others=[other]).whole_month().counts["corrections"] == 0


def test_a_knob_that_changes_in_mid_month_holds_from_its_day() -> None:
    old, new = rulebook(), rulebook("attendance.tier_fines = [60, 100, 200]\nleave.fine = 30")
    monday = Trial(SUMMER, "09:31 12:30 15:10 18:30")
    monday.others = [Trial(TUESDAY, "09:31 12:30 15:10 18:30")]
    for day in (1, 2, 3, 9):
        monday.others.append(Trial(date(2026, 7, day), leave="sick 09:20-12:30"))
    plans = list(
        plan_days(date(2026, 7, 1), date(2026, 7, 9), [(date.min, old), (TUESDAY, new)], Calendar())
    )
    month = judge_month(monday.case(), plans)
    charged = {(line.date, line.rule.value): line for line in month.lines if line.fen}
    assert charged[SUMMER, "KQ-2-1a"].fen == 50_00
    assert charged[TUESDAY, "KQ-2-1a"].fen == 60_00
    assert charged[date(2026, 7, 9), "KQ-2-5"].fen == 30_00
    assert [charged[day, "KQ-2-1a"].version for day in (SUMMER, TUESDAY)] == [
        old.version,
        new.version,
    ]
    assert old.version == "v1" != new.version


def test_leave_is_counted_by_the_rules_of_its_own_day() -> None:
    strict, kind = rulebook("leave.free_per_month = 0"), rulebook("leave.free_per_month = 3")
    first = Trial(date(2026, 7, 1), leave="sick 09:20-12:30")
    rules = [(date.min, strict), (date(2026, 7, 15), kind)]
    plans = list(plan_days(date(2026, 7, 1), date(2026, 7, 31), rules, Calendar()))
    (line,) = [line for line in judge_month(first.case(), plans).lines if line.rule == "KQ-2-5"]
    assert (line.date, line.version) == (date(2026, 7, 1), strict.version)


def test_a_season_changes_between_two_days() -> None:
    # 09:45 is late on the last summer day of 2026, and in time on the first winter day at work.
    last_summer_day, first_winter_day = date(2026, 9, 30), date(2026, 10, 8)
    assert tried(last_summer_day, "09:45 12:30 15:10 18:30")[0].split()[0] == "late+25"
    assert tried(first_winter_day, "09:45 13:00 15:10 18:30")[0].split()[0] == "ok!"


def test_slots_and_lines_name_every_rule_they_rest_on() -> None:
    month = Trial(SUMMER, "09:31 12:30 15:15").month()
    slots = month.days[0].slots
    assert [slots[slot].rule for slot in Slot] == ["KQ-2-1a", None, "KQ-2-0", "D-11"]
