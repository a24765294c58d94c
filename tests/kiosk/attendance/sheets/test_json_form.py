"""The JSON form of a month's sheet: its names, its values, and that it is always the same."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.attendance.judging.evidence import (
    ApprovedCorrection,
    ApprovedFinding,
    ApprovedLeave,
    ApprovedVisit,
    Span,
)
from kiosk.attendance.judging.results import Remark
from kiosk.attendance.judging.statuses import FindingKind
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.sheets.json_form import sheet_json
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.timetable import OFFICE_ZONE, Slot
from kiosk.money import Fen
from kiosk.person import Person, staff_no
from kiosk.roles import Role

Written = Callable[..., MonthSheet]
Moment = Callable[[str], datetime]


@pytest.fixture
def eventful(written_sheet: Written, clerk: Person, moment: Moment) -> MonthSheet:
    """A month in which most things happen to one person."""
    evidence: dict[str, Any] = {
        "leaves": [
            ApprovedLeave("L1", LeaveKind.SICK, moment("06-03 00:00"), moment("06-04 00:00")),
            ApprovedLeave("L2", LeaveKind.PERSONAL, moment("06-04 09:20"), moment("06-04 10:30")),
        ],
        "visits": [ApprovedVisit("V1", moment("06-05 11:00"), moment("06-05 16:00"))],
        "corrections": {
            (date(2026, 6, 8), Slot.AM_OUT): ApprovedCorrection("C1", moment("06-08 12:31"))
        },
        "findings": [ApprovedFinding("F1", FindingKind.PRIVATE_ERRAND, moment("06-09 16:00"))],
        "wage": Fen(100_000),
    }
    days = {
        2: "09:32 12:31 15:12 18:31",
        3: "",
        4: "10:30 12:31 15:05 18:31",
        5: "09:05 18:31",
        8: "09:05 15:05 18:31",
        10: "09:05 12:31 15:05",
        11: "",
    }
    outage = Span(moment("06-12 09:00"), moment("06-12 10:00"))
    days[12] = "09:40 12:31 15:05 18:31"
    return written_sheet([(clerk, days, evidence)], outages=[outage])


def day_of(sheet: MonthSheet, number: int) -> Any:
    return sheet_json(sheet, OFFICE_ZONE)["people"][0]["days"][number - 1]


def test_it_has_the_names_that_the_issue_fixes(eventful: MonthSheet) -> None:
    form = sheet_json(eventful, OFFICE_ZONE)

    assert {"month", "rule_version", "warnings", "people"} == set(form)
    (person,) = form["people"]
    fixed = {"no", "name", "role", "total_fen", "days_due", "days_attended", "counts", "days"}
    assert fixed | {"lines"} <= set(person)
    assert list(person["counts"]) == [
        *("late", "serious_late", "early", "missing_in", "missing_out"),
        *("absent", "leave", "corrections"),
    ]
    for day in person["days"]:
        assert {"date", "kind", "season", "slots", "lines"} <= set(day)
        for slot in day["slots"].values():
            assert {"due", "at", "result", "minutes", "rule", "fen", "reminder"} <= set(slot)
    for line in person["lines"]:
        assert {"date", "slot", "rule", "minutes", "fen", "evidence", "state"} <= set(line)


def test_a_late_morning_is_told_in_full(eventful: MonthSheet) -> None:
    day = day_of(eventful, 2)

    assert (day["date"], day["kind"], day["season"]) == ("2026-06-02", "workday", "summer")
    assert day["slots"]["am_in"] == {
        "due": "2026-06-02T09:20:00+08:00",
        "at": "2026-06-02T09:32:00+08:00",
        "result": "late",
        "minutes": 12,
        "rule": "KQ-2-1a",
        "fen": 5000,
        "reminder": None,
        "evidence": ["A07-0602-0932"],
    }
    assert day["lines"] == [
        {
            "id": "A07:2026-06-02:am_in",
            "date": "2026-06-02",
            "slot": "am_in",
            "rule": "KQ-2-1a",
            "minutes": 12,
            "fen": 5000,
            "at_stake": 5000,
            "evidence": ["A07-0602-0932"],
            "state": "charged",
            "doubt": None,
            "rule_version": "v1",
            "knobs": {},
        }
    ]


def test_kq_2_0_the_reminder_has_its_code(eventful: MonthSheet) -> None:
    slot = day_of(eventful, 2)["slots"]["pm_in"]

    assert (slot["result"], slot["reminder"], slot["fen"]) == ("normal", "prep_missed", 0)


@pytest.mark.parametrize(
    ("number", "slot", "result"),
    [
        (1, "am_in", "normal"),
        (2, "am_in", "late"),
        (3, "am_in", "leave.sick"),
        (3, "pm_out", "leave.sick"),
        (4, "am_in", "normal"),
        (5, "am_out", "field_duty"),
        (5, "pm_in", "field_duty"),
        (6, "am_in", "rest"),
        (8, "am_out", "normal"),
        (10, "pm_out", "missing_out"),
        (11, "am_in", "absent"),
        (12, "am_in", "late"),
        (19, "am_in", "rest"),
    ],
)
def test_results_are_codes_of_the_glossary(
    eventful: MonthSheet, number: int, slot: str, result: str
) -> None:
    assert day_of(eventful, number)["slots"][slot]["result"] == result


def test_a_moved_planned_time_is_the_one_that_is_due_d_17(eventful: MonthSheet) -> None:
    assert day_of(eventful, 4)["slots"]["am_in"]["due"] == "2026-06-04T10:30:00+08:00"


def test_states_doubts_and_sums(eventful: MonthSheet) -> None:
    (person,) = sheet_json(eventful, OFFICE_ZONE)["people"]

    told = [
        (line["date"][-2:], line["rule"], line["fen"], line["state"]) for line in person["lines"]
    ]
    assert told == [
        ("02", "KQ-2-1a", 5000, "charged"),
        ("09", "KQ-2-3", 20000, "charged"),
        ("10", "D-11", 0, "undecided"),
        ("11", "KQ-2-2", 10000, "charged"),
        ("11", "KQ-2-2", 10000, "charged"),
        ("12", "KQ-2-1a", 0, "pending"),
    ]
    assert person["lines"][-1]["doubt"] == "outage"
    assert person["lines"][-1]["at_stake"] == 5000
    assert person["total_fen"] == sum(line["fen"] for line in person["lines"]) == 45000
    assert person["lines"] == [line for day in person["days"] for line in day["lines"]]
    assert (person["days_due"], person["days_attended"]) == (21, 19)
    assert person["counts"]["leave"] == 2
    assert person["counts"]["corrections"] == 1


def test_leave_and_visits_stand_in_it(eventful: MonthSheet) -> None:
    (person,) = sheet_json(eventful, OFFICE_ZONE)["people"]

    assert [(leave["id"], leave["kind"]) for leave in person["leaves"]] == [
        ("L1", "leave.sick"),
        ("L2", "leave.personal"),
    ]
    assert person["leaves"][1]["end"] == "2026-06-04T10:30:00+08:00"
    (visit,) = person["visits"]
    assert visit["start"] == "2026-06-05T11:00:00+08:00"


def test_warnings_name_the_person_and_are_english(eventful: MonthSheet) -> None:
    sheet = replace(eventful, remarks=(Remark("rules_changed", "the rules changed"),))
    month, person = sheet_json(sheet, OFFICE_ZONE)["warnings"]

    assert (month["code"], month["text"]) == ("rules_changed", "the rules changed")
    assert "person" not in month
    assert (person["code"], person["person"]) == ("over_cap", "A07")
    assert person["text"] == "the deductions of A07 are more than 20 per cent of the month's wage"
    assert person["details"]["cap"] == 20000


def test_moments_are_written_in_the_zone_that_is_asked_for(eventful: MonthSheet) -> None:
    form = sheet_json(eventful, ZoneInfo("UTC"))

    assert form["people"][0]["days"][0]["slots"]["am_in"]["due"] == "2026-06-01T01:20:00+00:00"


def test_nobody_is_due_outside_his_employment(written_sheet: Written, clerk: Person) -> None:
    sheet = written_sheet([(replace(clerk, joined=date(2026, 6, 10)), {}, {})])
    (person,) = sheet_json(sheet, OFFICE_ZONE)["people"]

    assert person["days"][8]["slots"] == {}
    assert set(person["days"][9]["slots"]) == {"am_in", "am_out", "pm_in", "pm_out"}
    assert person["days_due"] == 14


def test_the_same_month_always_gives_the_same_text(
    written_sheet: Written, clerk: Person, moment: Moment
) -> None:
    other = Person(staff_no("A08"), "王海燕", Role.ACCOUNT_MANAGER, "二组", date(2024, 3, 1))
    leave = ApprovedLeave("L1", LeaveKind.SICK, moment("06-03 00:00"), moment("06-04 00:00"))
    rows = [(clerk, {2: "09:30"}, {"leaves": [leave]}), (other, {}, {})]

    first = sheet_json(written_sheet(rows), OFFICE_ZONE)
    later = sheet_json(
        written_sheet(rows, now=moment("07-02 12:00") + timedelta(days=900)), OFFICE_ZONE
    )

    assert json.dumps(first) == json.dumps(later)
    assert [person["no"] for person in first["people"]] == ["A07", "A08"]
    assert first["month"] == str(Month(2026, 6))
