"""`keyroom entrance`: the terminal at the door, with its screen or without."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import WrongUsageError
from commands.output import prompt
from keyroom.language import N_, _

if TYPE_CHECKING:
    from kiosk.config import Config

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
    from commands.office import enter

    premises = enter(context.obj)
    name = entrance_named(premises.config, terminal)
    if no_screen:
        from screens.headless import run_headless

        if not premises.config.readers_of(name):
            prompt(
                _("no reader is configured for {terminal}: nobody can tap").format(terminal=name)
            )
        run_headless(premises, name)


def entrance_named(config: "Config", name: str) -> str:
    """The terminal that is meant; without a name the only entrance, or the one called so.

    Raises WrongUsageError.
    """
    entrances = [each for each, knobs in config.terminals.items() if knobs.kind == KIND]
    if name in entrances:
        return name
    if not name and (len(entrances) == 1 or KIND in entrances):
        return entrances[0] if len(entrances) == 1 else KIND
    raise WrongUsageError(
        N_("no entrance is called “{name}”") if name else N_("which entrance is this?"),
        N_("name one with --terminal: {known}"),
        name=name,
        known=", ".join(entrances) or "-",
    )
