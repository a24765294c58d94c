"""`keyroom findings`: what was found out about people on duty."""

from typing import Annotated

import typer

from commands.options import AsJson
from commands.requests import Reason, StaffNumber, offer_decide, offer_import, offer_list, report
from commands.shell import Commands
from keyroom.language import N_

KIND = "finding"
app = Commands(N_("Findings: report one, decide, list, and import lists."))


@app.add("add", N_("Report a finding: a private errand on duty, or no work uniform."))
def add(
    context: typer.Context,
    no: StaffNumber,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=N_("private_errand or uniform"))],
    at: Annotated[
        str, typer.Argument(metavar="AT", help=N_("When: “2026-11-03 10:20” in the office's time."))
    ],
    *,
    by: Annotated[str, typer.Option("--by", metavar="NO", help=N_("Staff number of the finder."))],
    where: Annotated[str, typer.Option("--where", metavar="PLACE", help=N_("Where."))] = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.attendance.requests.words import parse_finding_kind
    from kiosk.cells import parse_moment
    from kiosk.person import staff_no

    with open_office(context.obj) as office:
        asked = office.requests.report_finding(
            staff_no(no),
            parse_finding_kind(kind),
            parse_moment(at, office.premises.config.zone),
            where,
            reason,
            by=by,
            now=office.premises.clock.read().utc,
        )
        report(office, office.requests.matter(asked), as_json=as_json)


offer_import(app, KIND, N_("Take in a CSV list, no,kind,at,by,status: all of it, or nothing."))
offer_decide(app, KIND)
offer_list(app, KIND, N_("List the findings, and what was decided."))
