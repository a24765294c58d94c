"""`keyroom originals`: original papers, where they are and who has them (BM-3)."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import ExitCode
from commands.options import AsJson, By
from commands.output import print_json, print_json_list, print_table, say
from commands.shell import Commands
from commands.values import NOBODY, actor_named, today_in
from keyroom.language import N_, _

if TYPE_CHECKING:
    from datetime import date

    from kiosk.privacy.original import Kept

app = Commands(N_("The original papers: where they are, and who has them."))


@app.add("add", N_("Take an original into the register."))
def add(
    context: typer.Context,
    no: Annotated[str, typer.Argument(metavar="NUMBER", help=N_("Never given again."))],
    title: Annotated[
        str, typer.Argument(metavar="TITLE", help=N_("Without names or numbers of people."))
    ],
    *,
    place: Annotated[str, typer.Option("--place", metavar="PLACE", help=N_("Where it is kept."))],
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=N_("agreement, application, id_copy, letter, medium or other."),
        ),
    ] = "other",
    customer: Annotated[
        str, typer.Option("--customer", metavar="CUSTOMER", help=N_("Whose it is."))
    ] = "",
    keep_until: Annotated[
        str, typer.Option("--keep-until", metavar="DAY", help=N_("How long it must be kept."))
    ] = "",
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.cells import parse_day
    from kiosk.privacy.original import Original, original_kind
    from kiosk.privacy.originals import Originals

    with open_office(context.obj) as office:
        original = Original(
            no,
            original_kind(kind),
            title,
            place,
            customer or None,
            parse_day(keep_until) if keep_until else None,
        )
        kept = Originals(office.store).add(original, by=actor_named(by, office))
        today = today_in(office)
    if as_json:
        print_json(_as_json(kept, today))
    else:
        say(_("{no} is in the register").format(no=no))


@app.add("list", N_("List the originals."))
def list_originals(
    context: typer.Context,
    *,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=N_("Only those that should be back."))
    ] = False,
    expired: Annotated[
        bool, typer.Option("--expired", help=N_("Only those that are kept longer than they must."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.privacy.originals import Originals

    with open_office(context.obj) as office:
        today = today_in(office)
        found = [
            kept
            for kept in Originals(office.store).all()
            if (not overdue or kept.is_overdue(today)) and (not expired or kept.is_expired(today))
        ]
    if as_json:
        print_json_list(_as_json(kept, today) for kept in found)
    else:
        print_table(_headings(), (_row(kept, today) for kept in found))
    if not found and (overdue or expired):
        raise typer.Exit(ExitCode.NO)


def _headings() -> tuple[str, ...]:
    return (
        _("original"),
        _("kind"),
        _("title"),
        _("customer"),
        _("place"),
        _("state"),
        _("borrower"),
        _("due"),
        _("kept until"),
    )


def _row(kept: "Kept", today: "date") -> tuple[object, ...]:
    from kiosk.privacy.original import ORIGINAL_KIND_NAMES, ORIGINAL_STATE_NAMES

    original = kept.original
    state = _(ORIGINAL_STATE_NAMES[kept.state])
    return (
        original.no,
        _(ORIGINAL_KIND_NAMES[original.kind]),
        original.title,
        original.customer,
        original.place,
        _("overdue") if kept.is_overdue(today) else state,
        kept.borrower,
        kept.due,
        original.keep_until,
    )


def _as_json(kept: "Kept", today: "date") -> dict[str, object]:
    original = kept.original
    return {
        "id": kept.id,
        "no": original.no,
        "kind": original.kind.value,
        "title": original.title,
        "customer": original.customer,
        "place": original.place,
        "keep_until": None if original.keep_until is None else original.keep_until.isoformat(),
        "state": kept.state.value,
        "borrower": kept.borrower,
        "due": None if kept.due is None else kept.due.isoformat(),
        "overdue": kept.is_overdue(today),
        "expired": kept.is_expired(today),
    }
