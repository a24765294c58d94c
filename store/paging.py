"""Keyset pages: a table read along one of its indexes, from a place on, never by counting rows.

The next page begins behind the place where the last one ended, so that page one million is as quick
as the first, and what is added meanwhile shifts nothing.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from store.documents import DocId, Document, decode
from store.errors import Corrupted
from store.query_fields import EVERY_ROW, Selection
from store.tables import DocumentTable

MOST_LOOKED_AT: Final = 2_000
"""Rows that one page looks at, unless told otherwise: it ends early rather than late."""


class Place(NamedTuple):
    """Where a document stands in the order of an index: its last field, then its id."""

    at: Any
    id: DocId


@dataclass(frozen=True, slots=True)
class Walk:
    """A way along an index: `along` its fields, `where` all of them but the last are these."""

    along: Sequence[str]
    where: Sequence[Any] = ()
    since: Any = None
    """Of the last field; included."""
    until: Any = None
    """Excluded."""
    rising: bool = False
    """From the least on; else from the greatest."""

    def __post_init__(self) -> None:
        if len(self.where) != len(self.along) - 1:
            raise ValueError(f"{self.where} does not say what {self.along[:-1]} are")


class PageRow(NamedTuple):
    """One document of a page."""

    place: Place
    seq: int
    """The ledger entry of its last change."""
    document: Document | None
    """None where its text is damaged."""


class Page(NamedTuple):
    """What was found, and how far was looked."""

    rows: list[PageRow]
    ended: Place | None
    """The last place that was looked at; None: nothing lies behind it."""


class Counted(NamedTuple):
    """How much was counted, and how far."""

    found: int
    ended: Any
    """The last field of what was counted last; None: that was all."""


def read_page(
    connection: sa.Connection,
    table: DocumentTable,
    walk: Walk,
    selection: Selection | None,
    after: Place | None,
    limit: int,
    most: int,
) -> Generator[tuple[PageRow, bool], None, None]:
    """Rows behind `after`, and whether SQL takes each for one of the selection; at most `most`."""
    chosen = EVERY_ROW if selection is None else selection
    sql = table.sql.c
    order = table.field(walk.along[-1])
    body: sa.ColumnElement[str] = sql.body
    if chosen.clause is not None:
        # A text that is no JSON is handed on whatever is asked of it: the question would fail.
        taken = table.json.is_whole(body).is_not(sa.true()) | chosen.clause
        body = sa.case((taken, body))
    query = (
        sa.select(sql.id, order, sql.seq, body)
        .where(*_bounds(table, walk), *_behind(table, walk, after))
        .order_by(*((order, sql.id) if walk.rising else (order.desc(), sql.id.desc())))
        .limit(min(limit + 1, most) if chosen.clause is None and chosen.exact else most)
    )
    with closing(connection.execute(query)) as found:
        for doc_id, at, seq, text in found:
            document = None if text is None else _decoded(text, doc_id)
            yield PageRow(Place(at, doc_id), seq, document), text is not None


def count_up_to(connection: sa.Connection, table: DocumentTable, walk: Walk, most: int) -> Counted:
    """Count what lies on the way, `most` at most."""
    order = table.field(walk.along[-1]).label("at")
    some = (
        sa.select(order)
        .where(*_bounds(table, walk))
        .order_by(order if walk.rising else order.desc())
        .limit(most)
        .subquery()
    )
    end = sa.func.max if walk.rising else sa.func.min
    count, at = connection.execute(sa.select(sa.func.count(), end(some.c.at))).one()
    return Counted(count, at if count == most else None)


def _bounds(table: DocumentTable, walk: Walk) -> Iterator[sa.ColumnElement[bool]]:
    for name, value in zip(walk.along, walk.where, strict=False):
        yield table.field(name) == value
    order = table.field(walk.along[-1])
    yield order.is_not(None)
    if walk.since is not None:
        yield order >= walk.since
    if walk.until is not None:
        yield order < walk.until


def _behind(
    table: DocumentTable, walk: Walk, after: Place | None
) -> Iterator[sa.ColumnElement[bool]]:
    if after is None:
        return
    here = sa.tuple_(table.field(walk.along[-1]), table.sql.c.id)
    there = sa.tuple_(sa.literal(after.at), sa.literal(after.id))
    yield here > there if walk.rising else here < there


def _decoded(body: str, doc_id: DocId) -> Document | None:
    try:
        return decode(body, doc_id)
    except Corrupted:
        return None
