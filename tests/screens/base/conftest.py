"""A real terminal for the tests: a program on a pseudo-terminal, and the screen it draws."""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

ROOT = Path(__file__).parents[3]
PROBE = Path(__file__).with_name("probe.py")
WITHIN_S = 15


class Terminal:
    """A program that runs on a pseudo-terminal, and what it shows."""

    def __init__(
        self, command: list[str], environment: dict[str, str], columns: int, rows: int
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.raw = b""
        self._stream = pyte.ByteStream(self.screen)
        self._process: pexpect.spawn[bytes] = pexpect.spawn(
            command[0],
            command[1:],
            cwd=str(ROOT),
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **environment},
            dimensions=(rows, columns),
            timeout=WITHIN_S,
        )

    @property
    def pid(self) -> int:
        """Of the process that the terminal started: the guard."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def drawing(self) -> int:
        """Of the guard's child, which draws."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return int(children.split()[0])

    @property
    def lines(self) -> list[str]:
        """What the screen shows."""
        return list(self.screen.display)

    def type(self, data: bytes | str) -> None:
        """As if typed, or sent by the terminal."""
        self._process.send(data)

    def wait_for(self, text: str) -> None:
        """Read until the screen shows `text`."""
        self._read_until(lambda: any(text in line for line in self.lines), text)

    def resize(self, columns: int, rows: int) -> None:
        """The window changes its size."""
        self.screen.resize(rows, columns)
        self._process.setwinsize(rows, columns)

    def signal(self, number: signal.Signals, pid: int | None = None) -> None:
        """Send a signal, to the guard unless told otherwise."""
        os.kill(pid or self.pid, number)

    def hang_up(self) -> None:
        """The terminal goes away, the program stays."""
        os.close(self._process.child_fd)
        self._process.child_fd = -1

    def wait_for_end(self) -> int:
        """Read to the end; the exit code."""
        if self._process.child_fd >= 0:
            self._read_until(lambda: False, None)
        self._process.wait()
        return int(self._process.exitstatus if self._process.exitstatus is not None else -1)

    def has_ended(self, process: int, within_s: float = WITHIN_S) -> bool:
        """Whether the process behind a pidfd ends soon."""
        ready, _, _ = select.select([process], [], [], within_s)
        os.close(process)
        return bool(ready)

    def end(self) -> None:
        """Whatever happened, leave no process behind."""
        if self._process.child_fd >= 0:
            self._process.close(force=True)

    def _read_until(self, met: Callable[[], bool], wanted: str | None) -> None:
        while not met():
            try:
                data = self._process.read_nonblocking(65536, timeout=WITHIN_S)
            except pexpect.EOF:
                if wanted is None:
                    return
                pytest.fail(f"ended before it showed {wanted!r}:\n" + "\n".join(self.lines))
            except pexpect.TIMEOUT:
                pytest.fail(f"never showed {wanted!r}:\n" + "\n".join(self.lines))
            self.raw += data
            self._stream.feed(data)


@pytest.fixture
def log_file(tmp_path: Path) -> Path:
    """Where the program's stdout and stderr go while it draws."""
    return tmp_path / "screen.log"


@pytest.fixture
def run_probe(log_file: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts `probe.py` on a terminal, and waits until it has drawn itself if it is to."""
    started: list[Terminal] = []

    def run(
        *, columns: int = 80, rows: int = 24, drawn: bool = True, **environment: str
    ) -> Terminal:
        command = [sys.executable, str(PROBE), str(log_file)]
        terminal = Terminal(command, environment, columns, rows)
        started.append(terminal)
        if drawn:
            terminal.wait_for("probe ready")
            terminal.wait_for(f"size: {columns}x{rows}")
        return terminal

    yield run
    for terminal in started:
        terminal.end()
