"""`keyroom desk`: customers' data, for the entitled, while their badge lies there."""

from typing import Annotated

import typer

from keyroom.language import N_

HELP = N_("Run a desk: customers' data, by badge and PIN.")
KIND = "desk"
HANG_S = 2.5
"""A screen that hangs or is stopped is wiped within 3 s."""
RESTARTS = 5


def desk(
    context: typer.Context,
    *,
    terminal: Annotated[
        str, typer.Option(metavar="NAME", help=N_("Which of the configured desks this one is."))
    ] = "",
) -> None:
    from commands.screen import run_on_screen

    asked = context.obj

    def start() -> int:
        # After the launcher has made the terminal quiet: these imports take their time.
        from commands.office import enter
        from commands.terminals import terminal_named
        from screens.desk.run import run_desk

        premises = enter(asked)
        name = terminal_named(
            premises.config,
            KIND,
            terminal,
            N_("no desk is called “{name}”"),
            N_("which desk is this?"),
        )
        return run_desk(premises, name)

    asked.home().require()
    run_on_screen(asked, start, hang_s=HANG_S, restarts=RESTARTS)
