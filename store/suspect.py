"""An entry that is looked at closely: what its leaf says of itself, and who else knows of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import sqlalchemy as sa

from store.entry import LEAF, Entry, EntryFormatError, parse
from store.merkle import HASH_BYTES, leaf_hash, node_hash
from store.raw_rows import LEDGER, as_bytes, text
from store.tables import sql_name

Claim = tuple[int, bytes, bytes]
"""What a leaf says of its place: its number, and its document's table and id."""

_HASHES: Final = sa.select(as_bytes(LEDGER.c.hashes)).where(LEDGER.c.seq == sa.bindparam("seq"))
_NAMESAKES: Final = sa.select(as_bytes(LEDGER.c.leaf)).where(
    LEDGER.c.tbl == sa.bindparam("tbl"), LEDGER.c.doc == sa.bindparam("doc")
)
_AT: Final = _NAMESAKES.where(LEDGER.c.seq == sa.bindparam("seq"))
_NEXT: Final = _NAMESAKES.where(LEDGER.c.seq > sa.bindparam("seq")).order_by(LEDGER.c.seq).limit(1)


def claim_of(leaf: bytes) -> Claim | None:
    """What the leaf says of its place; None when it is no leaf."""
    try:
        match = LEAF.fullmatch(leaf.decode())
    except UnicodeDecodeError:
        return None
    if match is None:
        return None
    return int(match[1]), match[6].encode(), match[7].encode()


@dataclass(frozen=True)
class Suspect:
    """A row of the ledger, its columns as bytes."""

    seq: int
    table: bytes
    doc: bytes
    leaf: bytes
    hashes: bytes

    @cached_property
    def claim(self) -> Claim | None:
        """What its leaf says of its place; None when it is no leaf."""
        return claim_of(self.leaf)

    @property
    def number(self) -> int:
        """The entry's number by its leaf, by its place in the table when it is no leaf."""
        return self.seq if self.claim is None else self.claim[0]

    @property
    def place(self) -> tuple[str, str]:
        """Table and id, by its leaf, or by its columns when that is in doubt."""
        if self.claim is None or not self.is_whole:
            return text(self.table), text(self.doc)
        return text(self.claim[1]), text(self.claim[2])

    @property
    def own_hash(self) -> bytes:
        """The leaf hash that it stores."""
        return self.hashes[:HASH_BYTES]

    @property
    def is_whole(self) -> bool:
        """Whether its leaf is a leaf, and the one that its hash was made of."""
        return self.claim is not None and leaf_hash(self.leaf) == self.own_hash

    @property
    def difference(self) -> str:
        """Which of its columns is wrong."""
        if self.claim is None:
            return "the leaf is not an entry"
        if leaf_hash(self.leaf) != self.own_hash:
            return "the leaf and its stored hash differ"
        if self.claim[1:] != (self.table, self.doc):
            return "the leaf names another document than the columns"
        return "the stored hashes differ from those of the entries"


def is_vouched_for(connection: sa.Connection, row: Suspect) -> bool:
    """Whether something else in the store shows that there was an entry at the row's place."""
    by_leaf = tuple(map(text, row.claim[1:])) if row.claim else row.place
    by_columns = text(row.table), text(row.doc)
    return _is_in_tree(connection, row) or any(
        _is_last_of_document(connection, row.seq, table, doc)
        or _is_in_chain(connection, row, table, doc)
        for table, doc in {by_leaf, by_columns}
    )


def _is_in_tree(connection: sa.Connection, row: Suspect) -> bool:
    """The node over this entry and its neighbour is stored with the later of the two."""
    left = row.seq & ~1
    lower, upper = (
        connection.execute(_HASHES, {"seq": seq}).scalar() or b"" for seq in (left, left + 1)
    )
    node = node_hash(lower[:HASH_BYTES], upper[:HASH_BYTES])
    return node == upper[HASH_BYTES : 2 * HASH_BYTES]


def _is_last_of_document(connection: sa.Connection, seq: int, table: str, doc: str) -> bool:
    documents = sa.table(sql_name(table), sa.column("id"), sa.column("seq"))
    if not sa.inspect(connection).has_table(documents.name):
        return False
    by_id = documents.c.id == doc  # text for numbers too: SQLite turns it into what the column is
    return connection.execute(sa.select(documents.c.seq).where(by_id)).scalar() == seq


def _is_in_chain(connection: sa.Connection, row: Suspect, table: str, doc: str) -> bool:
    """Its document's next entry refers to it, or it refers to an entry of its document."""
    place = {"tbl": table, "doc": doc}
    following = _parsed(connection.execute(_NEXT, {**place, "seq": row.seq}).scalar())
    if following is not None and following.prev == row.seq:
        return True
    own = _parsed(row.leaf)
    return (
        own is not None
        and own.prev is not None
        and connection.execute(_AT, {**place, "seq": own.prev}).scalar() is not None
    )


def _parsed(leaf: bytes | None) -> Entry | None:
    try:
        return None if leaf is None else parse(leaf)
    except EntryFormatError:
        return None
