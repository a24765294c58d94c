"""From an older schema version to this program's: one transaction, after a verified backup."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from keyroom.language import N_
from store import opening, structure
from store.backup import back_up
from store.errors import BackupFailed, NotMigrated
from store.schema import META, Schema
from store.tables import Tables

if TYPE_CHECKING:
    from store.database import Store

_log = logging.getLogger(__name__)


def migrate(store: "Store", tables: Tables, schema: Schema, folder: Path) -> None:
    """Back the store up into `folder`, then bring it to the version of `schema`, or not at all.

    Raises NotMigrated where no backup can be made, and SchemaMismatch.
    """
    with store.connection() as connection:
        found = opening.version_of(connection, tables, store.engine.place)
    try:
        back_up(store, folder / f"keyroom-schema-{found}-{store.new_id()}.db")
    except BackupFailed as fault:
        raise NotMigrated(
            N_("{place} is of an older version, and stays so: {reason}"),
            N_("start again when a backup can be written; nothing was changed"),
            place=store.engine.place,
            reason=str(fault),
        ) from fault
    with store.transaction(action="migrate") as transaction:
        # Another process may have done it while we made the backup.
        now = opening.version_of(transaction.connection, tables, store.engine.place)
        if now == schema.version:
            return
        structure.bring_up(
            transaction.connection,
            tables.all_with_undeclared(transaction.connection),
            store.engine.place,
        )
        for step in schema.migrations:
            if step.version > found:
                _log.info("migrating to schema version %d: %s", step.version, step.why)
                step.run(store)
        structure.check_documents(transaction.connection, tables.all_declared)
        store.table(META).insert({"kind": opening.SCHEMA, "version": schema.version})
