"""`keyroom plans`: the day's plans of account managers."""

from pathlib import Path
from typing import Annotated

import typer

from commands.exits import ExitCode
from commands.meeting_common import meeting_day
from commands.options import AsJson, By, FirstDay, LastDay, OfPerson
from commands.output import print_json, print_json_list, print_table, say
from commands.requests import Reason, StaffNumber
from commands.shell import Commands
from commands.taken_in import tell_taken_in
from commands.values import NOBODY, TODAY, actor_named, days_named, today_in
from keyroom.language import N_, _

app = Commands(N_("Plan books: plan visits, take them off, list, and import lists."))

Day = Annotated[
    str, typer.Argument(metavar="DATE", help=N_("YYYY-MM-DD, today, tomorrow or yesterday."))
]
Clock = Annotated[str, typer.Argument(metavar="TIME", help=N_("HH:MM in the office's time."))]


@app.add("add", N_("Put a visit on somebody's plan."))
def add(
    context: typer.Context,
    no: StaffNumber,
    day: Day,
    clock: Clock,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=N_("Number or group; a prospect's name."))
    ],
    purpose: Annotated[
        str, typer.Argument(metavar="PURPOSE", help=N_("regular, or the word for it: 例行走访"))
    ] = "regular",
    *,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=N_("A note."))] = "",
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.attendance.requests.spans import parse_clock
    from kiosk.books.purpose import parse_purpose
    from kiosk.person import staff_no

    with open_office(context.obj) as office:
        planned = office.books.plans.add(
            staff_no(no),
            meeting_day(day, office),
            parse_clock(clock),
            customer,
            parse_purpose(purpose),
            note,
            by=actor_named(by, office),
            now=office.premises.clock.read().utc,
        )
    if as_json:
        print_json({"id": planned.id, "customer": planned.entry.customer})
    else:
        say(
            _("{customer} stands on the plan: {id}").format(
                customer=planned.entry.customer, id=planned.id
            )
        )


@app.add("copy", N_("Put somebody's open items about customers on his plan."))
def copy(
    context: typer.Context,
    no: StaffNumber,
    day: Day,
    clock: Clock,
    *,
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.attendance.requests.spans import parse_clock
    from kiosk.person import staff_no

    with open_office(context.obj) as office:
        added = office.books.plans.copy_open(
            staff_no(no),
            meeting_day(day, office),
            parse_clock(clock),
            by=actor_named(by, office),
            now=office.premises.clock.read().utc,
        )
    if as_json:
        print_json([{"id": each.id, "customer": each.entry.customer} for each in added])
    else:
        say(_("{count} open items copied").format(count=len(added)))


@app.add("drop", N_("Take a visit off a plan, with the reason."))
def drop(
    context: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="ID", help=N_("The list shows it."))],
    *,
    reason: Reason = "",
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office

    with open_office(context.obj) as office:
        dropped = office.books.plans.drop(plan, reason, by=actor_named(by, office))
    if as_json:
        print_json({"id": dropped.id, "dropped": dropped.entry.dropped})
    else:
        say(_("taken off: {reason}").format(reason=reason))


@app.add("import", N_("Take in a CSV list, no,date,time,customer,purpose: all of it, or nothing."))
def import_list(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("A list, UTF-8 or GBK."))],
    *,
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.import_plans import import_plans

    with open_office(context.obj) as office:
        done = import_plans(office, file, actor=actor_named(by, office))
    words = _("{file}: {added} plans added, {known} were there already")
    tell_taken_in(done, words, file, as_json=as_json)


@app.add("list", N_("List the plans, and what became of them."))
def list_plans(
    context: typer.Context,
    *,
    person: OfPerson = "",
    first: FirstDay = TODAY,
    last: LastDay = "",
    as_json: AsJson = False,
) -> None:
    from commands.book_tables import PLAN_HEADINGS, plan_row
    from commands.office import open_office
    from kiosk.books.json_form import plan_json

    with open_office(context.obj) as office:
        today = today_in(office)
        report = office.books.report(
            *days_named(first, last, today),
            office.premises.clock.read().utc,
            office.people.get(person).no if person else None,
        )
        zone = office.premises.config.zone
    if as_json:
        print_json_list(plan_json(each) for each in report.plans)
    else:
        headings = tuple(_(heading) for heading in PLAN_HEADINGS)
        print_table(headings, (plan_row(each, report.names, zone) for each in report.plans))
    if not report.plans:
        raise typer.Exit(ExitCode.NO)
