"""`keyroom wages`: what people are paid, for the warnings about high deductions."""

from pathlib import Path
from typing import Annotated

import typer

from commands.exits import ExitCode
from commands.options import AsJson, By
from commands.output import print_json_list, print_table
from commands.shell import Commands
from commands.taken_in import tell_taken_in
from commands.values import NOBODY, actor_named
from keyroom.language import N_, _

app = Commands(N_("Wages of a month, which warnings about high deductions need."))


@app.add("import", N_("Take in a CSV list, no,month,yuan: all of it, or nothing."))
def import_list(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("A list, UTF-8 or GBK."))],
    *,
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.import_wages import import_wages

    with open_office(context.obj) as office:
        done = import_wages(office, file, actor=actor_named(by, office))
    words = _("{file}: {added} wages added, {known} were there already")
    tell_taken_in(done, words, file, as_json=as_json)


@app.add("list", N_("List the wages, the newest of each month."))
def list_wages(
    context: typer.Context,
    *,
    month: Annotated[
        str, typer.Option("--month", metavar="YYYY-MM", help=N_("Only of this month."))
    ] = "",
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.attendance.sheets.month import Month
    from kiosk.money import written_yuan

    wanted = Month.parse(month) if month else None
    with open_office(context.obj) as office:
        wages = [wage for wage in office.wages.all() if wanted in (None, wage.month)]
    if as_json:
        print_json_list(
            {"no": wage.person, "month": str(wage.month), "fen": wage.fen} for wage in wages
        )
    else:
        print_table(
            (_("staff number"), _("month"), _("yuan")),
            ((wage.person, wage.month, written_yuan(wage.fen)) for wage in wages),
        )
    if not wages and month:
        raise typer.Exit(ExitCode.NO)
