"""`keyroom attendance`: what a day and a month come to, and why."""

from typing import Annotated

import typer

from commands.attendance_export import offer_export
from commands.exits import ExitCode
from commands.options import AsJson
from commands.output import print_json, say
from commands.settling import MonthNamed, offer_settling, refuse_altered
from commands.shell import Commands
from commands.values import day_named, today_in
from keyroom.language import N_, _

app = Commands(N_("Attendance: days and months, settling them, and their forms."))


@app.add("day", N_("Show everybody's day: when who was due, came and went."))
def day(
    context: typer.Context,
    date: Annotated[
        str, typer.Argument(metavar="DATE", help=N_("YYYY-MM-DD, today or yesterday."))
    ],
    *,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office

    with open_office(context.obj) as office:
        chosen = day_named(date, today_in(office))
        zone = office.premises.config.zone
        people = office.sheets.day(chosen, office.premises.clock.read().utc)
    if as_json:
        from kiosk.attendance.sheets.json_form import day_json

        rows = [
            {
                "no": each.person.no,
                "name": each.person.name,
                "role": each.person.role.value,
                **day_json(each.result, zone),
            }
            for each in people
        ]
        print_json({"date": chosen.isoformat(), "people": rows})
        return
    from commands.attendance_tables import print_day

    print_day(chosen, people, zone)


@app.add("month", N_("Show a month: what everybody's comes to, or why one person's does."))
def month(
    context: typer.Context,
    month: MonthNamed,
    *,
    person: Annotated[
        str,
        typer.Option("--person", metavar="NO", help=N_("One person's, day by day, line by line.")),
    ] = "",
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.attendance.sheets.month import Month
    from kiosk.attendance.sheets.proofs import proofs

    chosen = Month.parse(month)
    with open_office(context.obj) as office:
        zone = office.premises.config.zone
        no = office.people.get(person).no if person else None
        look = office.closing.look(chosen, office.premises.clock.read().utc, no)
        cited = [
            each
            for one in (look.sheet.people if no else ())
            for line in one.lines
            for each in line.evidence
        ]
        found = proofs(office.store, cited)
    if as_json:
        from kiosk.attendance.sheets.look_json import look_json

        print_json(look_json(look, zone))
    else:
        from commands.attendance_person import print_person
        from commands.attendance_tables import print_month, print_standing

        print_standing(look, zone)
        if no is None:
            print_month(look.sheet)
        for one in look.sheet.people if no else ():
            print_person(one, found, zone)
        if no and not look.sheet.people:
            say(_("{no} was not in the office in {month}").format(no=no, month=chosen))
    refuse_altered(look)
    if no and not look.sheet.people:
        raise typer.Exit(ExitCode.NO)


offer_settling(app)
offer_export(app)
