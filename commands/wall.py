"""`keyroom wall`: the big screen of the room, which runs the morning meeting."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.terminals import terminal_named
from keyroom.language import N_

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.office import Premises

HELP = N_("Run the wall: the meeting, who is there, whose book is missing, what everyone reads.")
KIND = "wall"
HANG_S = 15.0
"""A screen that hangs or is stopped is started again after so long."""
RESTARTS = 5


def wall(
    context: typer.Context,
    *,
    terminal: Annotated[
        str, typer.Option(metavar="NAME", help=N_("Which of the configured walls this one is."))
    ] = "",
) -> None:
    from commands.screen import run_terminal

    def name_of(config: "Config") -> str:
        unknown = N_("no wall is called “{name}”")
        return terminal_named(config, KIND, terminal, unknown, N_("which wall is this?"))

    def start(premises: "Premises", name: str) -> int:
        from screens.wall.run import run_wall

        return run_wall(premises, name)

    run_terminal(context.obj, name_of, start, hang_s=HANG_S, restarts=RESTARTS)
