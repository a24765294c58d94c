"""`keyroom entrance`: the terminal at the door, with its screen or without."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.output import prompt
from commands.terminals import terminal_named
from keyroom.language import N_, _

if TYPE_CHECKING:
    from commands.invocation import Invocation
    from kiosk.config import Config
    from kiosk.office import Premises

HELP = N_("Run the entrance: everyone taps here.")
KIND = "entrance"


def entrance(
    context: typer.Context,
    *,
    no_screen: Annotated[
        bool, typer.Option("--no-screen", help=N_("Print one JSON line for each answer instead."))
    ] = False,
    terminal: Annotated[
        str,
        typer.Option(metavar="NAME", help=N_("Which of the configured entrances this one is.")),
    ] = "",
) -> None:
    if no_screen:
        _run_headless(context.obj, terminal)
    else:
        _run_screen(context.obj, terminal)


def _run_headless(asked: "Invocation", terminal: str) -> None:
    from commands.office import enter
    from screens.headless import run_headless

    premises = enter(asked)
    name = entrance_named(premises.config, terminal)
    if not premises.config.readers_of(name):
        prompt(_("no reader is configured for {terminal}: nobody can tap").format(terminal=name))
    run_headless(premises, name)


def _run_screen(asked: "Invocation", terminal: str) -> None:
    from commands.screen import run_terminal

    def start(premises: "Premises", name: str) -> int:
        from screens.entrance.run import run_entrance

        return run_entrance(premises, name)

    run_terminal(asked, lambda config: entrance_named(config, terminal), start)


def entrance_named(config: "Config", name: str) -> str:
    """The terminal that is meant; without a name the only entrance, or the one called so.

    Raises WrongUsageError.
    """
    return terminal_named(
        config,
        KIND,
        name,
        N_("no entrance is called “{name}”"),
        N_("which entrance is this?"),
    )
