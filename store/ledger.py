"""The ledger: appends an entry for every change, inside the caller's transaction.

The table keeps the tree with the entries: row n holds, joined, the hashes of all perfect subtrees
that leaf n completes, its own leaf hash first. So one INSERT appends, and any root or proof needs
O(log n) rows by primary key.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

import sqlalchemy as sa

from keyroom.language import N_
from store import merkle
from store.entry import SALT_BYTES, Entry, EntryFormatError, encode, head, parse
from store.errors import Corrupted
from store.merkle import HASH_BYTES, Fetch, Frontier, Subtree
from store.prepared import Prepared

_LEDGER: Final = sa.Table(
    "ledger",
    sa.MetaData(),
    sa.Column(
        "seq",
        # On SQLite only INTEGER makes the key the row id itself.
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("tbl", sa.Text, nullable=False),
    sa.Column("doc", sa.Text, nullable=False),
    sa.Column("leaf", sa.LargeBinary, nullable=False),
    sa.Column("hashes", sa.LargeBinary, nullable=False),
    sa.Index("ledger_by_document", "tbl", "doc", "seq"),
    sqlite_strict=True,
)
_INSERT: Final = _LEDGER.insert()
_NEWEST: Final = sa.select(_LEDGER.c.seq, _LEDGER.c.hashes).where(
    _LEDGER.c.seq == sa.select(sa.func.max(_LEDGER.c.seq)).scalar_subquery()
)
_HASHES: Final = sa.select(_LEDGER.c.hashes).where(_LEDGER.c.seq == sa.bindparam("seq"))
_SINCE: Final = (
    sa.select(_LEDGER.c.tbl, _LEDGER.c.doc)
    .where(_LEDGER.c.seq >= sa.bindparam("seq"))
    .order_by(_LEDGER.c.seq)
)
_ABOUT: Final = sa.select(_LEDGER.c.leaf).where(
    _LEDGER.c.tbl.in_(sa.bindparam("tables", expanding=True)), _LEDGER.c.seq >= sa.bindparam("seq")
)
_LEAVES: Final = (
    sa.select(_LEDGER.c.leaf).where(_LEDGER.c.seq >= sa.bindparam("seq")).order_by(_LEDGER.c.seq)
)
_LEAF: Final = sa.select(_LEDGER.c.leaf).where(_LEDGER.c.seq == sa.bindparam("seq"))
_LAST: Final = (
    sa.select(_LEDGER.c.seq)
    .where(_LEDGER.c.tbl == sa.bindparam("tbl"), _LEDGER.c.doc == sa.bindparam("doc"))
    .order_by(_LEDGER.c.seq.desc())
    .limit(1)
)


class LedgerDamagedError(Corrupted):
    """The ledger's own rows do not fit together: nothing may be appended to it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One document's new state, as the store wrote it."""

    table: str
    doc: str
    digest: bytes | None
    """`entry.document_digest` of the new state; None when the document was removed."""
    prev: int | None
    """`seq` of this document's entry before; None when it never had one."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the changes of one transaction come from."""

    at: datetime
    """Aware."""
    terminal: str
    actor: str
    """Staff number, or `-`."""
    action: str


class Ledger:
    """The ledger of one store. Not thread-safe: the store's lock guards it."""

    table: ClassVar[sa.Table] = _LEDGER

    def __init__(self) -> None:
        self._insert = Prepared(_INSERT, _LEDGER.c.keys())
        self._read_newest = Prepared(_NEWEST)
        self._frontier = Frontier()
        # The newest row's hashes tell whether the frontier still stands for what is on disk:
        # entries are salted, so no two are alike, whoever wrote them and whatever rolled back.
        self._newest: bytes | None = None

    def size(self, connection: sa.Connection) -> int:
        """Number of entries."""
        newest = self._read_newest.run(connection).first()
        return 0 if newest is None else newest.seq + 1

    def since(self, connection: sa.Connection, seq: int) -> list[tuple[str, str]]:
        """Table and document id of every entry from `seq` on, in order."""
        return [(tbl, doc) for tbl, doc in connection.execute(_SINCE, {"seq": seq})]

    def about(
        self, connection: sa.Connection, tables: Iterable[str], seq: int = 0
    ) -> Iterator[Entry]:
        """The entries about documents of these tables, from `seq` on, table by table.

        Damaged ones are left out: `verify` names them.
        """
        for (leaf,) in connection.execute(_ABOUT, {"tables": sorted(tables), "seq": seq}):
            with suppress(EntryFormatError):
                yield parse(leaf)

    def entries_from(self, connection: sa.Connection, seq: int) -> Iterator[Entry]:
        """The entries from `seq` on, in order; damaged ones are left out."""
        for (leaf,) in connection.execute(_LEAVES, {"seq": seq}):
            with suppress(EntryFormatError):
                yield parse(leaf)

    def entry(self, connection: sa.Connection, seq: int) -> Entry | None:
        """The entry of this number; None where there is none, or a damaged one."""
        leaf = connection.execute(_LEAF, {"seq": seq}).scalar()
        with suppress(EntryFormatError):
            return None if leaf is None else parse(leaf)
        return None

    def append(self, connection: sa.Connection, origin: Origin, changes: Sequence[Change]) -> int:
        """Append one entry a change, in order; returns the `seq` of the first.

        Raises EntryFormatError when a field holds a control character, and LedgerDamagedError.
        After either, the caller rolls back.
        """
        self._catch_up(connection)
        frontier = self._frontier
        first = frontier.size
        shared = head(origin.at, origin.terminal, origin.actor, origin.action)
        rows = []
        hashes = None
        # Not valid while in between: a fault below leaves the frontier ahead of the table.
        self._newest = None
        for seq, change in enumerate(changes, first):
            salt = secrets.token_bytes(SALT_BYTES)
            leaf = encode(seq, shared, change.table, change.doc, change.digest, change.prev, salt)
            hashes = frontier.append(leaf)
            rows.append((seq, change.table, change.doc, leaf, hashes))
        self._insert.run_each(connection, rows)
        self._newest = hashes
        return first

    def last(self, connection: sa.Connection, table: str, doc: str) -> int | None:
        """`seq` of the newest entry about a document; None when it never had one."""
        return connection.execute(_LAST, {"tbl": table, "doc": doc}).scalar()

    def forget(self) -> None:
        """Drop what is cached: after a rollback, or when the store was opened again."""
        self._frontier = Frontier()
        self._newest = None

    def root(self, connection: sa.Connection, size: int | None = None) -> bytes:
        """Root hash of the first `size` entries, of all by default; from the stored hashes.

        Raises ValueError when the ledger is shorter, and LedgerDamagedError.
        """
        if size is None:
            self._catch_up(connection)
            return self._frontier.root()
        if not 0 <= size <= self.size(connection):
            raise ValueError(f"the ledger does not have {size} entries")
        return merkle.root(size, stored_hashes(connection))

    def _catch_up(self, connection: sa.Connection) -> None:
        newest = self._read_newest.run(connection).first()
        if newest is None:
            self.forget()
        elif newest.hashes != self._newest:
            self._frontier = Frontier.load(newest.seq + 1, stored_hashes(connection))
            self._newest = newest.hashes


def stored_hashes(connection: sa.Connection) -> Fetch:
    """Reads subtree hashes from the ledger; raises LedgerDamagedError where one is missing."""

    def fetch(subtree: Subtree) -> bytes:
        hashes: bytes = connection.execute(_HASHES, {"seq": subtree.last}).scalar() or b""
        node = hashes[subtree.level * HASH_BYTES : (subtree.level + 1) * HASH_BYTES]
        if len(node) != HASH_BYTES:
            raise LedgerDamagedError(
                N_("the ledger is damaged at entry {seq}"),
                N_("write nothing more, keep a copy of the file, and run: keyroom log verify"),
                seq=subtree.last,
            )
        return node

    return fetch
