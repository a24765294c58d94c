"""What the store asks of a database engine; everything else is SQLAlchemy Core, the same for all.

`sqlite.Sqlite` answers it today; an engine for several machines answers the same questions.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from store.schema import FieldType

Keys = tuple[str, ...]
"""The way to a value inside a document: the keys of nested objects, outermost first."""

Clause = sa.ColumnElement[bool]
Body = sa.ColumnElement[str]


class JsonSql(Protocol):
    """How the engine's SQL looks into a document's text.

    The questions about kinds are never both true for one value, and all false or null where the
    way leads nowhere. They tell JSON's kinds apart as Python does, true and false counting as
    numbers.
    """

    def can_follow(self, keys: Keys) -> bool:
        """Whether SQL can address this way at all, exactly as Python would."""

    def declared(self, body: Body, field: str, kind: FieldType) -> sa.ColumnElement[object]:
        """The value of a declared field, for a generated column."""

    def is_whole(self, body: Body) -> Clause:
        """The text is JSON: of any other the questions below are errors."""

    def exists(self, body: Body, keys: Keys) -> Clause:
        """Something is there, null included."""

    def is_text(self, body: Body, keys: Keys) -> Clause:
        """A text is there."""

    def is_number(self, body: Body, keys: Keys) -> Clause:
        """A number, true or false is there."""

    def is_null(self, body: Body, keys: Keys) -> Clause:
        """Null is there."""

    def is_array(self, body: Body, keys: Keys) -> Clause:
        """A list is there."""

    def is_object(self, body: Body, keys: Keys) -> Clause:
        """A nested document is there."""

    def text(self, body: Body, keys: Keys) -> sa.ColumnElement[str]:
        """The text, where `is_text`; ordered by code point."""

    def number(self, body: Body, keys: Keys) -> sa.ColumnElement[float]:
        """The number, where `is_number`; a little off, maybe (floats, integers over 64 bits)."""


class Engine(Protocol):
    """One database, and the dialect it speaks. Faults come as `StoreError`s, already translated."""

    @property
    def json(self) -> JsonSql:
        """How its SQL looks into documents."""

    @property
    def place(self) -> str:
        """Where the database is, as a person would say it."""

    def prepare(self, *, create: bool) -> None:
        """Check the library, and the place; make an empty database there if it may be made."""

    def connect(self) -> sa.Connection:
        """A connection in autocommit mode with every setting made; transactions are explicit."""

    def moved(self, connection: sa.Connection) -> bool:
        """Whether the place now holds another database than the one connected to."""

    def begin_read(self, connection: sa.Connection) -> None:
        """Open a transaction that sees one state."""

    def begin_write(self, connection: sa.Connection) -> None:
        """Open a transaction that no other writer can disturb; waits, then raises StoreBusy."""

    def commit(self, connection: sa.Connection) -> None:
        """Make the transaction durable before returning."""

    def rollback(self, connection: sa.Connection) -> None:
        """End the transaction without effect; nothing to do when it is over already."""

    def settle(self, connection: sa.Connection) -> None:
        """After a failed commit: make what is there durable and what is not impossible to return.

        Raises StoreBusy when another process prevents it now.
        """

    def purge(self, connection: sa.Connection) -> None:
        """Leave nothing in the files of what was removed or changed.

        Raises StoreBusy when another process prevents it now, DiskFull.
        """

    def commit_count(self, connection: sa.Connection) -> int:
        """A number that changes with every commit of another connection."""

    def is_new(self, connection: sa.Connection) -> bool:
        """Whether nothing was stored here yet. Raises NotAStore or FutureVersion."""

    def mark(self, connection: sa.Connection) -> None:
        """Write, inside the transaction that creates it, whose kind of database this is."""

    def table_names(self, connection: sa.Connection) -> list[str]:
        """SQL names of the tables that exist."""

    def copy_to(self, target: Path) -> None:
        """Write a copy of one state, durably, to a new file. Raises OSError where that fails."""

    def damage(self, connection: sa.Connection) -> Sequence[str]:
        """What the engine's own check finds wrong; nothing when it is whole."""
