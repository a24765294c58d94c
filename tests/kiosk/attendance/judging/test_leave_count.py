"""KQ-2-5 with D-14, D-15 and D-16: how many leaves a month cost nothing."""

from datetime import date, timedelta

import pytest

from kiosk.attendance.judging.results import PersonMonth
from kiosk.attendance.leave_kind import CHINESE_KINDS, LeaveKind
from tests.kiosk.attendance.judging.trial import Trial, costs

NOVEMBER = date(2026, 11, 1)
PER_EXTRA = 'leave.fine_mode = "per_extra"'


def november(*leaves: tuple[date, str], knobs: str = "", **circumstances: object) -> PersonMonth:
    """A month of leave; what else is missing in it is not looked at."""
    first, *others = [Trial(day, leave=leave) for day, leave in leaves]
    trial = Trial(
        first.day,
        leave=first.leave,
        others=others,
        knobs=f'missing_punch.unresolved = "ignore"\nabsence.fine = 0\n{knobs}',
        **circumstances,  # type: ignore[arg-type]
    )
    return trial.whole_month()


def days(count: int, kind: str = "personal") -> list[tuple[date, str]]:
    return [(NOVEMBER + timedelta(days=nth), f"{kind} 09:50-13:00") for nth in range(1, count + 1)]


def leave_lines(month: PersonMonth) -> str:
    return costs([line for line in month.lines if line.rule == "KQ-2-5"])


@pytest.mark.parametrize(
    "count, once, each",
    [
        (0, "", ""),
        (3, "", ""),
        (4, "- KQ-2-5 100", "- KQ-2-5 100"),
        (5, "- KQ-2-5 100", "- KQ-2-5 100, - KQ-2-5 100"),
    ],
)
def test_kq_2_5_d14_beyond_three(count: int, once: str, each: str) -> None:
    leaves = days(count) or [(NOVEMBER, "")]
    month = november(*leaves)
    assert (leave_lines(month), month.counts["leave"]) == (once, count)
    assert leave_lines(november(*leaves, knobs=PER_EXTRA)) == each


@pytest.mark.parametrize(
    "knobs, expected",
    [
        ("leave.free_per_month = 0", "- KQ-2-5 100"),
        ("leave.free_per_month = 2", "- KQ-2-5 100"),
        ("leave.free_per_month = 4", ""),
        ("leave.free_per_month = 2\nleave.fine = 30", "- KQ-2-5 30"),
    ],
)
def test_d14_is_a_knob(knobs: str, expected: str) -> None:
    assert leave_lines(november(*days(3), knobs=knobs)) == expected


def test_d14_line_is_dated_by_the_leave_that_was_one_too_many() -> None:
    (line,) = [line for line in november(*days(5)).lines if line.rule == "KQ-2-5"]
    assert (line.id, line.date) == ("A07:2026-11:leaves", date(2026, 11, 5))
    assert line.evidence == ("L1", "L2", "L3", "L4", "L5")
    assert line.knobs["leave.free_per_month"] == 3
    assert (line.slot, line.minutes) == (None, 0)


def test_d14_leave_is_counted_in_the_order_of_its_days() -> None:
    (line,) = [line for line in november(*reversed(days(4))).lines if line.rule == "KQ-2-5"]
    assert (line.date, line.evidence) == (date(2026, 11, 5), ("L4", "L3", "L2", "L1"))


def test_d14_lines_of_each_leave() -> None:
    lines = [line for line in november(*days(5), knobs=PER_EXTRA).lines if line.rule == "KQ-2-5"]
    assert [line.id for line in lines] == ["A07:2026-11-05:leave:L4", "A07:2026-11-06:leave:L5"]
    assert [line.evidence for line in lines] == [("L4",), ("L5",)]


def test_d15_an_application_is_one_leave_whatever_its_length() -> None:
    month = november((date(2026, 11, 2), "sick 00:00-+00:00"), *days(2))
    assert month.counts["leave"] == 3
    long = november((date(2026, 11, 2), "sick 09:50-11:00, sick 11:00-13:00"))
    assert long.counts["leave"] == 2


@pytest.mark.parametrize(
    "day, leave, counted",
    [
        (date(2026, 10, 31), "sick 12:00-+12:00", 0),
        (date(2026, 10, 31), "sick +00:00-+12:00", 1),
        (date(2026, 11, 1), "sick 00:00-12:00", 1),
        (date(2026, 11, 30), "sick 18:00-+12:00", 1),
        (date(2026, 11, 30), "sick +00:00-+12:00", 0),
    ],
)
def test_d15_a_leave_is_of_the_month_of_its_first_day(day: date, leave: str, counted: int) -> None:
    month = Trial(day, leave=leave).month(NOVEMBER, date(2026, 11, 30))
    assert month.counts["leave"] == counted


@pytest.mark.parametrize("kind", LeaveKind)
def test_d16_kinds_that_count(kind: LeaveKind) -> None:
    counted = 4 if kind in (LeaveKind.PERSONAL, LeaveKind.SICK) else 0
    name = kind.removeprefix("leave.")
    assert november(*days(4, name)).counts["leave"] == counted
    chinese = next(word for word, each in CHINESE_KINDS.items() if each is kind)
    knobs = f'leave.counted_types = ["{chinese}"]'
    assert november(*days(4, name), knobs=knobs).counts["leave"] == 4


def test_d16_no_kind_may_count() -> None:
    month = november(*days(4), knobs="leave.counted_types = []")
    assert (month.counts["leave"], leave_lines(month)) == (0, "")


def test_d14_others_than_those_who_can_be_fined_only_count() -> None:
    month = november(*days(4), knobs='discipline.roles = ["team_lead"]')
    assert (month.counts["leave"], leave_lines(month)) == (4, "")
