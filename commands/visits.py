"""`keyroom visits`: visits to customers, as far as attendance needs them."""

from typing import Annotated

import typer

from commands.options import AsJson, By
from commands.requests import Reason, StaffNumber, offer_decide, offer_import, offer_list, report
from commands.shell import Commands
from commands.values import NOBODY, actor_named
from keyroom.language import N_

KIND = "visit"
app = Commands(N_("Visits to customers: register, decide, list, and import lists."))


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


offer_import(
    app, KIND, N_("Take in a CSV list, no,from,to,customer,status: all of it, or nothing.")
)
offer_decide(app, KIND)
offer_list(app, KIND, N_("List the visits, and what was decided."))
