"""Every knob of the regulation's tables, from `keyroom.toml` through the rulebook to a result.

Each row is a day that one knob judges otherwise than the regulation; a knob, or one of its choices,
that no row turns is found at the end.
"""

import json
import tomllib
from dataclasses import replace
from datetime import date
from typing import Literal, get_args, get_origin

import pytest

from kiosk.attendance.judging.statuses import Rule
from kiosk.config import Config
from kiosk.knob_tree import Knob, knobs
from kiosk.settings.rulebook import SECTIONS, written_rules
from tests.kiosk.attendance.judging.trial import SUMMER, WINTER, Trial, outcome, rulebook

FULL = "09:10 12:30 15:10 18:30"
MAY, OCTOBER = date(2026, 5, 20), date(2026, 10, 20)

WORDS = [
    # what keyroom.toml says, a day, as the regulation judges it, as the office does
    ('season.summer_from = "06-01"', Trial(MAY, "09:45 13:00"), "late+25 ok", "ok! ok"),
    ('season.winter_from = "11-01"', Trial(OCTOBER, "09:45 13:00"), "ok! ok", "late+25 ok"),
    (
        'season.overrides = [{first = "2026-07-06", last = "2026-07-06", season = "winter"}]',
        Trial(SUMMER, "09:45 13:00"),
        "late+25 ok",
        "ok! ok",
    ),
    (
        'season.overrides = [{first = "2026-11-03", last = "2026-11-30", season = "summer"}]',
        Trial(WINTER, "09:45 13:00"),
        "ok! ok",
        "late+25 ok",
    ),
    ('shift.summer.am = ["09:00", "12:30"]', Trial(SUMMER, "09:05 12:30"), "ok ok", "late+5 ok"),
    (
        'shift.summer.pm = ["15:00", "18:30"]',
        Trial(SUMMER, FULL),
        "ok ok ok ok",
        "ok ok late+10 ok",
    ),
    ('shift.winter.am = ["10:00", "13:00"]', Trial(WINTER, "09:55 13:00"), "late+5 ok", "ok! ok"),
    (
        'shift.winter.pm = ["15:20", "18:00"]',
        Trial(WINTER, "09:40 13:00 15:10 18:00"),
        "ok ok ok early-30",
        "ok ok ok ok",
    ),
    ("attendance.punches_per_day = 2", Trial(SUMMER, "09:10 18:30"), "ok no-out no-in ok", "ok ok"),
    ('attendance.rounding = "second"', Trial(SUMMER, "09:20:01 12:30"), "ok! ok", "late+1 ok"),
    (
        "attendance.tier_limits = [10, 60]",
        Trial(SUMMER, "09:31 12:30"),
        "late+11 ok",
        "serious+11 ok",
    ),
    (
        'attendance.tier_edge = "higher"',
        Trial(SUMMER, "09:50 12:30"),
        "late+30 ok",
        "serious+30 ok",
    ),
    (
        "attendance.dedupe_seconds = 30",
        Trial(SUMMER, "09:20:50 12:29:30 12:30:10"),
        "ok! early-1",
        "ok! ok",
    ),
    (
        'attendance.day_cutoff = "02:00"',
        Trial(SUMMER, f"{FULL[:17]} +02:30"),
        "ok ok ok ok",
        "ok ok ok no-out",
    ),
    (
        "attendance.infer_direction = false",
        Trial(SUMMER, "09:10 in@09:15 out@12:30"),
        "ok ok",
        "ok! ok",
    ),
    (
        "attendance.late_as_absent_after = 60",
        Trial(SUMMER, "10:21 12:30"),
        "serious+61 ok",
        "absent+61 ok",
    ),
    (
        "visit.excuses_punch = false",
        Trial(SUMMER, "09:30 12:30", visits="09:00-10:00"),
        "field ok",
        "late+10 ok",
    ),
    ("prep.minutes = 20", Trial(SUMMER, "09:10 12:30"), "ok ok", "ok! ok"),
    (
        'prep.sessions = ["pm"]',
        Trial(SUMMER, "09:20 12:30 15:20 18:30"),
        "ok! ok ok! ok",
        "ok ok ok! ok",
    ),
    ('missing_punch.unresolved = "absent"', Trial(SUMMER, "09:10"), "ok no-out", "ok absent"),
]
LEAVE = Trial(SUMMER, leave="sick 00:00-+00:00")
NONE_FREE = "leave.free_per_month = 0"
TWO_LEAVES = Trial(SUMMER, leave="sick 00:00-12:00, sick 12:00-+00:00", knobs=NONE_FREE)
CAP = 'payroll.cap_mode = "cap"'
YUAN = [
    # what keyroom.toml says, a day, what the regulation deducts, what the office does
    ("attendance.tier_fines = [7, 8, 9]", Trial(SUMMER, "09:31 12:30 15:10 18:30"), 50, 7),
    ('absence.unit = "day"', Trial(SUMMER), 200, 100),
    ("absence.fine = 80", Trial(SUMMER), 200, 160),
    ("absence.min_equal_late = true", Trial(SUMMER), 200, 400),
    ("errand.fine = 20", Trial(SUMMER, FULL, found="errand@10:00"), 200, 20),
    ("stack.absence_and_errand = true", Trial(SUMMER, FULL[:11], found="errand@16:00"), 200, 300),
    ("uniform.fine = 20", Trial(SUMMER, FULL, found="uniform@10:00"), 50, 20),
    ("uniform.max_per_day = 2", Trial(SUMMER, FULL, found="uniform@10:00 uniform@11:00"), 50, 100),
    (NONE_FREE, LEAVE, 0, 100),
    ("leave.fine = 30", replace(LEAVE, knobs=NONE_FREE), 100, 30),
    ('leave.fine_mode = "per_extra"', TWO_LEAVES, 100, 200),
    ('leave.counted_types = ["事假"]', replace(LEAVE, knobs=NONE_FREE), 100, 0),
    ("prep.fine = 5", Trial(SUMMER, "09:20 12:30 15:10 18:30"), 0, 5),
    ('discipline.roles = ["team_lead"]', Trial(SUMMER), 200, 0),
    ('payroll.cap_mode = "cap"', Trial(SUMMER, wage=500_00), 200, 100),
    ("payroll.cap_percent = 10", Trial(SUMMER, wage=500_00, knobs=CAP), 100, 50),
    ("payroll.minimum_wage = 480", Trial(SUMMER, wage=500_00, knobs=CAP), 100, 20),
]
TOLD = [
    ('missing_punch.unresolved = "ignore"', Trial(SUMMER, "09:10 15:10 18:30"), ["undecided"], []),
    (
        'payroll.cap_mode = "off"',
        Trial(SUMMER, wage=500_00),
        ["charged", "charged", "over_cap"],
        ["charged", "charged"],
    ),
]
NO_CHOICE = {"attendance.split", "leave.count_by", "leave.month_of"}
"""Knobs of a single value: they only say how it is."""


def _name(row: object) -> str | None:
    return row.partition(" = ")[0] if isinstance(row, str) and " = " in row else None


def _turned(trial: Trial, toml: str) -> Trial:
    return replace(trial, knobs=f"{trial.knobs}\n{toml}")


@pytest.mark.parametrize("toml, trial, regulation, office", WORDS, ids=_name)
def test_knob_changes_a_result(toml: str, trial: Trial, regulation: str, office: str) -> None:
    assert outcome(trial.month()).startswith(regulation)
    assert outcome(_turned(trial, toml).month()).startswith(office)


@pytest.mark.parametrize("toml, trial, regulation, office", YUAN, ids=_name)
def test_knob_changes_what_is_deducted(
    toml: str, trial: Trial, regulation: int, office: int
) -> None:
    before, after = trial.month(), _turned(trial, toml).month()
    assert (before.total, after.total) == (regulation * 100, office * 100)
    assert any(_name(toml) in line.knobs for line in (*before.lines, *after.lines))


@pytest.mark.parametrize("toml, trial, regulation, office", TOLD, ids=_name)
def test_knob_changes_what_is_told(
    toml: str, trial: Trial, regulation: list[str], office: list[str]
) -> None:
    for each, told in ((trial, regulation), (_turned(trial, toml), office)):
        month = each.month()
        states = [line.state for line in month.lines]
        assert [*states, *(warning.code for warning in month.warnings)] == told


@pytest.mark.parametrize("toml", [row[0] for row in (*WORDS, *YUAN, *TOLD)], ids=_name)
def test_knob_changes_the_version(toml: str) -> None:
    assert rulebook(toml).version.startswith("v1+")
    assert rulebook(toml).version == rulebook(toml).version != rulebook().version == "v1"


def test_a_customer_s_visits_are_no_rule_of_attendance() -> None:
    assert rulebook("visit.max_interval_days = 60").version == "v1"


def test_every_knob_and_every_choice_is_turned() -> None:
    rows = [row[0] for row in (*WORDS, *YUAN, *TOLD)]
    turned = {str(_name(row)) for row in rows} | NO_CHOICE | {"visit.max_interval_days"}
    for knob in knobs():
        if knob.place[0] in SECTIONS:
            assert knob.name in turned or knob.place[:2] == ("season", "overrides"), knob.name
            for choice in _other_choices(knob):
                assert f"{knob.name} = {json.dumps(choice)}" in rows, knob.name


def _other_choices(knob: Knob) -> list[object]:
    if get_origin(knob.field.annotation) is not Literal or knob.repeated:
        return []
    return [choice for choice in get_args(knob.field.annotation) if choice != knob.field.default]


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_s_lines_keep_the_knobs_they_depend_on(rule: Rule) -> None:
    config = Config()
    written = written_rules(config)
    kept = config.rulebook().knobs[rule]
    assert kept
    for name, value in kept.items():
        section, _, knob = name.partition(".")
        assert written[section][knob] == value


def test_written_rules_make_the_same_rulebook_again() -> None:
    toml = "\n".join(row[0] for row in YUAN if "fine" in row[0])
    config = Config.model_validate(tomllib.loads(toml))
    assert Config.model_validate(written_rules(config)).rulebook() == config.rulebook()
