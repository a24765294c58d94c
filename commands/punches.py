"""`keyroom punches`: the records of taps, and what they count as."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import ExitCode
from commands.options import AsJson, By, FirstDay, LastDay, OfPerson
from commands.output import print_json_list, print_table
from commands.shell import Commands
from commands.taken_in import tell_taken_in
from commands.values import NOBODY, actor_named, day_named, today_in
from keyroom.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from kiosk.attendance.listing import ListedPunch
    from kiosk.office import Office

app = Commands(N_("The punches: list what was tapped, and import lists of other systems."))

ListFile = Annotated[
    Path, typer.Argument(metavar="FILE", help=N_("Columns no,at,direction,terminal; UTF-8 or GBK."))
]


@app.add("import", N_("Take in a CSV list of punches: all of it, or nothing."))
def import_list(
    context: typer.Context, file: ListFile, *, by: By = NOBODY, as_json: AsJson = False
) -> None:
    from commands.office import open_office
    from kiosk.import_punches import import_punches

    with open_office(context.obj) as office:
        done = import_punches(office, file, actor=actor_named(by, office))
    words = _("{file}: {added} punches added, {known} were there already")
    tell_taken_in(done, words, file, as_json=as_json)


@app.add("list", N_("List the punches, and what they count as."))
def list_punches(
    context: typer.Context,
    *,
    person: OfPerson = "",
    first: FirstDay = "",
    last: LastDay = "",
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office

    with open_office(context.obj) as office:
        zone = office.premises.config.zone
        found = _sought(office, person, first, last)
        if as_json:
            count = print_json_list(listed.to_json(zone) for listed in found)
        else:
            count = print_table(_headings(), (_row(listed, zone) for listed in found))
    if not count and (person or first or last):
        raise typer.Exit(ExitCode.NO)


def _sought(office: "Office", person: str, first: str, last: str) -> "Iterator[ListedPunch]":
    from kiosk.attendance.listing import listing

    today = today_in(office)
    return listing(
        office.punches,
        first=day_named(first, today) if first else None,
        last=day_named(last, today) if last else None,
        person=office.people.get(person).no if person else None,
    )


def _headings() -> tuple[str, ...]:
    return (
        _("time"),
        _("staff number"),
        _("direction"),
        _("counts as"),
        _("terminal"),
        _("result"),
        _("source"),
        _("record"),
    )


def _row(listed: "ListedPunch", zone: "ZoneInfo") -> tuple[object, ...]:
    from commands.attendance_words import DIRECTIONS, REFUSALS, RESULTS, SLOTS, SOURCES

    punch, counted = listed.punch, listed.counted
    result = _(RESULTS[punch.result])
    if punch.reason is not None:
        result = f"{result} ({_(REFUSALS[punch.reason])})"
    return (
        punch.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
        punch.person,
        counted.direction and _(DIRECTIONS[counted.direction]),
        counted.slot and _(SLOTS[counted.slot]),
        punch.terminal,
        result,
        _(SOURCES[punch.source]),
        listed.id,
    )
