"""`keyroom access flags`: by person with reasons, or as JSON with the entries behind them."""

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]


def test_flags_are_listed_with_their_reasons(keyroom: Run, example: Path) -> None:
    found = json.loads(keyroom("access", "flags", "--json").stdout)
    weights = [each["weight"] for each in found]
    assert weights == sorted(weights, reverse=True)
    assert len({each["key"] for each in found}) == len(found) > 5
    for each in found:
        assert each["reason"] == each["message"].format(**each["values"])
        assert each["entries"]
    ids = {each["id"] for each in json.loads(keyroom("access", "list", "--json").stdout)}
    (volume,) = (each for each in found if each["kind"] == "volume")
    assert set(volume["entries"]) <= ids
    assert volume["person"] == "A04"

    shown = keyroom("access", "flags").stdout
    assert volume["reason"] in shown
    assert "unusually many" in shown


def test_a_stretch_without_flags_is_no_failure(keyroom: Run, example: Path) -> None:
    none = keyroom("access", "flags", "--since", "2020-01-01", "--until", "2020-01-02", "--json")
    assert (none.exit_code, json.loads(none.stdout)) == (0, [])


def test_a_day_that_is_none_is_refused(keyroom: Run, example: Path) -> None:
    refused = keyroom("access", "flags", "--since", "yesteryear")
    assert refused.exit_code == 2
    assert "yesteryear" in refused.stderr
