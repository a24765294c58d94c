"""The program as people run it: a process with an environment of its own, seen from outside."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self

from typer.testing import CliRunner

from devices.virtual.pcscd_ways import SOCKET_VARIABLE

ROOT = Path(__file__).parent.parent.parent
COMMAND = (sys.executable, str(ROOT / "main.py"))
DYING_WITH_US = ("setpriv", "--pdeathsig", "KILL")
"""Before a command that would outlive a test run that was killed, and take its readers away."""
PATIENCE_S = 30.0
"""How long anything is awaited; a test that waits so long has failed."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """What the program may know of the machine: a language, a terminal, its home, pcscd."""
    return {
        **{name: os.environ[name] for name in (SOCKET_VARIABLE,) if name in os.environ},
        "PATH": os.environ["PATH"],
        "HOME": str(home.parent),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "KEYROOM_HOME": str(home),
        "KEYROOM_LANG": "en",
        **more,
    }


def keyroom(home: Path, *words: str, code: int = 0, stdin: str = "", **more: str) -> str:
    """Run one command; its standard output. Fails unless it ends with exit code `code`."""
    done = subprocess.run(
        [*COMMAND, *words],
        env=environment(home, **more),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S * 2,
        check=False,
    )
    assert done.returncode == code, f"{words} ended with {done.returncode}: {done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout


def keyroom_json(home: Path, *words: str, code: int = 0, **more: str) -> Any:
    """Run one command with `--json`; what it printed."""
    return json.loads(keyroom(home, *words, "--json", code=code, **more))


def keyroom_here(home: Path, *words: str, lang: str = "en") -> tuple[int, str]:
    """Run one command in this process, where starting another would cost most of the time.

    Its exit code and all that it printed on its standard output.
    """
    from main import app

    done = CliRunner().invoke(app, ["--home", str(home), "--lang", lang, *words])
    assert "Traceback" not in done.stderr
    return done.exit_code, done.stdout


class Headless:
    """`entrance --no-screen`: each line of its standard output is the answer to one tap."""

    def __init__(self, home: Path, *words: str, **more: str) -> None:
        self._complaints = home.parent / "entrance.stderr"
        self._log = home / "logs" / "keyroom.log"
        with self._complaints.open("ab") as complaints:
            self._process = subprocess.Popen(
                [*DYING_WITH_US, *COMMAND, "entrance", "--no-screen", *words],
                env=environment(home, **more),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            )
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._collect, daemon=True).start()

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def answer(self) -> dict[str, Any]:
        """The next answer, awaited."""
        try:
            answer = self._answers.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise AssertionError(f"no answer; the log is:\n{self._log.read_text()}") from None
        assert answer is not None, f"the entrance ended: {self._complaints.read_text()}"
        return answer

    def answers_left(self) -> list[dict[str, Any]]:
        """What it still said before it ended; call it after `kill` or `stop`."""
        left = []
        while (answer := self._answers.get(timeout=PATIENCE_S)) is not None:
            left.append(answer)
        return left

    def kill(self) -> None:
        """As `kill -9` does it."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to end, as a service manager does; its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        self._process.send_signal(how)
        return self._process.wait(timeout=PATIENCE_S)

    def _collect(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                # A line cut by a kill was never printed whole: it acknowledged nothing.
                if line.endswith("\n"):
                    self._answers.put(json.loads(line))
        self._answers.put(None)
