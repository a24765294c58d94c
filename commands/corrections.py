"""`keyroom corrections`: requests for punches that are missing or wrong."""

from typing import Annotated

import typer

from commands.options import AsJson, By
from commands.requests import StaffNumber, offer_decide, offer_import, offer_list, report
from commands.shell import Commands
from commands.values import NOBODY, actor_named, day_named, today_in
from keyroom.language import N_

KIND = "correction"
app = Commands(N_("Corrections of punches: ask for one, decide, list, and import lists."))


@app.add("add", N_("Ask for the correction of a punch; what the records know is attached."))
def add(
    context: typer.Context,
    no: StaffNumber,
    slot: Annotated[str, typer.Argument(metavar="SLOT", help=N_("am_in, am_out, pm_in or pm_out"))],
    day: Annotated[
        str, typer.Argument(metavar="DATE", help=N_("The day: YYYY-MM-DD, today or yesterday."))
    ],
    clock: Annotated[str, typer.Argument(metavar="TIME", help=N_("When it was: HH:MM."))],
    *,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=N_("Why the punch is missing or wrong."))
    ],
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.attendance.requests.spans import moment_on, parse_clock
    from kiosk.attendance.requests.words import parse_slot
    from kiosk.person import staff_no

    with open_office(context.obj) as office:
        on = day_named(day, today_in(office))
        asked = office.requests.ask_correction(
            staff_no(no),
            on,
            parse_slot(slot),
            moment_on(on, parse_clock(clock), office.punches.rules.timetable),
            reason,
            by=actor_named(by, office),
            now=office.premises.clock.read().utc,
        )
        report(office, office.requests.matter(asked), as_json=as_json)


offer_import(
    app, KIND, N_("Take in a CSV list, no,slot,date,time,decision: all of it, or nothing.")
)
offer_decide(app, KIND)
offer_list(app, KIND, N_("List the corrections, and what was decided."))
