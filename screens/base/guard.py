"""The guard: a small process that owns the terminal while its child draws on it.

A screen that is killed cannot tidy up: the guard takes off what it has drawn and puts the terminal
in order. It passes a request to stop on, and ends a screen that does not follow it. A screen that
must never be left standing sends a heartbeat: when it hangs or is stopped, the guard ends it too.
Where it is told so, it starts a screen again that ended by a fault: behind it may stand a shell.
"""

import ctypes
import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from screens.base import heartbeat, terminal

PASSED_ON = (signal.SIGTERM, signal.SIGHUP)

GRACE_S = 5
"""How long a screen may take to stop before it is killed."""
START_S = 20.0
"""How long after its start the first heartbeat may come: imports, on a slow machine."""

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


FAULT = 70
"""Exit code of a child that ended by a fault: `EX_SOFTWARE` of sysexits.h."""
LONG_LIFE_S = 60.0
"""A child that lived so long had begun well: what ended it is not what ended the one before."""


def watch(run: Callable[[], int], *, hang_s: float | None = None, restarts: int = 0) -> int:
    """Run `run` in a child process. Its exit code, or minus the number of a signal that killed it.

    With `hang_s`, a child whose heartbeat stays out for so many seconds is killed. With `restarts`,
    one that was killed or ended by a fault is started again, so many times in a row, unless the
    guard was asked to stop. Call it while the process has one thread: a fork takes no other along.
    """
    left = restarts
    while True:
        began = time.monotonic()
        code, stopping = _live(run, hang_s)
        if stopping or not (code < 0 or code == FAULT):
            return code
        if time.monotonic() - began >= LONG_LIFE_S:
            left = restarts
        if left == 0:
            return code
        left -= 1


def _live(run: Callable[[], int], hang_s: float | None) -> tuple[int, bool]:
    """One life of the child: how it ended, and whether the guard was asked to stop."""
    guard = os.getpid()
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        if hang_s is not None:
            heartbeat.give(theirs)
        _be_child(guard, run)
    os.close(theirs)
    with _passing_on(child) as asked:
        if hang_s is not None:
            _listen(child, ours, hang_s)
        _, status = os.waitpid(child, 0)
    os.close(ours)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        terminal.clear()
    return code, bool(asked)


def _listen(child: int, pipe: int, hang_s: float) -> None:
    """Return when the child has ended, or was killed because its heartbeat stayed out."""
    ended = os.pidfd_open(child)
    patience = START_S
    try:
        while True:
            ready, _, _ = select.select([ended, pipe], [], [], patience)
            if ended in ready:
                return
            if not ready or not os.read(pipe, select.PIPE_BUF):
                os.kill(child, signal.SIGKILL)
                return
            patience = hang_s
    finally:
        os.close(ended)


def _be_child(guard: int, run: Callable[[], int]) -> None:
    # A screen without its guard would stay on the terminal when it is killed.
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    code = 1
    try:
        if os.getppid() == guard:
            code = run()
    finally:
        # Not sys.exit: the stack above belongs to the guard.
        os._exit(code)


@contextmanager
def _passing_on(child: int) -> Iterator[list[int]]:
    """Pass requests to stop on to the child; the list of them."""
    asked: list[int] = []

    def stop(number: int, _frame: object) -> None:
        asked.append(number)
        os.kill(child, number)
        signal.alarm(GRACE_S)

    def kill(_number: int, _frame: object) -> None:
        os.kill(child, signal.SIGKILL)

    handlers = {number: signal.signal(number, stop) for number in PASSED_ON}
    handlers[signal.SIGALRM] = signal.signal(signal.SIGALRM, kill)
    try:
        yield asked
    finally:
        signal.alarm(0)
        for number, handler in handlers.items():
            signal.signal(number, handler)
