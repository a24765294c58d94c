"""`keyroom init`: a new office, empty or invented."""

from typing import Annotated

import typer

from commands.output import say
from keyroom.language import N_, _, current

HELP = N_("Make a new office in the home folder: configuration, records and keys.")


def init(
    context: typer.Context,
    *,
    example: Annotated[
        bool,
        typer.Option("--example", help=N_("Fill it: 12 invented people, three months of taps.")),
    ] = False,
    name: Annotated[
        str, typer.Option(metavar="NAME", help=N_("The office's name, as screens show it."))
    ] = "重要室",
) -> None:
    from commands.log_file import keep_log
    from kiosk.example.customers import PIN, WITH_PIN
    from kiosk.example.furnish import furnish
    from kiosk.office import Office

    home = context.obj.home()
    with Office.create(home, name, language=current()) as office:
        keep_log(context.obj)
        invented = furnish(office) if example else None
    say(_("{name}: the office is in {home}").format(name=name, home=home.path))
    if invented is not None:
        line = _("invented: {people} people and {taps} taps of three months")
        say(line.format(people=invented.people, taps=invented.taps))
        line = _("invented: {customers} customers; the PIN of {people} at the desk is {pin}")
        say(line.format(customers=invented.customers, people=", ".join(WITH_PIN), pin=PIN))
    say(
        _("next: name the readers in {file}; see them with: keyroom readers list").format(
            file=home.config_file
        )
    )
    say(_("keep a copy of {keys} elsewhere: backups do not hold the keys").format(keys=home.keys))
