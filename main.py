"""Keyroom's composition root: the command line, and the only place that knows everyone.

`keyroom` and `python main.py` are the same program. Modules of commands import what is heavy
inside their functions, so that `--help` answers at once.
"""

from typing import Annotated

import typer
from typer.main import get_command

from commands import config, init, people, punches
from commands.invocation import HOME_OPTION, LANGUAGE_OPTION, LANGUAGE_VARIABLE, VERSION_OPTION
from commands.shell import Commands, Root
from keyroom.language import N_

app = Commands(N_("The key-customer room's regulation, running on its terminals."), cls=Root)


@app.callback()
def program(
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
    version: Annotated[
        bool,
        typer.Option(VERSION_OPTION, help=N_("Print the version.")),
    ] = False,
) -> None:
    """Take the options of the whole program; `commands.shell.Root` has read them already."""


app.add("init", init.HELP)(init.init)
app.add_typer(people.app, name="people")
app.add_typer(punches.app, name="punches")
app.add_typer(config.app, name="config")


def run() -> None:
    """Run the command line of this process, and leave with its exit code."""
    # Not `app()`: that would put Typer's own printer of tracebacks in the boundary's place.
    get_command(app).main()


if __name__ == "__main__":
    run()
