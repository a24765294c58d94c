"""`keyroom desk`: customers' data, for the entitled, while their badge lies there."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.terminals import terminal_named
from keyroom.language import N_

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.office import Premises

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
    from commands.screen import run_terminal

    def name_of(config: "Config") -> str:
        unknown = N_("no desk is called “{name}”")
        return terminal_named(config, KIND, terminal, unknown, N_("which desk is this?"))

    def start(premises: "Premises", name: str) -> int:
        from screens.desk.run import run_desk

        return run_desk(premises, name)

    run_terminal(context.obj, name_of, start, hang_s=HANG_S, restarts=RESTARTS)
