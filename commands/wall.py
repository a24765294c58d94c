"""`keyroom wall`: the big screen of the room, which runs the morning meeting."""

from typing import Annotated

import typer

from keyroom.language import N_

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
    from commands.screen import run_on_screen

    asked = context.obj

    def start() -> int:
        # After the launcher has made the terminal quiet: these imports take their time.
        from commands.office import enter
        from commands.terminals import terminal_named
        from screens.wall.run import run_wall

        premises = enter(asked)
        name = terminal_named(
            premises.config,
            KIND,
            terminal,
            N_("no wall is called “{name}”"),
            N_("which wall is this?"),
        )
        return run_wall(premises, name)

    asked.home().require()
    run_on_screen(asked, start, hang_s=HANG_S, restarts=RESTARTS)
