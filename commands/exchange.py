"""`keyroom export --tinydb` and `import --tinydb`: the records as an ordinary TinyDB file."""

from pathlib import Path
from typing import Annotated

import typer

from commands.options import AsJson, By
from commands.output import print_json, print_table
from commands.values import NOBODY, actor_named
from keyroom.language import N_, _

EXPORT = N_("Write all records to a file that stock TinyDB opens.")
IMPORT = N_("Add the records of a TinyDB file: all of them, or none.")


def export_records(
    context: typer.Context,
    *,
    tinydb: Annotated[Path, typer.Option("--tinydb", metavar="FILE", help=N_("The new file."))],
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from store.exchange import export_tinydb

    with open_office(context.obj) as office:
        counts = export_tinydb(office.store, tinydb)
    _tell(tinydb, counts, as_json=as_json)


def import_records(
    context: typer.Context,
    *,
    tinydb: Annotated[
        Path, typer.Option("--tinydb", metavar="FILE", help=N_("A file that TinyDB wrote."))
    ],
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from commands.record_check import refuse_strange_records
    from store.exchange import import_tinydb

    with open_office(context.obj) as office:
        actor = actor_named(by, office)
        with office.store.transaction(actor=actor, action="import"):
            counts = import_tinydb(office.store, tinydb)
            refuse_strange_records(office.store, tinydb, counts)
    _tell(tinydb, counts, as_json=as_json)


def _tell(file: Path, counts: dict[str, int], *, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(file), "tables": counts})
    else:
        print_table((_("table"), _("records")), counts.items())
