"""A fresh office with its three invented months: every command that reports answers at once."""

import json
import re
from pathlib import Path

import pytest

from tests.end_to_end.program import keyroom, keyroom_here

REPORTS = (
    "people list",
    "people list --all",
    "badge list",
    "punches list",
    "punches list --person A07",
    "readers list",
    "log verify",
    "config show",
    "config check",
    "doctor",
)
"""Those that can be asked for JSON too."""
TEXTS = ("config schema", "log export", "--help", "--version")
WORDLESS = ("log export", "--version")
CHINESE = re.compile("[\\u4e00-\\u9fff]")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of `init --example`."""
    home = tmp_path_factory.mktemp("example") / "home"
    keyroom(home, "init", "--example")
    return home


@pytest.mark.parametrize("report", [*REPORTS, *TEXTS])
def test_a_report_speaks_the_language_that_was_asked_for(example: Path, report: str) -> None:
    chinese, english = (_output(example, report, lang) for lang in ("zh_CN", "en"))
    if report not in WORDLESS:
        assert chinese != english
        assert CHINESE.search(chinese)


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_for_programs_is_the_same_json_in_every_language(
    example: Path, report: str
) -> None:
    chinese, english = (
        json.loads(_output(example, f"{report} --json", lang)) for lang in ("zh_CN", "en")
    )
    assert _shape(chinese) == _shape(english)


def _output(example: Path, report: str, lang: str) -> str:
    code, output = keyroom_here(example, *report.split(), lang=lang)
    # The doctor judges the machine as well: this one may not be fit for service.
    assert code == 0 or report.startswith("doctor"), output
    assert output.strip()
    return output


def _shape(value: object) -> object:
    """Which keys a JSON value has, and of what kind what they hold is."""
    if isinstance(value, dict):
        return {key: _shape(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_shape(inside) for inside in value]
    return type(value)
