"""KQ-1-1 to KQ-1-4 and D-01: the seasons' hours, and the marks D-07 and D-08 derive from them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from kiosk.attendance.timetable import (
    DayOfYear,
    Direction,
    Duty,
    Hours,
    Season,
    SeasonOverride,
    Session,
    Shift,
    Slot,
    Timetable,
)

Local = Callable[[date, str], datetime]

SUMMER_DAY = date(2026, 7, 6)
WINTER_DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "rule, day, slot, clock",
    [
        ("KQ-1-1", SUMMER_DAY, Slot.AM_IN, "09:20"),
        ("KQ-1-1", SUMMER_DAY, Slot.AM_OUT, "12:30"),
        ("KQ-1-2", SUMMER_DAY, Slot.PM_IN, "15:20"),
        ("KQ-1-2", SUMMER_DAY, Slot.PM_OUT, "18:30"),
        ("KQ-1-3", WINTER_DAY, Slot.AM_IN, "09:50"),
        ("KQ-1-3", WINTER_DAY, Slot.AM_OUT, "13:00"),
        ("KQ-1-4", WINTER_DAY, Slot.PM_IN, "15:20"),
        ("KQ-1-4", WINTER_DAY, Slot.PM_OUT, "18:30"),
    ],
)
def test_kq_1_planned_time(rule: str, day: date, slot: Slot, clock: str, local: Local) -> None:
    assert Timetable().planned(day, slot) == local(day, clock), rule


@pytest.mark.parametrize("shift", [Timetable().summer, Timetable().winter])
def test_kq_1_each_session_has_190_minutes_and_each_day_380(shift: Shift) -> None:
    assert [shift.am.minutes, shift.pm.minutes, shift.minutes] == [190, 190, 380]


@pytest.mark.parametrize(
    "day, season",
    [
        (date(2026, 1, 1), Season.WINTER),
        (date(2026, 4, 30), Season.WINTER),
        (date(2026, 5, 1), Season.SUMMER),
        (date(2026, 5, 6), Season.SUMMER),
        (date(2026, 9, 30), Season.SUMMER),
        (date(2026, 10, 1), Season.WINTER),
        (date(2026, 10, 8), Season.WINTER),
        (date(2026, 12, 31), Season.WINTER),
        (date(2028, 2, 29), Season.WINTER),
    ],
)
def test_d01_season_changes_by_date(day: date, season: Season) -> None:
    assert Timetable().season(day) is season


@pytest.mark.parametrize(
    "switch, before, after",
    [
        (date(2026, 5, 1), ("09:50", "13:00"), ("09:20", "12:30")),
        (date(2026, 10, 1), ("09:20", "12:30"), ("09:50", "13:00")),
    ],
)
def test_d01_at_midnight_of_either_switch_the_whole_new_day_has_the_new_hours(
    switch: date, before: tuple[str, str], after: tuple[str, str], local: Local
) -> None:
    timetable = Timetable()
    eve = switch - timedelta(days=1)
    for day, (start, end) in ((eve, before), (switch, after)):
        planned = [(each.slot, each.at) for each in timetable.plan(day)]
        assert planned == [
            (Slot.AM_IN, local(day, start)),
            (Slot.AM_OUT, local(day, end)),
            (Slot.PM_IN, local(day, "15:20")),
            (Slot.PM_OUT, local(day, "18:30")),
        ]
    # A tap of the night is still the evening before, at 00:00 too: D-07.
    for clock in ("00:00", "03:59"):
        assert timetable.attendance_day(local(switch, clock)) == eve
    assert timetable.attendance_day(local(switch, "04:00")) == switch


@pytest.mark.parametrize(
    "switch, season", [(date(2026, 5, 1), "winter"), (date(2026, 10, 1), "summer")]
)
def test_d01_a_dated_row_moves_a_switch_by_days(switch: date, season: str) -> None:
    last = switch + timedelta(days=9)
    timetable = Timetable(overrides=(SeasonOverride(switch, last, Season(season)),))
    assert timetable.season(last) is Season(season)
    assert timetable.season(last + timedelta(days=1)) is not Season(season)


def test_d01_a_season_may_run_over_new_year() -> None:
    southern = Timetable(summer_from=DayOfYear(11, 1), winter_from=DayOfYear(3, 1))
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2027, 2, 28), date(2027, 3, 1)]
    assert [southern.season(day).value for day in days] == ["winter", "summer", "summer", "winter"]


def test_d01_dated_rows_stand_over_the_yearly_dates_and_the_last_row_wins() -> None:
    timetable = Timetable(
        overrides=(
            SeasonOverride(date(2026, 10, 1), date(2026, 10, 31), Season.SUMMER),
            SeasonOverride(date(2026, 10, 15), date(2026, 10, 15), Season.WINTER),
        )
    )
    days = [date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 31), date(2026, 11, 1)]
    assert [timetable.season(day).value for day in days] == ["summer", "winter", "summer", "winter"]


def test_d01_the_evening_before_the_change_keeps_its_season(local: Local) -> None:
    timetable = Timetable()
    late = local(date(2026, 4, 30), "+03:59")
    assert timetable.season(timetable.attendance_day(late)) is Season.WINTER


@pytest.mark.parametrize(
    "day, split, am_midpoint, pm_midpoint",
    [(SUMMER_DAY, "13:55", "10:55", "16:55"), (WINTER_DAY, "14:10", "11:25", "16:55")],
)
def test_d07_d08_marks_of_the_day(
    day: date, split: str, am_midpoint: str, pm_midpoint: str, local: Local
) -> None:
    timetable = Timetable()
    assert timetable.split(day) == local(day, split)
    assert timetable.midpoint(Duty(day, (Session.AM,))) == local(day, am_midpoint)
    assert timetable.midpoint(Duty(day, (Session.PM,))) == local(day, pm_midpoint)


def test_d07_marks_follow_configured_hours() -> None:
    shift = Shift(am=Hours(time(9), time(12, 1)), pm=Hours(time(13), time(18)))
    assert (shift.am.midpoint, shift.split) == (time(10, 30, 30), time(12, 30, 30))


@pytest.mark.parametrize(
    "clock, belongs_to",
    [("04:00", 0), ("23:59:59", 0), ("+00:00", 0), ("+03:59:59", 0), ("+04:00", 1)],
)
def test_d07_attendance_day_is_cut_at_four(clock: str, belongs_to: int, local: Local) -> None:
    day = date(2026, 7, 6)
    assert Timetable().attendance_day(local(day, clock)) == date(2026, 7, 6 + belongs_to)


@pytest.mark.parametrize(
    "day, clock, session",
    [
        (SUMMER_DAY, "04:00", Session.AM),
        (SUMMER_DAY, "13:54:59.999999", Session.AM),
        (SUMMER_DAY, "13:55", Session.PM),
        (WINTER_DAY, "13:55", Session.AM),
        (WINTER_DAY, "14:09:59", Session.AM),
        (WINTER_DAY, "14:10", Session.PM),
        (WINTER_DAY, "+00:30", Session.PM),
        (WINTER_DAY, "+03:59:59", Session.PM),
        (WINTER_DAY, "+04:00", Session.AM),
    ],
)
def test_d07_session_of_a_tap(day: date, clock: str, session: Session, local: Local) -> None:
    assert Timetable().duty(local(day, clock)).sessions == (session,)


def test_d07_bounds_of_a_day_are_the_cuts(local: Local) -> None:
    day = date(2026, 7, 6)
    assert Timetable().bounds(day) == (local(day, "04:00"), local(day, "+04:00"))


def test_d06_two_punches_a_day_plan_the_first_and_the_last() -> None:
    timetable = Timetable(slots=(Slot.AM_IN, Slot.PM_OUT))
    assert [planned.slot for planned in timetable.plan(SUMMER_DAY)] == [Slot.AM_IN, Slot.PM_OUT]


def test_slots_know_their_session_and_direction() -> None:
    for slot in Slot:
        assert Slot.of(slot.session, slot.direction) is slot
    assert Direction.IN.other is Direction.OUT
    assert Direction.OUT.other is Direction.IN


@pytest.mark.parametrize("text", ["02-30", "13-01", "5-1", "0501", ""])
def test_d01_a_date_that_no_year_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|day|isoformat"):
        DayOfYear.parse(text)


def test_d01_yearly_dates_are_written_month_and_day() -> None:
    assert DayOfYear.parse("05-01") == DayOfYear(5, 1)
