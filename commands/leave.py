"""`keyroom leave`: applications for leave."""

from typing import Annotated

import typer

from commands.options import AsJson, By
from commands.requests import Reason, StaffNumber, offer_decide, offer_import, offer_list, report
from commands.shell import Commands
from commands.values import NOBODY, actor_named
from keyroom.language import N_

KIND = "leave"
app = Commands(N_("Leave: ask for it, decide, list, and import lists."))


@app.add("add", N_("Ask for leave."))
def add(
    context: typer.Context,
    no: StaffNumber,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=N_("leave.personal, or the word for it: 事假"))
    ],
    start: Annotated[
        str, typer.Argument(metavar="FROM", help=N_("A day, or a moment: “2026-11-03 15:20”."))
    ],
    end: Annotated[
        str, typer.Argument(metavar="TO", help=N_("The last day, included, or a moment."))
    ],
    *,
    reason: Reason = "",
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.attendance.requests.spans import parse_end, parse_start
    from kiosk.attendance.requests.words import parse_leave_kind
    from kiosk.person import staff_no

    with open_office(context.obj) as office:
        zone = office.premises.config.zone
        asked = office.requests.ask_leave(
            staff_no(no),
            parse_leave_kind(kind),
            parse_start(start, zone),
            parse_end(end, zone),
            reason,
            by=actor_named(by, office),
            now=office.premises.clock.read().utc,
        )
        report(office, office.requests.matter(asked), as_json=as_json)


offer_import(app, KIND, N_("Take in a CSV list, no,kind,from,to,status: all of it, or nothing."))
offer_decide(app, KIND)
offer_list(app, KIND, N_("List the applications, and what was decided."))
