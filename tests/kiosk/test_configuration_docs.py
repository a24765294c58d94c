"""docs/configuration.md tells every key, its default and its meaning, as the models have them."""

import re
import tomllib
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from kiosk.config import Config
from kiosk.config_faults import written
from kiosk.config_file import ConfigFile
from kiosk.knob_tree import Knob, knobs

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")


def default(knob: Knob) -> str:
    """The default as the page writes it, with the other choices; a dash where there is none."""
    choices = [f"`{written(choice)}`" for choice in _choices(knob)]
    value: Any = Config().model_dump(mode="json")
    if knob.repeated:
        return ", ".join(choices) or "–"
    for part in knob.place:
        value = value[part]
    if value is None:
        return "–"
    default = f"`{written(value)}`"
    others = [choice for choice in choices if choice != default]
    return f"{default}, or {', '.join(others)}" if others else default


def _choices(knob: Knob) -> tuple[object, ...]:
    kind = knob.field.annotation
    return get_args(kind) if get_origin(kind) is Literal else ()


@pytest.mark.parametrize("knob", knobs(), ids=lambda knob: knob.name)
def test_key_stands_there_with_its_default_and_meaning(knob: Knob) -> None:
    assert f"| `{knob.name}` | {default(knob)} | {knob.field.description} |\n" in PAGE


def test_no_key_stands_there_that_is_gone() -> None:
    told = re.findall(r"^\| `([a-z_.A-Z]+)` \| [`–]", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(knob.name for knob in knobs())


def test_example_is_a_configuration() -> None:
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    assert tomllib.loads(example[1])
    assert ConfigFile.parse(example[1].encode(), "keyroom.toml").config.readers_of("entrance")
