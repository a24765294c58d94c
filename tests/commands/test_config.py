"""`keyroom config`: every fault with its line, the values in effect, the schema."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]
READER = '[[readers]]\nname = "door"\nterminal = "entrance"\nurl = "{url}"\n'


@pytest.fixture
def written(home: Path) -> Callable[[str], Path]:
    """Write the office's configuration."""

    def write(text: str) -> Path:
        home.mkdir(exist_ok=True)
        path = home / "keyroom.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    "text, line",
    [
        ("langage = 'en'\n", "keyroom.toml:1: langage: unknown key; did you mean language?\n"),
        (
            "[season]\nsummer_from = 501\n",
            (
                "keyroom.toml:2: season.summer_from: 501 is no day of the year; "
                'write "MM-DD", such as "05-01" for 1 May\n'
            ),
        ),
        (
            READER.format(url="serial:/dev/x"),
            (
                "keyroom.toml:4: readers[0].url: serial:/dev/x: protocol is missing; "
                "add ?protocol= and one of em4100, wiegand26, wiegand34, lines, sdt\n"
            ),
        ),
    ],
)
def test_check_names_file_line_key_and_remedy(
    keyroom: Run, written: Callable[[str], Path], text: str, line: str
) -> None:
    written(text)
    result = keyroom("config", "check")
    assert (result.exit_code, result.stderr) == (2, line)


def test_check_tells_all_faults_at_once(keyroom: Run, written: Callable[[str], Path]) -> None:
    written('langage = "en"\n[calendr]\n')
    result = keyroom("config", "check", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 2
    assert [(fault["line"], fault["key"]) for fault in answer["faults"]] == [
        (1, "langage"),
        (2, "calendr"),
    ]


def test_check_of_a_right_file(keyroom: Run, written: Callable[[str], Path]) -> None:
    path = written(READER.format(url="pcsc:*"))
    assert keyroom("config", "check").stdout == f"{path}: nothing is wrong\n"
    assert json.loads(keyroom("config", "check", "--json").stdout) == {"ok": True, "faults": []}


def test_check_of_another_file_needs_no_office(keyroom: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("language = 7\n")
    result = keyroom("config", "check", str(other))
    assert result.exit_code == 2
    assert result.stderr.startswith("other.toml:1: language: ")


def test_show_says_what_holds_and_who_says_so(keyroom: Run, written: Callable[[str], Path]) -> None:
    written('[office]\nname = "重要室"\n')
    rows = json.loads(keyroom("config", "show", "--json").stdout)
    by_key = {row["key"]: (row["value"], row["line"]) for row in rows}
    assert by_key["office.name"] == ("重要室", 2)
    assert by_key["attendance.dedupe_seconds"] == (60, None)
    assert by_key["attendance.tier_fines"] == ([50, 100, 200], None)


def test_show_aligns_chinese_by_cells(keyroom: Run, written: Callable[[str], Path]) -> None:
    written('[office]\nname = "重要室"\n')
    lines = keyroom("config", "show").stdout.splitlines()
    name = next(line for line in lines if line.startswith("office.name"))
    kind = next(line for line in lines if line.startswith("terminals.desk.kind"))
    # Three ideographs take six cells: the column behind them begins three characters earlier.
    assert name.rindex("2") == kind.rindex("default") - 3


def test_schema_describes_every_table(keyroom: Run) -> None:
    schema = json.loads(keyroom("config", "schema").stdout)
    assert {"office", "readers", "store", "season"} <= schema["properties"].keys()


def test_no_office_is_one_line_with_the_remedy(keyroom: Run, home: Path) -> None:
    result = keyroom("config", "show")
    assert result.exit_code == 2
    assert result.stderr == (
        f"{home}: there is no office here — create one with: keyroom --home {home} init\n"
    )
