"""`keyroom demo`: every badge of the tray through the real drivers, and a home that is kept."""

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest
from typer.testing import Result

from commands.demo_hardware import DemoHardware
from commands.demo_tray import NO_CARD_READER, tray
from devices.events import CredentialKind
from devices.virtual import pcscd
from devices.virtual.pcscd import PcscDaemon
from devices.virtual.pcscd_ways import Way
from kiosk.home import Home
from kiosk.office import Office

Run = Callable[..., Result]
Running = Callable[..., subprocess.Popen[str]]
Demo = Callable[[], subprocess.Popen[str]]
MAIN = Path(__file__).parent.parent.parent / "main.py"

TRAY = [
    ("1", "recorded", "A07"),
    ("5", "recorded", "A11"),
    ("6", "recorded", "A01"),
    ("7", "unknown", None),
    ("8", "refused", "A09"),
    ("a", "refused", "A12"),
    ("b", "refused", None),
]
"""Key, result and person of the badges that need no card reader."""


@pytest.fixture
def demo(home: Path, running: Running) -> Demo:
    """Start the demo without a screen, and wait until its serial readers work."""

    def start() -> subprocess.Popen[str]:
        log = home / "logs" / "keyroom.log"
        before = log.read_text(encoding="utf-8") if log.exists() else ""
        process = running("demo", "--no-screen")
        deadline = time.monotonic() + 60
        while not _ready(log, len(before)):
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.02)
        return process

    return start


def _ready(log: Path, start: int) -> bool:
    text = log.read_text(encoding="utf-8")[start:] if log.exists() else ""
    return "door: up" in text and "scanner: up" in text and "card: " in text


def tapped(process: subprocess.Popen[str], key: str) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{key}\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def test_each_badge_of_the_tray_has_its_answer(demo: Demo) -> None:
    process = demo()
    answers = [tapped(process, key) for key, _result, _person in TRAY]
    assert [
        (key, answer["result"], answer["person"])
        for (key, _result, _person), answer in zip(TRAY, answers, strict=True)
    ] == TRAY


def test_badges_may_be_tapped_before_the_readers_work(running: Running) -> None:
    """As docs/cli.md shows it: the keys are there before the demo is."""
    process = running("demo", "--no-screen")
    assert process.stdin is not None
    process.stdin.write("7\n1\n")
    process.stdin.flush()
    assert process.stdout is not None
    answers = [json.loads(process.stdout.readline()) for _ in range(2)]
    assert [answer["result"] for answer in answers] == ["unknown", "recorded"]


def test_a_card_goes_through_pcscd(demo: Demo) -> None:
    with PcscDaemon() as daemon:  # says why, and fails, where it cannot run
        assert daemon.readers
    answer = tapped(demo(), "3")
    assert (answer["reader"], answer["result"], answer["person"]) == ("card", "recorded", "A04")


def test_taps_are_there_after_kill_9(keyroom: Run, demo: Demo) -> None:
    kept = []
    for key in ("1", "2"):
        process = demo()
        kept.append(tapped(process, key)["punch"])
        process.kill()
        process.wait(30)
    rows = json.loads(keyroom("punches", "list", "--json", "--from", "today").stdout)
    assert set(kept) <= {row["id"] for row in rows}
    assert keyroom("log", "verify").exit_code == 0


def test_it_says_where_the_office_is_and_how_to_remove_it(demo: Demo, home: Path) -> None:
    process = demo()
    process.terminate()
    _output, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    lines = errors.splitlines()
    assert lines[0] == f"the demo's office is in {home}, and stays there"
    assert lines[1].endswith(f"main.py --home {home} punches list --from today")
    assert lines[2] == f"remove it: rm -r {home}"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_it_never_touches_an_office_in_service(keyroom: Run, example: Path) -> None:
    result = keyroom("demo", "--no-screen")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{example} is an office in service, not a demo's")


def test_one_demo_at_a_time(keyroom: Run, demo: Demo, home: Path) -> None:
    demo()
    result = keyroom("demo", "--no-screen")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"another demo runs on {home}")


def test_without_pcscd_the_other_readers_work_and_the_tray_says_so(
    example: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pcscd, "_WHY_NOT", dict.fromkeys(Way, lambda: "not on this machine"))
    with DemoHardware(tmp_path) as hardware, Office.open(Home(home)) as office:
        assert hardware.fault is not None
        assert "not on this machine" in str(hardware.fault)
        badges = tray(office, card_reader=False)
        for badge in badges:
            hardware.present(badge.credential)
    notes = {badge.note for badge in badges if badge.credential.kind is CredentialKind.CARD_UID}
    assert notes == {NO_CARD_READER}


def test_on_a_screen_a_key_taps_and_kill_9_leaves_the_terminal_in_order(
    keyroom: Run, home: Path
) -> None:
    words = [str(MAIN), "--lang", "en", "--home", str(home), "demo"]
    environment = {**os.environ, "TERM": "xterm-256color"}
    process = pexpect.spawn(
        sys.executable, words, env=environment, dimensions=(40, 130), encoding="utf-8", timeout=60
    )
    process.expect("unknown tag")
    if "● door" not in (process.before or ""):  # what is sent before a port is open is lost
        process.expect("● door")
    process.send("7")
    process.expect("not enrolled")
    (screen,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[-1:]
    os.kill(int(screen), 9)
    process.expect("stopped by a fault|stopped")
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus == 70
    rows = json.loads(keyroom("punches", "list", "--json", "--from", "today").stdout)
    assert [row["result"] for row in rows] == ["unknown"]
