"""`keyroom meeting`: what is prepared, who hosts, and what comes of it."""

from pathlib import Path
from typing import Annotated

import typer

from commands.exits import ExitCode, WrongUsageError
from commands.meeting_common import (
    MORNING,
    Date,
    Kind,
    Who,
    Why,
    act_on,
    kind_named,
    meeting_day,
    report_look,
)
from commands.meeting_running import offer_running
from commands.options import AsJson, By
from commands.output import print_json
from commands.shell import Commands
from commands.taken_in import tell_taken_in
from commands.values import NOBODY, TODAY, actor_named, today_in
from keyroom.language import N_, _

app = Commands(N_("Meetings: prepare, run, and report on them."))
offer_running(app)


@app.add("show", N_("Show a meeting: host, preparation, people, books, blocks, actions."))
def show(
    context: typer.Context, day: Date = TODAY, *, kind: Kind = MORNING, as_json: AsJson = False
) -> None:
    act_on(
        context,
        day,
        kind,
        lambda office, on, now, which: office.meetings.look(on, now, which),
        as_json=as_json,
    )


@app.add("prepare", N_("Fill blocks of the agenda, as BLOCK=TEXT; 无 where there is nothing."))
def prepare(
    context: typer.Context,
    day: Date,
    blocks: Annotated[
        list[str], typer.Argument(metavar="BLOCK=TEXT", help=N_("Such as: a=微笑服务 b=无"))
    ],
    *,
    by: Who,
    kind: Kind = MORNING,
    as_json: AsJson = False,
) -> None:
    texts = dict(_block(each) for each in blocks)
    act_on(
        context,
        day,
        kind,
        lambda office, on, now, which: office.meetings.prepare(
            on, texts, by=by, now=now, kind=which
        ),
        as_json=as_json,
    )


@app.add("host", N_("Name another host, with the reason."))
def host(
    context: typer.Context,
    day: Date,
    no: Annotated[str, typer.Argument(metavar="NO", help=N_("The staff number."))],
    *,
    by: Who,
    reason: Why = "",
    kind: Kind = MORNING,
    as_json: AsJson = False,
) -> None:
    from kiosk.person import staff_no

    act_on(
        context,
        day,
        kind,
        lambda office, on, now, which: office.meetings.name_host(
            on, staff_no(no), reason, by=by, now=now, kind=which
        ),
        as_json=as_json,
    )


@app.add("call", N_("Call an ad-hoc meeting, with the reason."))
def call(
    context: typer.Context,
    at: Annotated[
        str, typer.Argument(metavar="AT", help=N_("When: “2026-11-24 11:00” in the office's time."))
    ],
    *,
    by: Who,
    reason: Why = "",
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.cells import parse_moment
    from kiosk.meetings.agenda import MeetingKind

    with open_office(context.obj) as office:
        now = office.premises.clock.read()
        planned = parse_moment(at, office.premises.config.zone)
        called = office.meetings.call(planned, reason, by=by, now=now)
        look = office.meetings.look(called.day, now, MeetingKind.ADHOC)
        report_look(office, look, as_json=as_json)


@app.add("import", N_("Take in a CSV list of past morning meetings: all of it, or nothing."))
def import_list(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=N_("Columns date,host,prepared,started,ended,a,…,e.")),
    ],
    *,
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.import_meetings import import_meetings

    with open_office(context.obj) as office:
        done = import_meetings(office, file, actor=actor_named(by, office))
    words = _("{file}: {added} meetings added, {known} were there already")
    tell_taken_in(done, words, file, as_json=as_json)


@app.add("report", N_("The record of a day as text, or a month of hosts, preparation and books."))
def report(
    context: typer.Context,
    when: Annotated[
        str, typer.Argument(metavar="DATE|MONTH", help=N_("YYYY-MM-DD, or YYYY-MM."))
    ] = TODAY,
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help=N_("Write it into this file, as PDF if it ends in .pdf.")
        ),
    ] = None,
    kind: Kind = MORNING,
    as_json: AsJson = False,
) -> None:
    from commands.meeting_tables import print_overview, print_record, write_record
    from commands.office import open_office
    from kiosk.attendance.sheets.month import Month
    from kiosk.meetings.look import look_json
    from kiosk.meetings.overview import overview, overview_json

    with open_office(context.obj) as office:
        now = office.premises.clock.read()
        if len(when) == len("2026-11"):
            if out is not None:
                raise WrongUsageError(N_("the record of one day goes into a file, not a month's"))
            month = Month.parse(when)
            last = min(month.last, today_in(office))
            found = overview(office.meetings.month(month.first, last, now))
            if as_json:
                print_json({"month": str(month), **overview_json(found)})
            else:
                print_overview(found)
            if not found.meetings:
                raise typer.Exit(ExitCode.NO)
            return
        look = office.meetings.look(meeting_day(when, office), now, kind_named(kind))
        if out is not None:
            write_record(office, look, out)
        if as_json:
            print_json(look_json(look))
        elif out is None:
            print_record(office, look)


def _block(written: str) -> tuple[str, str]:
    name, equals, text = written.partition("=")
    if not equals:
        raise WrongUsageError(N_("“{text}” is no BLOCK=TEXT, such as a=微笑服务"), text=written)
    return name, text
