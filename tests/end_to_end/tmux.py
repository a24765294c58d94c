"""A person's terminal: a shell in tmux, where programs are typed, watched and killed."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Self
from uuid import uuid4

from tests.end_to_end.program import DYING_WITH_US, PATIENCE_S, environment

COLUMNS, ROWS = 220, 50
LOOK_S = 0.05
"""Between two looks at the screen: tmux tells nobody that something was painted."""


class Tmux:
    """A tmux server of its own, with one shell."""

    def __init__(self, home: Path) -> None:
        self._name = f"keyroom-{uuid4().hex[:8]}"
        self._environment = environment(home, PS1="ready> ")
        size = ("-x", str(COLUMNS), "-y", str(ROWS))
        self._tmux("-u", "-f", "/dev/null", "new-session", "-d", *size, *DYING_WITH_US, "sh")
        self.await_text("ready>")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._programs()):
            os.kill(process, signal.SIGKILL)
        self._tmux("kill-server")

    def type(self, line: str) -> None:
        """Type a line into the shell."""
        self._tmux("send-keys", "-l", line)
        self.press("Enter")

    def press(self, key: str) -> None:
        """Press a key, by tmux's name for it."""
        self._tmux("send-keys", key)

    def shows(self, *, history: bool = False) -> str:
        """The text on the screen, and what was scrolled off it before."""
        return self._tmux("capture-pane", "-p", *(("-S", "-") if history else ()))

    def title(self) -> str:
        """What the window is called."""
        return self._tmux("display", "-p", "#{pane_title} #{window_name}")

    def await_text(self, pattern: str) -> None:
        """Return once a line matches the pattern."""
        deadline = time.monotonic() + PATIENCE_S
        while not re.search(pattern, shown := self.shows()):
            assert time.monotonic() < deadline, f"{pattern!r} is not there; the screen is:\n{shown}"
            time.sleep(LOOK_S)

    def kill_screen(self) -> None:
        """`kill -9` of the process that draws: the child of the one that the shell started."""
        program, *below = self._programs()
        (screen,) = (process for process in below if _command(process) == _command(program))
        os.kill(screen, signal.SIGKILL)

    def _programs(self) -> list[int]:
        """All that the shell has started and is running still."""
        return _descendants(int(self._tmux("display", "-p", "#{pane_pid}")))

    def _tmux(self, *words: str) -> str:
        return subprocess.run(
            ["tmux", "-L", self._name, *words],
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def _command(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def _descendants(process: int) -> list[int]:
    """The processes below a process, parents before their children."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [each for child in map(int, children) for each in (child, *_descendants(child))]
