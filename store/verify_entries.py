"""Verification, first pass: every entry by its number, its bytes, its columns, and its tree.

The rows are read once, in the order of `seq`. What is right costs a hash or two and one match; only
what is wrong is looked at closely, to say what happened to it.
"""

from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from store.findings import Findings, Kind
from store.ledger import stored_hashes
from store.merkle import Frontier, leaf_hash, subtrees
from store.raw_rows import LEDGER, as_bytes, batches
from store.stored_tree import StoredTree
from store.suspect import Suspect, claim_of, is_vouched_for

_ROWS: Final = sa.select(
    LEDGER.c.seq, *(as_bytes(LEDGER.c[name]) for name in ("tbl", "doc", "leaf", "hashes"))
)
_IN_ORDER: Final = _ROWS.order_by(LEDGER.c.seq)
_ONE: Final = _ROWS.where(LEDGER.c.seq == sa.bindparam("seq"))


class EntryWalk:
    """The first pass."""

    def __init__(self, connection: sa.Connection, findings: Findings) -> None:
        self._connection = connection
        self._findings = findings
        self._computed = Frontier()
        self._next = 0  # the seq that the next row should have
        self._offset = 0  # what rows were renumbered by: an entry's number minus its seq
        self._faulty = False
        self._stored = StoredTree.unknown(0)  # followed from the first fault on

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return self._computed.size

    @property
    def size(self) -> int:
        """How many there should be, going by the last that has its place."""
        return self._next

    def root(self) -> bytes:
        """Root hash over the leaves as they are on disk, in their order."""
        return self._computed.root()

    def run(self, advance: Callable[[int], None]) -> None:
        """Look at every entry; tells `advance` how many more it has seen."""
        append = self._computed.append
        for batch in batches(self._connection, _IN_ORDER):
            for seq, table, doc, leaf, hashes in batch:
                computed = append(leaf)
                if (
                    hashes == computed
                    and claim_of(leaf) == (seq, table, doc)
                    and seq == self._next
                    and not self._faulty
                ):
                    self._next += 1
                else:
                    self._examine(Suspect(seq, table, doc, leaf, hashes))
            advance(len(batch))

    def _examine(self, row: Suspect) -> None:
        if not self._faulty:
            self._faulty = True
            fetch, size = stored_hashes(self._connection), self._next
            self._stored = StoredTree.known(size, [fetch(part) for part in subtrees(0, size)])
        if row.seq != self._next and not self._found_gap_before(row):
            return
        self._next = row.seq + 1
        if row.number != row.seq + self._offset and self._is_renumbered(row):
            self._renumber(row)
        self._judge(row)

    def _found_gap_before(self, row: Suspect) -> bool:
        """Report what is missing before `row`; or `row` itself, when it has no place there."""
        has_place = row.is_whole and row.number == row.seq + self._offset
        if row.seq < 0 or not (has_place or is_vouched_for(self._connection, row)):
            self._report(Kind.INSERTED, row, "the entry does not continue the ledger")
            return False
        self._findings.add_gap(range(self._next, row.seq))
        self._stored = StoredTree.unknown(row.seq + self._offset)
        return True

    def _is_renumbered(self, row: Suspect) -> bool:
        """Whether this and the rows after it follow each other, under other numbers."""
        following = [self._row(row.seq + ahead) for ahead in (1, 2)]
        return (
            row.is_whole
            and following[0] is not None
            and all(
                other is None or other.number == row.number + ahead
                for ahead, other in enumerate(following, 1)
            )
        )

    def _renumber(self, row: Suspect) -> None:
        expected = row.seq + self._offset
        if row.number > expected:
            self._findings.add_gap(range(expected, row.number))
        for seq in range(row.seq - (expected - row.number), row.seq):
            other = self._row(seq)
            if other is not None and not self._findings.knows(seq):
                self._report(Kind.INSERTED, other, "the entries after it were renumbered")
        self._offset = row.number - row.seq
        self._stored = StoredTree.unknown(row.number)
        self._findings.shifted = True

    def _judge(self, row: Suspect) -> None:
        if row.claim is not None and row.number != row.seq + self._offset:
            if row.is_whole:
                self._stored.follow(None, None)
                self._report(Kind.REORDERED, row, f"the row is that of entry {row.number}")
                return
            home = self._row(row.number)
            if home is not None and home.own_hash == leaf_hash(row.leaf):
                self._stored.follow(None, row.hashes)
                self._report(Kind.REORDERED, row, f"the leaf is that of entry {row.number}")
                return
        fits = self._stored.follow(leaf_hash(row.leaf), row.hashes)
        if fits and row.claim == (row.seq + self._offset, row.table, row.doc):
            return
        if is_vouched_for(self._connection, row):
            self._report(Kind.ALTERED, row, row.difference)
        else:
            self._report(Kind.INSERTED, row, "nothing else in the store knows of the entry")

    def _report(self, kind: Kind, row: Suspect, detail: str) -> None:
        self._findings.add_entry(kind, row.seq, *row.place, detail)

    def _row(self, seq: int) -> Suspect | None:
        found = self._connection.execute(_ONE, {"seq": seq}).first()
        return None if found is None else Suspect(*found)
