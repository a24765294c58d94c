"""Each clause of the chapters that are built, and each decision about them, is named by a test."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REGULATION = (ROOT / "docs" / "regulation.md").read_text(encoding="utf-8")
CHAPTERS = ("KQ", "BM", "HY")
BOOKS = {f"GZ-3-{number}" for number in range(7, 16)} | {"GZ-3-7b"}
NOT_FOR_A_PROGRAM = {"HY-1"}
"""What meetings are for."""


def clauses() -> list[str]:
    rules = re.findall(r"^\| ([A-Z]{2}-\S+) \|", REGULATION, re.MULTILINE)
    chapters = [rule for rule in rules if rule.partition("-")[0] in CHAPTERS or rule in BOOKS]
    return [rule for rule in chapters if rule not in NOT_FOR_A_PROGRAM]


CLAUSES = clauses()
DECISIONS = [f"D-{number:02}" for number in (*range(1, 28), *range(42, 46), 49, 52)]
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
    by_chapter = [sum(rule.startswith(chapter) for rule in CLAUSES) for chapter in CHAPTERS]
    assert by_chapter == [14, 8, 22]
    assert set(CLAUSES) >= BOOKS
    assert len(CLAUSES) == len(set(CLAUSES))
