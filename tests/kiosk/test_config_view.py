"""The configuration as it is shown: every key, its value, who says so; and its JSON Schema."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.config import Config
from kiosk.config_file import ConfigFile
from kiosk.config_view import Setting, json_schema, settings
from kiosk.knob_tree import knobs, section_at
from kiosk.settings.section import Place

TEXT = """
[errand]
fine = 150.5
[terminals.hall]
kind = "entrance"
[[readers]]
name = "door"
terminal = "hall"
url = "wedge:"
[[season.overrides]]
first = 2026-04-01
last = 2026-04-30
season = "summer"
"""


@pytest.fixture
def shown() -> dict[str, Setting]:
    file = ConfigFile.parse(TEXT.encode(), "keyroom.toml")
    return {setting.key: setting for setting in settings(file)}


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("errand.fine", 150.5, 3),
        ("terminals.hall.kind", "entrance", 5),
        ("readers[0].url", "wedge:", 9),
        ("season.overrides[0].last", "2026-04-30", 12),
        ("season.summer_from", "05-01", None),
        ("shift.summer.am", ["09:20", "12:30"], None),
        ("attendance.tier_fines", [50, 100, 200], None),
        ("attendance.late_as_absent_after", None, None),
        ("calendar.overrides", [], None),
        ("decomp.am_weights", {}, None),
        ("assurance.enrol", "uid_only", None),
    ],
)
def test_every_key_is_shown_with_its_value_and_origin(
    shown: dict[str, Setting], key: str, value: object, line: int | None
) -> None:
    assert shown[key] == Setting(key, value, line)


def test_no_key_is_left_out(shown: dict[str, Setting]) -> None:
    keys = {re.sub(r"\[\d+\]", "", key).replace(".hall.", ".NAME.") for key in shown}
    expected = {knob.name for knob in knobs()}
    rows = {"calendar.overrides.day", "calendar.overrides.work", "calendar.overrides.name"}
    assert keys - {"calendar.overrides"} == expected - rows


def test_what_is_shown_is_a_configuration_again(shown: dict[str, Setting]) -> None:
    dumped = ConfigFile.parse(TEXT.encode(), "keyroom.toml").config
    assert Config.model_validate(_without_none(dumped.model_dump(mode="json"))) == dumped


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_none(inner) for name, inner in value.items() if inner is not None}
    return [_without_none(inner) for inner in value] if isinstance(value, list) else value


def _descriptions(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("description"), str):
            yield schema["description"]
        for value in schema.values():
            yield from _descriptions(value)


def test_schema_describes_every_key_in_the_readers_language() -> None:
    schema = json_schema(lambda message: f"<{message}>")
    descriptions = list(_descriptions(schema))
    assert len(descriptions) >= len(list(knobs()))
    assert all(text.startswith("<") and text.endswith(">") for text in descriptions)


def test_every_knob_of_the_regulation_cites_its_decision_or_rule() -> None:
    ours = ("language", "office", "terminals", "readers", "store", "assurance", "clock", "printing")
    for knob in knobs():
        if knob.place[0] not in ours and knob.name != "calendar.timezone":
            assert re.match(r"[A-Z]{1,2}-\d", knob.field.description or ""), knob.name


def test_schema_states_defaults_as_the_file_would() -> None:
    schema = json_schema(str)
    attendance = schema["$defs"]["AttendanceKnobs"]["properties"]
    assert attendance["tier_fines"]["default"] == [50, 100, 200]
    assert attendance["day_cutoff"]["default"] == "04:00"
    assert schema["properties"]["errand"]["default"] == {"fine": 200}


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ((), "Config"),
        (("attendance",), "AttendanceKnobs"),
        (("shift", "summer"), "SummerKnobs"),
        (("readers", 0), "ReaderKnobs"),
        (("terminals", "hall"), "TerminalKnobs"),
        (("terminals",), None),
        (("attendance", "tier_limits"), None),
        (("decomp", "am_weights", "A07"), None),
        (("nothing", "here"), None),
    ],
)
def test_table_at_a_place(place: Place, name: str | None) -> None:
    section = section_at(place)
    assert (section and section.__name__) == name
