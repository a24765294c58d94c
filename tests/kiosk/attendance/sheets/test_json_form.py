"""The JSON form of a month's sheet: its names, its values, and that it is always the same."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.attendance.judging.results import Remark
from kiosk.attendance.sheets.json_form import sheet_json
from kiosk.attendance.sheets.json_reading import read_sheet
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.timetable import OFFICE_ZONE
from tests.kiosk.attendance.written_sheets import (
    AFTERWARDS,
    CLERK,
    OTHER,
    eventful,
    person_month,
    sheet_of,
)

MONTH = sheet_of(eventful())


def day_of(sheet: MonthSheet, number: int) -> Any:
    return sheet_json(sheet, OFFICE_ZONE)["people"][0]["days"][number - 1]


def test_it_has_the_names_that_the_issue_fixes() -> None:
    form = sheet_json(MONTH, OFFICE_ZONE)

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


def test_a_late_morning_is_told_in_full() -> None:
    day = day_of(MONTH, 2)

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
        "corrected": False,
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


def test_kq_2_0_the_reminder_has_its_code() -> None:
    slot = day_of(MONTH, 2)["slots"]["pm_in"]

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
def test_results_are_codes_of_the_glossary(number: int, slot: str, result: str) -> None:
    assert day_of(MONTH, number)["slots"][slot]["result"] == result


def test_a_correction_shows_in_its_slot_d_12() -> None:
    slot = day_of(MONTH, 8)["slots"]["am_out"]

    assert slot["corrected"]
    assert slot["evidence"] == ["C1"]


def test_a_moved_planned_time_is_the_one_that_is_due_d_17() -> None:
    assert day_of(MONTH, 4)["slots"]["am_in"]["due"] == "2026-06-04T10:30:00+08:00"
    assert day_of(MONTH, 4)["hours"] == ["09:20-12:30", "15:20-18:30"]


def test_states_doubts_and_sums() -> None:
    (person,) = sheet_json(MONTH, OFFICE_ZONE)["people"]

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


def test_leave_and_visits_stand_in_it() -> None:
    (person,) = sheet_json(MONTH, OFFICE_ZONE)["people"]

    assert [(leave["id"], leave["kind"]) for leave in person["leaves"]] == [
        ("L1", "leave.sick"),
        ("L2", "leave.personal"),
    ]
    assert person["leaves"][1]["end"] == "2026-06-04T10:30:00+08:00"
    (visit,) = person["visits"]
    assert visit["start"] == "2026-06-05T11:00:00+08:00"


def test_warnings_name_the_person_and_are_english() -> None:
    sheet = replace(MONTH, remarks=(Remark("rules_changed", "the rules changed"),))
    month, person = sheet_json(sheet, OFFICE_ZONE)["warnings"]

    assert (month["code"], month["text"]) == ("rules_changed", "the rules changed")
    assert "person" not in month
    assert (person["code"], person["person"]) == ("over_cap", "A07")
    assert person["text"] == "the deductions of A07 are more than 20 per cent of the month's wage"
    assert person["details"]["cap"] == 20000


def test_moments_are_written_in_the_zone_that_is_asked_for() -> None:
    form = sheet_json(MONTH, ZoneInfo("UTC"))

    assert form["people"][0]["days"][0]["slots"]["am_in"]["due"] == "2026-06-01T01:20:00+00:00"


def test_nobody_is_due_outside_his_employment() -> None:
    sheet = sheet_of(person_month(replace(CLERK, joined=date(2026, 6, 10))))
    (person,) = sheet_json(sheet, OFFICE_ZONE)["people"]

    assert person["days"][8]["slots"] == {}
    assert set(person["days"][9]["slots"]) == {"am_in", "am_out", "pm_in", "pm_out"}
    assert person["days_due"] == 14


def test_the_same_month_always_gives_the_same_text() -> None:
    def written(now: datetime) -> dict[str, Any]:
        return sheet_json(sheet_of(eventful(now=now), person_month(OTHER, now=now)), OFFICE_ZONE)

    first, later = written(AFTERWARDS), written(AFTERWARDS + timedelta(days=900))

    assert json.dumps(first) == json.dumps(later)
    assert [person["no"] for person in first["people"]] == ["A07", "A08"]
    assert first["month"] == "2026-06"


def test_it_is_read_back_as_the_sheet_that_it_was_written_from() -> None:
    newcomer = replace(OTHER, joined=date(2026, 6, 10), left=date(2026, 6, 20))
    sheet = replace(
        MONTH,
        people=(*MONTH.people, person_month(newcomer, {12: "12:31"})),
        remarks=(Remark("no_holiday_notice", "none of {year}", {"year": 2026}),),
    )

    form = json.loads(json.dumps(sheet_json(sheet, OFFICE_ZONE)))

    assert read_sheet(form, OFFICE_ZONE) == sheet
