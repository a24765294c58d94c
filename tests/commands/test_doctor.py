"""`keyroom doctor`: each thing that is wrong is named with its remedy, and changes the answer."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest
from typer.testing import Result

from commands.health import permissions, terminal
from commands.health.finding import Level
from kiosk.secret_file import create_secret

Run = Callable[..., Result]
Spoil = Callable[[Path], object]
MAIN = Path(__file__).parent.parent.parent / "main.py"


def examined(keyroom: Run) -> tuple[int, dict[str, Any]]:
    result = keyroom("doctor", "--json")
    return result.exit_code, json.loads(result.stdout)


def test_a_healthy_office_has_no_fault(keyroom: Run, example: Path) -> None:
    code, answer = examined(keyroom)
    assert (code, answer["ok"]) == (0, True)
    checks = {finding["check"] for finding in answer["findings"]}
    assert checks == {
        "home",
        "disk",
        "config",
        "store",
        "calendar",
        "keys",
        "clock",
        "readers",
        "terminal",
    }
    assert all(set(each) == {"check", "level", "text", "remedy"} for each in answer["findings"])


def _append(text: str) -> Spoil:
    def spoil(home: Path) -> None:
        with (home / "keyroom.toml").open("a", encoding="utf-8") as file:
            file.write(text)

    return spoil


def _damage(home: Path) -> None:
    (home / "data" / "keyroom.db").write_bytes(b"not a database, but as long as one " * 200)


READER = '[[readers]]\nname = "door"\nterminal = "entrance"\nurl = "{}"\n'


@pytest.mark.parametrize(
    "spoil, check, text, remedy",
    [
        (
            lambda home: (home / "keys" / "tokens.key").chmod(0o644),
            "home",
            "others than their owner may open",
            "chmod 600 ",
        ),
        (
            lambda home: (home / "keys" / "tokens.key").unlink(),
            "keys",
            "this key is missing",
            "put it back",
        ),
        (lambda home: (home / "keys" / "ledger.key").unlink(), "keys", "missing", "put it back"),
        (_append("[ofice]\n"), "config", "ofice: unknown key", ""),
        (_damage, "store", "", ""),
        (
            lambda home: (home / "data" / "keyroom.db").unlink(),
            "store",
            "",
            "",
        ),
        (
            _append(READER.format("serial:/dev/nowhere?protocol=em4100")),
            "readers",
            "reader door is not attached",
            "plug it in",
        ),
    ],
)
def test_what_is_wrong_is_a_fault_with_its_remedy(
    keyroom: Run, example: Path, spoil: Spoil, check: str, text: str, remedy: str
) -> None:
    spoil(example)
    code, answer = examined(keyroom)
    assert (code, answer["ok"]) == (1, False)
    faults = [each for each in answer["findings"] if each["level"] == "fault"]
    assert any(
        each["check"] == check and text in each["text"] and remedy in each["remedy"]
        for each in faults
    )
    assert {each["check"] for each in faults} <= {check, "keys"}


@pytest.mark.parametrize(
    "spoil, check, text",
    [
        (lambda home: None, "store", "the ledger was never signed"),
        (
            lambda home: (home / "spool" / "x.spool").write_bytes(b"0123456789abcdef {}\n"),
            "store",
            "taps wait in",
        ),
        (
            lambda home: (home / "spool" / "x.damaged").write_bytes(b"?"),
            "store",
            "could not be understood",
        ),
        (lambda home: None, "readers", "no reader is configured"),
        (lambda home: None, "store", "there is no backup"),
        (lambda home: create_secret(home / "keys" / "next-master.key"), "keys", "was not ended"),
        (lambda home: (home / "backups").chmod(0o755), "home", "others than their owner"),
    ],
)
def test_what_is_not_as_it_should_be_is_a_warning(
    keyroom: Run, example: Path, spoil: Spoil, check: str, text: str
) -> None:
    spoil(example)
    code, answer = examined(keyroom)
    assert (code, answer["ok"]) == (0, True)
    assert any(
        each["check"] == check and each["level"] == "warning" and text in each["text"]
        for each in answer["findings"]
    )


def test_a_home_of_somebody_else_is_one_fault_with_its_remedy(
    keyroom: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permissions, "_usable", lambda folder: False)  # these tests may be root's
    code, answer = examined(keyroom)
    assert code == 1
    (fault,) = [each for each in answer["findings"] if each["check"] == "home"]
    assert fault["text"] == f"this user may not read and write {example}"
    assert fault["remedy"].startswith("run keyroom as the owner")


def test_an_office_that_is_not_there(keyroom: Run) -> None:
    result = keyroom("doctor")
    assert result.exit_code == 1
    assert result.stdout.startswith("fault    configuration  ")
    assert result.stderr == ""


def test_a_signed_ledger_and_a_new_backup_are_well(keyroom: Run, example: Path) -> None:
    keyroom("log", "checkpoint")
    keyroom("backup")
    found = {each["text"]: each["level"] for each in examined(keyroom)[1]["findings"]}
    assert found["the ledger was signed 0 minutes ago"] == "ok"
    assert found["the newest backup is 0 days old"] == "ok"


@pytest.mark.parametrize(
    "environment, texts",
    [
        (
            {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
            {"the terminal is xterm-256color": Level.OK, "it shows all colours": Level.OK},
        ),
        (
            {"TERM": "linux"},
            {
                "Linux's own console cannot draw Chinese": Level.FAULT,
                "it shows few colours": Level.WARNING,
            },
        ),
        (
            {"TERM": "xterm-256color", "NO_COLOR": "1"},
            {"colours are switched off by NO_COLOR": Level.WARNING},
        ),
        ({}, {"the terminal does not say what it is": Level.FAULT}),
    ],
)
def test_the_terminals_names_tell_what_it_can(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], texts: dict[str, Level]
) -> None:
    ours, theirs = os.openpty()
    monkeypatch.setattr(terminal, "controlling_terminal", lambda: os.dup(theirs))
    monkeypatch.setattr(terminal, "drawn_width", lambda *_: None)
    found = {each.text: each.level for each in terminal.check(environment)}
    os.close(ours)
    os.close(theirs)
    assert texts.items() <= found.items()


def test_in_a_terminal_that_answers_nothing_it_still_ends(example: Path) -> None:
    command = f"{MAIN} --lang en --home {example} doctor"
    process = pexpect.spawn(
        f"{sys.executable} {command}", encoding="utf-8", dimensions=(24, 79), timeout=30
    )
    process.expect("fewer than 80×24")
    process.expect("does not tell how wide")
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus == 1
