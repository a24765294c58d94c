"""docs/kiosk.md names tests and files that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "kiosk.md").read_text(encoding="utf-8")


def test_each_test_that_holds_a_hatch_closed_is_there() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 30
    assert [name for name in sorted(named) if f"def {name}(" not in tests] == []


def test_each_part_of_the_base_is_named() -> None:
    parts = {path.name for path in (ROOT / "screens" / "base").glob("*.py")}
    silent = {"__init__.py", "errors.py", "languages.py", "theme.py"}
    assert sorted(part for part in parts - silent if part not in PAGE) == []
