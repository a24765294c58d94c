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
    from kiosk.config import Config
    from kiosk.office import Premises


def run_terminal(
    asked: "Invocation",
    name_of: "Callable[[Config], str]",
    start: "Callable[[Premises, str], int]",
    *,
    hang_s: float | None = None,
    restarts: int = 0,
) -> None:
    """Run a terminal of the office: `name_of` says which, `start` imports its screen and runs it.

    Raises what `run_on_screen` does.
    """

    def started() -> int:
        # After the launcher has made the terminal quiet: these imports take their time.
        from commands.office import enter

        premises = enter(asked)
        return start(premises, name_of(premises.config))

    asked.home().require()
    run_on_screen(asked, started, hang_s=hang_s, restarts=restarts)


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
