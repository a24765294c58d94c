"""`keyroom access report`, and the forms of `access export` that are no CSV."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson, By
from commands.output import print_json, say
from commands.shell import Commands
from commands.values import NOBODY, actor_named
from keyroom.language import N_, _

if TYPE_CHECKING:
    from kiosk.office import Office
    from kiosk.person import StaffNo
    from kiosk.privacy.accesses import Wanted
    from kiosk.privacy.log.export import Exported, FileForm


def offer_report(app: Commands) -> None:
    """Declare the command."""
    app.add("report", N_("Write a month's accesses as PDF; that is an access too."))(report)


def report(
    context: typer.Context,
    *,
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM", help=N_("Which month."))],
    pdf: Annotated[Path, typer.Option("--pdf", metavar="FILE", help=N_("Where to."))],
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    """What was done by whom, what was shown in clear, what was refused."""
    from commands.office import open_office
    from kiosk.attendance.sheets.month import Month
    from kiosk.privacy.log.report import write_report

    chosen = Month.parse(month)
    with open_office(context.obj) as office:
        tell(write_report(office, chosen, pdf, by=exporter(by, office)), as_json=as_json)


def form_of(file: Path) -> "FileForm | None":
    """The form that a file's name asks for; None for CSV and all other names."""
    from kiosk.privacy.log.export import FileForm

    suffix = file.suffix.removeprefix(".").lower()
    return next((form for form in FileForm if form == suffix and form is not FileForm.CSV), None)


def export_as(
    office: "Office", form: "FileForm", file: Path, wanted: "Wanted", by: str
) -> "Exported":
    """Write the accesses that are wanted in this form."""
    from kiosk.privacy.log.entry import Origin
    from kiosk.privacy.log.export import export
    from kiosk.privacy.log.log_filter import LogFilter

    log_filter = LogFilter(
        since=wanted.since,
        until=wanted.until,
        person=wanted.person or "",
        customer=wanted.customer or "",
        kind=wanted.kind or "",
    )
    who = exporter(by, office)
    return export(office, log_filter, file, form, by=who, origins={Origin.ACCESS})


def exporter(by: str, office: "Office") -> "StaffNo | None":
    """Who hands out the log; None where nobody is named."""
    actor = actor_named(by, office)
    return None if actor == NOBODY else office.people.get(actor).no


def tell(done: "Exported", *, as_json: bool) -> None:
    """Say what was written."""
    if as_json:
        print_json({"file": str(done.path), "entries": done.entries, "record": done.record})
    else:
        say(
            _("{file}: {count} entries; record {record}").format(
                file=done.path, count=done.entries, record=done.record
            )
        )
