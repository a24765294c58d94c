"""`keyroom punches`: lists are taken in whole or not at all, and say what taps count as."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Run = Callable[..., Result]
FIELDS = {
    "id",
    "person",
    "at",
    "local",
    "direction",
    "slot",
    "terminal",
    "credential_kind",
    "assurance",
    "result",
}


@pytest.fixture
def staffed(keyroom: Run, tmp_path: Path) -> Path:
    """An office with two people; the folder for lists."""
    assert keyroom("init").exit_code == 0
    people = tmp_path / "people.csv"
    people.write_text(
        "no,name,role,team,joined,left,badge\n"
        "A03,张三,客户经理,一组,2026-01-05,,0A00000003\n"
        "A07,李四,account_manager,一组,2026-01-05,,uid:04A1B2C3\n",
        encoding="utf-8",
    )
    result = keyroom("people", "import", str(people))
    assert (result.exit_code, result.stdout) == (
        0,
        f"{people}: 2 added, 0 changed, 0 as before, 2 badges\n",
    )
    return tmp_path


def taken_in(keyroom: Run, folder: Path, text: str) -> Result:
    path = folder / "punches.csv"
    path.write_text("no,at,direction,terminal\n" + text, encoding="utf-8")
    return keyroom("punches", "import", str(path))


def listed(keyroom: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(keyroom("punches", "list", "--json", *words).stdout)
    return found


def test_people_faults_name_file_line_and_column(keyroom: Run, staffed: Path) -> None:
    path = staffed / "people.csv"
    path.write_text(
        "no,name,role,team,joined,left,badge\n"
        "A08,王五,客户经理,一组,2026-01-05,,0A00000003\n"
        "A09,赵六,老板,一组,2026-02-30,,\n",
        encoding="utf-8",
    )
    result = keyroom("people", "import", str(path))
    lines = result.stderr.splitlines()
    assert result.exit_code == 2
    assert lines[0].startswith("people.csv:2: badge: badge 0A00000003 is already worn by A03")
    assert lines[1].startswith("people.csv:3: role: “老板” is no role")
    assert lines[2].startswith("people.csv:3: joined: “2026-02-30” is no day")
    assert len(lines) == 3
    assert [row["no"] for row in json.loads(keyroom("people", "list", "--json").stdout)] == [
        "A03",
        "A07",
    ]


def test_a_day_of_four_taps(keyroom: Run, staffed: Path) -> None:
    result = taken_in(
        keyroom,
        staffed,
        "A03,2026-11-02 09:40,,entrance\n"
        "A03,2026-11-02T13:01:30,,entrance\n"
        "A03,2026-11-02T07:15:00Z,,entrance\n"
        "A03,2026-11-02 18:31,out,entrance\n",
    )
    assert (result.exit_code, result.stderr) == (0, "")
    punches = listed(keyroom, "--person", "A03")
    assert [(each["slot"], each["direction"]) for each in punches] == [
        ("am_in", "in"),
        ("am_out", "out"),
        ("pm_in", "in"),
        ("pm_out", "out"),
    ]
    assert punches[0].keys() >= FIELDS
    assert punches[0]["at"] == "2026-11-02T01:40:00.000000Z"
    assert punches[0]["local"] == "2026-11-02T09:40:00+08:00"
    assert punches[2]["local"] == "2026-11-02T15:15:00+08:00"
    assert {each["result"] for each in punches} == {"recorded"}


def test_a_list_can_be_taken_in_again(keyroom: Run, staffed: Path) -> None:
    taken_in(keyroom, staffed, "A03,2026-11-02 09:40,,\n")
    again = taken_in(keyroom, staffed, "A03,2026-11-02 09:40,,\nA07,2026-11-02 09:41,,\n")
    assert again.stdout.endswith("1 punches added, 1 were there already\n")


def test_one_bad_line_and_nothing_is_taken(keyroom: Run, staffed: Path) -> None:
    result = taken_in(keyroom, staffed, "A03,2026-11-02 09:40,,\nB99,2026-11-02 25:00,up,\n")
    assert result.exit_code == 2
    assert "punches.csv:3: at: “2026-11-02 25:00” is no moment" in result.stderr
    assert "punches.csv:3: direction: “up” is no direction" in result.stderr
    assert listed(keyroom) == []


def test_days_and_people_narrow_the_list(keyroom: Run, staffed: Path) -> None:
    taken_in(
        keyroom,
        staffed,
        "A03,2026-11-02 09:40,,\nA07,2026-11-03 09:41,,\nA03,2026-11-04 09:41,,\n",
    )
    days = ("--from", "2026-11-03", "--to", "2026/11/4")
    assert [each["person"] for each in listed(keyroom, *days)] == ["A07", "A03"]
    assert len(listed(keyroom, *days, "--person", "A03")) == 1
    nothing = keyroom("punches", "list", "--json", "--from", "2026-11-05")
    assert (nothing.exit_code, nothing.stdout) == (1, "[]\n")


def test_an_empty_office_is_no_failure(keyroom: Run, staffed: Path) -> None:
    result = keyroom("punches", "list", "--json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")


def test_the_example_shows_every_slot(keyroom: Run, example: Path) -> None:
    punches = listed(keyroom)
    assert len(punches) > 2_000
    assert {each["slot"] for each in punches} == {None, "am_in", "am_out", "pm_in", "pm_out"}
    table = keyroom("punches", "list", "--from", "yesterday").stdout
    assert table == "" or "entrance" in table


@pytest.mark.parametrize("words", [("--person", "B99"), ("--from", "soon")])
def test_what_cannot_be_sought_is_refused(
    keyroom: Run, staffed: Path, words: tuple[str, str]
) -> None:
    result = keyroom("punches", "list", *words)
    assert result.exit_code in (1, 2)
    assert result.stderr.count("\n") == 1
