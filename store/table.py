"""TinyDB's `Table`, its documents kept as rows, each change with its entry in the ledger.

Every call is one transaction, or part of the one that is open in this thread. Nothing is cached:
what one process commits, the next call in any process sees.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, TypeAlias

from tinydb import table as tinydb_table
from tinydb.queries import QueryLike

from store.documents import DocId, Document, decode
from store.identifiers import Identifiers
from store.paging import (
    MOST_LOOKED_AT,
    Counted,
    Page,
    PageRow,
    Place,
    Walk,
    count_up_to,
    read_page,
)
from store.query_compiler import compile_query
from store.query_fields import Selection, any_of
from store.rows import CHUNK, Texts, chunks
from store.schema import IdType, TableSchema
from store.storage import SqlStorage
from store.table_access import Match, TableAccess, matching, named
from store.tables import Tables

Fields: TypeAlias = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]
"""What an update does: fields to set, or a function that changes the document in place."""


# TinyDB's annotations know ids as `int` only, and no Document but their own.
# mypy: disable-error-code="override"
class Table(tinydb_table.Table):
    """One document table. Documents come in the order of their ids.

    Beyond TinyDB's own: `newest`, `page`, `count_up_to` and `texts`. `cache_size` is accepted and
    without effect.
    """

    document_class = Document

    def __init__(
        self,
        storage: SqlStorage,
        name: str,
        cache_size: int = 0,
        persist_empty: bool = False,  # noqa: FBT001, FBT002 - TinyDB's signature
        *,
        tables: Tables,
        schema: TableSchema,
        identifiers: Identifiers,
    ) -> None:
        del cache_size
        super().__init__(storage, name, cache_size=0)
        self._sql = storage
        self._access = TableAccess(storage, tables, schema, identifiers)
        if persist_empty:
            with self._access.writing("create"):
                pass

    @property
    def ids(self) -> IdType:
        """The class of its documents' ids."""
        with self._access.reading() as (_, rows):
            return self._access.schema.ids if rows is None else rows.table.schema.ids

    def insert(self, document: Mapping[str, Any]) -> DocId:
        """Add a document; returns its id: the one it brings as a `Document`, else a new one."""
        draft = self._access.draft(document)
        with self._access.writing("insert") as (transaction, rows):
            return self._access.insert(transaction, rows, [draft])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[DocId]:
        """Add documents, all or none; returns their ids."""
        ids: list[DocId] = []
        with self._access.writing("insert") as (transaction, rows):
            for chunk in chunks(documents):
                drafts = [self._access.draft(document) for document in chunk]
                ids += self._access.insert(transaction, rows, drafts)
        return ids

    def all(self) -> list[Document]:
        """All documents."""
        with self._sql.snapshot():
            return list(self)

    def search(self, cond: QueryLike) -> list[Document]:
        """The documents that pass `cond`."""
        with self._access.reading() as (connection, rows):
            return [match.document for match in matching(connection, rows, cond)]

    def texts(self, fields: Sequence[str], cond: QueryLike) -> list[Texts]:
        """Of the documents that pass `cond`: the id, then these fields; None where one is no text.

        For reading a few fields of very many: where SQL answers, no document is decoded.
        """
        with self._access.reading() as (connection, rows):
            if rows is None:
                return []
            selection = compile_query(cond, rows.table)
            if selection.exact and rows.table.json.can_follow(tuple(fields)):
                return rows.texts(connection, selection, fields)
            found = matching(connection, rows, cond)
            return [(match.document.doc_id, *_texts(match.document, fields)) for match in found]

    def newest(self, limit: int = 1, cond: QueryLike | None = None) -> list[Document]:
        """The documents with the greatest ids, newest first, of those that pass `cond`."""
        with (
            self._access.reading() as (connection, rows),
            closing(matching(connection, rows, cond, newest_first=True)) as matches,
        ):
            return [match.document for match in islice(matches, limit)]

    def page(
        self,
        walk: Walk,
        cond: QueryLike | None = None,
        *,
        after: Place | None = None,
        limit: int = 100,
        most: int = MOST_LOOKED_AT,
    ) -> Page:
        """The next `limit` documents on the way that pass `cond`, behind the place `after`.

        `walk` follows a declared index. The page ends early when `most` documents were looked at:
        go on after its `ended`. A document whose text is damaged is there without its content.
        """
        if tuple(walk.along) not in self._access.schema.indexes:
            raise ValueError(f"table {self.name}: no index on {walk.along} is declared")
        found: list[PageRow] = []
        with self._access.reading() as (connection, rows):
            if rows is None:
                return Page(found, None)
            selection = None if cond is None else compile_query(cond, rows.table)
            looked, last = 0, None
            with closing(
                read_page(connection, rows.table, walk, selection, after, limit, most)
            ) as seen:
                for row, is_candidate in seen:
                    if len(found) == limit:
                        return Page(found, last)
                    looked, last = looked + 1, row.place
                    if is_candidate and _passes(row, cond, selection):
                        found.append(row)
        return Page(found, last if looked == most else None)

    def count_up_to(self, walk: Walk, most: int) -> Counted:
        """Count the documents on the way, `most` at most."""
        with self._access.reading() as (connection, rows):
            if rows is None:
                return Counted(0, None)
            return count_up_to(connection, rows.table, walk, most)

    def first(self, limit: int, cond: QueryLike, *, by: str) -> list[Document]:
        """Of the documents that pass `cond`, those with the least values of the indexed field `by`.

        Where `cond` asks for a range of that field, no more of them are read than `limit`.
        """
        with (
            self._access.reading() as (connection, rows),
            closing(matching(connection, rows, cond, by=by)) as matches,
        ):
            return [match.document for match in islice(matches, limit)]

    def get(
        self,
        cond: QueryLike | None = None,
        doc_id: DocId | None = None,
        doc_ids: Iterable[DocId] | None = None,
    ) -> Any:  # noqa: ANN401 - one document, several or none, as TinyDB's
        """The document `doc_id`; or a list of those of `doc_ids` that exist; or `cond`'s first.

        None where there is no such document.
        """
        with self._access.reading() as (connection, rows):
            if doc_id is not None:
                found = named(connection, rows, [doc_id]).get(doc_id)
                return None if found is None else found.document
            if doc_ids is not None:
                return [match.document for match in named(connection, rows, doc_ids).values()]
            if cond is not None:
                with closing(matching(connection, rows, cond)) as matches:
                    return next((match.document for match in matches), None)
        raise RuntimeError("You have to pass either cond or doc_id or doc_ids")

    def contains(self, cond: QueryLike | None = None, doc_id: DocId | None = None) -> bool:
        """Whether there is such a document."""
        if cond is None and doc_id is None:
            raise RuntimeError("You have to pass either cond or doc_id")
        return self.get(cond, doc_id) is not None

    def count(self, cond: QueryLike) -> int:
        """How many documents pass `cond`."""
        with self._access.reading() as (connection, rows):
            if rows is None:
                return 0
            selection = compile_query(cond, rows.table)
            if selection.exact:
                return rows.count(connection, selection.clause)
            return sum(1 for _ in matching(connection, rows, cond))

    def update(
        self,
        fields: Fields,
        cond: QueryLike | None = None,
        doc_ids: Iterable[DocId] | None = None,
    ) -> list[DocId]:
        """Change the documents `doc_ids`, or those that pass `cond`, or all; returns their ids."""
        with self._access.changing("update") as (transaction, rows):
            if doc_ids is None:
                matches = list(matching(transaction.connection, rows, cond))
                targets = [match.document for match in matches]
            else:
                wanted = list(doc_ids)
                found = named(transaction.connection, rows, wanted)
                matches = list(found.values())
                targets = [found[doc_id].document for doc_id in wanted if doc_id in found]
            for document in targets:
                _apply(fields, document)
            self._access.update(transaction, rows, matches)
        return [document.doc_id for document in targets]

    def update_multiple(self, updates: Iterable[tuple[Fields, QueryLike]]) -> list[DocId]:
        """Change each document by every update whose condition it passes, one after the other.

        Its id stands in the answer as often as it was changed.
        """
        steps = list(updates)
        ids: list[DocId] = []
        changed: dict[DocId, Match] = {}
        with self._access.changing("update") as (transaction, rows):
            candidates = any_of([compile_query(cond, rows.table) for _, cond in steps])
            with closing(rows.select(transaction.connection, candidates)) as found:
                for doc_id, body, seq in found:
                    document = decode(body, doc_id)
                    for fields, cond in steps:
                        if cond(document):
                            _apply(fields, document)
                            ids.append(doc_id)
                            changed[doc_id] = Match(document, seq)
            self._access.update(transaction, rows, changed.values())
        return ids

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[DocId]:
        """Update the document of this id, or those that pass `cond`; insert where there is none."""
        doc_ids = [document.doc_id] if isinstance(document, tinydb_table.Document) else None
        if doc_ids is None and cond is None:
            raise ValueError(
                "If you don't specify a search query, you must specify a doc_id. "
                "Hint: use a table.Document object."
            )
        with self._access.changing("upsert"):
            return self.update(document, cond, doc_ids) or [self.insert(document)]

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[DocId] | None = None
    ) -> list[DocId]:
        """Remove the documents `doc_ids`, or those that pass `cond`; returns their ids."""
        if cond is None and doc_ids is None:
            raise RuntimeError("Use truncate() to remove all documents")
        with self._access.changing("remove") as (transaction, rows):
            if doc_ids is None:
                matches = list(matching(transaction.connection, rows, cond))
            else:
                matches = list(named(transaction.connection, rows, doc_ids).values())
            rows.remove(transaction, [(match.document.doc_id, match.seq) for match in matches])
        return [match.document.doc_id for match in matches]

    def truncate(self) -> None:
        """Remove all documents."""
        with self._access.changing("remove") as (transaction, rows):
            while page := rows.page(transaction.connection, None):
                rows.remove(transaction, [(doc_id, seq) for doc_id, _, seq in page])
        self._access.restart_numbers()

    def __len__(self) -> int:
        """How many documents there are."""
        with self._access.reading() as (connection, rows):
            return 0 if rows is None else rows.count(connection)

    def __iter__(self) -> Iterator[Document]:
        """All documents, read in pages: of changes made meanwhile, some may be seen."""
        after: DocId | None = None
        while True:
            with self._access.reading() as (connection, rows):
                page = [] if rows is None else rows.page(connection, after)
            for doc_id, body, _ in page:
                yield decode(body, doc_id)
            if len(page) < CHUNK:
                return
            after = page[-1].id

    def _get_next_id(self) -> DocId:
        with self._access.reading() as (connection, rows):
            return self._access.next_id(connection, rows)


def _passes(row: PageRow, cond: QueryLike | None, selection: Selection | None) -> bool:
    if row.document is None or cond is None or selection is None or selection.exact:
        return True
    return cond(row.document)


def _texts(document: Document, fields: Sequence[str]) -> Iterator[str | None]:
    for name in fields:
        value = document.get(name)
        yield value if isinstance(value, str) else None


def _apply(fields: Fields, document: Document) -> None:
    if callable(fields):
        fields(document)
    else:
        document.update(fields)
