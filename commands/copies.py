"""`keyroom backup` and `restore`: verified copies of the records, and back again."""

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.files import writing
from commands.options import AsJson
from commands.output import print_json, say
from keyroom.language import N_, _

if TYPE_CHECKING:
    from store.backup import Copy

BACKUP = N_("Copy the records while they are in use, and verify the copy.")
RESTORE = N_("Put a backup in the place of the records; what was there is kept beside.")


def backup(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help=N_("A new file; else one in the backup folder.")),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    from commands.office import enter
    from store.backup import back_up

    premises = enter(context.obj)
    if file is None:
        folder = premises.folder(premises.config.store.backup_folder)
        with writing(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"keyroom-{premises.clock.read().utc:%Y%m%dT%H%M%SZ}.db"
    with premises.open() as office:
        copy = back_up(office.store, file)
    _tell(copy, _("{entries} entries are in {file}; keep it on another disk"), as_json=as_json)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("The backup."))],
    *,
    force: Annotated[
        bool,
        typer.Option("--force", help=N_("Even over records that the backup does not hold.")),
    ] = False,
    as_json: AsJson = False,
) -> None:
    from commands.office import enter
    from kiosk.schema import OFFICE_SCHEMA
    from store.restore import restore as put_back

    premises = enter(context.obj)
    copy = put_back(
        file,
        premises.home.database,
        OFFICE_SCHEMA,
        overwrite=force,
        busy_timeout_s=premises.config.store.busy_timeout_s,
    )
    premises.open().close()  # which tells at once when they are another office's
    _tell(copy, _("the records are those of the backup again: {entries} entries"), as_json=as_json)


def _tell(copy: "Copy", line: str, *, as_json: bool) -> None:
    if as_json:
        root = base64.b64encode(copy.root).decode("ascii")
        print_json({"file": str(copy.path), "entries": copy.entries, "root": root})
    else:
        say(line.format(file=copy.path, entries=copy.entries))
