"""Reading rows as bytes, whatever they hold: for verification, which may not trust any of them.

Text that is not UTF-8 would stop an ordinary query; nulls and other types would need a check each.
Here every column but a ledger's key arrives as bytes.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

Row: TypeAlias = tuple[Any, ...]
"""A row of the query at hand: its columns, in order."""

CHUNK: Final = 1000
"""Rows fetched at a time."""

LEDGER: Final = sa.table(
    "ledger",
    sa.column("seq"),
    sa.column("tbl"),
    sa.column("doc"),
    sa.column("leaf"),
    sa.column("hashes"),
)


def as_bytes(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The column's bytes; none for null."""
    return sa.func.coalesce(sa.cast(column, sa.LargeBinary), sa.literal_column("x''"))


def batches(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Sequence[Row]]:
    """The rows of `query`, read as they are used, some at a time.

    They are the driver's own tuples: SQLAlchemy's rows would be a third of the cost of reading.
    Raises SQLAlchemyError, and the errors that the engine makes of the driver's.
    """
    with connection.execute(query) as result:
        cursor = result.cursor
        try:
            while cursor is not None and (rows := cursor.fetchmany(CHUNK)):
                yield rows
        except connection.dialect.loaded_dbapi.Error as fault:
            raise sa.exc.DBAPIError(str(query), None, fault) from fault


def text(value: bytes) -> str:
    """Bytes for people to read."""
    return value.decode(errors="backslashreplace")
