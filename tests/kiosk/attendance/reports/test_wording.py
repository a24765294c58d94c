"""The words of the forms: days as attendance products word them, causes, standings of lines."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kiosk.attendance.judging.evidence import ApprovedCorrection, ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.results import PersonMonth
from kiosk.attendance.judging.rulebook import Rulebook, Unresolved
from kiosk.attendance.judging.statuses import Doubt, LineState, Rule, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.reports.wording import cause, day_words, slot_words, standing
from kiosk.attendance.timetable import OFFICE_ZONE, Slot
from tests.kiosk.attendance.written_sheets import CLERK, IN_TIME, at, eventful, person_month

MONTH = eventful()


def words(month: PersonMonth, number: int) -> str:
    return day_words(month.days[number - 1], month, OFFICE_ZONE)


def on_the_9th(taps: str, **evidence: Any) -> str:
    return words(person_month(days={9: taps}, **evidence), 9)


@pytest.mark.parametrize(
    ("taps", "said"),
    [
        (IN_TIME, "normal"),
        ("09:35 12:31 15:05 18:31", "late by 15 min"),
        ("10:05 12:31 15:05 18:31", "seriously late by 45 min"),
        ("09:05 12:20 15:05 18:31", "left 10 min early"),
        ("09:05 12:31 15:05", "clock-out missing"),
        ("09:05 12:31 18:31", "clock-in missing"),
        ("09:05 12:31", "absent, half day"),
        ("", "absent, whole day"),
        ("09:35 12:20 15:05", "late by 15 min; left 10 min early; clock-out missing"),
        ("09:35 12:31 15:30 18:31", "late by 15 min; late by 10 min"),
    ],
)
def test_a_day_says_what_was_out_of_order(taps: str, said: str) -> None:
    assert on_the_9th(taps) == said


def sick(start: str, end: str) -> dict[str, Any]:
    return {
        "leaves": [ApprovedLeave("L", LeaveKind.SICK, at(f"06-09 {start}"), at(f"06-09 {end}"))]
    }


@pytest.mark.parametrize(
    ("taps", "evidence", "said"),
    [
        ("", sick("00:00", "23:00"), "sick leave, whole day"),
        ("15:05 18:31", sick("09:00", "12:30"), "sick leave, half day"),
        ("15:35 18:31", sick("09:00", "12:30"), "sick leave, half day; late by 15 min"),
        ("10:00 12:31 15:05 18:31", sick("09:20", "10:00"), "sick leave, 40 min"),
        ("10:02 12:31 15:05 18:31", sick("09:20", "10:00"), "late by 2 min; sick leave, 40 min"),
    ],
)
def test_leave_is_told_by_its_length(taps: str, evidence: dict[str, Any], said: str) -> None:
    assert on_the_9th(taps, **evidence) == said


@pytest.mark.parametrize(
    ("start", "end", "taps", "said"),
    [
        ("11:00", "16:00", "09:05 18:31", "field duty"),
        ("09:00", "13:00", "15:05 18:31", "field duty, half day"),
        ("09:00", "19:00", "", "field duty, whole day"),
    ],
)
def test_field_duty_is_told_once(start: str, end: str, taps: str, said: str) -> None:
    visit = ApprovedVisit("V", at(f"06-09 {start}"), at(f"06-09 {end}"))

    assert on_the_9th(taps, visits=[visit]) == said


def test_corrections_and_excuses_are_told() -> None:
    place = (date(2026, 6, 9), Slot.PM_OUT)
    corrected = {place: ApprovedCorrection("C", at("06-09 18:30"))}
    verdicts = {"A07:2026-06-09:pm_out": Verdict.WAIVE}

    assert on_the_9th("09:05 12:31 15:05", corrections=corrected) == "clock-out corrected"
    assert on_the_9th("09:05 12:31 15:05", verdicts=verdicts) == "clock-out missing (excused)"


def test_a_missing_punch_that_was_decided_to_be_absence_is_half_a_day() -> None:
    verdicts = {"A07:2026-06-09:pm_out": Verdict.ABSENT}

    assert on_the_9th("09:05 12:31 15:05", verdicts=verdicts) == "absent, half day"


def test_days_off_and_days_without_words() -> None:
    newcomer = replace(CLERK, joined=date(2026, 6, 3))
    month = person_month(newcomer, {7: "10:00 12:00", 23: ""}, now=at("06-22 12:00"))

    assert words(month, 2) == ""
    assert words(month, 6) == "day off"
    assert words(month, 7) == "day off, came in"
    assert words(month, 19) == "day off (Dragon Boat Festival)"
    assert words(month, 23) == ""


def test_a_slot_tells_of_corrections_and_of_the_reminder_kq_2_0() -> None:
    corrected = MONTH.days[7].slots[Slot.AM_OUT]
    unprepared = MONTH.days[1].slots[Slot.PM_IN]

    assert slot_words(corrected) == "normal (corrected)"
    assert slot_words(unprepared) == "normal (not 10 minutes early)"


def test_each_line_has_its_cause() -> None:
    assert [cause(line) for line in MONTH.lines] == [
        "late",
        "private errand on duty",
        "missing clock-out",
        "absent",
        "absent",
        "late",
    ]


@pytest.mark.parametrize(
    ("taps", "said"),
    [
        ("09:50 12:31 15:05 18:31", "late"),
        ("09:51 12:31 15:05 18:31", "seriously late"),
        ("10:51 12:31 15:05 18:31", "seriously late"),
        ("09:05 11:00 15:05 18:31", "left early"),
        ("09:05 12:31 18:31", "missing clock-in"),
    ],
)
def test_causes_follow_the_tiers_d_04(taps: str, said: str) -> None:
    assert [cause(line) for line in person_month(days={9: taps}).lines] == [said]


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_a_cause(rule: Rule) -> None:
    assert cause(replace(MONTH.lines[0], rule=rule))
    assert cause(replace(MONTH.lines[0], rule=rule, slot="pm_out"))


@pytest.mark.parametrize(
    ("state", "doubt", "said"),
    [
        (LineState.CHARGED, None, ""),
        (LineState.PENDING, Doubt.OUTAGE, "pending: a reader was out of order"),
        (LineState.UNDECIDED, None, "undecided"),
        (LineState.UNDECIDED, Doubt.OUTAGE, "undecided: a reader was out of order"),
        (LineState.OBJECTED, None, "objected, undecided"),
        (LineState.UPHELD, Doubt.OUTAGE, "upheld by decision"),
        (LineState.WAIVED, Doubt.OUTAGE, "excused by decision"),
        (LineState.ABSORBED, None, "contained in a dearer line"),
    ],
)
def test_a_line_says_where_it_stands(state: LineState, doubt: Doubt | None, said: str) -> None:
    assert standing(replace(MONTH.lines[0], state=state, doubt=doubt)) == said


def test_a_knob_that_makes_missing_punches_absences_is_worded_as_absence() -> None:
    rules = Rulebook(unresolved=Unresolved.ABSENT)

    assert on_the_9th("09:05 12:31 15:05", rules=rules) == "absent, half day"
