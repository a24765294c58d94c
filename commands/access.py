"""`keyroom access`: who looked at what, when and why (BM-7)."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.access_files import export_as, form_of, offer_report, tell
from commands.access_flags import offer_flags
from commands.exits import ExitCode, RefusedError, WrongUsageError
from commands.files import written
from commands.options import AsJson, By, OfPerson
from commands.output import print_json, print_json_list, print_table, say
from commands.shell import Commands
from commands.values import NOBODY, actor_named, end_named, start_named
from keyroom.language import N_, _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.office import Office
    from kiosk.privacy.accesses import Access, AccessKind, Wanted

app = Commands(N_("The access log: who looked at what, when and why."))
offer_report(app)

UTF8_MARK = "\ufeff"
"""Without it Excel takes a list for GBK."""

CustomerNo = Annotated[
    str, typer.Option("--customer", metavar="CUSTOMER", help=N_("Only about this customer."))
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=N_("Only this kind, such as session, reveal or destruction."),
    ),
]
Since = Annotated[
    str, typer.Option("--since", metavar="WHEN", help=N_("From this day or moment on."))
]
Reader = Annotated[
    str,
    typer.Option("--by", metavar="NO", help=N_("What this person may read of it.")),
]
Until = Annotated[
    str,
    typer.Option("--until", metavar="WHEN", help=N_("To the end of this day, or to this moment.")),
]


@app.add("list", N_("List the accesses, with their reasons and how long they lasted."))
def list_accesses(
    context: typer.Context,
    *,
    person: OfPerson = "",
    customer: CustomerNo = "",
    kind: Kind = "",
    since: Since = "",
    until: Until = "",
    by: Reader = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.privacy.access_words import access_row
    from kiosk.privacy.accesses import Accesses

    with open_office(context.obj) as office:
        whose = _whose(office, person, by)
        wanted = _wanted(office, whose, customer, kind, since, until)
        found = Accesses(office.store).find(wanted)
        zone = office.premises.config.zone
    if as_json:
        print_json_list(access_row(entry, access) for entry, access in found)
    else:
        print_table(_headings(), (_row(access, zone) for _entry, access in found))
    if not found and (whose or customer or kind or since or until):
        raise typer.Exit(ExitCode.NO)


offer_flags(app)


@app.add(
    "export",
    N_("Write the access log as .csv, .jsonl, .xlsx or .pdf; that is an access too."),
)
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("Where to."))],
    *,
    person: OfPerson = "",
    customer: CustomerNo = "",
    kind: Kind = "",
    since: Since = "",
    until: Until = "",
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.privacy.access_words import KEYS, access_row
    from kiosk.privacy.accesses import Access, Accesses, AccessKind

    with open_office(context.obj) as office:
        whose = _whose(office, person, by)
        wanted = _wanted(office, whose, customer, kind, since, until)
        form = form_of(file)
        if form is not None:
            tell(export_as(office, form, file, wanted, by), as_json=as_json)
            return
        actor = actor_named(by, office)
        accesses = Accesses(office.store)
        # Before anything is written: it is in the list that it hands out.
        record = accesses.add(
            Access(
                at=office.premises.clock.read().utc,
                terminal=office.terminal,
                kind=AccessKind.EXPORT,
                person=None if actor == NOBODY else office.people.get(actor).no,
                reason=file.name,
            )
        )
        found = accesses.find(wanted)
    with written(file) as output:
        output.write(UTF8_MARK)
        rows = csv.writer(output)
        rows.writerow(KEYS)
        for entry, access in found:
            rows.writerow([_cell(access_row(entry, access)[key]) for key in KEYS])
    if as_json:
        print_json({"file": str(file), "entries": len(found), "record": record})
    else:
        say(
            _("{file}: {count} entries; record {record}").format(
                file=file, count=len(found), record=record
            )
        )


def _whose(office: "Office", person: str, by: str) -> str:
    """Whose entries are listed for `by`; of everybody's where it is empty.

    Without --by it is the owner of the home folder who asks, and can read the file itself.
    """
    from kiosk.reviewers import whose_log

    if by == NOBODY:
        return person
    own = whose_log(office, by, office.premises.clock.read().utc)
    if own is None:
        return person
    if person and person != own:
        raise RefusedError(
            N_("{no} reads no entries but the own ones"),
            N_("leave out --person, or ask the room manager"),
            no=own,
        )
    return own


def _wanted(
    office: "Office", person: str, customer: str, kind: str, since: str, until: str
) -> "Wanted":
    from kiosk.privacy.accesses import Wanted

    return Wanted(
        person=office.people.get(person).no if person else None,
        customer=customer or None,
        kind=_kind_named(kind) if kind else None,
        since=start_named(since, office) if since else None,
        until=end_named(until, office) if until else None,
    )


def _kind_named(text: str) -> "AccessKind":
    from kiosk.privacy.accesses import AccessKind

    try:
        return AccessKind(text)
    except ValueError:
        raise WrongUsageError(
            N_("there is no kind of access “{kind}”"),
            N_("use one of {kinds}"),
            kind=text,
            kinds=", ".join(AccessKind),
        ) from None


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: reasons are typed by people."""
    if isinstance(value, list):
        return " ".join(value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _headings() -> tuple[str, ...]:
    return (
        _("time"),
        _("staff number"),
        _("terminal"),
        _("what"),
        _("customer"),
        _("fields"),
        _("reason"),
        _("second person"),
        _("seconds"),
        _("ended by"),
    )


def _row(access: "Access", zone: "ZoneInfo") -> tuple[object, ...]:
    from kiosk.privacy.access_words import CAUSE_NAMES, FIELD_NAMES, REASON_NAMES
    from kiosk.privacy.accesses import ACCESS_NAMES, AccessResult

    what = _(ACCESS_NAMES[access.kind])
    if access.result is AccessResult.REFUSED:
        what = f"{what} ×"
    return (
        access.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
        access.person,
        access.terminal,
        what,
        access.customer,
        ", ".join(_(FIELD_NAMES[field]) for field in access.fields),
        _(REASON_NAMES.get(access.reason, access.reason)) if access.reason else None,
        access.second_person,
        access.seconds,
        access.cause and _(CAUSE_NAMES.get(access.cause, access.cause)),
    )
