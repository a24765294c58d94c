"""Restoring a backup: checked first, and never over a ledger that it does not contain."""

from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from keyroom.language import N_
from store import opening
from store.backup import Copy, verified
from store.durable_files import sync_folder
from store.errors import BackupFailed, RestoreRefused, StoreBusy, StoreUnavailable
from store.identifiers import Identifiers
from store.ledger import Ledger
from store.schema import Schema
from store.sqlite import Sqlite
from store.tables import Tables

_BESIDE: Final = ("", "-wal", "-shm")
"""What belongs to a store's file."""


def restore(
    source: Path,
    target: Path,
    schema: Schema,
    *,
    overwrite: bool = False,
    busy_timeout_s: float = 5.0,
) -> Copy:
    """Put the backup `source` in the place of the store `target`; terminals may be running.

    What was there is kept beside it, as `<name>.before-<id>`. Raises BackupFailed where the backup
    is not whole; and, unless told to `overwrite`, RestoreRefused where `target` is another
    office's, holds entries that the backup does not, or cannot be read.
    """
    backup = Sqlite(source, busy_timeout_s, read_only=True)
    backup.prepare(create=False)
    draft = target.with_name(f".{target.name}.draft")
    kept = target.with_name(f"{target.name}.before-{Identifiers().new()}")
    try:
        draft.unlink(missing_ok=True)
        backup.copy_to(draft)
        copy = verified(draft, schema)
        if not target.exists():
            target.hardlink_to(draft)  # unlike renaming, it replaces nothing
        else:
            _replace(
                Sqlite(draft, 0, read_only=True),
                Sqlite(target, busy_timeout_s),
                kept,
                schema,
                overwrite=overwrite,
            )
        sync_folder(target.parent)
    except OSError as error:
        raise BackupFailed(
            N_("the backup {source} cannot be restored to {place}: {reason}"),
            N_("check the folder and the room on its disk"),
            source=source,
            place=target,
            reason=error.strerror,
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return Copy(target, copy.entries, copy.root)


def _replace(
    backup: Sqlite, target: Sqlite, kept: Path, schema: Schema, *, overwrite: bool
) -> None:
    try:
        loss = _loss(backup, target, schema)
    except StoreBusy:
        raise
    except (StoreUnavailable, sa.exc.SQLAlchemyError) as fault:
        if not overwrite:
            raise RestoreRefused(
                N_("{place} cannot be read, so nobody can tell what restoring would destroy"),
                N_("stop all terminals; then restore with --force: what is there is kept"),
                place=target.place,
            ) from fault
        for suffix in _BESIDE:
            part = target.path.with_name(target.path.name + suffix)
            if part.exists():
                part.rename(kept.with_name(kept.name + suffix))
        target.path.hardlink_to(backup.path)
        return
    if loss is not None and not overwrite:
        raise loss
    target.copy_to(kept)
    target.overwrite_from(backup)


def _loss(backup: Sqlite, target: Sqlite, schema: Schema) -> RestoreRefused | None:
    """What `target` holds and the backup does not; None where restoring destroys nothing."""
    with ExitStack() as stack:
        ours, theirs = (
            stack.enter_context(closing(engine.connect())) for engine in (backup, target)
        )
        if target.is_new(theirs):
            return None
        expected = opening.office_of(ours, Tables(schema, backup), backup.place)
        found = opening.office_of(theirs, Tables(schema, target), target.place)
        if found != expected:
            return RestoreRefused(
                N_("{place} is the store of another office ({found}); the backup is of {expected}"),
                N_("check the path; with --force it is replaced, and kept beside"),
                place=target.place,
                found=found,
                expected=expected,
            )
        ours_size, theirs_size = Ledger().size(ours), Ledger().size(theirs)
        common = min(ours_size, theirs_size)
        if Ledger().root(ours, common) != Ledger().root(theirs, common):
            return RestoreRefused(
                N_("{place} and the backup have different pasts: neither continues the other"),
                N_("find out which is true; with --force the store is replaced, and kept beside"),
                place=target.place,
            )
        if theirs_size > ours_size:
            return RestoreRefused(
                N_("{place} is newer: it holds {count} entries that the backup does not"),
                N_("with --force it is replaced, and kept beside"),
                place=target.place,
                count=theirs_size - ours_size,
            )
    return None
