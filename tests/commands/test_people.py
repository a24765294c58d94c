"""`keyroom init` and `keyroom people`: a new office and its staff."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Run = Callable[..., Result]


def listed(keyroom: Run, *words: str) -> dict[str, dict[str, Any]]:
    rows = json.loads(keyroom("people", "list", "--json", *words).stdout)
    return {row["no"]: row for row in rows}


def test_init_makes_an_empty_office_and_says_what_is_next(keyroom: Run, home: Path) -> None:
    result = keyroom("init", "--name", "拉萨重要室")
    assert result.exit_code == 0
    assert str(home / "keyroom.toml") in result.stdout
    assert str(home / "keys") in result.stdout
    assert listed(keyroom) == {}
    assert 'name = "拉萨重要室"' in (home / "keyroom.toml").read_text(encoding="utf-8")


def test_init_never_overwrites_an_office(keyroom: Run, example: Path) -> None:
    result = keyroom("init")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{example}: the folder is not empty")


@pytest.mark.parametrize("name", ["", "two\nlines", "x" * 65])
def test_init_refuses_a_name_that_no_screen_can_show(keyroom: Run, home: Path, name: str) -> None:
    result = keyroom("init", "--name", name)
    assert result.exit_code == 2
    assert not home.exists()


def test_example_has_twelve_people_of_whom_one_has_left(keyroom: Run, example: Path) -> None:
    assert len(listed(keyroom)) == 11
    everybody = listed(keyroom, "--all")
    assert len(everybody) == 12
    assert everybody["A12"]["left"] is not None
    assert everybody["A12"]["badges"] == []
    assert everybody["A01"] == {
        "no": "A01",
        "name": "旺堆",
        "role": "room_manager",
        "team": "重要室",
        "joined": everybody["A01"]["joined"],
        "left": None,
        "badges": ["em4100:0A0048C101"],
    }


def test_add_with_a_badge(keyroom: Run, example: Path) -> None:
    words = ("A13", "王五", "--role", "客户经理", "--team", "一组", "--joined", "2026-11-02")
    result = keyroom("people", "add", *words, "--badge", "uid:04aabbcc", "--by", "A01")
    assert (result.exit_code, result.stdout) == (0, "A13 王五 is in the register\n")
    added = listed(keyroom)["A13"]
    assert added["role"] == "account_manager"
    assert added["joined"] == "2026-11-02"
    assert added["badges"] == ["uid:04AABBCC"]


@pytest.mark.parametrize(
    "words, code, line",
    [
        (("A01", "x", "--role", "team_lead"), 2, "the staff number A01 is taken"),
        (("A 1", "x", "--role", "team_lead"), 2, "“A 1” cannot be a staff number"),
        (("A13", "x", "--role", "boss"), 2, "“boss” is no role"),
        (("A13", "x", "--role", "team_lead", "--joined", "1.5."), 2, "“1.5.” is no day"),
        (("A13", "x", "--role", "team_lead", "--badge", "!"), 2, "“!” cannot be a badge number"),
        (
            ("A13", "x", "--role", "team_lead", "--badge", "0A0048C101"),
            2,
            "badge 0A0048C101 is already worn by A01",
        ),
        (("A13", "x", "--role", "team_lead", "--by", "B99"), 1, "nobody has the staff number B99"),
    ],
)
def test_add_refuses_in_one_line_and_adds_nothing(
    keyroom: Run, example: Path, words: tuple[str, ...], code: int, line: str
) -> None:
    before = listed(keyroom, "--all")
    result = keyroom("people", "add", *words, "--team", "一组")
    assert result.exit_code == code
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1
    assert listed(keyroom, "--all") == before


def test_leave_ends_the_badges(keyroom: Run, example: Path) -> None:
    result = keyroom("people", "leave", "A03", "--on", "yesterday")
    assert result.exit_code == 0
    assert "A03" not in listed(keyroom)
    assert listed(keyroom, "--all")["A03"]["badges"] == []


def test_nobody_can_leave_who_is_not_there(keyroom: Run, example: Path) -> None:
    result = keyroom("people", "leave", "A99")
    assert result.exit_code == 1
    assert result.stderr.startswith("nobody has the staff number A99")


def test_table_is_plain_text_into_a_pipe(keyroom: Run, example: Path) -> None:
    lines = keyroom("people", "list").stdout.splitlines()
    assert lines[0].split()[:3] == ["staff", "number", "name"]
    assert lines[1].split()[:2] == ["A01", "旺堆"]
    assert all("\x1b" not in line and "│" not in line for line in lines)


def test_bm_4_another_post_by_its_code_or_the_regulation_s_word(
    keyroom: Run, example: Path
) -> None:
    for word, code, said in (
        ("信息管理员", "info_admin", "is information administrator from now on"),
        ("info_admin", "info_admin", "is information administrator already"),
        ("客户经理", "account_manager", "is account manager from now on"),
    ):
        result = keyroom("people", "role", "A04", word, "--by", "A01")
        assert result.exit_code == 0
        assert said in result.stdout
        assert listed(keyroom)["A04"]["role"] == code
    assert keyroom("log", "verify").exit_code == 0


@pytest.mark.parametrize(
    "words, code, line",
    [
        (("A04", "boss"), 2, "“boss” is no role"),
        (("A99", "team_lead"), 1, "nobody has the staff number A99"),
        (("A04", "team_lead", "--by", "B99"), 1, "nobody has the staff number B99"),
    ],
)
def test_bm_4_what_is_no_role_and_who_is_nobody_changes_nothing(
    keyroom: Run, example: Path, words: tuple[str, ...], code: int, line: str
) -> None:
    before = listed(keyroom)
    result = keyroom("people", "role", *words)
    assert (result.exit_code, result.stderr.partition(" — ")[0]) == (code, line)
    assert listed(keyroom) == before
