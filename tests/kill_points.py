"""Ends a process by SIGKILL between any two steps that it does outside of Python.

Every call of SQLite and every one that changes a folder is a point; the process dies before it.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

_STEPS = frozenset(
    {"execute", "executemany", "commit", "fsync", "link", "unlink", "replace", "write"}
)


def points_of(act: Callable[[], None]) -> int:
    """How many points `act` has; it is run to its end, in a process of its own."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        counted = _Counter(None)
        sys.setprofile(counted)
        try:
            act()
            sys.setprofile(None)
            os.write(writer, str(counted.count).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        answer = told.read()
    os.waitpid(pid, 0)
    return int(answer)


def killed_at(point: int, act: Callable[[], None]) -> bool:
    """Run `act` in a process of its own, killed before its `point`; whether it was."""
    pid = os.fork()
    if pid == 0:
        sys.setprofile(_Counter(point))
        try:
            act()
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


class _Counter:
    def __init__(self, last: int | None) -> None:
        self.count = 0
        self._last = last

    def __call__(self, frame: FrameType, event: str, arg: Any) -> None:
        if event == "c_call" and arg.__name__ in _STEPS:
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)
            self.count += 1
