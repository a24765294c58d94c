"""What `leave`, `visits`, `corrections` and `findings` have in common: import, decide, list."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import ExitCode
from commands.options import AsJson, By, FirstDay, LastDay, OfPerson
from commands.output import print_json, print_json_list, print_table, say
from commands.shell import Commands
from commands.values import NOBODY, actor_named, day_named, today_in
from keyroom.language import N_, _

if TYPE_CHECKING:
    from kiosk.attendance.requests.kinds import Matter
    from kiosk.office import Office

StaffNumber = Annotated[str, typer.Argument(metavar="NO", help=N_("The staff number."))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why."))]


def offer_import(app: Commands, kind: str, help: str) -> None:  # noqa: A002 - Typer's word
    """Declare the command `import` of a kind of request."""

    @app.add("import", help)
    def import_list(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("A list, UTF-8 or GBK."))],
        *,
        by: By = NOBODY,
        as_json: AsJson = False,
    ) -> None:
        from commands.office import open_office
        from kiosk.attendance.requests.kinds import RequestKind
        from kiosk.import_requests import import_requests

        with open_office(context.obj) as office:
            actor = actor_named(by, office)
            done = import_requests(office, RequestKind(kind), file, actor=actor)
        if as_json:
            print_json(
                {
                    "encoding": done.encoding,
                    "added": done.added,
                    "decided": done.decided,
                    "known": done.known,
                }
            )
            return
        say(
            _("{file}: {added} added, {decided} decided, {known} were there already").format(
                file=file, added=done.added, decided=done.decided, known=done.known
            )
        )


def offer_decide(app: Commands, kind: str) -> None:
    """Declare the command `decide` of a kind of request."""

    @app.add("decide", N_("Approve, reject or withdraw a request; nobody decides about himself."))
    def decide(
        context: typer.Context,
        request: Annotated[str, typer.Argument(metavar="ID", help=N_("The list shows it."))],
        outcome: Annotated[
            str, typer.Argument(metavar="DECISION", help=N_("approve, reject or withdraw"))
        ],
        *,
        by: Annotated[
            str, typer.Option("--by", metavar="NO", help=N_("Staff number of who decides."))
        ],
        reason: Reason = "",
        as_json: AsJson = False,
    ) -> None:
        from commands.office import open_office
        from kiosk.attendance.requests.kinds import RequestKind
        from kiosk.attendance.requests.words import parse_outcome

        decided = parse_outcome(outcome)
        with open_office(context.obj) as office:
            now = office.premises.clock.read().utc
            office.requests.matter(request, RequestKind(kind))
            matter = office.requests.decide(request, decided, reason, by=by, now=now)
            report(office, matter, as_json=as_json)


def offer_list(app: Commands, kind: str, help: str) -> None:  # noqa: A002 - Typer's word
    """Declare the command `list` of a kind of request."""

    @app.add("list", help)
    def list_requests(
        context: typer.Context,
        *,
        person: OfPerson = "",
        state: Annotated[
            str,
            typer.Option(
                "--state",
                metavar="STATE",
                help=N_("Only these: requested, approved, rejected or withdrawn."),
            ),
        ] = "",
        first: FirstDay = "",
        last: LastDay = "",
        as_json: AsJson = False,
    ) -> None:
        from commands.office import open_office

        with open_office(context.obj) as office:
            found = _sought(office, kind, person, state, first, last)
            decisions = office.requests.last_decisions(found)
            if as_json:
                from kiosk.attendance.requests.json_form import matter_json

                print_json_list(matter_json(each, decisions.get(each.id)) for each in found)
            else:
                from commands.request_table import headings, row

                zone = office.premises.config.zone
                rows = (row(each, decisions.get(each.id), zone) for each in found)
                print_table(headings(kind), rows)
        if not found and (person or state or first or last):
            raise typer.Exit(ExitCode.NO)


def report(office: "Office", matter: "Matter", *, as_json: bool) -> None:
    """Say what became of one request."""
    from kiosk.attendance.requests.json_form import matter_json
    from kiosk.attendance.requests.kinds import REQUEST_KIND_NAMES
    from kiosk.attendance.requests.state import REQUEST_STATE_NAMES

    if as_json:
        decision = office.requests.last_decisions([matter]).get(matter.id)
        print_json(matter_json(matter, decision))
        return
    say(
        _("{what} of {no}, {state}: {id}").format(
            what=_(REQUEST_KIND_NAMES[matter.kind]),
            no=matter.person,
            state=_(REQUEST_STATE_NAMES[matter.state]),
            id=matter.id,
        )
    )


def _sought(
    office: "Office", kind: str, person: str, state: str, first: str, last: str
) -> "list[Matter]":
    from kiosk.attendance.requests.kinds import RequestKind
    from kiosk.attendance.requests.state import RequestState
    from kiosk.attendance.requests.words import parse_state

    today = today_in(office)
    return office.requests.find(
        RequestKind(kind),
        person=office.people.get(person).no if person else None,
        states=[parse_state(state)] if state else tuple(RequestState),
        first=day_named(first, today) if first else None,
        last=day_named(last, today) if last else None,
    )
