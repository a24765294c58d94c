"""Hatches that only a real terminal shows: the driver, signals, bad bytes, crashes."""

import os
import signal
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from screens.base.errors import NoTerminal
from screens.base.launcher import launch

RunProbe = Callable[..., Any]
F6, F7, F8, F9 = b"\x1b[17~", b"\x1b[18~", b"\x1b[19~", b"\x1b[20~"

BAD_INPUT = {
    "no-utf8": b"\xff\xfe\xc3(",
    "number-too-big": b"\x1b[99999999999u",
    "number-beyond-unicode": b"\x1b[99999999;5u",
    "surrogate": b"\x1b[55296u",
    "mouse-far-away": b"\x1b[<0;99999999999999;99999M",
    "mouse-negative": b"\x1b[<0;-5;-5M",
    "old-mouse": b"\x1b[M\xff\xff\xff",
    "cursor-report": b"\x1b[9999999;99999999R",
    "mode-report": b"\x1b[?2048;1$y",
    "focus-lost": b"\x1b[O",
    "nul": b"\x00\x00",
}


def test_bad_bytes_end_nothing(run_probe: RunProbe) -> None:
    terminal = run_probe()
    for letter, data in zip(string.ascii_lowercase, BAD_INPUT.values(), strict=False):
        terminal.type(data + F6 + letter.encode())
        terminal.wait_for(f"keys: {letter} f6")
    terminal.type(F9)
    assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(
    "report",
    [b"\x1b[48;2;2;10;10t", b"\x1b[48;0;0;0;0t", b"\x1b[?2048;2$y\x1b[48;5;5;5;5t"],
    ids=["small", "zero", "announced"],
)
def test_a_typed_size_report_is_not_believed(run_probe: RunProbe, report: bytes) -> None:
    terminal = run_probe()
    terminal.type(report + b"\x1b[<0;3;3M" + F6)
    terminal.wait_for("f6")
    assert any("size: 80x24" in line for line in terminal.lines)


def test_the_kernel_alone_tells_the_size(run_probe: RunProbe) -> None:
    terminal = run_probe(COLUMNS="40", LINES="10")
    terminal.resize(100, 30)
    terminal.wait_for("size: 100x30")


def test_keys_that_end_or_stop_programs_do_neither(run_probe: RunProbe) -> None:
    terminal = run_probe()
    #               ^C  ^D  ^P  ^Q  ^S  ^Z  ^\
    terminal.type(b"\x03\x04\x10\x11\x13\x1a\x1c" + F6)
    terminal.wait_for("f6 ctrl+backslash ctrl+z ctrl+s ctrl+q")


def test_keys_typed_during_the_imports_neither_end_nor_stop_nor_show(
    run_probe: RunProbe, log_file: Path, tmp_path: Path
) -> None:
    imports = tmp_path / "held-up"
    imports.touch()
    terminal = run_probe(drawn=False, PROBE_HELD_UP_BY=str(imports))
    while not log_file.exists():  # until the terminal is quiet; pytest's timeout ends it otherwise
        os.sched_yield()
    terminal.type(b"\x03\x1a\x1csecret")
    imports.unlink()
    terminal.wait_for("probe ready")
    terminal.type(F6)
    terminal.wait_for("f6")
    before = terminal.raw.partition(b"\x1b[?1049h")[0]
    assert b"secret" not in before
    assert b"^C" not in before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU])
def test_signals_of_a_keyboard_are_ignored(run_probe: RunProbe, number: signal.Signals) -> None:
    terminal = run_probe()
    terminal.signal(number)
    terminal.signal(number, terminal.drawing)
    terminal.type(F6)
    terminal.wait_for("f6")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("who", ["guard", "screen"])
def test_a_request_to_stop_leaves_nothing_on_the_terminal(
    run_probe: RunProbe, number: signal.Signals, who: str
) -> None:
    terminal = run_probe()
    terminal.signal(number, terminal.pid if who == "guard" else terminal.drawing)
    assert terminal.wait_for_end() == 0
    assert_in_order(terminal)


def test_sigquit_at_the_screen_leaves_nothing_on_the_terminal(run_probe: RunProbe) -> None:
    terminal = run_probe()
    terminal.signal(signal.SIGQUIT, terminal.drawing)
    assert terminal.wait_for_end() == 0
    assert_in_order(terminal)


def test_a_killed_screen_is_wiped_by_its_guard(run_probe: RunProbe) -> None:
    terminal = run_probe()
    terminal.signal(signal.SIGKILL, terminal.drawing)
    assert terminal.wait_for_end() != 0
    assert b"\x1b[2J" in terminal.raw.rpartition(b"\x1b[?1049l")[0]
    assert_in_order(terminal)


@pytest.mark.parametrize("how", ["hangs", "is stopped"])
def test_a_screen_without_a_heartbeat_is_ended_and_wiped(run_probe: RunProbe, how: str) -> None:
    terminal = run_probe(PROBE_WATCHED="1")
    if how == "hangs":
        terminal.type(F7)
    else:
        terminal.signal(signal.SIGSTOP, terminal.drawing)
    assert terminal.wait_for_end() != 0
    assert b"\x1b[2J" in terminal.raw.rpartition(b"\x1b[?1049l")[0]
    assert_in_order(terminal)


@pytest.mark.parametrize("how", ["is killed", "crashes"])
def test_a_screen_that_died_is_started_again(run_probe: RunProbe, how: str) -> None:
    terminal = run_probe(PROBE_RESTARTS="1")
    first = terminal.drawing
    died = os.pidfd_open(first)
    terminal.type(F6)
    terminal.wait_for("keys: f6")
    if how == "crashes":
        terminal.type(F8)
    else:
        terminal.signal(signal.SIGKILL, first)
    assert terminal.has_ended(died)
    terminal.screen.reset()
    terminal.wait_for("probe ready")
    assert terminal.drawing != first
    assert not any("f6" in line for line in terminal.lines)
    terminal.signal(signal.SIGKILL, terminal.drawing)
    assert terminal.wait_for_end() == 70  # no more than it was told to


def test_a_guard_that_was_asked_to_stop_starts_nothing_again(run_probe: RunProbe) -> None:
    terminal = run_probe(PROBE_RESTARTS="9")
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_for_end() == 0


def test_a_screen_whose_loop_turns_is_left_alone_and_may_end(run_probe: RunProbe) -> None:
    terminal = run_probe(PROBE_WATCHED="1")
    screen = os.pidfd_open(terminal.drawing)
    assert not terminal.has_ended(screen, within_s=1.6)
    terminal.type(F9)
    assert terminal.wait_for_end() == 0


def test_a_screen_does_not_outlive_its_guard(run_probe: RunProbe) -> None:
    terminal = run_probe()
    screen = os.pidfd_open(terminal.drawing)
    terminal.signal(signal.SIGKILL)
    assert terminal.has_ended(screen)


def test_a_stopped_screen_repaints_when_it_goes_on(run_probe: RunProbe) -> None:
    terminal = run_probe()
    terminal.signal(signal.SIGSTOP, terminal.drawing)
    terminal.screen.reset()
    terminal.signal(signal.SIGCONT, terminal.drawing)
    terminal.wait_for("probe ready")
    terminal.type(F6)
    terminal.wait_for("f6")
    threads = Path(f"/proc/{terminal.drawing}/task")
    names = [(task / "comm").read_text().strip() for task in threads.iterdir()]
    assert len(names) == 3, names  # the loop, the reader, the writer: none started twice


def test_a_crash_shows_no_traceback_and_no_data(run_probe: RunProbe, log_file: Path) -> None:
    terminal = run_probe()
    terminal.type(F8)
    assert terminal.wait_for_end() == 70
    assert_in_order(terminal)
    said = terminal.raw.decode() + log_file.read_text()
    assert "PIN-314159" not in said
    assert "Traceback" not in said
    assert "ValueError at" in log_file.read_text()
    assert "probe.py" in log_file.read_text()
    assert str(log_file) in "".join(terminal.lines)


def test_a_terminal_that_is_gone_ends_the_screen(run_probe: RunProbe) -> None:
    terminal = run_probe()
    screen = os.pidfd_open(terminal.drawing)
    terminal.hang_up()
    assert terminal.has_ended(screen)


def test_without_a_terminal_nothing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    monkeypatch.setattr("screens.base.terminal.STDIN", reader)
    with pytest.raises(NoTerminal):
        launch(lambda: 0, tmp_path / "log")
    os.close(reader)
    os.close(writer)
    assert not (tmp_path / "log").exists()


def test_control_characters_in_data_do_not_reach_the_terminal(run_probe: RunProbe) -> None:
    terminal = run_probe()
    terminal.wait_for("before ]0;stolen title[2Jafter 31m.")
    assert b"\x1b]" not in terminal.raw
    assert b"\x9b" not in terminal.raw


def test_prints_and_errors_go_to_the_log(run_probe: RunProbe, log_file: Path) -> None:
    terminal = run_probe()
    assert b"a stray" not in terminal.raw
    assert {"a stray print", "a stray error"} <= set(log_file.read_text().splitlines())
    assert log_file.stat().st_mode & 0o777 == 0o600


def test_textual_s_environment_has_no_effect(run_probe: RunProbe, tmp_path: Path) -> None:
    traces = tmp_path / "traces"
    terminal = run_probe(
        TEXTUAL="debug,devtools",
        TEXTUAL_DEBUG="1",
        TEXTUAL_DRIVER="textual.drivers.headless_driver:HeadlessDriver",
        TEXTUAL_PRESS="f7",
        TEXTUAL_SCREENSHOT="0",
        TEXTUAL_SCREENSHOT_LOCATION=str(traces),
        TEXTUAL_LOG=str(traces),
        TEXTUAL_ALLOW_SIGNALS="1",
    )
    terminal.type(b"\x03" + F6)
    terminal.wait_for("f6 ctrl+c")
    assert not any("f7" in line for line in terminal.lines)
    terminal.type(F9)
    assert terminal.wait_for_end() == 0
    assert not traces.exists()
    assert not Path("keys.log").exists()


def assert_in_order(terminal: Any) -> None:
    """The alternate screen is left, the cursor is back, nothing of the screen is to be seen."""
    left = terminal.raw.rpartition(b"\x1b[?1049l")[2]
    assert left != terminal.raw
    assert b"\x1b[?25h" in left
    assert b"probe ready" not in left
    for mode in (b"1000", b"1003", b"2004"):
        on, off = terminal.raw.rfind(b"\x1b[?%bh" % mode), terminal.raw.rfind(b"\x1b[?%bl" % mode)
        assert off > on, mode
