"""`keyroom attendance export`: the month's forms, as a workbook or as CSV."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import WrongUsageError
from commands.options import AsJson
from commands.output import print_json, say
from commands.settling import MonthNamed, refuse_altered
from commands.shell import Commands
from keyroom.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.attendance.reports.workbook import Progress
    from kiosk.attendance.sheets.closing import MonthLook


def offer_export(app: Commands) -> None:
    """Declare the command."""
    app.add("export", N_("Write a month's forms: the workbook of four sheets, or its summary."))(
        export
    )


def export(
    context: typer.Context,
    month: MonthNamed,
    *,
    xlsx: Annotated[
        str,
        typer.Option("--xlsx", metavar="FILE", help=N_("A workbook; or a folder to put it into.")),
    ] = "",
    csv: Annotated[
        str,
        typer.Option("--csv", metavar="FILE", help=N_("The summary as CSV; or a folder for it.")),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Write the month's forms to a file."""
    from commands.office import open_office
    from kiosk.attendance.reports.office_cover import cover_of
    from kiosk.attendance.sheets.month import Month

    if bool(xlsx) == bool(csv):
        raise WrongUsageError(N_("name one file"), N_("use --xlsx FILE or --csv FILE"))
    chosen = Month.parse(month)
    with open_office(context.obj) as office:
        now = office.premises.clock.read().utc
        look = office.closing.look(chosen, now)
        cover = cover_of(office, look.sheet, now, _note(look))
    refuse_altered(look)
    if csv:
        from kiosk.attendance.reports.csv_copy import write_csv

        written = write_csv(Path(csv), look.sheet, cover)
    else:
        from kiosk.attendance.reports.workbook import write_workbook

        with _progress() as progress:
            written = write_workbook(Path(xlsx), look.sheet, cover, progress)
    people = len(look.sheet.people)
    if as_json:
        print_json({"file": str(written), "people": people, "closed": look.settlement is not None})
        return
    say(_("{file}: the month of {people} people").format(file=written, people=people))


def _note(look: "MonthLook") -> str:
    """What the forms say of themselves."""
    if look.settlement is None:
        return _("draft")
    closed = look.settlement.closed
    return _("closed by {by}, digest {digest}").format(by=closed.by, digest=closed.digest)


@contextmanager
def _progress() -> "Iterator[Progress | None]":
    """A bar on stderr, where somebody looks at it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(_("writing"))
        yield lambda done, total: bar.update(task, completed=done, total=total)
