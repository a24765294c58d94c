"""`keyroom enquiries`: the register of judicial enquiries, masked, and their receipts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.exits import ExitCode, WrongUsageError
from commands.options import AsJson
from commands.output import print_json_list, print_table, say
from commands.shell import Commands
from commands.values import end_named, start_named
from keyroom.language import N_, _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.office import Office
    from kiosk.privacy.enquiries.enquiry import Enquiry
    from kiosk.privacy.enquiries.form import Form
    from kiosk.privacy.enquiries.register import Enquiries

app = Commands(N_("Judicial enquiries: what was asked, given and refused, and the receipts."))

Since = Annotated[
    str, typer.Option("--since", metavar="WHEN", help=N_("From this day or moment on."))
]
Until = Annotated[
    str,
    typer.Option("--until", metavar="WHEN", help=N_("To the end of this day, or to this moment.")),
]


@app.add("list", N_("List the enquiries, refused and given-up ones too; people are masked."))
def list_enquiries(
    context: typer.Context, *, since: Since = "", until: Until = "", as_json: AsJson = False
) -> None:
    from commands.office import open_office

    with open_office(context.obj) as office:
        found = _register(office).find(
            start_named(since, office) if since else None,
            end_named(until, office) if until else None,
        )
        zone = office.premises.config.zone
    if as_json:
        print_json_list(map(_as_json, found))
    else:
        print_table(_headings(), (_row(enquiry, zone) for enquiry in found))
    if not found and (since or until):
        raise typer.Exit(ExitCode.NO)


@app.add("receipt", N_("Write the receipt of an enquiry, with the ledger's proof."))
def receipt(
    context: typer.Context,
    enquiry: Annotated[
        str, typer.Argument(metavar="ID", help=N_("The enquiry, as lists show it."))
    ],
    *,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help=N_("As PDF, into this file."))
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help=N_("As text, to the standard output."))
    ] = False,
) -> None:
    from commands.office import open_office
    from kiosk.privacy.enquiries.receipt import receipt_text
    from kiosk.privacy.enquiries.receipts import Receipts, write_receipt_pdf

    if (pdf is None) != text:
        raise WrongUsageError(N_("the receipt as what?"), N_("give either --pdf FILE or --text"))
    with open_office(context.obj) as office:
        made = Receipts(office).of(_register(office).get(enquiry))
    if pdf is None:
        say(receipt_text(made).rstrip("\n"))
        return
    write_receipt_pdf(made, pdf)
    say(_("the receipt is in {file}").format(file=pdf))


def _register(office: "Office") -> "Enquiries":
    from kiosk.privacy.enquiries.register import Enquiries
    from kiosk.privacy.vault import Vault

    return Enquiries(office.store, Vault.open(office.premises.home))


def _headings() -> tuple[str, ...]:
    return (
        _("enquiry"),
        _("time"),
        _("received by"),
        _("state"),
        _("unit"),
        _("paper"),
        _("about"),
        _("asked for"),
        _("given"),
        _("approved by"),
    )


def _row(enquiry: "Enquiry", zone: "ZoneInfo") -> tuple[object, ...]:
    from kiosk.privacy.access_words import FIELD_NAMES
    from kiosk.privacy.enquiries.enquiry import STEP_NAMES
    from kiosk.privacy.enquiries.form import PAPER_NAMES, WANTED_NAMES

    head = (
        enquiry.id,
        enquiry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        enquiry.person,
        _(STEP_NAMES[enquiry.step]),
    )
    form = enquiry.form
    if form is None:
        return (*head, None, None, None, None, None, None)
    return (
        *head,
        form.paper.unit,
        f"{_(PAPER_NAMES[form.paper.kind])} {form.paper.number}".strip(),
        form.matter.subject.value,
        ", ".join(_(name) for wanted, name in WANTED_NAMES.items() if wanted in form.matter.scope),
        ", ".join(_(FIELD_NAMES[field]) for field in enquiry.given) or None,
        enquiry.approved_by,
    )


def _as_json(enquiry: "Enquiry") -> dict[str, Any]:
    from kiosk.times import stored

    return {
        "id": enquiry.id,
        "at": stored(enquiry.at),
        "terminal": enquiry.terminal,
        "person": enquiry.person,
        "state": enquiry.step.value,
        **_form_as_json(enquiry.form),
        "grounds": [ground.value for ground in enquiry.grounds],
        "approved_by": enquiry.approved_by,
        "given": [field.value for field in enquiry.given],
        "pages": enquiry.pages,
        "ended": None if enquiry.ended is None else stored(enquiry.ended),
        "record": enquiry.proved,
        "prints": enquiry.prints,
        "cause": enquiry.cause,
    }


def _form_as_json(form: "Form | None") -> dict[str, Any]:
    from kiosk.privacy.enquiries.enquiry import open_fields

    told = {} if form is None else open_fields(form)
    return {
        **{key: told.get(key) for key in _OPEN},
        "case": None if form is None else form.paper.case or None,
        "officers": [
            {
                "name": officer.name,
                "id_number": officer.id_number,
                "work_id": officer.work_id,
                "typed": officer.card is None,
            }
            for officer in (() if form is None else form.officers)
        ],
        "subject": None if form is None else form.matter.subject.value or None,
    }


_OPEN = (
    *("unit", "organ", "level", "paper", "number", "dated", "valid_until", "seal", "permit"),
    *("scope", "since", "until"),
)
