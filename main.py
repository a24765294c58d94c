"""Keyroom's composition root: the command line, and the only place that knows everyone.

`keyroom` and `python main.py` are the same program. Modules of commands import what is heavy
inside their functions, so that `--help` answers at once.
"""

from typer.main import get_command

from commands import (
    access,
    attendance,
    badge,
    calendar,
    config,
    copies,
    corrections,
    customers,
    demo,
    desk,
    destructions,
    doctor,
    embargo,
    enquiries,
    entrance,
    exchange,
    findings,
    init,
    items,
    keys,
    leave,
    log,
    meeting,
    originals,
    people,
    plans,
    program,
    punches,
    readers,
    review,
    visits,
    wages,
    wall,
)

app = program.app
app.add("init", init.HELP)(init.init)
app.add("demo", demo.HELP)(demo.demo)
app.add("entrance", entrance.HELP)(entrance.entrance)
app.add("desk", desk.HELP)(desk.desk)
app.add("wall", wall.HELP)(wall.wall)
app.add("review", review.HELP)(review.review)
app.add_typer(people.app, name="people")
app.add_typer(badge.app, name="badge")
app.add_typer(punches.app, name="punches")
app.add_typer(calendar.app, name="calendar")
app.add_typer(attendance.app, name="attendance")
app.add_typer(leave.app, name="leave")
app.add_typer(visits.app, name="visits")
app.add_typer(plans.app, name="plans")
app.add_typer(items.app, name="items")
app.add_typer(meeting.app, name="meeting")
app.add_typer(corrections.app, name="corrections")
app.add_typer(findings.app, name="findings")
app.add_typer(wages.app, name="wages")
app.add_typer(readers.app, name="readers")
app.add_typer(log.app, name="log")
app.add_typer(customers.app, name="customers")
app.add_typer(access.app, name="access")
app.add_typer(keys.app, name="keys")
app.add_typer(originals.app, name="originals")
app.add_typer(destructions.app, name="destructions")
app.add_typer(embargo.app, name="embargo")
app.add_typer(enquiries.app, name="enquiries")
app.add("backup", copies.BACKUP)(copies.backup)
app.add("restore", copies.RESTORE)(copies.restore)
app.add("export", exchange.EXPORT)(exchange.export_records)
app.add("import", exchange.IMPORT)(exchange.import_records)
app.add_typer(config.app, name="config")
app.add("doctor", doctor.HELP)(doctor.doctor)


def run() -> None:
    """Run the command line of this process, and leave with its exit code."""
    # Not `app()`: that would put Typer's own printer of tracebacks in the boundary's place.
    get_command(app).main()


if __name__ == "__main__":
    run()
