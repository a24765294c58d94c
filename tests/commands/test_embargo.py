"""`keyroom embargo`: BM-5 on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Run = Callable[..., Result]
LATER = ("--publish-at", "2099-01-01 09:20", "--clock-is-right", "--by", "A01")


def listed(keyroom: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(keyroom("embargo", "list", "--json", *words).stdout)
    return found


def test_bm_5_what_is_not_public_says_so_and_is_not_among_the_public(
    keyroom: Run, example: Path
) -> None:
    result = keyroom("embargo", "add", "新资费", "--text", "每月 99 元", "--kind", "tariff", *LATER)
    assert result.exit_code == 0
    assert "internal until 2099-01-01 09:20:00" in result.stdout
    (entry,) = listed(keyroom)
    assert (entry["state"], entry["kind"], entry["by"]) == ("internal", "tariff", "A01")
    assert entry["publish_at"] == "2099-01-01T01:20:00.000000Z"
    assert "internal · not public" in keyroom("embargo", "list").stdout
    public = keyroom("embargo", "list", "--public")
    assert public.exit_code == 1
    assert "新资费" not in public.stdout
    assert listed(keyroom, "--public") == []


def test_bm_5_chinese_screens_mark_it_as_the_regulation_says(keyroom: Run, example: Path) -> None:
    keyroom("embargo", "add", "新资费", *LATER)
    result = keyroom("--lang", "zh_CN", "embargo", "list")
    assert "内部·未公布" in result.stdout


def test_bm_5_a_text_comes_from_a_file_as_it_stands(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes("[red]第一行[/red]\r\n第二行\r\n".encode("gbk"))
    assert keyroom("embargo", "add", "[b]通知", "--file", str(file), *LATER).exit_code == 0
    (entry,) = listed(keyroom)
    assert (entry["title"], entry["text"]) == ("[b]通知", "[red]第一行[/red]\n第二行")
    assert "[b]通知" in keyroom("embargo", "list").stdout


def test_bm_5_withdrawn_ones_stay_in_the_list(keyroom: Run, example: Path) -> None:
    added = json.loads(keyroom("embargo", "add", "新资费", *LATER, "--json").stdout)
    assert keyroom("embargo", "withdraw", added["id"], "--by", "A01").exit_code == 0
    assert [each["state"] for each in listed(keyroom)] == ["withdrawn"]
    again = keyroom("embargo", "withdraw", added["id"], "--by", "A01")
    assert again.exit_code == 1
    assert keyroom("log", "verify").exit_code == 0


AT = ("--publish-at", "2099-01-01 09:20")


@pytest.mark.parametrize(
    "words, code, line",
    [
        (("x", "--publish-at", "2020-01-01 09:20", "--by", "A01"), 2, "2020-01-01 09:20:00 has"),
        (("x", "--publish-at", "soon", "--by", "A01"), 2, "“soon” is no moment"),
        (("x", "--publish-at", "2099-02-30 09:00", "--by", "A01"), 2, "“2099-02-30 09:00” is no"),
        (("x" * 65, *AT, "--by", "A01"), 2, "“xxxxx"),
        (("x", *AT, "--by", "A01", "--text", "y" * 10_000), 2, "the text has 10000 characters"),
        (("x", *AT, "--by", "A01", "--text", "a\x1b[2J"), 2, "character 2 of the text is no"),
        (("x\x1b[2J", *AT, "--by", "A01"), 2, "“x�[2J” is no name"),
        (("x", *AT, "--by", "A01", "--kind", "advert"), 2, "“advert” is no kind"),
        (("x", *AT, "--by", "A04"), 1, "A04 "),
        (("x", *AT, "--by", "B99"), 1, "nobody has the staff number B99"),
        (("x", *AT), 2, "keyroom embargo add: "),
        (("x", *AT, "--by", "A01", "--text", "y", "--file", "z"), 2, "give --text or --file"),
        (("x", *AT, "--by", "A01", "--file", "/nowhere"), 2, "/nowhere: the file cannot be read"),
    ],
)
def test_bm_5_refuses_in_one_line_and_takes_nothing_in(
    keyroom: Run, example: Path, words: tuple[str, ...], code: int, line: str
) -> None:
    result = keyroom("embargo", "add", *words)
    assert result.exit_code == code
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1
    assert listed(keyroom) == []
