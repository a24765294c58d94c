"""The guard: a small process that owns the terminal while its child draws on it.

A screen that is killed cannot tidy up: the guard takes off what it has drawn and puts the terminal
in order. It passes a request to stop on, and ends a screen that does not follow it.
"""

import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from screens.base import terminal

PASSED_ON = (signal.SIGTERM, signal.SIGHUP)

GRACE_S = 5
"""How long a screen may take to stop before it is killed."""

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def watch(run: Callable[[], int]) -> int:
    """Run `run` in a child process. Its exit code, or minus the number of a signal that killed it.

    Call it while the process has one thread: a fork takes no other along.
    """
    guard = os.getpid()
    child = os.fork()
    if child == 0:
        _be_child(guard, run)
    with _passing_on(child):
        _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        terminal.clear()
    return code


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
def _passing_on(child: int) -> Iterator[None]:
    def stop(number: int, _frame: object) -> None:
        os.kill(child, number)
        signal.alarm(GRACE_S)

    def kill(_number: int, _frame: object) -> None:
        os.kill(child, signal.SIGKILL)

    handlers = {number: signal.signal(number, stop) for number in PASSED_ON}
    handlers[signal.SIGALRM] = signal.signal(signal.SIGALRM, kill)
    try:
        yield
    finally:
        signal.alarm(0)
        for number, handler in handlers.items():
            signal.signal(number, handler)
