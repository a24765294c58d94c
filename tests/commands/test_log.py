"""`keyroom log`: what was changed behind the program's back is found and named."""

import base64
import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite
from typer.testing import Result

Run = Callable[..., Result]


def behind_its_back(home: Path, *statements: str) -> None:
    """Change the records as somebody with the sqlite3 shell would."""
    connection = sqlite.connect(home / "data" / "keyroom.db", isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def verified(keyroom: Run, *words: str) -> tuple[int, dict[str, Any]]:
    result = keyroom("log", "verify", "--json", *words)
    return result.exit_code, json.loads(result.stdout)


def checkpointed(keyroom: Run, *words: str) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(keyroom("log", "checkpoint", "--json", *words).stdout)
    return written


def test_an_untouched_office_is_whole(keyroom: Run, example: Path) -> None:
    code, report = verified(keyroom)
    assert code == 0
    assert (report["ok"], report["problems"]) == (True, [])
    assert report["entries"] > 2_500
    text = keyroom("log", "verify").stdout
    assert text == f"nothing is wrong: {report['entries']} entries, root {report['root']}\n"


NEWEST = "(SELECT max(seq) FROM ledger WHERE tbl = 'punches')"
DOCUMENT = f"id = (SELECT doc FROM ledger WHERE seq = {NEWEST})"


@pytest.mark.parametrize(
    "statement, kind, table",
    [
        (
            f"UPDATE doc_punches SET body = replace(body, 'A', 'B') WHERE {DOCUMENT}",
            "altered",
            "punches",
        ),
        (f"UPDATE doc_punches SET salt = zeroblob(16) WHERE {DOCUMENT}", "altered", "punches"),
        (f"DELETE FROM doc_punches WHERE {DOCUMENT}", "removed", "punches"),
        (
            f"UPDATE ledger SET leaf = CAST(leaf || x'0a' AS BLOB) WHERE seq = {NEWEST}",
            "altered",
            "punches",
        ),
        ("DELETE FROM ledger WHERE seq = 7", "removed", None),
        ("DROP INDEX ledger_by_document", "schema_altered", None),
    ],
)
def test_what_is_changed_is_named(
    keyroom: Run, example: Path, statement: str, kind: str, table: str | None
) -> None:
    behind_its_back(example, statement)
    code, report = verified(keyroom)
    assert code == 1
    assert report["ok"] is False
    found = [(problem["kind"], problem["table"]) for problem in report["problems"]]
    assert (kind, table) in found
    assert set(report["problems"][0]) >= {"kind", "seq", "table", "id"}
    text = keyroom("log", "verify")
    assert text.exit_code == 1
    assert len(text.stdout.splitlines()) == len(report["problems"])


CUT = (
    "DELETE FROM doc_punches WHERE seq > (SELECT max(seq) FROM ledger) - 10",
    "DELETE FROM ledger WHERE seq > (SELECT max(seq) FROM ledger) - 10",
)


def test_a_cut_ledger_is_found_against_an_older_checkpoint(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    note = tmp_path / "checkpoint.txt"
    note.write_text(checkpointed(keyroom)["note"], encoding="utf-8")
    # The checkpoint itself is the newest entry; what it signed is cut with it.
    behind_its_back(example, "DELETE FROM doc_checkpoints", *CUT)
    shutil.rmtree(example / "checkpoints")
    assert verified(keyroom)[0] == 0
    code, report = verified(keyroom, "--against", str(note))
    assert code == 1
    assert [problem["kind"] for problem in report["problems"]] == ["rolled_back"]
    assert f"the checkpoint {note}: " in report["problems"][0]["detail"]


def test_the_copy_in_the_checkpoint_folder_is_held_against_it_unasked(
    keyroom: Run, example: Path
) -> None:
    checkpointed(keyroom)
    behind_its_back(example, "DELETE FROM doc_checkpoints", *CUT)
    code, report = verified(keyroom)
    assert (code, [problem["kind"] for problem in report["problems"]]) == (1, ["rolled_back"])


def test_another_offices_checkpoint_is_told_apart(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    assert keyroom("init", "--home", str(other)).exit_code == 0
    note = tmp_path / "other.txt"
    note.write_text(checkpointed(keyroom, "--home", str(other))["note"], encoding="utf-8")
    _code, report = verified(keyroom, "--against", str(note))
    assert [problem["kind"] for problem in report["problems"]] == ["other_office"]


def test_another_offices_records_are_told_apart(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    keyroom("init", "--home", str(other))
    shutil.copy(other / "data" / "keyroom.db", example / "data" / "keyroom.db")
    code, report = verified(keyroom)
    assert code == 1
    assert report["problems"][0]["kind"] == "other_office"


def test_a_checkpoint_file_that_is_none(keyroom: Run, example: Path, tmp_path: Path) -> None:
    assert keyroom("log", "verify", "--against", str(tmp_path / "none")).exit_code == 2
    bad = tmp_path / "bad"
    bad.write_text("hello\n", encoding="utf-8")
    _code, report = verified(keyroom, "--against", str(bad))
    assert [problem["kind"] for problem in report["problems"]] == ["bad_signature"]


def test_checkpoint_is_a_signed_note_with_a_copy(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "note.txt"
    written = checkpointed(keyroom, "--out", str(out), "--by", "A01")
    origin, size, root, blank, signature = out.read_text(encoding="utf-8").splitlines()
    assert (origin, int(size), root, blank) == (
        written["origin"],
        written["size"],
        written["root"],
        "",
    )
    assert signature.startswith(f"— {origin} ")
    assert Path(written["copy"]).read_text(encoding="utf-8") == written["note"]


def test_checkpoint_as_a_qr_code(keyroom: Run, example: Path) -> None:
    assert "▀" in keyroom("log", "checkpoint", "--qr").stdout


def test_what_a_checkpoint_prints_is_the_note_and_can_be_kept_as_a_file(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    printed = keyroom("log", "checkpoint")
    assert printed.stderr.startswith("a copy is in ")
    note = tmp_path / "checkpoint.txt"
    note.write_text(printed.stdout, encoding="utf-8")
    assert verified(keyroom, "--against", str(note))[0] == 0


def test_a_damaged_file_is_a_finding_and_no_traceback(keyroom: Run, example: Path) -> None:
    with (example / "data" / "keyroom.db").open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)
    result = keyroom("log", "verify", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["ok"] is False


def test_export_gives_every_entry_with_its_exact_bytes(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ledger.jsonl"
    assert keyroom("log", "export", str(out)).exit_code == 0
    entries = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    report = verified(keyroom)[1]
    assert [entry["seq"] for entry in entries] == list(range(report["entries"]))
    leaves = [base64.b64decode(entry["leaf"]) for entry in entries]
    assert base64.b64encode(tree_root(leaves)).decode() == report["root"]
    assert out.stat().st_mode & 0o777 == 0o600


def test_export_of_the_newest_entries_goes_to_the_output(keyroom: Run, example: Path) -> None:
    entries = verified(keyroom)[1]["entries"]
    lines = keyroom("log", "export", "--from", str(entries - 2)).stdout.splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [entries - 2, entries - 1]


def test_export_into_a_folder_that_is_not_there(keyroom: Run, example: Path) -> None:
    result = keyroom("log", "export", "/nowhere/ledger.jsonl")
    assert result.exit_code == 2
    assert result.stderr == ("/nowhere/ledger.jsonl cannot be written: No such file or directory\n")


def tree_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 2.1, written down once more, as an auditor would."""
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + tree_root(leaves[:split]) + tree_root(leaves[split:])).digest()
