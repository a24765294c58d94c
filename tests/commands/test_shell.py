"""The manners of the command line: exit codes, one line a fault, languages, no traceback."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner, Result

from commands.exits import ExitCode, RefusedError, WrongUsageError
from commands.shell import Commands, Root
from keyroom.errors import KeyroomError

Invoke = Callable[..., Result]


def _raises(fault: BaseException) -> Callable[[], None]:
    def command() -> None:
        raise fault

    return command


FAULTS: dict[str, tuple[BaseException, int, str]] = {
    "refused": (RefusedError("the answer is no"), 1, "the answer is no\n"),
    "usage": (WrongUsageError("line {n} is bad", "mend it", n=7), 2, "line 7 is bad — mend it\n"),
    "input": (KeyroomError("badge {b} is worn", b="62"), 2, "badge 62 is worn\n"),
    "several": (KeyroomError("a.csv:2: bad\na.csv:3: bad"), 2, "a.csv:2: bad\na.csv:3: bad\n"),
    "answer": (typer.Exit(ExitCode.NO), 1, ""),
    "ctrl-c": (KeyboardInterrupt(), 130, ""),
}


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """A program with commands that fail in each way."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.delenv("KEYROOM_LANG", raising=False)
    app = Commands("The program.", cls=Root)
    sub = Commands("A group.")
    for name, (fault, _code, _line) in FAULTS.items():
        sub.add(name, "Fails.")(_raises(fault))
    sub.add("bug", "Fails.")(_raises(ZeroDivisionError("secret detail")))

    @sub.add("echo", "Repeat a word.")
    def echo(word: str, *, loud: Annotated[bool, typer.Option("--loud")] = False) -> None:
        typer.echo(word.upper() if loud else word)

    app.add_typer(sub, name="sub")

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["--home", str(tmp_path / "home"), *words])

    return run


@pytest.mark.parametrize("name", FAULTS)
def test_each_ending_has_its_exit_code_and_plain_lines(invoke: Invoke, name: str) -> None:
    _fault, code, line = FAULTS[name]
    result = invoke("--lang", "en", "sub", name)
    assert (result.exit_code, result.stderr, result.stdout) == (code, line, "")


def test_unexpected_fault_names_the_log_and_keeps_the_traceback_in_it(
    invoke: Invoke, tmp_path: Path
) -> None:
    result = invoke("--lang", "en", "sub", "bug")
    log = tmp_path / "keyroom" / "log" / "keyroom.log"
    assert result.exit_code == ExitCode.INTERNAL
    assert result.stderr == f"Keyroom failed unexpectedly; what happened stands in {log}\n"
    assert "ZeroDivisionError: secret detail" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "words, line",
    [
        (["nope"], "keyroom: there is no command “nope” — see keyroom --help"),
        (["su"], "keyroom: there is no command “su”; did you mean 'sub'? — see keyroom --help"),
        (["sub", "echo"], "keyroom sub echo: word is missing — see keyroom sub echo --help"),
        (["sub", "echo", "a", "b"], "keyroom sub echo: too many words: b"),
        (["sub", "echo", "--laud", "a"], "there is no option --laud; did you mean --loud?"),
        (["sub", "echo", "--loud=1", "a"], "--loud takes no value"),
        (["--home"], "--home needs a value"),
        (["--home", ""], "--home needs a value"),
        (["--home=", "sub"], "--home needs a value"),
        (["--lang", "fr", "sub"], "there is no language “fr” — use zh_CN or en"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    invoke: Invoke, words: list[str], line: str
) -> None:
    result = invoke("--lang", "en", *words)
    assert result.exit_code == ExitCode.USAGE
    assert line in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [("sub", "echo", "hi"), ("--lang=en", "sub", "echo", "hi")])
def test_options_of_the_program_may_stand_anywhere(invoke: Invoke, words: tuple[str, ...]) -> None:
    assert invoke(*words, "--home=/elsewhere", "--lang", "en").stdout == "hi\n"


def test_words_after_two_hyphens_are_no_options(invoke: Invoke) -> None:
    assert invoke("sub", "echo", "--", "--lang").stdout == "--lang\n"


def test_a_group_without_command_shows_its_help(invoke: Invoke) -> None:
    result = invoke("--lang", "en", "sub")
    assert result.exit_code == ExitCode.USAGE
    assert "Usage: keyroom sub" in result.stdout
    assert result.stderr == ""


def test_help_does_not_call_a_flag_a_bool(invoke: Invoke) -> None:
    assert "<bool>" not in invoke("--lang", "en", "sub", "echo", "--help").stdout
