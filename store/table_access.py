"""How one document table is reached: found or made, read and written, its ids given out."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Any, NamedTuple

import sqlalchemy as sa
from tinydb import table as tinydb_table
from tinydb.queries import QueryLike

from keyroom.language import N_
from store import errors
from store.documents import DocId, Document, can_be_id, decode, encode
from store.identifiers import Identifiers
from store.query_compiler import compile_query
from store.query_fields import EVERY_ROW
from store.rows import Rows
from store.schema import IdType, TableSchema
from store.storage import SqlStorage
from store.tables import DocumentTable, Tables
from store.transaction import Transaction


class Match(NamedTuple):
    """A document that was found, and the ledger entry of its last change."""

    document: Document
    seq: int


class Draft(NamedTuple):
    """A document to insert, as text; and its id, where it brings one."""

    body: str
    doc_id: DocId | None


class TableAccess:
    """The rows of one document table, for `Table`."""

    def __init__(
        self, storage: SqlStorage, tables: Tables, schema: TableSchema, identifiers: Identifiers
    ) -> None:
        self._storage = storage
        self._tables = tables
        self.schema = schema
        self._identifiers = identifiers
        self._rows: dict[IdType, Rows] = {}
        self._next_number = 1

    @contextmanager
    def reading(self) -> Iterator[tuple[sa.Connection, Rows | None]]:
        """The connection and the rows, for one statement; None where nobody made the table yet."""
        declared = self._tables.is_declared(self.schema.name)
        with self._storage.reading() if declared else self._storage.snapshot() as connection:
            table = self._tables.find(connection, self.schema.name)
            yield connection, None if table is None else self._rows_of(table)

    @contextmanager
    def writing(self, action: str) -> Iterator[tuple[Transaction, Rows]]:
        """A transaction, or the one that is open, and the rows; makes the table where need be."""
        with self._storage.transaction(default=action) as transaction:
            table = self._tables.find(transaction.connection, self.schema.name)
            if table is None:
                table = self._tables.create(transaction.connection, self.schema)
            yield transaction, self._rows_of(table)

    def changing(self, action: str) -> AbstractContextManager[tuple[Transaction, Rows]]:
        """As `writing`, to change or remove what is there. Raises AppendOnly."""
        if self.schema.append_only:
            raise errors.AppendOnly(
                N_("documents of the table {table} are never changed or removed"),
                N_("add a new document that refers to the old one"),
                table=self.schema.name,
            )
        return self.writing(action)

    def draft(self, document: object) -> Draft:
        """A document checked and turned into text. Raises ValueError or TypeError, as TinyDB."""
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")  # noqa: TRY004 - TinyDB's own error
        doc_id = document.doc_id if isinstance(document, tinydb_table.Document) else None
        return Draft(encode(document, self.schema), doc_id)

    def insert(self, transaction: Transaction, rows: Rows, drafts: Sequence[Draft]) -> list[DocId]:
        """Add documents; returns their ids."""
        connection = transaction.connection
        own = [draft.doc_id for draft in drafts if draft.doc_id is not None]
        self._check_free(connection, rows, own)
        ids = [
            self.next_id(connection, rows) if draft.doc_id is None else draft.doc_id
            for draft in drafts
        ]
        # Only an id of our own making was surely never in use before.
        known = ids if rows.table.schema.ids is int else own
        before = {doc_id: transaction.last_entry(rows.table.name, str(doc_id)) for doc_id in known}
        rows.insert(
            transaction,
            [
                (doc_id, draft.body, before.get(doc_id))
                for doc_id, draft in zip(ids, drafts, strict=True)
            ],
        )
        return ids

    def update(self, transaction: Transaction, rows: Rows, matches: Iterable[Match]) -> None:
        """Write changed documents back."""
        rows.update(
            transaction,
            [(document.doc_id, encode(document, self.schema), seq) for document, seq in matches],
        )

    def next_id(self, connection: sa.Connection, rows: Rows | None) -> DocId:
        """An id for a new document: a UUIDv7, or the number after all numbers used before."""
        if (self.schema if rows is None else rows.table.schema).ids is str:
            return self._identifiers.new()
        newest = None if rows is None else rows.newest_id(connection)
        number = max(self._next_number, (newest or 0) + 1)
        self._next_number = number + 1
        return number

    def restart_numbers(self) -> None:
        """Count from 1 again, as TinyDB does in a table that was emptied."""
        self._next_number = 1

    def _check_free(self, connection: sa.Connection, rows: Rows, ids: Sequence[DocId]) -> None:
        for doc_id in ids:
            if not can_be_id(doc_id, rows.table.schema.ids):
                raise errors.DocumentRefused(
                    N_("table {table}: {id} cannot be a document's id"),
                    table=self.schema.name,
                    id=repr(doc_id),
                )
        taken = [row.id for row in rows.get_many(connection, ids)] if ids else []
        if taken or len(set(ids)) < len(ids):
            raise errors.DocumentRefused(
                N_("table {table}: a document with the id {id} already exists"),
                table=self.schema.name,
                id=taken[0] if taken else max(ids, key=ids.count),
            )

    def _rows_of(self, table: DocumentTable) -> Rows:
        rows = self._rows.get(table.schema.ids)
        if rows is None:
            rows = self._rows[table.schema.ids] = Rows(table)
        return rows


def matching(
    connection: sa.Connection,
    rows: Rows | None,
    cond: QueryLike | None,
    *,
    newest_first: bool = False,
    by: str | None = None,
) -> Generator[Match, None, None]:
    """The documents that pass `cond`, all of them for None, in the order of their ids or of `by`.

    Close it when it is left before its end: an open cursor holds the state it reads.
    """
    if rows is None:
        return
    selection = EVERY_ROW if cond is None else compile_query(cond, rows.table)
    with closing(rows.select(connection, selection, newest_first=newest_first, by=by)) as found:
        for doc_id, body, seq in found:
            document = decode(body, doc_id)
            if selection.exact or cond is None or cond(document):
                yield Match(document, seq)


def named(connection: sa.Connection, rows: Rows | None, ids: Iterable[Any]) -> dict[DocId, Match]:
    """Those of the documents `ids` that exist, by id and in its order."""
    if rows is None:
        return {}
    kind = rows.table.schema.ids
    possible = {doc_id for doc_id in ids if can_be_id(doc_id, kind)}
    return {
        doc_id: Match(decode(body, doc_id), seq)
        for doc_id, body, seq in rows.get_many(connection, possible)
    }
