"""The configuration: names and defaults are the regulation's, and values become what rules take."""

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.events import Assurance
from kiosk.attendance.calendar import DayKind
from kiosk.attendance.slots import TapRules
from kiosk.attendance.timetable import Season, Slot, Timetable
from kiosk.config import Config

REGULATION = tomllib.loads((Path(__file__).parent / "regulation.toml").read_text(encoding="utf-8"))


def configured(**tables: Any) -> Config:
    return Config.model_validate(tables)


def _leaves(table: dict[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= _leaves(value, f"{above}{name}.")
        else:
            found[f"{above}{name}"] = value
    return found


@pytest.mark.parametrize(("key", "value"), _leaves(REGULATION).items(), ids=_leaves(REGULATION))
def test_default_is_the_regulations(key: str, value: object) -> None:
    found: Any = Config().model_dump(mode="json")
    for part in key.split("."):
        found = found[part]
    assert found == value


def test_regulations_block_is_a_configuration_and_says_nothing_new() -> None:
    assert Config.model_validate(REGULATION) == Config()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("absence.min_equal_late", False),  # D-10
        ("attendance.late_as_absent_after", None),  # D-10
        ("stack.absence_and_errand", False),  # D-19
        ("bulletin.days", 7),  # D-21
        ("discipline.roles", ["account_manager", "team_lead"]),  # D-22
        ("leave.count_by", "application"),  # D-15
        ("visit.excuses_punch", True),  # D-18
        ("meeting.prep_deadline", "prev_workday_pm_end"),  # D-26
        ("visitbook.require_declaration", True),  # D-27
        ("id.sides", 2),  # D-29
        ("rank.tie", "joint"),  # D-32
        ("jk.weights_confirmed", False),  # D-38
        ("rolechange.due", "same_day"),  # D-45
        ("destroy.signatures", 2),  # D-49
        ("jk.acting", "prorate"),  # D-51
    ],
)
def test_knob_that_only_a_decision_names_has_its_default(key: str, value: object) -> None:
    found: Any = Config().model_dump(mode="json")
    for part in key.split("."):
        found = found[part]
    assert found == value


def test_regulations_timetable_is_the_default_one() -> None:
    assert Config().timetable() == Timetable()
    assert Config().tap_rules() == TapRules()


@pytest.mark.parametrize(
    ("yuan", "fen"), [(0, 0), (50, 5000), (12.5, 1250), (0.01, 1), (0.29, 29), (1e6, 100_000_000)]
)
def test_money_is_yuan_in_the_file_and_fen_inside(yuan: float, fen: int) -> None:
    config = configured(errand={"fine": yuan})
    assert config.errand.fine == fen
    assert isinstance(config.errand.fine, int)
    assert config.model_dump(mode="json")["errand"]["fine"] == yuan


@given(fen=st.integers(0, 10**9))
def test_every_amount_reads_back(fen: int) -> None:
    config = configured(errand={"fine": fen / 100})
    assert config.errand.fine == fen
    assert configured(errand=config.model_dump(mode="json")["errand"]) == config


def test_D_01_seasons_and_their_exceptions_make_the_timetable() -> None:  # noqa: N802
    config = configured(
        season={
            "summer_from": "04-15",
            "overrides": [
                {"first": date(2027, 4, 20), "last": "2027-05-07", "season": "winter"},
            ],
        },
        shift={"summer": {"am": ["09:00", "12:00"]}},
    )
    timetable = config.timetable()
    assert timetable.season(date(2027, 4, 15)) is Season.SUMMER
    assert timetable.season(date(2027, 5, 7)) is Season.WINTER
    assert timetable.shift(date(2027, 5, 8)).am.start == time(9)


def test_D_02_decided_day_stands_above_the_notices() -> None:  # noqa: N802
    config = configured(
        calendar={
            "overrides": [
                {"day": date(2026, 11, 23), "work": False, "name": "校庆"},
                {"day": date(2026, 11, 22), "work": True},
            ]
        }
    )
    calendar = config.working_days()
    assert (calendar.day(date(2026, 11, 23)).kind, calendar.day(date(2026, 11, 23)).name) == (
        DayKind.HOLIDAY,
        "校庆",
    )
    assert calendar.day(date(2026, 11, 22)).working
    assert calendar.day(date(2026, 11, 24)).kind is DayKind.WORKDAY


def test_D_06_two_punches_a_day_are_the_first_and_the_last() -> None:  # noqa: N802
    config = configured(attendance={"punches_per_day": 2})
    assert config.timetable().slots == (Slot.AM_IN, Slot.PM_OUT)


def test_D_07_D_08_knobs_reach_the_rules_of_taps() -> None:  # noqa: N802
    rules = configured(
        attendance={"dedupe_seconds": 30, "day_cutoff": "03:30", "infer_direction": False},
        calendar={"timezone": "Asia/Urumqi"},
    ).tap_rules()
    assert rules.dedupe.total_seconds() == 30
    assert rules.timetable.day_cutoff == time(3, 30)
    assert rules.timetable.zone.key == "Asia/Urumqi"
    assert not rules.infer


def test_assurance_of_each_action_is_its_own() -> None:
    config = configured(assurance={"enrol": "mutual_auth", "punch": "signed_code"})
    assert (config.assurance.enrol, config.assurance.punch, config.assurance.leave) == (
        Assurance.MUTUAL_AUTH,
        Assurance.SIGNED_CODE,
        Assurance.UID_ONLY,
    )


def test_readers_belong_to_their_terminals() -> None:
    config = configured(
        readers=[
            {"name": "door", "terminal": "entrance", "url": "serial:/dev/ttyUSB0"},
            {"name": "card", "terminal": "desk", "url": "pcsc:*"},
            {"name": "keys", "terminal": "entrance", "url": "wedge:"},
        ]
    )
    assert [reader.name for reader in config.readers_of("entrance")] == ["door", "keys"]
    assert config.readers_of("wall") == ()


def test_configuration_does_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Config().attendance.dedupe_seconds = 5  # type: ignore[misc]
