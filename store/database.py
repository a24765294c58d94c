"""TinyDB itself, over a durable engine: `Store` is a `TinyDB` whose tables are ours.

with Store(path, schema, terminal="entrance") as store:
    with store.transaction(actor="A07", action="punch"):
        store.table("punches").insert({"person": "A07", "at": "..."})
"""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from tinydb import TinyDB
from tinydb.table import Table as TinyTable

from keyroom.language import N_
from store import errors, opening, structure
from store.engine import Engine
from store.identifiers import UUID7_LIKE, Identifiers
from store.ledger import Ledger
from store.note import Signer
from store.rows import Rows
from store.schema import SYSTEM_TABLES, IdType, Schema, TableSchema
from store.sqlite import Sqlite
from store.storage import SqlStorage
from store.table import Table
from store.tables import Tables
from store.transaction import NOBODY, Transaction

_SQLITE_URL: Final = "sqlite:///"
_RESERVED: Final = frozenset(table.name for table in SYSTEM_TABLES)


class Store(TinyDB):
    """The records of one office.

    `terminal` stands in every entry that this process appends to the ledger. `office` is the id
    that the file must have, or gets when it is made, `office_name` what people call it. With
    `create=False` a missing file is an error. `signer` signs checkpoints. An older file is brought
    to the schema's version, after a backup into `backup_folder`, by default beside it. Safe for
    threads.

    Raises a `StoreUnavailable` of the kind that says why, and leaves the file as it was.
    """

    table_class: type[TinyTable] = Table

    def __init__(
        self,
        path_or_url: Path | str,
        schema: Schema | None = None,
        *,
        terminal: str = NOBODY,
        busy_timeout_s: float = 5.0,
        create: bool = True,
        signer: Signer | None = None,
        office: str | None = None,
        office_name: str = "",
        backup_folder: Path | None = None,
    ) -> None:
        self.schema = schema or Schema()
        self.signer = signer
        self.ledger = Ledger()
        self.engine = open_engine(path_or_url, busy_timeout_s)
        self._document_tables = Tables(self.schema, self.engine)
        self._identifiers = Identifiers()
        self._office = office
        self._backup_folder = backup_folder or Path(self.engine.place).parent
        self._sql = SqlStorage(self.engine, self.ledger, terminal, busy_timeout_s, self._recognise)
        super().__init__(storage=lambda: self._sql)
        self._own: dict[str, Table] = {}
        self._seen = (0, 0, 0)
        self.engine.prepare(create=create)
        try:
            self._bring_up(office_name, create=create)
        except BaseException:
            self.close()
            raise

    @property
    def office(self) -> str:
        """The id of the office whose store this is."""
        return self._office or ""

    def transaction(
        self, *, actor: str | None = None, action: str | None = None
    ) -> AbstractContextManager[Transaction]:
        """All changes in the block, and their ledger entries, durably or not at all.

        A block inside another joins it; the innermost actor (a staff number) and action that are
        named stand in an entry. An exception that leaves any of the blocks undoes everything.
        """
        return self._sql.transaction(actor, action)

    def connection(self) -> AbstractContextManager[sa.Connection]:
        """A connection for reading, that sees one state for the length of the block."""
        return self._sql.snapshot()

    def table(self, name: str, *, ids: IdType = int, **options: Any) -> Table:  # noqa: ANN401 - TinyDB's
        """The table `name`. `ids` is the class of ids of a table that the schema does not name."""
        if name not in self._own:
            schema = self.schema.by_name.get(name) or TableSchema(name, ids=ids)
            self._tables[name] = self._own[name] = Table(
                self._sql,
                name,
                **options,
                tables=self._document_tables,
                schema=schema,
                identifiers=self._identifiers,
            )
        return self._own[name]

    def tables(self) -> set[str]:
        """Names of the tables there are, but for the store's own."""
        return self.all_tables() - _RESERVED

    def all_tables(self) -> set[str]:
        """Names of the tables there are, the store's own included."""
        with self._sql.snapshot() as connection:
            return self._document_tables.names(connection)

    def drop_table(self, name: str) -> None:
        """Remove all documents of a table, and the table unless the schema names it."""
        with self.transaction() as transaction:
            table = self._document_tables.find(transaction.connection, name)
            if table is None:
                return
            self.table(name).truncate()
            if not self._document_tables.is_declared(name):
                table.sql.drop(transaction.connection, checkfirst=False)
        self._tables.pop(name, None)
        self._own.pop(name, None)

    def drop_tables(self) -> None:
        """Drop all tables but the store's own, all or none."""
        with self.transaction():
            for name in self.tables():
                self.drop_table(name)

    def new_id(self) -> str:
        """An id for a document: UUIDv7, greater than all given out here and all in the store."""
        return self._identifiers.new()

    def purge(self) -> None:
        """Write the files anew, so that nothing is left in them of what was removed or changed.

        Copies and backups are not touched. Raises StoreBusy where another process reads or writes
        for longer than the busy timeout, DiskFull; it can be called again.
        """
        self._sql.purge()

    def changed(self) -> bool:
        """Whether anything was committed, here or by another process, since last asked."""
        before, self._seen = self._seen, self._look()
        return bool(self._seen != before)

    def _look(self) -> tuple[int, int, int]:
        with self._sql.reading() as connection:
            return (
                self._sql.openings,
                self._sql.commits,
                self.engine.commit_count(connection),
            )

    def _bring_up(self, office_name: str, *, create: bool) -> None:
        with self._sql.reading() as connection:
            is_new = self.engine.is_new(connection)
        if is_new:
            if not create:
                raise errors.StoreMissing(
                    N_("the store at {place} is empty"),
                    N_("make a new office with `keyroom init`, or restore a backup"),
                    place=self.engine.place,
                )
            opening.make(self, self._document_tables, self.schema, self._office, office_name)
        with self._sql.snapshot() as connection:
            found = opening.office_of(connection, self._document_tables, self.engine.place)
            opening.refuse_other_office(found, self._office or found, self.engine.place)
            self._office = found
            version = opening.version_of(connection, self._document_tables, self.engine.place)
            opening.refuse_future(version, self.schema, self.engine.place)
            if version == self.schema.version:
                structure.refuse_differences(
                    connection, self._document_tables.all_declared, self.engine.place
                )
            self._start_ids(connection)
        if version < self.schema.version:
            # Imported where it is needed: verification, which a backup takes, is a lot of code.
            from store.migration import migrate

            migrate(self, self._document_tables, self.schema, self._backup_folder)
        self._seen = self._look()

    def _recognise(self, connection: sa.Connection) -> None:
        """A later connection must find the same office: files are moved and replaced."""
        if self._sql.openings:
            found = opening.office_of(connection, self._document_tables, self.engine.place)
            opening.refuse_other_office(found, self.office, self.engine.place)

    def _start_ids(self, connection: sa.Connection) -> None:
        there = self._document_tables.names(connection)
        for table in self._document_tables.all_declared:
            if table.name in there and table.schema.ids is str:
                self._identifiers.start_after(Rows(table).newest_id(connection, like=UUID7_LIKE))


def open_engine(path_or_url: Path | str, busy_timeout_s: float) -> Engine:
    """The engine for an address: a path, or a URL that names the engine."""
    address = str(path_or_url)
    if address.startswith(_SQLITE_URL):
        return Sqlite(Path(address.removeprefix(_SQLITE_URL)), busy_timeout_s)
    if "://" in address:
        raise errors.EngineUnknown(
            N_("no store can be opened at {place}: the engine {engine} is not known"),
            N_("give the path of a file"),
            place=address,
            engine=address.partition("://")[0],
        )
    return Sqlite(Path(path_or_url), busy_timeout_s)
