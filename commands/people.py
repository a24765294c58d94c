"""`keyroom people`: the staff register."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.options import AsJson, By
from commands.output import print_json, print_json_list, print_table, say
from commands.shell import Commands
from commands.values import NOBODY, TODAY, actor_named, day_named, today_in
from keyroom.language import N_, _

if TYPE_CHECKING:
    from kiosk.badge import Badge
    from kiosk.person import Person

app = Commands(N_("The staff: import, list, add, and record who leaves."))

ListFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help=N_("Columns no,name,role,team,joined,left,badge; UTF-8 or GBK.")
    ),
]
StaffNumber = Annotated[str, typer.Argument(metavar="NO", help=N_("The staff number."))]


@app.add("list", N_("List the staff, and the badges they wear."))
def list_people(
    context: typer.Context,
    *,
    everybody: Annotated[bool, typer.Option("--all", help=N_("Also those who have left."))] = False,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office

    with open_office(context.obj) as office:
        now = office.premises.clock.read().utc
        today = today_in(office)
        people = [
            person
            for person in office.people.all()
            if everybody or person.left is None or person.left >= today
        ]
        worn: dict[str, list[Badge]] = {person.no: [] for person in people}
        for badge in office.badges.all():
            if badge.person in worn and badge.covers(now):
                worn[badge.person].append(badge)
    if as_json:
        print_json_list(_as_json(person, worn[person.no]) for person in people)
    else:
        print_table(_headings(), (_row(person, worn[person.no]) for person in people))


@app.add("add", N_("Take one person into the register."))
def add(
    context: typer.Context,
    no: StaffNumber,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("The person's name."))],
    *,
    role: Annotated[
        str,
        typer.Option(metavar="ROLE", help=N_("A role's code, or the regulation's word for it.")),
    ],
    team: Annotated[str, typer.Option(metavar="TEAM", help=N_("The team."))],
    joined: Annotated[
        str, typer.Option(metavar="DATE", help=N_("The first day: YYYY-MM-DD, or today."))
    ] = TODAY,
    badge: Annotated[
        str, typer.Option(metavar="BADGE", help=N_("A badge to wear from now on."))
    ] = "",
    by: By = NOBODY,
) -> None:
    from commands.office import open_office
    from kiosk.badge import parse_credential
    from kiosk.cells import parse_name, parse_role
    from kiosk.person import Person, staff_no

    chosen = parse_role(role)
    credential = parse_credential(badge) if badge else None
    with open_office(context.obj) as office:
        first_day = day_named(joined, today_in(office))
        person = Person(staff_no(no), parse_name(name), chosen, parse_name(team), first_day)
        actor = actor_named(by, office)
        now = office.premises.clock.read().utc
        with office.store.transaction(actor=actor, action="people.add"):
            office.people.add(person, actor=actor)
            if credential is not None:
                office.badges.give(person.no, credential, now, by=actor)
    say(_("{no} {name} is in the register").format(no=person.no, name=person.name))


@app.add("role", N_("Give a person another post; the billing centre must be told by the evening."))
def role(
    context: typer.Context,
    no: StaffNumber,
    post: Annotated[
        str,
        typer.Argument(metavar="ROLE", help=N_("A role's code, or the regulation's word for it.")),
    ],
    *,
    by: By = NOBODY,
) -> None:
    from commands.office import open_office
    from kiosk.cells import parse_role
    from kiosk.roles import ROLE_NAMES

    chosen = parse_role(post)
    with open_office(context.obj) as office:
        actor = actor_named(by, office)
        with office.store.transaction(actor=actor, action="people.role"):
            before = office.people.get(no).role
            person = office.people.assign(no, chosen, actor=actor)
    if before is chosen:
        said = _("{no} {name} is {role} already")
    else:
        said = _("{no} {name} is {role} from now on")
    say(said.format(no=person.no, name=person.name, role=_(ROLE_NAMES[chosen])))


@app.add("pin", N_("Give a person a PIN for the desk; also after too many wrong ones."))
def pin(context: typer.Context, no: StaffNumber, *, by: By = "") -> None:
    from commands.office import open_office
    from commands.secret_line import ask_pin
    from kiosk.privacy.pins import Pins

    with open_office(context.obj) as office:
        person = office.people.get(no)
        actor = office.people.get(by).no if by else person.no
        Pins(office.store).set(person.no, ask_pin(), by=actor)
    say(_("{no} has a new PIN").format(no=person.no))


@app.add("leave", N_("Record a person's last day; his badges end with it."))
def leave(
    context: typer.Context,
    no: StaffNumber,
    *,
    on: Annotated[
        str, typer.Option(metavar="DATE", help=N_("The last working day: YYYY-MM-DD, or today."))
    ] = TODAY,
    by: By = NOBODY,
) -> None:
    from commands.office import open_office

    with open_office(context.obj) as office:
        actor = actor_named(by, office)
        person = office.people.leave(no, day_named(on, today_in(office)), actor=actor)
    say(_("{no} {name} leaves on {day}").format(no=person.no, name=person.name, day=person.left))


@app.add("import", N_("Take in a CSV list of staff: all of it, or nothing."))
def import_list(
    context: typer.Context, file: ListFile, *, by: By = NOBODY, as_json: AsJson = False
) -> None:
    from commands.office import open_office
    from kiosk.import_people import import_people

    with open_office(context.obj) as office:
        done = import_people(office, file, actor=actor_named(by, office))
    if as_json:
        print_json(
            {
                "encoding": done.encoding,
                "added": done.added,
                "changed": done.changed,
                "unchanged": done.unchanged,
                "badges": done.badges,
            }
        )
        return
    say(
        _(
            "{file}: {added} added, {changed} changed, {unchanged} as before, {badges} badges"
        ).format(
            file=file,
            added=len(done.added),
            changed=len(done.changed),
            unchanged=len(done.unchanged),
            badges=done.badges,
        )
    )


def _headings() -> tuple[str, ...]:
    return (
        _("staff number"),
        _("name"),
        _("role"),
        _("team"),
        _("first day"),
        _("last day"),
        _("badges"),
    )


def _row(person: "Person", badges: "list[Badge]") -> tuple[object, ...]:
    from kiosk.roles import ROLE_NAMES

    return (
        person.no,
        person.name,
        _(ROLE_NAMES[person.role]),
        person.team,
        person.joined,
        person.left,
        ", ".join(str(badge.credential) for badge in badges),
    )


def _as_json(person: "Person", badges: "list[Badge]") -> dict[str, Any]:
    return {
        "no": person.no,
        "name": person.name,
        "role": person.role.value,
        "team": person.team,
        "joined": person.joined.isoformat(),
        "left": None if person.left is None else person.left.isoformat(),
        "badges": [str(badge.credential) for badge in badges],
    }
