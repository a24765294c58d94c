"""`keyroom log prove`, `consistency` and `check`: proofs handed out, and proofs held to account."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import ExitCode, RefusedError, WrongUsageError
from commands.files import read_text, written
from commands.options import AsJson
from commands.output import print_json, say
from keyroom.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from commands.invocation import Invocation
    from commands.proof_check import Checked
    from kiosk.office import Office

PROVE = N_("Prove one record to somebody outside, revealing no other.")
CONSISTENCY = N_("Prove that the ledger continues an older checkpoint.")
CHECK = N_("Check a proof, or hold an old checkpoint against the ledger.")

OutFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help=N_("Write it to this file instead."))
]


def prove(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="ID", help=N_("The record, as lists show it."))],
    *,
    table: Annotated[
        str, typer.Option(metavar="TABLE", help=N_("Its table, where two have this record."))
    ] = "",
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    from store.proof import prove as prove_document

    def proof(office: "Office", folder: Path) -> str:
        return prove_document(office.store, _table_of(office, record, table), record, folder)

    _hand_out(context.obj, proof, out, as_json=as_json)


def consistency(
    context: typer.Context,
    checkpoint: Annotated[
        Path, typer.Argument(metavar="OLD", help=N_("The older signed checkpoint."))
    ],
    newer: Annotated[
        Path | None,
        typer.Argument(metavar="NEW", help=N_("The newer one; else the ledger's newest.")),
    ] = None,
    *,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    from store.proof import prove_consistency

    old = read_text(checkpoint)
    new = None if newer is None else read_text(newer)
    _hand_out(
        context.obj,
        lambda office, _folder: prove_consistency(office.store, old, new),
        out,
        as_json=as_json,
    )


def check(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help=N_("A proof, the code of one, or a signed checkpoint.")
        ),
    ],
    *,
    key: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VKEY",
            help=N_("The office's verifier key: needs no office; may be given often."),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    from commands.proof_check import check_against_office, check_with_keys
    from store.ledger_errors import ForgedNote, ProofRefused, UnknownSigner
    from store.proof_code import is_code, proof_of

    text = read_text(file)
    try:
        text = proof_of(text) if is_code(text) else text
        checked = check_with_keys(text, key) if key else check_against_office(text, context.obj)
    except (ForgedNote, ProofRefused, UnknownSigner) as error:
        if not as_json:
            raise
        print_json({"ok": False, "reason": error.shown(_)})
        raise typer.Exit(ExitCode.NO) from error
    _tell(checked, as_json=as_json)


def _tell(checked: "Checked", *, as_json: bool) -> None:
    if as_json:
        print_json(checked.as_json)
    else:
        for line in checked.lines:
            say(line)
    if not checked.ok:
        raise typer.Exit(ExitCode.NO)


def _hand_out(
    asked: "Invocation",
    make: "Callable[[Office, Path], str]",
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    from commands.office import enter

    premises = enter(asked)
    with premises.open() as office:
        proof = make(office, premises.folder(premises.config.store.checkpoint_folder))
    if as_json:
        proof = json.dumps(json.loads(proof), ensure_ascii=False) + "\n"
    if out is None:
        sys.stdout.write(proof)
        return
    with written(out) as file:
        file.write(proof)
    say(_("the proof is in {file}").format(file=out))


def _table_of(office: "Office", record: str, table: str) -> str:
    from store.proof import places_of

    places = places_of(office.store, record)
    if table in places:
        return table
    if not places or table:
        raise RefusedError(
            N_("the ledger has no record {record}"),
            N_("see the records with: keyroom punches list, keyroom badge list"),
            record=record,
        )
    if len(places) == 1:
        return places[0]
    raise WrongUsageError(
        N_("several tables have a record {record}"),
        N_("name one with --table: {tables}"),
        record=record,
        tables=", ".join(places),
    )
