"""The program as a whole: what it is, and the options that hold for every command."""

from typing import Annotated

import typer

from commands.invocation import HOME_OPTION, LANGUAGE_OPTION, LANGUAGE_VARIABLE, VERSION_OPTION
from commands.shell import Commands, Root
from keyroom.language import N_

app = Commands(N_("The key-customer room's regulation, running on its terminals."), cls=Root)


@app.callback()
def options(
    *,
    home: Annotated[
        str,
        typer.Option(
            HOME_OPTION,
            metavar="DIR",
            envvar="KEYROOM_HOME",
            show_envvar=True,
            help=N_("The office's home folder; by default in the platform's data folder."),
        ),
    ] = "",
    lang: Annotated[
        str,
        typer.Option(
            LANGUAGE_OPTION,
            metavar="LANG",
            envvar=LANGUAGE_VARIABLE,
            show_envvar=True,
            help=N_("The language: zh_CN or en."),
        ),
    ] = "",
    version: Annotated[bool, typer.Option(VERSION_OPTION, help=N_("Print the version."))] = False,
) -> None:
    """List the program's own options in its help; `commands.shell.Root` has taken them already."""
