"""Verification, second pass: every entry against the one before, every document against its last.

The entries are read document by document, along their index, and merged with the rows of the
document tables in the same order: each is read once, and nothing is kept.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple

import sqlalchemy as sa

from store.entry import DOCUMENT_MAGIC, LINES
from store.findings import Findings, Kind
from store.raw_rows import LEDGER, as_bytes, batches, text
from store.tables import sql_name

_REMOVED: Final = b"-"
_FIRST: Final = b"-"
_NUMBER: Final = re.compile(rb"[0-9]{1,18}")
_BY_DOCUMENT: Final = sa.select(
    as_bytes(LEDGER.c.tbl), as_bytes(LEDGER.c.doc), LEDGER.c.seq, as_bytes(LEDGER.c.leaf)
).order_by(LEDGER.c.tbl, LEDGER.c.doc, LEDGER.c.seq)
_EXISTS: Final = sa.select(LEDGER.c.seq).where(LEDGER.c.seq == sa.bindparam("seq"))


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """A document table that is in the file."""

    name: str
    append_only: bool = False
    number_ids: bool = False


_Document = tuple[bytes, bytes, bytes, int]
"""The row of a document that is there: id, body, salt, last entry."""


class _Chain(NamedTuple):
    """All entries of one document, summed up."""

    table: bytes
    doc: bytes
    last: int
    digest: bytes
    """The last entry's, in hex; `-` for a removal; empty when that entry is no leaf."""
    length: int
    removals: int


class DocumentMerge:
    """The second pass. It says nothing of what follows from findings of the first."""

    def __init__(
        self, connection: sa.Connection, tables: Sequence[DocumentRows], findings: Findings
    ) -> None:
        self._connection = connection
        self._findings = findings
        self._tables = sorted(tables, key=lambda table: table.name.encode())

    def run(self, advance: Callable[[int], None]) -> None:
        """Look at every entry and every document; tells `advance` how many more entries it saw."""
        chains = self._chains(advance)
        chain = next(chains, None)
        for table in self._tables:
            name = table.name.encode()
            while chain is not None and chain.table < name:
                self._judge_absent(chain)
                chain = next(chains, None)
            documents = self._documents(table)
            document = next(documents, None)
            while chain is not None and chain.table == name:
                while document is not None and document[0] < chain.doc:
                    self._judge_stray(name, document)
                    document = next(documents, None)
                if document is not None and document[0] == chain.doc:
                    self._judge_present(chain, document)
                    document = next(documents, None)
                else:
                    self._judge_absent(chain)
                if table.append_only and chain.length > 1:
                    self._judge_rewritten(chain)
                chain = next(chains, None)
            while document is not None:
                self._judge_stray(name, document)
                document = next(documents, None)
        while chain is not None:
            self._judge_absent(chain)
            chain = next(chains, None)

    def _documents(self, table: DocumentRows) -> Iterator[_Document]:
        rows = sa.table(
            sql_name(table.name), *(sa.column(name) for name in ("id", "body", "salt", "seq"))
        )
        # Entries name documents by text: numbers are put in its order.
        key = sa.cast(rows.c.id, sa.Text) if table.number_ids else rows.c.id
        seq = sa.cast(sa.func.coalesce(rows.c.seq, -1), sa.Integer)
        query = sa.select(
            as_bytes(key), as_bytes(rows.c.body), as_bytes(rows.c.salt), seq
        ).order_by(key)
        for batch in batches(self._connection, query):
            yield from batch

    def _chains(self, advance: Callable[[int], None]) -> Iterator[_Chain]:
        table = doc = digest = b""
        previous, last, length, removals = _FIRST, -1, 0, 0
        for batch in batches(self._connection, _BY_DOCUMENT):
            for tbl, doc_id, seq, leaf in batch:
                if doc_id != doc or tbl != table or not length:
                    if length:
                        yield _Chain(table, doc, last, digest, length, removals)
                    table, doc, previous, length, removals = tbl, doc_id, _FIRST, 0, 0
                fields = leaf.split(b"\n")
                if len(fields) == LINES + 1:
                    digest = fields[8]
                    if fields[9] != previous:
                        self._judge_order(tbl, doc_id, seq, fields[9], previous)
                else:
                    digest = b""
                previous = b"%d" % seq
                last = seq
                length += 1
                removals += digest == _REMOVED
            advance(len(batch))
        if length:
            yield _Chain(table, doc, last, digest, length, removals)

    def _judge_order(
        self, table: bytes, doc: bytes, seq: int, claimed: bytes, previous: bytes
    ) -> None:
        named = [int(number) for number in (claimed, previous) if _NUMBER.fullmatch(number)]
        if self._findings.shifted or any(map(self._findings.knows, (seq, *named))):
            return
        detail = f"the entry follows {text(previous)} of its document, and says {text(claimed)}"
        self._report(Kind.ALTERED, table, doc, seq, detail)

    def _judge_present(self, chain: _Chain, document: _Document) -> None:
        doc, body, salt, seq = document
        digest = sha256(
            b"".join((DOCUMENT_MAGIC, salt, chain.table, b"\0", doc, b"\0", body))
        ).hexdigest()
        same = digest.encode() == chain.digest
        if not same or seq != chain.last:
            self._judge_differing(chain, document, same=same)

    def _judge_differing(self, chain: _Chain, document: _Document, *, same: bool) -> None:
        known, seq = self._findings.knows, document[-1]
        if not chain.digest or known(chain.last) or (same and self._findings.shifted):
            return
        if seq > chain.last and not self._exists(seq):
            self._judge_stray(chain.table, document)
        elif known(seq):
            return
        elif chain.digest == _REMOVED:
            detail = "the document was removed by this entry, and is there"
            self._report(Kind.INSERTED, chain.table, chain.doc, chain.last, detail)
        else:
            detail = (
                f"the document says that entry {seq} changed it last"
                if same
                else "the document or its salt is not what this entry says"
            )
            self._report(Kind.ALTERED, chain.table, chain.doc, chain.last, detail)

    def _judge_absent(self, chain: _Chain) -> None:
        if chain.digest not in (_REMOVED, b"") and not self._findings.knows(chain.last):
            detail = "the document of this entry is missing"
            self._report(Kind.REMOVED, chain.table, chain.doc, chain.last, detail)

    def _judge_stray(self, table: bytes, document: _Document) -> None:
        """A document that no entry names as it is."""
        doc, seq = document[0], document[-1]
        if self._findings.shifted or not self._exists(seq):
            detail = "the entry of the document's last change is missing"
            self._report(Kind.REMOVED, table, doc, seq, detail)
        elif not self._findings.knows(seq):
            self._report(Kind.INSERTED, table, doc, seq, "no entry names the document")

    def _judge_rewritten(self, chain: _Chain) -> None:
        kind = Kind.REMOVED if chain.removals else Kind.ALTERED
        detail = "documents of this table are never changed or removed"
        self._report(kind, chain.table, chain.doc, chain.last, detail)

    def _exists(self, seq: int) -> bool:
        return self._connection.execute(_EXISTS, {"seq": seq}).first() is not None

    def _report(self, kind: Kind, table: bytes, doc: bytes, seq: int, detail: str) -> None:
        self._findings.add(kind, seq=seq, table=text(table), id=text(doc), detail=detail)
