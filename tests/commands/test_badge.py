"""`keyroom badge`: enrolling by two taps on a real reader, ending, listing, QR badges."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from devices.virtual.serial_reader import VirtualSerialReader

Run = Callable[..., Result]
MANAGER, TEAM_LEAD, NEW = "0A0048C101", "0A0048C103", "62E3086CED"


def listed(keyroom: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(keyroom("badge", "list", "--json", *words).stdout)
    return found


@pytest.fixture
def tapping(
    door: VirtualSerialReader, running: Callable[..., subprocess.Popen[str]]
) -> Callable[..., tuple[int, str, list[str]]]:
    """Run a command as a process, and tap one badge at each of its prompts."""

    def run(words: list[str], numbers: list[str]) -> tuple[int, str, list[str]]:
        process = running(*words)
        assert process.stderr is not None
        lines = []
        for number in numbers:
            lines.append(process.stderr.readline())
            door.tap(number)
        output, rest = process.communicate(timeout=30)
        return process.returncode, output, [*lines, *rest.splitlines(keepends=True)]

    return run


def test_enrol_by_two_taps(
    keyroom: Run, tapping: Callable[..., tuple[int, str, list[str]]]
) -> None:
    code, output, lines = tapping(["badge", "enrol", "A03", "--json"], [MANAGER, NEW])
    assert code == 0, lines
    assert lines == [
        "the supervisor taps now…\n",
        "旺堆 has tapped; now the new badge of A03…\n",
    ]
    given = json.loads(output)
    assert (given["number"], given["person"], given["by"]) == (NEW, "A03", "A01")
    assert given in listed(keyroom, "A03")


def test_replace_by_two_taps_kills_the_old_badge(
    keyroom: Run, tapping: Callable[..., tuple[int, str, list[str]]]
) -> None:
    code, _output, lines = tapping(["badge", "replace", "A03"], [MANAGER, NEW])
    assert code == 0, lines
    states = {each["number"]: each["state"] for each in listed(keyroom, "A03", "--all")}
    assert states == {"0A0048C103": "replaced", NEW: "active"}


def test_who_is_no_supervisor_enrols_nobody(
    keyroom: Run, tapping: Callable[..., tuple[int, str, list[str]]]
) -> None:
    code, _output, lines = tapping(["badge", "enrol", "A07"], [TEAM_LEAD])
    assert code == 1
    assert lines[-1].startswith("this is not the badge of a supervisor")
    assert len(listed(keyroom, "A07", "--all")) == 1


def test_enrol_without_taps_names_the_supervisor(keyroom: Run, example: Path) -> None:
    words = ("badge", "enrol", "A03", "--supervisor", "A01", "--badge", f"em4100:{NEW}")
    result = keyroom(*words, "--until", "2099-12-31", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["until"] == "2099-12-31T16:00:00.000000Z"


@pytest.mark.parametrize(
    "words, code, line",
    [
        (("enrol", "A03"), 2, "no reader is configured"),
        (("enrol", "A03", "--supervisor", "A01"), 2, "--supervisor and --badge belong together"),
        (
            ("enrol", "A03", "--supervisor", "A03", "--badge", NEW),
            1,
            "A03 is not a supervisor",
        ),
        (
            ("enrol", "A03", "--supervisor", "A01", "--badge", "0A0048C104"),
            0,
            "",
        ),
        (
            ("enrol", "A03", "--supervisor", "A01", "--badge", "0A0048C107"),
            2,
            "badge 0A0048C107 is already worn by A07",
        ),
        (("replace", "B99", "--supervisor", "A01", "--badge", NEW), 1, "nobody has the staff"),
        (("revoke", NEW), 1, f"nobody wears the badge em4100:{NEW}"),
        (("revoke", "?"), 2, "“?” cannot be a badge number"),
        (("qr", "A03"), 2, "where should the QR badge go?"),
        (("qr", "A03", "--terminal", "--until", "2020-01-01"), 2, "a badge cannot end before"),
    ],
)
def test_refusals_are_one_line(
    keyroom: Run, example: Path, words: tuple[str, ...], code: int, line: str
) -> None:
    result = keyroom("badge", *words)
    assert result.exit_code == code
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == (1 if line else 0)


@pytest.mark.parametrize("flags, state", [((), "revoked"), (("--lost",), "lost")])
def test_revoke_by_number_or_by_record(
    keyroom: Run, example: Path, flags: tuple[str, ...], state: str
) -> None:
    by_number = keyroom("badge", "revoke", "0A0048C103", *flags, "--by", "A01", "--json")
    assert json.loads(by_number.stdout)["state"] == state
    record = listed(keyroom, "A07")[0]["id"]
    assert keyroom("badge", "revoke", record, *flags).exit_code == 0
    assert listed(keyroom, "A07") == []


def test_qr_badge_as_image_and_on_the_terminal(keyroom: Run, example: Path, tmp_path: Path) -> None:
    image = tmp_path / "a03.png"
    result = keyroom("badge", "qr", "A03", "--png", str(image), "--terminal", "--by", "A01")
    assert result.exit_code == 0
    assert image.read_bytes().startswith(b"\x89PNG")
    assert "▀" in result.stdout
    codes = [each for each in listed(keyroom, "A03") if each["qr"]]
    assert [(each["kind"], each["by"]) for each in codes] == [("code", "A01")]
