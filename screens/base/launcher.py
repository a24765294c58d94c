"""Starting a screen: a quiet terminal, a clean environment and a guard, before any slow import."""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from keyroom.errors import KeyroomError
from keyroom.language import N_, _
from screens.base import environment, guard, terminal
from screens.base.errors import NoTerminal, ScreenStopped

DONE, WRONG, FAULT = 0, 2, guard.FAULT
"""Exit codes: a service manager tells a fault from a wish."""
SWITCH_S = 0.001
"""How long a thread runs before another gets its turn: a fifth of Python's own, so that a tap does
not wait for a paint, nor a paint for a checkpoint."""


def launch(
    start: Callable[[], int], log: Path, *, hang_s: float | None = None, restarts: int = 0
) -> int:
    """Run `start`, which imports a screen's app and runs it, on this process's terminal.

    A screen that hangs or is stopped for `hang_s` seconds is ended, and what it has drawn is gone.
    After a fault or a killing it is started again, `restarts` times in a row.
    Returns its exit code. stdout and stderr go to the file `log` meanwhile. A KeyroomError that
    `start` raises is shown as one line on stderr when the terminal is in order again. Raises
    NoTerminal, and ScreenStopped after a fault of the screen or its killing.
    """
    if not os.isatty(terminal.STDIN):
        raise NoTerminal(
            N_("this screen needs a terminal"),
            N_("start it on a terminal, or use --no-screen"),
        )
    environment.clear()
    with terminal.held():
        code = guard.watch(lambda: _draw(start, log), hang_s=hang_s, restarts=restarts)
    if code < 0 or code == FAULT:
        raise ScreenStopped(
            N_("the screen has stopped by a fault"),
            N_("every tap that was answered is recorded; what happened stands in {log}"),
            log=log,
        )
    return code


def _draw(start: Callable[[], int], log: Path) -> int:
    stderr = terminal.divert(log)
    sys.setswitchinterval(SWITCH_S)
    try:
        return start()
    except KeyroomError as error:
        print(error.shown(_), file=stderr, flush=True)
        return WRONG
    except Exception:
        logging.getLogger(__name__).exception("the screen could not run")
        return FAULT
    finally:
        logging.shutdown()
