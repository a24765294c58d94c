"""`keyroom export --tinydb` and `import --tinydb`: out into stock TinyDB, and in again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB, where
from typer.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def exported(keyroom: Run, example: Path, tmp_path: Path) -> Path:
    """The example's records as a TinyDB file."""
    file = tmp_path / "records.json"
    result = keyroom("export", "--tinydb", str(file), "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["tables"]["people"] == 12
    return file


def test_stock_tinydb_opens_an_export(exported: Path) -> None:
    with TinyDB(exported) as database:
        found = database.table("people").search(where("no") == "A07")
        assert [person["name"] for person in found] == ["达娃卓玛"]
        assert len(database.table("punches")) > 2_000


def test_an_export_comes_back_whole(keyroom: Run, exported: Path, tmp_path: Path) -> None:
    elsewhere = ("--home", str(tmp_path / "elsewhere"))
    keyroom("init", *elsewhere)
    taken = keyroom("import", "--tinydb", str(exported), *elsewhere)
    assert taken.exit_code == 0, taken.stderr
    for words in (("people", "list", "--all"), ("punches", "list"), ("badge", "list", "--all")):
        ours, theirs = keyroom(*words, "--json"), keyroom(*words, "--json", *elsewhere)
        assert ours.stdout == theirs.stdout
    assert keyroom("log", "verify", *elsewhere).exit_code == 0


@pytest.mark.parametrize(
    "content, line",
    [
        ("{", "is not JSON"),
        ("[]", "is not a TinyDB file"),
        ('{"people": {"1": {"no": "A99"}}}', "the table people holds what is no record of it"),
        ('{"punches": {"1": {"at": "noon"}}}', "the table punches holds what is no record of it"),
        ('{"meta": {"1": {}}}', "a table cannot be named meta"),
    ],
)
def test_what_is_no_record_is_refused_whole(
    keyroom: Run, example: Path, tmp_path: Path, content: str, line: str
) -> None:
    file = tmp_path / "strange.json"
    file.write_text(content, encoding="utf-8")
    before = keyroom("people", "list", "--json", "--all").stdout
    result = keyroom("import", "--tinydb", str(file))
    assert result.exit_code == 2
    assert line in result.stderr
    assert result.stderr.count("\n") == 1
    assert keyroom("people", "list", "--json", "--all").stdout == before


def test_an_export_never_replaces_a_file(keyroom: Run, exported: Path) -> None:
    before = exported.read_bytes()
    assert keyroom("export", "--tinydb", str(exported)).exit_code == 2
    assert exported.read_bytes() == before


def test_the_file_must_be_named(keyroom: Run, example: Path) -> None:
    result = keyroom("export")
    assert (result.exit_code, result.stderr) == (
        2,
        "keyroom export: --tinydb is missing — see keyroom export --help\n",
    )
