"""`keyroom backup` and `restore`: what is copied is whole, and comes back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Run = Callable[..., Result]


def backed_up(keyroom: Run, *words: str) -> dict[str, Any]:
    result = keyroom("backup", "--json", *words)
    assert result.exit_code == 0, result.stderr
    made: dict[str, Any] = json.loads(result.stdout)
    return made


def entries(keyroom: Run) -> int:
    result = keyroom("log", "verify", "--json")
    assert result.exit_code == 0, result.stdout
    return int(json.loads(result.stdout)["entries"])


def test_a_backup_goes_to_the_backup_folder_and_is_private(keyroom: Run, example: Path) -> None:
    made = backed_up(keyroom)
    file = Path(made["file"])
    assert file.parent == example / "backups"
    assert file.stat().st_mode & 0o777 == 0o600
    assert made["entries"] == entries(keyroom)


def test_restore_brings_back_what_was_lost(keyroom: Run, example: Path, tmp_path: Path) -> None:
    made = backed_up(keyroom, str(tmp_path / "copy.db"))
    (example / "data" / "keyroom.db").unlink()
    result = keyroom("restore", made["file"])
    assert result.exit_code == 0, result.stderr
    assert result.stdout == (
        f"the records are those of the backup again: {made['entries']} entries\n"
    )
    assert entries(keyroom) == made["entries"]


def test_restore_never_drops_newer_records_unasked(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    made = backed_up(keyroom, str(tmp_path / "copy.db"))
    keyroom("people", "leave", "A03")
    newer = entries(keyroom)
    refused = keyroom("restore", made["file"])
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert entries(keyroom) == newer
    assert keyroom("restore", made["file"], "--force").exit_code == 0
    assert entries(keyroom) == made["entries"]


@pytest.mark.parametrize("words", [("backup", "/nowhere/x.db"), ("restore", "/nowhere/x.db")])
def test_places_that_are_not_there(keyroom: Run, example: Path, words: tuple[str, str]) -> None:
    result = keyroom(*words)
    assert result.exit_code in (1, 2)
    assert result.stderr.count("\n") == 1
    assert "/nowhere/x.db" in result.stderr


def test_a_backup_never_replaces_a_file(keyroom: Run, example: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    kept.write_text("precious")
    result = keyroom("backup", str(kept))
    assert result.exit_code == 1
    assert kept.read_text() == "precious"


def test_a_backup_that_was_touched_is_not_restored(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    file = Path(backed_up(keyroom, str(tmp_path / "copy.db"))["file"])
    data = file.read_bytes()
    file.write_bytes(data.replace(b'"A03"', b'"A04"', 1))
    before = entries(keyroom)
    assert keyroom("restore", str(file), "--force").exit_code == 1
    assert entries(keyroom) == before
