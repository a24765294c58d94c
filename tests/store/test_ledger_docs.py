"""docs/ledger.md is enough to write a checker: the one it holds works, and is not fooled."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from store import Store
from store.proof import prove

DOCUMENT = Path(__file__).parents[2] / "docs" / "ledger.md"


@pytest.fixture
def checker(tmp_path: Path) -> Path:
    (program,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "checker.py"
    path.write_text(program, encoding="utf-8")
    return path


def run(checker: Path, vkey: str, proof: str) -> subprocess.CompletedProcess[str]:
    file = checker.with_name("proof.json")
    file.write_text(proof, encoding="utf-8")
    return subprocess.run(
        [sys.executable, checker, vkey, file], capture_output=True, text=True, check=False
    )


def vkey_of(store: Store) -> str:
    assert store.signer is not None
    return str(store.signer.verifier)


@pytest.mark.parametrize("table, doc", [("people", None), ("notes", "10"), ("notes", "12")])
def test_the_checker_accepts_a_proof(
    busy_office: Store, checker: Path, table: str, doc: str | None
) -> None:
    doc = doc or str(busy_office.table(table).all()[0].doc_id)
    result = run(checker, vkey_of(busy_office), prove(busy_office, table, doc))
    assert result.returncode == 0, result.stderr
    assert f" {table} {doc}, one of the first " in result.stdout


@pytest.mark.parametrize(
    "name, old, new",
    [
        ("entry", "insert", "remove"),
        ("document", "note", "lies"),
        ("checkpoint", "keyroom/", "keyroom/x"),
    ],
)
def test_the_checker_refuses_a_changed_proof(
    busy_office: Store, checker: Path, name: str, old: str, new: str
) -> None:
    proof = json.loads(prove(busy_office, "notes", "1"))
    changed = json.dumps(proof[name]).replace(old, new)
    assert changed != json.dumps(proof[name])
    proof[name] = json.loads(changed)
    result = run(checker, vkey_of(busy_office), json.dumps(proof))
    assert result.returncode == 1
    assert "proved" not in result.stdout
