"""The program as people start it: exit codes, streams, languages, a reader that goes away."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

RunProcess = Callable[..., subprocess.CompletedProcess[str]]
MAIN = Path(__file__).parent.parent.parent / "main.py"


def test_version(keyroom_process: RunProcess) -> None:
    result = keyroom_process("--version")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("keyroom ")


@pytest.mark.parametrize(
    "words, variables, usage",
    [
        ([], {}, "用法"),
        (["--lang", "en"], {}, "Usage:"),
        ([], {"KEYROOM_LANG": "en"}, "Usage:"),
        (["--lang", "zh_CN"], {"KEYROOM_LANG": "en"}, "用法"),
    ],
)
def test_help_speaks_the_language_that_is_asked_for(
    keyroom_process: RunProcess, words: list[str], variables: dict[str, str], usage: str
) -> None:
    result = keyroom_process(*words, "config", "--help", **variables)
    assert result.returncode == 0
    assert usage in result.stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, main; from typer.main import get_command\n"
        "try: get_command(main.app).main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "--lang", "en", "config", "--help"],
        cwd=MAIN.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    heavy = {"pydantic", "sqlalchemy", "textual", "tinydb", "cryptography", "PIL", "babel"}
    assert heavy & set(result.stderr.split()) == set()


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [sys.executable, str(MAIN), "config", "schema"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(tmp_path)},
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (141, b"")


def test_closed_streams_are_no_fault(home: Path) -> None:
    command = f'exec "{sys.executable}" "{MAIN}" --home "{home}" init >&- 2>&-'
    assert subprocess.run(["sh", "-c", command], timeout=60, check=False).returncode == 0
    assert (home / "keyroom.toml").exists()


def test_a_log_that_cannot_be_written_stops_no_command(
    keyroom_process: RunProcess, example: Path
) -> None:
    (example / "logs" / "keyroom.log").unlink()
    (example / "logs" / "keyroom.log").mkdir()
    result = keyroom_process("--lang", "en", "people", "list")
    assert result.returncode == 0
    assert result.stderr.startswith("the log cannot be written: ")
    assert "A07" in result.stdout


def test_the_office_speaks_its_configured_language(keyroom_process: RunProcess, home: Path) -> None:
    home.mkdir()
    (home / "keyroom.toml").write_text('language = "en"\n', encoding="utf-8")
    assert keyroom_process("config", "check").stdout.endswith("nothing is wrong\n")


def test_output_survives_a_terminal_without_chinese(
    keyroom_process: RunProcess, home: Path
) -> None:
    home.mkdir()
    (home / "keyroom.toml").write_text('[office]\nname = "重要室"\n', encoding="utf-8")
    variables = {"PYTHONIOENCODING": "ascii"}
    shown = keyroom_process("--lang", "en", "config", "show", **variables)
    assert (shown.returncode, shown.stderr) == (0, "")
    rows = json.loads(keyroom_process("config", "show", "--json", **variables).stdout)
    assert {"key": "office.name", "value": "重要室", "line": 2} in rows
