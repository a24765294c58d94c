"""`keyroom log prove`, `consistency`, `check`, `rotate-key`: proofs that an outsider can check."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Run = Callable[..., Result]


def answer(result: Result) -> dict[str, Any]:
    assert result.exit_code in (0, 1), result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture
def punch(keyroom: Run, example: Path) -> str:
    """The record of one of the example's taps."""
    rows = json.loads(keyroom("punches", "list", "--json").stdout)
    return str(rows[17]["id"])


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """A home without an office: whoever checks has none."""
    return str(tmp_path / "elsewhere")


def vkey(keyroom: Run) -> str:
    return keyroom("log", "key").stdout.splitlines()[-1]


def test_prove_gives_entry_document_place_path_and_checkpoint(keyroom: Run, punch: str) -> None:
    proof = answer(keyroom("log", "prove", punch, "--json"))
    assert set(proof) == {
        "format",
        "entry",
        "document",
        "leaf_index",
        "tree_size",
        "audit_path",
        "checkpoint",
    }
    assert proof["document"]["id"] == punch
    assert proof["leaf_index"] < proof["tree_size"]
    assert proof["checkpoint"].splitlines()[1] == str(proof["tree_size"])


def test_an_outsider_checks_a_proof_with_the_key_alone(
    keyroom: Run, punch: str, elsewhere: str, tmp_path: Path
) -> None:
    bundle = tmp_path / "proof.json"
    assert keyroom("log", "prove", punch, "--out", str(bundle)).exit_code == 0
    key = vkey(keyroom)
    checked = answer(
        keyroom("log", "check", str(bundle), "--key", key, "--json", "--home", elsewhere)
    )
    assert (checked["ok"], checked["kind"]) == (True, "inclusion")
    assert (checked["entry"]["table"], checked["entry"]["id"]) == ("punches", punch)
    assert checked["document"]["terminal"] == "entrance"


@pytest.mark.parametrize(
    "old, new", [("entrance", "entranse"), ('"leaf_index": ', '"leaf_index": 1')]
)
def test_a_proof_that_was_touched_proves_nothing(
    keyroom: Run, punch: str, tmp_path: Path, old: str, new: str
) -> None:
    bundle = tmp_path / "proof.json"
    text = keyroom("log", "prove", punch).stdout
    bundle.write_text(text.replace(old, new), encoding="utf-8")
    result = keyroom("log", "check", str(bundle), "--json")
    assert (result.exit_code, answer(result)["ok"]) == (1, False)
    plain = keyroom("log", "check", str(bundle))
    assert (plain.exit_code, plain.stdout, plain.stderr.count("\n")) == (1, "", 1)


def test_the_key_of_another_office_checks_nothing(
    keyroom: Run, punch: str, elsewhere: str, tmp_path: Path
) -> None:
    bundle = tmp_path / "proof.json"
    keyroom("log", "prove", punch, "--out", str(bundle))
    keyroom("init", "--home", elsewhere)
    other = keyroom("log", "key", "--home", elsewhere).stdout.strip()
    result = keyroom("log", "check", str(bundle), "--key", other)
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "words, code, line",
    [
        (("prove", "nobody"), 1, "the ledger has no record nobody"),
        (("check", "/nowhere"), 2, "/nowhere cannot be read"),
        (("consistency", "/nowhere"), 2, "/nowhere cannot be read"),
        (("check", "/dev/null", "--key", "x"), 2, "not a verifier key"),
        (("check", "/dev/null"), 2, "not a signed note"),
    ],
)
def test_refusals_are_one_line(
    keyroom: Run, example: Path, words: tuple[str, ...], code: int, line: str
) -> None:
    result = keyroom("log", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1


def test_an_old_checkpoint_is_held_against_the_ledger(
    keyroom: Run, example: Path, elsewhere: str, tmp_path: Path
) -> None:
    note = tmp_path / "checkpoint.txt"
    keyroom("log", "checkpoint", "--out", str(note))
    checked = answer(keyroom("log", "check", str(note), "--json"))
    assert (checked["ok"], checked["outcome"]) == (True, "ok")
    assert checked["entries"] == checked["checkpoint"]["size"] + 1
    alone = answer(
        keyroom("log", "check", str(note), "--key", vkey(keyroom), "--json", "--home", elsewhere)
    )
    assert alone["checkpoint"] == checked["checkpoint"]
    keyroom("init", "--home", elsewhere)
    other = keyroom("log", "check", str(note), "--json", "--home", elsewhere)
    assert (other.exit_code, answer(other)["outcome"]) == (1, "other_office")


def test_consistency_between_two_checkpoints(
    keyroom: Run, example: Path, elsewhere: str, tmp_path: Path
) -> None:
    old, bundle = tmp_path / "old.txt", tmp_path / "consistency.json"
    keyroom("log", "checkpoint", "--out", str(old))
    keyroom("people", "leave", "A03")
    keyroom("log", "checkpoint")
    assert keyroom("log", "consistency", str(old), "--out", str(bundle)).exit_code == 0
    words = ("--key", vkey(keyroom), "--json", "--home", elsewhere)
    checked = answer(keyroom("log", "check", str(bundle), *words))
    assert (checked["ok"], checked["kind"]) == (True, "consistency")
    assert checked["old"]["size"] < checked["new"]["size"]


def test_consistency_of_two_checkpoints_that_were_kept(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    old, new, bundle = (tmp_path / name for name in ("old.txt", "new.txt", "proof.json"))
    keyroom("log", "checkpoint", "--out", str(old))
    keyroom("people", "leave", "A03")
    keyroom("log", "checkpoint", "--out", str(new))
    keyroom("log", "checkpoint")
    given = ("log", "consistency", str(old), str(new), "--out", str(bundle))
    assert keyroom(*given).exit_code == 0
    assert json.loads(bundle.read_text())["new"] == new.read_text()
    turned = keyroom("log", "consistency", str(new), str(old))
    assert turned.exit_code == 1
    assert "give the older checkpoint first" in turned.stderr
    beyond = tmp_path / "beyond.txt"
    beyond.write_text(new.read_text().replace("\n", "\n9", 1))
    assert keyroom("log", "consistency", str(old), str(beyond)).exit_code == 1


def test_a_new_key_is_signed_for_by_the_old_one(keyroom: Run, example: Path) -> None:
    keyroom("log", "checkpoint")
    before = vkey(keyroom)
    rotated = answer(keyroom("log", "rotate-key", "--by", "A01", "--json"))
    keys = json.loads(keyroom("log", "key", "--json").stdout)
    assert [each["key"] for each in keys] == [before, rotated["key"]]
    assert keys[0]["until"] is not None
    assert keys[1]["until"] is None
    assert keyroom("log", "verify").exit_code == 0
    assert keyroom("doctor").exit_code == 0
