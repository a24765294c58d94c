"""Help: every command has it in both languages, and the documentation names every command."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

import main
from keyroom.language import Language

Run = Callable[..., Result]
DOCUMENTATION = Path(main.__file__).parent / "docs" / "cli.md"


def command_lines() -> Iterator[tuple[str, ...]]:
    root = get_command(main.app)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        if inner is None:
            yield (name,)
        else:
            yield from ((name, each) for each in inner)


COMMANDS = list(command_lines())
FIXED = (
    "init demo entrance wall backup restore export import doctor "
    "people:import people:list people:add people:leave "
    "badge:enrol badge:replace badge:revoke badge:list badge:qr punches:import punches:list "
    "attendance:day attendance:month attendance:close attendance:amend attendance:decide "
    "attendance:export "
    "leave:import leave:add leave:decide leave:list "
    "visits:import visits:add visits:decide visits:list "
    "corrections:import corrections:add corrections:decide corrections:list "
    "findings:import findings:add findings:decide findings:list wages:import wages:list "
    "calendar:show calendar:import calendar:override "
    "readers:list readers:listen log:verify log:checkpoint log:prove log:check log:export "
    "config:show config:check config:schema "
    "plans:import plans:list plans:add plans:copy plans:drop "
    "visits:log visits:none visits:report items:add items:step items:list "
    "meeting:show meeting:prepare meeting:import meeting:report meeting:host meeting:call "
    "meeting:start meeting:next meeting:end meeting:void meeting:check meeting:minutes "
    "meeting:action "
    "people:pin people:role customers:import customers:list keys:status keys:rotate "
    "access:list access:flags access:export access:report "
    "embargo:add embargo:list embargo:withdraw "
    "originals:add originals:list destructions:list destructions:resume "
    "enquiries:list enquiries:receipt"
)


def test_the_fixed_names_are_there() -> None:
    assert {tuple(name.split(":")) for name in FIXED.split()} <= set(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...]) -> None:
    for language in Language:
        result = CliRunner().invoke(main.app, ["--lang", language, *words, "--help"])
        assert (result.exit_code, result.stderr) == (0, "")
        assert f"keyroom {' '.join(words)}" in result.stdout
        assert "<str>" not in result.stdout
        assert "<bool>" not in result.stdout


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_documented(words: tuple[str, ...]) -> None:
    assert f"`{' '.join(words)}" in DOCUMENTATION.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("people",), ("log",), ()], ids=" ".join)
def test_chinese_help_has_no_english_word_of_typers(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main.app, ["--lang", "zh_CN", *words, "--help"])
    for word in ("Usage", "Options", "Commands", "Show this message", "default"):
        assert word not in result.stdout
