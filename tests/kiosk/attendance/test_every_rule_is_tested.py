"""Each clause of regulation §2.2, and each decision about it, is named by a test."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
REGULATION = (ROOT / "docs" / "regulation.md").read_text(encoding="utf-8")
CLAUSES = re.findall(r"^\| (KQ-\S+) \|", REGULATION, re.MULTILINE)
DECISIONS = [f"D-{number:02}" for number in (*range(1, 24), 52)]
TESTS = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests" / "kiosk").rglob("test_*.py"))
    if path != Path(__file__)
)


@pytest.mark.parametrize("rule", [*CLAUSES, *DECISIONS])
def test_rule_is_named(rule: str) -> None:
    spelt = rule.lower().replace("-", "[-_]?")
    assert re.search(rf"(?<![a-z0-9]){spelt}(?![a-z0-9])", TESTS, re.IGNORECASE)


def test_clauses_are_read_from_the_regulation() -> None:
    assert len(CLAUSES) == len(set(CLAUSES)) == 14
