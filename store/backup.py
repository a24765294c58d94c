"""Backups: a consistent copy while the store is in use, verified before it counts as one."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from keyroom.language import N_
from store import opening
from store.durable_files import sync_folder
from store.errors import BackupFailed
from store.findings import Kind
from store.schema import Schema
from store.sqlite import Sqlite
from store.tables import Tables
from store.verify import verify_database

if TYPE_CHECKING:
    from store.database import Store


@dataclass(frozen=True, slots=True)
class Copy:
    """A store's file that was verified."""

    path: Path
    entries: int
    """Size of its ledger."""
    root: bytes
    """Root hash of its ledger."""


def back_up(store: "Store", target: Path) -> Copy:
    """Copy the store to the new file `target`, and verify the copy.

    Raises BackupFailed, and leaves no file then.
    """
    draft = target.with_name(f".{target.name}.draft")
    try:
        draft.unlink(missing_ok=True)
        store.engine.copy_to(draft)
        made = verified(draft, store.schema)
        with store.connection() as connection:
            if store.ledger.root(connection, made.entries) != made.root:
                raise BackupFailed(
                    N_("the copy of {place} has another ledger than the store"),
                    N_("run `keyroom log verify`"),
                    place=store.engine.place,
                )
        target.hardlink_to(draft)  # unlike renaming, it replaces nothing
        sync_folder(target.parent)
    except OSError as error:
        raise BackupFailed(
            N_("no backup can be written to {place}: {reason}"),
            N_("check the folder, the room on its disk, and that no file has this name"),
            place=target,
            reason=error.strerror,
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return Copy(target, made.entries, made.root)


def verified(path: Path, schema: Schema) -> Copy:
    """The copy in the file `path`, every row of it checked. Raises BackupFailed, FutureVersion."""
    engine = Sqlite(path, busy_timeout_s=0, read_only=True)
    with closing(engine.connect()) as connection:
        version = opening.version_of(connection, Tables(schema, engine), engine.place)
    opening.refuse_future(version, schema, engine.place)
    # The tables of an older version are declared nowhere any more: they differ, of course.
    expected = {Kind.SCHEMA_ALTERED} if version < schema.version else set()
    report = verify_database(engine, schema)
    problems = [problem for problem in report.problems if problem.kind not in expected]
    if problems:
        raise BackupFailed(
            N_("the copy {place} is not whole: {kind}, entry {seq}, {detail}"),
            N_("run `keyroom log verify` on the store; keep older backups"),
            place=path,
            kind=problems[0].kind,
            seq=problems[0].seq,
            detail=problems[0].detail,
        )
    return Copy(path, report.entries, report.root)
