"""Run a screen on this terminal, with its log, and give its end an exit code."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from commands.exits import ExitCode
from commands.log_file import keep_log_if_possible
from commands.output import complain
from keyroom.language import _

if TYPE_CHECKING:
    from commands.invocation import Invocation


def run_on_screen(
    asked: "Invocation",
    start: Callable[[], int],
    *,
    hang_s: float | None = None,
    restarts: int = 0,
) -> None:
    """Run `start`, which imports a screen and runs it, and leave with its exit code.

    `hang_s` and `restarts` as `launch` has them. Raises NoTerminal.
    """
    from screens.base.errors import ScreenStopped
    from screens.base.launcher import launch

    try:
        code = launch(start, keep_log_if_possible(asked), hang_s=hang_s, restarts=restarts)
    except ScreenStopped as fault:
        complain(fault.shown(_))
        code = ExitCode.INTERNAL
    raise typer.Exit(code)
