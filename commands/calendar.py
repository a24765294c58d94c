"""`keyroom calendar`: which days are worked, and who says so."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson, By
from commands.output import print_json, print_table, say
from commands.shell import Commands
from commands.values import NOBODY, actor_named, day_named, today_in
from keyroom.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from commands.calendar_sheet import ShownDay
    from kiosk.attendance.calendar import Calendar
    from kiosk.attendance.office_calendar import NoticeImport
    from kiosk.attendance.sheets.month import Month

app = Commands(N_("The calendar: show it, import a holiday notice, decide about a day."))

Year = Annotated[str, typer.Argument(metavar="YYYY", help=N_("The year."))]
MonthNumber = Annotated[
    str, typer.Option("--month", metavar="MM", help=N_("Only this month: 1 to 12."))
]
NoticeFile = Annotated[
    Path, typer.Argument(metavar="FILE", help=N_("A year's JSON file, as holiday-cn has it."))
]


@app.add("show", N_("Show a year or a month: each day, and who says so."))
def show(
    context: typer.Context, year: Year, *, month: MonthNumber = "", as_json: AsJson = False
) -> None:
    from commands.calendar_sheet import shown_days
    from commands.office import open_office

    with open_office(context.obj) as office:
        first, last = _months_named(year, month)
        calendar = office.calendar.current()
        timetable = office.premises.config.timetable()
    days = shown_days(first.first, last.last, calendar, timetable)
    if as_json:
        print_json(
            {
                "year": first.year,
                "known": calendar.knows(first.year),
                "days": [day.to_json() for day in days],
            }
        )
    else:
        _print_days(days, calendar)


def _months_named(year: str, month: str) -> "tuple[Month, Month]":
    """The first and the last month that are meant. Raises BadCellError."""
    from kiosk.attendance.sheets.month import Month
    from kiosk.errors import BadCellError

    if len(year) != len("YYYY") or not year.isdecimal():
        raise BadCellError(N_("“{text}” is no year"), N_("write YYYY, such as 2027"), text=year)
    if month:
        only = Month.parse(f"{year}-{month:0>2}")
        return only, only
    return Month.parse(f"{year}-01"), Month.parse(f"{year}-12")


def _print_days(days: "Sequence[ShownDay]", calendar: "Calendar") -> None:
    from commands.calendar_sheet import dormant_notices, grids, legend, special_days

    for line in (*grids(days), legend(days), ""):
        say(line)
    if rows := list(special_days(days)):
        print_table((_("date"), _("kind"), _("occasion"), _("by whom")), rows)
        say("")
    for line in dormant_notices(days, calendar):
        say(line)
    year = days[0].date.year
    if not calendar.knows(year):
        said = _(
            "the holiday arrangement of {year} is not known: only its days off by law are shown"
        )
        say(said.format(year=year))


@app.add("import", N_("Take in the national holiday notice of a year: all of it, or nothing."))
def import_notice(
    context: typer.Context, file: NoticeFile, *, by: By = NOBODY, as_json: AsJson = False
) -> None:
    from commands.office import open_office

    with open_office(context.obj) as office:
        now = office.premises.clock.read().utc
        done = office.calendar.import_notice(file, by=actor_named(by, office), now=now)
    if as_json:
        print_json(
            {
                "year": done.notice.year,
                "outcome": done.outcome.value,
                "days_off": done.notice.off,
                "makeup_workdays": done.notice.makeup,
                "changed": _written(done.changed),
                "unnamed": _written(done.unnamed),
                "closed": list(done.closed),
            }
        )
        return
    for line in _told(file, done):
        say(line)


def _told(file: Path, done: "NoticeImport") -> "Iterator[str]":
    from kiosk.attendance.office_calendar import Imported

    taken = {
        Imported.ADDED: _("{file}: {year}: days off: {off}, make-up workdays: {makeup}"),
        Imported.REPLACED: _(
            "{file}: {year}: days off: {off}, make-up workdays: {makeup}; replaces the former"
        ),
        Imported.UNCHANGED: _("{file}: {year}: imported before, nothing has changed"),
    }
    notice = done.notice
    yield taken[done.outcome].format(
        file=file, year=notice.year, off=notice.off, makeup=notice.makeup
    )
    if done.changed:
        days = ", ".join(_written(done.changed))
        yield _("worked before and off now, or the other way round: {days}").format(days=days)
    if done.unnamed:
        days = ", ".join(_written(done.unnamed))
        yield _("not in the notice, but off by law, and stay so: {days}").format(days=days)
    if done.closed:
        months = ", ".join(done.closed)
        yield _("closed already, and stay as they were settled: {months}").format(months=months)


def _written(days: "Sequence[date]") -> list[str]:
    return [day.isoformat() for day in days]


@app.add("override", N_("Decide that a day is worked or off, whatever the notices say."))
def override(
    context: typer.Context,
    day: Annotated[
        str, typer.Argument(metavar="DATE", help=N_("The day: YYYY-MM-DD, today or yesterday."))
    ],
    decision: Annotated[str, typer.Argument(metavar="work|rest", help=N_("What the day is."))],
    *,
    name: Annotated[
        str, typer.Option("--name", metavar="TEXT", help=N_("What the day is called."))
    ] = "",
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.calendar_words import KINDS
    from commands.office import open_office

    work = _is_worked(decision)
    with open_office(context.obj) as office:
        chosen = day_named(day, today_in(office))
        now = office.premises.clock.read().utc
        actor = actor_named(by, office)
        done = office.calendar.decide(chosen, name, work=work, by=actor, now=now)
    if as_json:
        print_json(
            {
                "date": chosen.isoformat(),
                "kind": done.after.kind.value,
                "name": done.after.name,
                "before": done.before.kind.value,
                "closed": done.closed,
            }
        )
        return
    kind, before = _(KINDS[done.after.kind]), _(KINDS[done.before.kind])
    say(_("{day}: {kind} (before: {before})").format(day=chosen, kind=kind, before=before))
    if done.closed:
        say(_("its month is closed, and stays as it was settled"))


def _is_worked(decision: str) -> bool:
    """Raises BadCellError."""
    from kiosk.errors import BadCellError

    if decision not in ("work", "rest"):
        raise BadCellError(N_("“{text}” decides nothing"), N_("write work or rest"), text=decision)
    return decision == "work"
