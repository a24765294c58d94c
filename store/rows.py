"""The statements on one document table, built once, and the ledger entries that go with them."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeAlias, TypeVar

import sqlalchemy as sa

from store.documents import DocId
from store.entry import SALT_BYTES, document_digest
from store.ledger import Change
from store.prepared import Prepared
from store.query_fields import Selection
from store.raw_rows import batches
from store.tables import DocumentTable
from store.transaction import Transaction

CHUNK: Final = 500
"""Documents handled by one statement: bounds memory and the number of SQL parameters."""

Texts: TypeAlias = tuple[Any, ...]
"""A document's id, and some of its fields: each a text or None."""

T = TypeVar("T")


class Rows:
    """Reads and writes of one document table; each write records its ledger entries first."""

    def __init__(self, table: DocumentTable) -> None:
        sql = table.sql
        self.table = table
        self._name = table.name
        self._columns = sa.select(sql.c.id, sql.c.body, sql.c.seq)
        self._id = sql.c.id
        self._id_to_sort_by = sql.c.id + (0 if table.schema.ids is int else "")
        self._page = (
            self._columns.where(sql.c.id > sa.bindparam("after")).order_by(sql.c.id).limit(CHUNK)
        )
        self._first_page = self._columns.order_by(sql.c.id).limit(CHUNK)
        self._by_ids = self._columns.where(
            sql.c.id.in_(sa.bindparam("docs", expanding=True))
        ).order_by(sql.c.id)
        self._count = sa.select(sa.func.count()).select_from(sql)
        self._newest = sa.select(sql.c.id).order_by(sql.c.id.desc()).limit(1)
        changed: dict[str, sa.BindParameter[object]] = {
            name: sa.bindparam(name) for name in ("body", "salt", "seq")
        }
        self._insert = Prepared(
            sql.insert().values(id=sa.bindparam("doc"), **changed), ("doc", *changed)
        )
        self._update = Prepared(
            sql.update().where(sql.c.id == sa.bindparam("doc")).values(**changed),
            ("doc", *changed),
        )
        self._delete = Prepared(sql.delete().where(sql.c.id == sa.bindparam("doc")), ("doc",))

    def get_many(
        self, connection: sa.Connection, docs: Iterable[DocId]
    ) -> list[sa.Row[DocId, str, int]]:
        """The rows of those of `docs` that exist, in the order of their ids."""
        return [
            row
            for chunk in chunks(sorted(docs))
            for row in connection.execute(self._by_ids, {"docs": chunk})
        ]

    def select(
        self,
        connection: sa.Connection,
        selection: Selection,
        *,
        newest_first: bool = False,
        by: str | None = None,
    ) -> sa.CursorResult[DocId, str, int]:
        """The rows of a selection, in the order of their ids, or of the declared field `by`."""
        select = self._columns
        if selection.clause is not None:
            select = select.where(selection.clause)
        if by is not None:
            return connection.execute(select.order_by(self.table.field(by)))
        # Ordered by the id itself, the engine would rather read the whole table in that order
        # than sort the few rows to which an index leads.
        order = self._id_to_sort_by if selection.narrow else self._id
        return connection.execute(select.order_by(order.desc() if newest_first else order))

    def texts(
        self, connection: sa.Connection, selection: Selection, fields: Sequence[str]
    ) -> list[Texts]:
        """Id and these fields of the rows of a selection, in the order of their ids."""
        order = self._id_to_sort_by if selection.narrow else self._id
        select = sa.select(self._id, *map(self.table.text, fields)).order_by(order)
        if selection.clause is not None:
            select = select.where(selection.clause)
        return [row for batch in batches(connection, select) for row in batch]

    def page(
        self, connection: sa.Connection, after: DocId | None
    ) -> Sequence[sa.Row[DocId, str, int]]:
        """The next CHUNK rows by id; the first ones for None."""
        if after is None:
            return connection.execute(self._first_page).all()
        return connection.execute(self._page, {"after": after}).all()

    def count(self, connection: sa.Connection, clause: sa.ColumnElement[bool] | None = None) -> int:
        """How many rows `clause` selects; all of them for None."""
        count = self._count if clause is None else self._count.where(clause)
        return connection.execute(count).scalar_one()

    def newest_id(self, connection: sa.Connection, like: str | None = None) -> DocId | None:
        """The greatest id; of those that match the LIKE pattern."""
        newest = self._newest if like is None else self._newest.where(self._id.like(like))
        return connection.execute(newest).scalar()

    def insert(
        self, transaction: Transaction, documents: Sequence[tuple[DocId, str, int | None]]
    ) -> None:
        """Add documents, each its id, its text, and the entry before (of a removed namesake)."""
        rows = self._recorded(transaction, documents)
        self._insert.run_each(transaction.connection, rows)

    def update(self, transaction: Transaction, documents: Sequence[tuple[DocId, str, int]]) -> None:
        """Replace documents' texts; each comes with the entry of its last change."""
        rows = self._recorded(transaction, documents)
        self._update.run_each(transaction.connection, rows)

    def remove(self, transaction: Transaction, documents: Sequence[tuple[DocId, int]]) -> None:
        """Remove documents; each comes with the entry of its last change."""
        transaction.record([Change(self._name, str(doc), None, prev) for doc, prev in documents])
        self._delete.run_each(transaction.connection, [(doc,) for doc, _ in documents])

    def _recorded(
        self, transaction: Transaction, documents: Sequence[tuple[DocId, str, int | None]]
    ) -> list[tuple[DocId, str, bytes, int]]:
        salted = [
            (doc, body, prev, secrets.token_bytes(SALT_BYTES)) for doc, body, prev in documents
        ]
        first = transaction.record(
            [
                Change(
                    self._name, str(doc), document_digest(self._name, str(doc), salt, body), prev
                )
                for doc, body, prev, salt in salted
            ]
        )
        return [(doc, body, salt, seq) for seq, (doc, body, _, salt) in enumerate(salted, first)]


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """`items` in lists of CHUNK."""
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
