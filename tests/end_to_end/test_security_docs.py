"""docs/security.md: every attack of its table has its tests, and they are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("| attack | tests |")[2].partition("\n\n")[0]
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ") and "---" not in line]


def test_every_attack_names_a_test() -> None:
    assert len(ROWS) > 40
    assert [row for row in ROWS if not re.search(r"`test_\w+`", row)] == []


def test_every_test_that_is_named_is_there() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", TABLE))
    assert [name for name in sorted(named) if f"def {name}(" not in tests] == []
    files = set(re.findall(r"`(tests/[\w/.]+)`", PAGE))
    assert [name for name in sorted(files) if not (ROOT / name).exists()] == []
