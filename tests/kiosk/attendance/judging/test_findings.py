"""KQ-2-3 and KQ-2-4 with D-19, D-20 and D-22: private errands and the uniform."""

from datetime import date
from typing import Any

import pytest

from kiosk.attendance.judging.statuses import Doubt, LineState
from kiosk.roles import Role
from tests.kiosk.attendance.judging.trial import FULL, SUMMER, Trial, costs

AM, PM = "09:10 12:30", "15:10 18:30"
STACK = "stack.absence_and_errand = true"
BY_DAY = 'absence.unit = "day"'
CHEAP = "errand.fine = 60"


def lines(taps: str = FULL[SUMMER], **circumstances: Any) -> str:
    return costs(Trial(SUMMER, taps, **circumstances).month())


@pytest.mark.parametrize(
    "rule, found, expected",
    [
        ("each costs", "errand@10:00", "am KQ-2-3 200"),
        ("in the afternoon", "errand@17:00", "pm KQ-2-3 200"),
        (
            "each finding counts",
            "errand@11:00 errand@10:00 errand@16:00",
            "am KQ-2-3 200, am KQ-2-3 200, pm KQ-2-3 200",
        ),
        ("at the start", "errand@09:20", "am KQ-2-3 200"),
        ("in the last minute", "errand@12:29:59", "am KQ-2-3 200"),
        ("before the start nobody is on duty", "errand@09:19:59", "- KQ-2-3 200 pending off_duty"),
        ("nor from the end on", "errand@12:30", "- KQ-2-3 200 pending off_duty"),
        ("nor at lunch", "errand@14:00", "- KQ-2-3 200 pending off_duty"),
    ],
)
def test_kq_2_3_errands(rule: str, found: str, expected: str) -> None:
    assert lines(found=found) == expected, rule


@pytest.mark.parametrize(
    "rule, circumstances, expected",
    [
        ("on leave", {"leave": "sick 09:50-10:01"}, "am KQ-2-3 200 pending off_duty"),
        ("from its start", {"leave": "sick 10:00-11:00"}, "am KQ-2-3 200 pending off_duty"),
        ("until its end", {"leave": "sick 09:00-10:00"}, "am KQ-2-3 200"),
        ("on a trip", {"leave": "business_trip 09:50-11:00"}, "am KQ-2-3 200 pending off_duty"),
        ("on a visit", {"visits": "09:50-11:00"}, "am KQ-2-3 200 pending off_duty"),
        ("at its end", {"visits": "09:00-10:00"}, "am KQ-2-3 200 pending off_duty"),
        ("after it", {"visits": "09:00-09:59"}, "am KQ-2-3 200"),
    ],
)
def test_kq_2_3_whose_leave_or_visit_is_approved_later_was_not_on_an_errand(
    rule: str, circumstances: dict[str, str], expected: str
) -> None:
    assert lines(found="errand@10:00", **circumstances) == expected, rule


@pytest.mark.parametrize(
    "verdict, state, fen",
    [
        ("charge", LineState.UPHELD, 200_00),
        ("waive", LineState.WAIVED, 0),
    ],
)
def test_kq_2_3_on_a_day_off_it_waits_for_a_decision(
    verdict: str, state: LineState, fen: int
) -> None:
    saturday = date(2026, 7, 4)
    (line,) = Trial(saturday, "", found="errand@10:00").month().lines
    assert (line.state, line.doubt) == (LineState.PENDING, Doubt.OFF_DUTY)
    decided = f"finding:F1={verdict}"
    (line,) = Trial(saturday, "", found="errand@10:00", decided=decided).month().lines
    assert (line.state, line.fen) == (state, fen)


@pytest.mark.parametrize(
    "rule, taps, found, knobs, expected",
    [
        ("the heavier of the two", PM, "errand@10:00", "", "am KQ-2-2 100 absorbed, am KQ-2-3 200"),
        ("of the same session only", PM, "errand@16:00", "", "am KQ-2-2 100, pm KQ-2-3 200"),
        (
            "every further errand",
            PM,
            "errand@10:00 errand@11:00",
            "",
            "am KQ-2-2 100 absorbed, am KQ-2-3 200, am KQ-2-3 200",
        ),
        (
            "one in each session",
            "",
            "errand@10:00 errand@16:00",
            "",
            "am KQ-2-2 100 absorbed, pm KQ-2-2 100 absorbed, am KQ-2-3 200, pm KQ-2-3 200",
        ),
        ("both", PM, "errand@10:00", STACK, "am KQ-2-2 100, am KQ-2-3 200"),
        (
            "absence is the heavier",
            PM,
            "errand@10:00",
            CHEAP,
            "am KQ-2-2 100, am KQ-2-3 60 absorbed",
        ),
        (
            "absence is the heavier, and another errand",
            PM,
            "errand@10:00 errand@11:00",
            CHEAP,
            "am KQ-2-2 100, am KQ-2-3 60 absorbed, am KQ-2-3 60",
        ),
        (
            "as heavy",
            PM,
            "errand@10:00",
            "errand.fine = 100",
            "am KQ-2-2 100 absorbed, am KQ-2-3 100",
        ),
        (
            "a day's absence, any session of it",
            "",
            "errand@16:00",
            BY_DAY,
            "- KQ-2-2 100 absorbed, pm KQ-2-3 200",
        ),
        (
            "a day's absence, not the session attended",
            AM,
            "errand@10:00",
            BY_DAY,
            "pm KQ-2-2 100, am KQ-2-3 200",
        ),
        (
            "lateness is another act",
            "09:31 12:30 15:10 18:30",
            "errand@10:00",
            "",
            "am_in KQ-2-1a 50, am KQ-2-3 200",
        ),
    ],
)
def test_d19_errand_and_absence(
    rule: str, taps: str, found: str, knobs: str, expected: str
) -> None:
    assert lines(taps, found=found, knobs=knobs) == expected, rule


@pytest.mark.parametrize(
    "rule, decided, knobs, expected",
    [
        (
            "a waived errand absorbs nothing",
            "finding:F1=waive",
            "",
            "am KQ-2-2 100, am KQ-2-3 200 waived",
        ),
        (
            "a waived absence absorbs nothing",
            "am=waive",
            CHEAP,
            "am KQ-2-2 100 waived, am KQ-2-3 60",
        ),
        ("what was waived stays so", "am=waive", "", "am KQ-2-2 100 waived, am KQ-2-3 200"),
        (
            "what was upheld absorbs too",
            "finding:F1=charge",
            "",
            "am KQ-2-2 100 absorbed, am KQ-2-3 200 upheld",
        ),
    ],
)
def test_d19_and_decisions(rule: str, decided: str, knobs: str, expected: str) -> None:
    assert lines(PM, found="errand@10:00", decided=decided, knobs=knobs) == expected, rule


def test_d19_what_is_in_doubt_absorbs_nothing_until_it_is_charged() -> None:
    doubtful = {"found": "errand@10:00", "outages": "09:20-09:30", "knobs": CHEAP}
    assert lines(PM, **doubtful) == "am KQ-2-2 100 pending outage, am KQ-2-3 60"
    charged = "am KQ-2-2 100 upheld outage, am KQ-2-3 60 absorbed"
    assert lines(PM, **doubtful, decided="am=charge") == charged


@pytest.mark.parametrize(
    "rule, found, knobs, expected",
    [
        ("one", "uniform@10:00", "", "am KQ-2-4 50"),
        ("one a day", "uniform@10:00 uniform@16:00", "", "am KQ-2-4 50, pm KQ-2-4 50 absorbed"),
        (
            "two a day",
            "uniform@10:00 uniform@11:00 uniform@16:00",
            "uniform.max_per_day = 2",
            "am KQ-2-4 50, am KQ-2-4 50, pm KQ-2-4 50 absorbed",
        ),
        ("another amount", "uniform@10:00", "uniform.fine = 30", "am KQ-2-4 30"),
        ("beside an errand", "uniform@10:00 errand@11:00", "", "am KQ-2-3 200, am KQ-2-4 50"),
        ("before work begins", "uniform@09:15", "", "- KQ-2-4 50"),
        ("at lunch", "uniform@13:00", "", "- KQ-2-4 50"),
    ],
)
def test_kq_2_4_d20_uniform(rule: str, found: str, knobs: str, expected: str) -> None:
    assert lines(found=found, knobs=knobs) == expected, rule


def test_d20_the_first_of_the_day_is_charged_whichever_was_reported_first() -> None:
    assert lines(found="uniform@16:00 uniform@10:00") == "am KQ-2-4 50, pm KQ-2-4 50 absorbed"


def test_d20_a_waived_finding_does_not_use_up_the_day() -> None:
    found = "uniform@10:00 uniform@16:00"
    assert lines(found=found, decided="finding:F1=waive") == "am KQ-2-4 50 waived, pm KQ-2-4 50"


def test_d20_uniform_on_a_visit_on_leave_and_on_a_day_off() -> None:
    assert lines(found="uniform@10:00", visits="09:50-11:00") == "am KQ-2-4 50"
    on_leave = lines(found="uniform@10:00", leave="sick 09:50-11:00")
    assert on_leave == "am KQ-2-4 50 pending off_duty"
    saturday = Trial(date(2026, 7, 4), "", found="uniform@10:00").month()
    assert costs(saturday) == "am KQ-2-4 50 pending off_duty"


def test_d20_each_day_counts_for_itself() -> None:
    tuesday = Trial(date(2026, 7, 7), FULL[SUMMER], found="uniform@10:00")
    monday = Trial(SUMMER, FULL[SUMMER], found="uniform@10:00", others=[tuesday])
    assert monday.month(SUMMER, tuesday.day).total == 100_00


def test_d20_uniform_in_an_absent_session_is_another_act() -> None:
    assert lines(PM, found="uniform@10:00") == "am KQ-2-2 100, am KQ-2-4 50"


@pytest.mark.parametrize("role", Role)
def test_d22_roles_that_can_be_fined(role: Role) -> None:
    is_fined = role in (Role.ACCOUNT_MANAGER, Role.TEAM_LEAD)
    found = lines(PM, found="errand@10:00 uniform@16:00", role=role)
    assert bool(found) is is_fined
    knobs = f'discipline.roles = ["{role}"]'
    assert lines(PM, found="errand@16:00", role=role, knobs=knobs)


def test_findings_lines_say_what_they_rest_on() -> None:
    month = Trial(SUMMER, FULL[SUMMER], found="errand@10:00 uniform@11:00").month()
    errand, uniform = month.lines
    assert (errand.id, errand.evidence) == ("A07:2026-07-06:finding:F1", ("F1",))
    assert (errand.knobs["errand.fine"], errand.knobs["stack.absence_and_errand"]) == (200, False)
    assert uniform.knobs["uniform.max_per_day"] == 1
    assert not any(slot.fen for slot in month.days[0].slots.values())
