"""`keyroom items`: promises, feedback, notes and actions that come back until they are done."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import ExitCode, WrongUsageError
from commands.meeting_common import Who, meeting_day
from commands.options import AsJson, OfPerson
from commands.output import print_json, print_json_list, print_table
from commands.requests import StaffNumber
from commands.shell import Commands
from commands.values import today_in
from keyroom.language import N_, _

if TYPE_CHECKING:
    from kiosk.books.items import Owed
    from kiosk.office import Office

app = Commands(N_("What is owed: promises, feedback, notes on competitors, actions."))


@app.add("add", N_("Note something that somebody owes."))
def add(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=N_("promise, feedback, competitor_note, suggestion, strategy or next_step"),
        ),
    ],
    no: StaffNumber,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("What is to be done."))],
    *,
    by: Who,
    customer: Annotated[
        str, typer.Option("--customer", metavar="CUSTOMER", help=N_("Number or group."))
    ] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help=N_("Until when."))] = "",
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.books.items import ItemKind
    from kiosk.person import staff_no

    if kind not in list(ItemKind):
        raise WrongUsageError(
            N_("“{text}” is no kind of open item; write one of {kinds}"),
            text=kind,
            kinds=", ".join(ItemKind),
        )
    with open_office(context.obj) as office:
        owed = office.books.items.note(
            ItemKind(kind),
            staff_no(no),
            text,
            by=by,
            now=office.premises.clock.read().utc,
            due=meeting_day(due, office) if due else None,
            customer=customer or None,
        )
        _print(office, [owed], as_json=as_json)


@app.add("step", N_("Pass an item on, escalate it, or call it done."))
def step(
    context: typer.Context,
    item: Annotated[str, typer.Argument(metavar="ID", help=N_("The list shows it."))],
    what: Annotated[str, typer.Argument(metavar="STEP", help=N_("passed, escalated or done"))],
    *,
    to: Annotated[
        str, typer.Option("--to", metavar="NO", help=N_("Who is told, or owns it from now on."))
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=N_("A note."))] = "",
    by: Who,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.books.items import ItemStep
    from kiosk.person import staff_no

    if what not in list(ItemStep):
        raise WrongUsageError(N_("“{text}” is no step; write passed, escalated or done"), text=what)
    with open_office(context.obj) as office:
        owed = office.books.items.step(
            item,
            ItemStep(what),
            note,
            to=staff_no(to) if to else None,
            by=by,
            now=office.premises.clock.read().utc,
        )
        _print(office, [owed], as_json=as_json)


@app.add("list", N_("List what is open; with --all also what is done."))
def list_items(
    context: typer.Context,
    *,
    person: OfPerson = "",
    everything: Annotated[bool, typer.Option("--all", help=N_("Also what is done."))] = False,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.books.items import still_open

    with open_office(context.obj) as office:
        no = office.people.get(person).no if person else None
        found = [each for each in office.books.items.all() if no in (None, each.owner)]
        shown = found if everything else still_open(found)
        _print(office, shown, as_json=as_json, as_list=True)
    if not shown and person:
        raise typer.Exit(ExitCode.NO)


def _print(office: "Office", items: "list[Owed]", *, as_json: bool, as_list: bool = False) -> None:
    from commands.book_tables import ITEM_HEADINGS, item_row
    from kiosk.books.json_form import item_json

    today, zone = today_in(office), office.premises.config.zone
    if as_json:
        forms = [item_json(each, today, zone) for each in items]
        if as_list:
            print_json_list(forms)
        else:
            print_json(forms[0])
        return
    names = office.books.customer_names()
    headings = tuple(_(heading) for heading in ITEM_HEADINGS)
    print_table(headings, (item_row(each, names, today, zone) for each in items))
