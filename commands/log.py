"""`keyroom log`: the tamper-evident ledger, verified, signed, proved and handed out."""

import base64
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands import proofs
from commands.exits import ExitCode
from commands.files import written
from commands.options import AsJson, By
from commands.output import print_json, print_json_list, prompt, say
from commands.shell import Commands
from commands.values import NOBODY, actor_named
from keyroom.language import N_, _

if TYPE_CHECKING:
    from store.findings import Report

app = Commands(N_("The ledger: verify it, sign it, prove single entries, export it."))

Against = Annotated[
    list[Path] | None,
    typer.Option(
        "--against",
        metavar="CHECKPOINT_FILE",
        help=N_("Also hold this signed checkpoint against the ledger; may be repeated."),
    ),
]


@app.add("verify", N_("Recompute everything and name what was altered."))
def verify(context: typer.Context, *, against: Against = None, as_json: AsJson = False) -> None:
    from commands.ledger_check import verify_office
    from commands.office import enter

    report = verify_office(enter(context.obj), against or [])
    if as_json:
        print_json(_report_as_json(report))
    else:
        _tell(report)
    if not report.ok:
        raise typer.Exit(ExitCode.NO)


@app.add("checkpoint", N_("Sign the ledger as it is now, and keep a copy elsewhere."))
def checkpoint(
    context: typer.Context,
    *,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("Write it to this file too.")),
    ] = None,
    qr: Annotated[
        bool, typer.Option("--qr", help=N_("Show it as a QR code, for the supervisor's phone."))
    ] = False,
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import enter
    from kiosk.qr import qr_ansi
    from store.checkpoints import write

    premises = enter(context.obj)
    with premises.open() as office:
        folder = premises.folder(premises.config.store.checkpoint_folder)
        signed = write(office.store, "on demand", folder, actor=actor_named(by, office))
    if out is not None:
        with written(out) as file:
            file.write(signed.note)
    if as_json:
        print_json(
            {
                "id": signed.doc,
                "origin": signed.checkpoint.origin,
                "size": signed.checkpoint.size,
                "root": _base64(signed.checkpoint.root),
                "note": signed.note,
                "copy": None if signed.copy is None else str(signed.copy),
            }
        )
        return
    sys.stdout.write(signed.note)
    if qr:
        typer.echo(qr_ansi(signed.note), color=True)
    prompt(_("a copy is in {file}").format(file=signed.copy))


@app.add("export", N_("Write the entries as lines of JSON; they hold nothing personal."))
def export(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help=N_("Where to; else to the output."))
    ] = None,
    *,
    first: Annotated[
        int, typer.Option("--from", metavar="SEQ", min=0, help=N_("Begin with this entry."))
    ] = 0,
) -> None:
    from commands.ledger_export import exported_lines
    from commands.office import open_office

    with open_office(context.obj) as office:
        lines = exported_lines(office.store, first)
        if file is None:
            for line in lines:
                sys.stdout.write(line + "\n")
        else:
            with written(file) as output:
                output.writelines(line + "\n" for line in lines)


@app.add("key", N_("Print the verifier keys that check what this office signed."))
def key(context: typer.Context, *, as_json: AsJson = False) -> None:
    from commands.office import open_office
    from store.key_ring import load_ring

    with open_office(context.obj) as office, office.store.connection() as connection:
        tenures = load_ring(connection).tenures
    if as_json:
        print_json_list({"key": str(each.key), "until": each.until} for each in tenures)
        return
    for each in tenures:
        retired = "" if each.until is None else _(" (retired at entry {seq})")
        say(f"{each.key}{retired.format(seq=each.until)}")


@app.add("rotate-key", N_("Give the ledger a new key; the old one signs for it and is deleted."))
def rotate_key(context: typer.Context, *, by: By = NOBODY, as_json: AsJson = False) -> None:
    from commands.office import enter
    from store.checkpoints import write
    from store.rotation import rotate

    premises = enter(context.obj)
    with premises.open() as office:
        actor = actor_named(by, office)
        signer = rotate(office.store, premises.home.ledger_key, actor=actor)
        folder = premises.folder(premises.config.store.checkpoint_folder)
        signed = write(office.store, "rotation", folder, actor=actor)
    if as_json:
        print_json({"key": str(signer.verifier), "size": signed.checkpoint.size})
        return
    say(_("the new key is in force: {key}").format(key=signer.verifier))
    say(_("restart the terminals, and copy {folder} again").format(folder=premises.home.keys))


app.add("prove", proofs.PROVE)(proofs.prove)
app.add("consistency", proofs.CONSISTENCY)(proofs.consistency)
app.add("check", proofs.CHECK)(proofs.check)


def _tell(report: "Report") -> None:
    from kiosk.ledger_words import problem_words

    if report.ok:
        line = _("nothing is wrong: {entries} entries, root {root}")
        say(line.format(entries=report.entries, root=_base64(report.root)))
        return
    for problem in report.problems:
        say(problem_words(problem))
    more = _("and {count} more") if report.omitted else ""
    if more:
        say(more.format(count=report.omitted))


def _report_as_json(report: "Report") -> dict[str, object]:
    return {
        "ok": report.ok,
        "entries": report.entries,
        "root": _base64(report.root),
        "problems": [
            {
                "kind": problem.kind.value,
                "seq": problem.seq,
                "table": problem.table,
                "id": problem.id,
                "detail": problem.detail,
            }
            for problem in report.problems
        ],
        "omitted": report.omitted,
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
