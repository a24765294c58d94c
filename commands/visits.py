"""`keyroom visits`: visits to customers, which excuse punches, and the log of what came of them."""

from pathlib import Path
from typing import Annotated

import typer

from commands.meeting_common import meeting_day
from commands.options import AsJson, By, FirstDay, LastDay, OfPerson
from commands.output import print_json, say
from commands.requests import Reason, StaffNumber, offer_decide, offer_list, report
from commands.shell import Commands
from commands.values import NOBODY, TODAY, actor_named, days_named, today_in
from keyroom.language import N_, _

KIND = "visit"
app = Commands(N_("Visits to customers: register, decide, write up, list, report, import lists."))


@app.add("add", N_("Register a visit to a customer."))
def add(
    context: typer.Context,
    no: StaffNumber,
    start: Annotated[
        str, typer.Argument(metavar="FROM", help=N_("A moment: “2026-11-03 15:20”, or a day."))
    ],
    end: Annotated[
        str, typer.Argument(metavar="TO", help=N_("A moment of the same day, or the day."))
    ],
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help=N_("Who is visited."))],
    *,
    reason: Reason = "",
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.attendance.requests.spans import parse_end, parse_start
    from kiosk.person import staff_no

    with open_office(context.obj) as office:
        zone = office.premises.config.zone
        asked = office.requests.ask_visit(
            staff_no(no),
            parse_start(start, zone),
            parse_end(end, zone),
            customer,
            reason,
            by=actor_named(by, office),
            now=office.premises.clock.read().utc,
        )
        report(office, office.requests.matter(asked), as_json=as_json)


@app.add("log", N_("Write up a visit: what came of it, the signature, the next step."))
def log(
    context: typer.Context,
    visit: Annotated[str, typer.Argument(metavar="ID", help=N_("The list shows it."))],
    result: Annotated[str, typer.Argument(metavar="RESULT", help=N_("What came of it."))],
    *,
    out: Annotated[str, typer.Option("--out", metavar="AT", help=N_("When he left."))] = "",
    back: Annotated[str, typer.Option("--back", metavar="AT", help=N_("When he was back."))] = "",
    problem: Annotated[
        bool, typer.Option("--problem", help=N_("A problem was handled: the customer must sign."))
    ] = False,
    paper: Annotated[
        str, typer.Option("--paper", metavar="NUMBER", help=N_("Of the paper that he signed."))
    ] = "",
    next_step: Annotated[
        str, typer.Option("--next", metavar="TEXT", help=N_("What is still to be done."))
    ] = "",
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.attendance.requests.kinds import RequestKind
    from kiosk.books.entries import VisitResult
    from kiosk.books.json_form import logged_json
    from kiosk.cells import parse_moment

    with open_office(context.obj) as office:
        zone = office.premises.config.zone
        matter = office.requests.matter(visit, RequestKind.VISIT)
        now = office.premises.clock.read().utc
        logged = office.books.visits.log(
            VisitResult(
                visit=matter.id,
                person=matter.person,
                day=office.requests.register.days(matter.record)[0],
                result=result,
                entered=now,
                by=actor_named(by, office),
                out=parse_moment(out, zone) if out else None,
                back=parse_moment(back, zone) if back else None,
                problem=problem,
                signature=office.books.visits.paper(paper) if paper else None,
                next_step=next_step,
            )
        )
    if as_json:
        print_json(logged_json(logged))
    elif logged.result is not None and logged.result.is_closed:
        say(_("written up"))
    else:
        say(_("written up; the customer's signature is missing"))


@app.add("none", N_("Declare a day without a visit."))
def none(
    context: typer.Context,
    no: StaffNumber,
    day: Annotated[
        str, typer.Argument(metavar="DATE", help=N_("YYYY-MM-DD, today, tomorrow or yesterday."))
    ] = TODAY,
    *,
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.person import staff_no
    from kiosk.times import stored

    with open_office(context.obj) as office:
        declared = office.books.visits.declare(
            staff_no(no),
            meeting_day(day, office),
            by=actor_named(by, office),
            now=office.premises.clock.read().utc,
        )
    if as_json:
        print_json(
            {"no": no, "date": declared.day.isoformat(), "entered": stored(declared.entered)}
        )
    else:
        say(_("{no} declares no visit on {day}").format(no=no, day=declared.day))


@app.add("import", N_("Take in a CSV list of visits, written up or not: all of it, or nothing."))
def import_list(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=N_("no,from,to,customer,status; may add result,problem,signature,next,entered."),
        ),
    ],
    *,
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.import_visits import import_visits

    with open_office(context.obj) as office:
        done = import_visits(office, file, actor=actor_named(by, office))
    requests = done.requests
    if as_json:
        print_json(
            {
                "encoding": requests.encoding,
                "added": requests.added,
                "decided": requests.decided,
                "known": requests.known,
                "logged": done.logged,
                "declared": done.declared,
            }
        )
        return
    say(
        _("{file}: {added} added, {decided} decided, {known} were there already").format(
            file=file, added=requests.added, decided=requests.decided, known=requests.known
        )
    )
    say(
        _("{logged} written up, {declared} days without a visit declared").format(
            logged=done.logged, declared=done.declared
        )
    )


@app.add("report", N_("What became of the plans, what is past due, who is due for a visit."))
def report_books(
    context: typer.Context,
    *,
    person: OfPerson = "",
    first: FirstDay = TODAY,
    last: LastDay = "",
    as_json: AsJson = False,
) -> None:
    from commands.book_tables import print_report
    from commands.office import open_office
    from kiosk.books.json_form import report_json

    with open_office(context.obj) as office:
        today = today_in(office)
        found = office.books.report(
            *days_named(first, last, today),
            office.premises.clock.read().utc,
            office.people.get(person).no if person else None,
        )
        zone = office.premises.config.zone
    if as_json:
        print_json(report_json(found, today, zone))
    else:
        print_report(found, today, zone)


offer_decide(app, KIND)
offer_list(app, KIND, N_("List the visits, and what was decided."))
