"""What happens when a store is opened: made anew, recognised, refused, or brought up to date."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import sqlalchemy as sa

from keyroom.language import N_
from store import errors
from store.documents import decode
from store.entry import utc_text
from store.ledger import Ledger
from store.schema import META, Schema
from store.sqlite import FORMAT, future_version
from store.tables import Tables

if TYPE_CHECKING:
    from store.database import Store

OFFICE: Final = "office"
SCHEMA: Final = "schema"
"""Kinds of the documents in the table `meta`: whose store it is, and of which schema version."""


def make(store: "Store", tables: Tables, schema: Schema, office: str | None, name: str) -> None:
    """Make the tables and say whose they are; nothing where another process was faster."""
    with store.transaction(action="create") as transaction:
        connection = transaction.connection
        if not store.engine.is_new(connection):
            return
        store.engine.mark(connection)
        Ledger.table.create(connection, checkfirst=False)
        for table in tables.all_declared:
            table.sql.create(connection, checkfirst=False)
        meta = store.table(META)
        meta.insert(
            {
                "kind": OFFICE,
                "office": office or str(uuid4()),
                "name": name,
                "format": FORMAT,
                "created": utc_text(datetime.now(UTC)),
            }
        )
        meta.insert({"kind": SCHEMA, "version": schema.version})


def office_of(connection: sa.Connection, tables: Tables, place: str) -> str:
    """The id of the office whose store this is."""
    offices = [document.get("office") for document in _meta(connection, tables, OFFICE)]
    if len(offices) != 1 or not isinstance(offices[0], str):
        raise errors.Corrupted(
            N_("{place} does not say whose store it is"),
            N_("keep a copy of the file and restore the newest backup"),
            place=place,
        )
    return offices[0]


def refuse_other_office(found: str, expected: str, place: str) -> None:
    """Raise WrongOffice where the file is another office's."""
    if found != expected:
        raise errors.WrongOffice(
            N_("{place} is the store of another office ({found}, not {expected})"),
            N_("check the path in the home folder; nothing was changed"),
            place=place,
            found=found,
            expected=expected,
        )


def version_of(connection: sa.Connection, tables: Tables, place: str) -> int:
    """The schema version that the file's tables have."""
    found = [document.get("version") for document in _meta(connection, tables, SCHEMA)]
    versions = [version for version in found if isinstance(version, int)]
    if not versions or len(versions) < len(found):
        raise errors.Corrupted(
            N_("{place} does not say which version its tables have"),
            N_("keep a copy of the file and restore the newest backup"),
            place=place,
        )
    return max(versions)


def refuse_future(found: int, schema: Schema, place: str) -> None:
    """Raise FutureVersion where a newer program has changed the tables."""
    if found > schema.version:
        raise future_version(place, found, schema.version)


def _meta(connection: sa.Connection, tables: Tables, kind: str) -> list[dict[str, Any]]:
    table = tables.declared(META)
    rows = connection.execute(
        sa.select(table.sql.c.id, table.sql.c.body).where(table.field("kind") == kind)
    )
    return [decode(body, doc_id) for doc_id, body in rows]
