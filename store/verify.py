"""Verification: the whole store against its ledger, and that against checkpoints of it.

Everything is recomputed from what is stored: hashes from leaves, digests from documents. It
streams, in memory that does not grow with the ledger, and sees one state while others write.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from typing import Final

import sqlalchemy as sa

from store import merkle
from store.checkpoints import Head, Outcome, compare
from store.database import Store
from store.engine import Engine
from store.errors import StoreError
from store.findings import Findings, Kind, Report
from store.key_ring import KeyRing, load_ring
from store.ledger import Ledger, LedgerDamagedError, stored_hashes
from store.note import VerifierKey
from store.raw_rows import as_bytes, batches, text
from store.schema import CHECKPOINTS, META, Schema
from store.sqlite_schema import schema_differences
from store.tables import DocumentTable, Tables, document_name, sql_name
from store.verify_documents import DocumentMerge, DocumentRows
from store.verify_entries import EntryWalk

Progress = Callable[[int, int], None]
"""Called now and then with the work done and the work to do, in entries."""

_PASSES: Final = 2
_CACHED: Final = 4096
"""Subtree hashes kept while checkpoints are compared: neighbours share all but the smallest."""


def verify(
    store: Store,
    progress: Progress | None = None,
    against: Sequence[str] = (),
    trusted: Sequence[VerifierKey] = (),
) -> Report:
    """Verify a store. See `verify_database`."""
    own = () if store.signer is None else (store.signer.verifier,)
    return verify_database(store.engine, store.schema, progress, against, trusted=(*own, *trusted))


def verify_database(
    engine: Engine,
    schema: Schema,
    progress: Progress | None = None,
    against: Sequence[str] = (),
    trusted: Sequence[VerifierKey] = (),
) -> Report:
    """Verify a database that may be too damaged to be opened as a store.

    `against`: signed checkpoints kept elsewhere. `trusted`: keys known from elsewhere. Whatever the
    rows hold becomes a problem of the report; a `StoreError` is raised only where the database
    cannot be connected to at all.
    """
    with closing(engine.connect()) as connection:
        engine.begin_read(connection)
        try:
            return _verified(engine, schema, connection, progress, against, trusted)
        finally:
            engine.rollback(connection)


def _verified(
    engine: Engine,
    schema: Schema,
    connection: sa.Connection,
    progress: Progress | None,
    against: Sequence[str],
    trusted: Sequence[VerifierKey],
) -> Report:
    findings = Findings()
    walk = EntryWalk(connection, findings)
    tables: list[DocumentTable] = []
    with _as_problems(findings):
        for line in engine.damage(connection):
            findings.add(Kind.ALTERED, detail=line)
    with _as_problems(findings):
        tables = _tables(engine, schema, connection, findings)
    with _as_problems(findings):
        advance = _counter(progress, _PASSES * Ledger().size(connection))
        walk.run(advance)
        rows = [
            DocumentRows(table.name, table.schema.append_only, table.schema.ids is int)
            for table in tables
        ]
        DocumentMerge(connection, rows, findings).run(advance)
    with _as_problems(findings):
        _check_checkpoints(connection, walk.size, against, trusted, findings)
    return findings.report(walk.entries, walk.root())


def _counter(progress: Progress | None, total: int) -> Callable[[int], None]:
    done = 0

    def advance(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(done, total)

    return advance


@contextmanager
def _as_problems(findings: Findings) -> Iterator[None]:
    """What the database refuses to answer is a problem of the database."""
    try:
        yield
    except (StoreError, sa.exc.SQLAlchemyError) as fault:
        findings.add(Kind.ALTERED, detail=f"cannot be read: {fault}")


def _tables(
    engine: Engine, schema: Schema, connection: sa.Connection, findings: Findings
) -> list[DocumentTable]:
    """The document tables that are in the file; and what is wrong with its schema."""
    known = Tables(schema, engine)
    found = []
    for sql in engine.table_names(connection):
        if sql.startswith(sql_name("")):
            with suppress(ValueError, KeyError):  # not a name of ours: reported below
                table = known.find(connection, document_name(sql))
                if table is not None and table.sql.name == sql:
                    found.append(table)
    declared = [DocumentTable(table, engine) for table in schema.by_name.values()]
    expected = {table.name: table.sql for table in (*declared, *found)}
    for difference in schema_differences(connection, [Ledger.table, *expected.values()]):
        findings.add(Kind.SCHEMA_ALTERED, detail=difference)
    return found


def _check_checkpoints(
    connection: sa.Connection,
    size: int,
    against: Sequence[str],
    trusted: Sequence[VerifierKey],
    findings: Findings,
) -> None:
    ring = load_ring(connection)
    for key in trusted:
        ring = ring.trusting(key)
    for fault in ring.faults:
        findings.add(
            Kind.BAD_SIGNATURE, seq=fault.seq, table=META, id=fault.doc, detail=fault.detail
        )
    # Sound, because the first pass has held every stored hash against the leaves.
    fetch = lru_cache(_CACHED)(stored_hashes(connection))
    head = Head(size, lambda size: merkle.root(size, fetch))
    forked = False
    for doc, seq, body in _stored_checkpoints(connection):
        kind, detail = _judge(head, ring, _note_in(body))
        # One fork makes every later checkpoint differ: the first says where it lies.
        if kind is not None and not (kind is Kind.FORKED and forked):
            findings.add(kind, seq=seq, table=CHECKPOINTS, id=text(doc), detail=detail)
        forked = forked or kind is Kind.FORKED
    for number, note in enumerate(against, 1):
        kind, detail = _judge(head, ring, note)
        if kind is not None:
            findings.add(kind, detail=f"checkpoint {number} of those given: {detail}")


def _stored_checkpoints(connection: sa.Connection) -> Iterator[tuple[bytes, int, bytes]]:
    rows = sa.table(sql_name(CHECKPOINTS), *(sa.column(name) for name in ("id", "body", "seq")))
    query = sa.select(as_bytes(rows.c.id), rows.c.seq, as_bytes(rows.c.body)).order_by(rows.c.id)
    for batch in batches(connection, query):
        yield from batch


def _note_in(body: bytes) -> str:
    """The signed note in the document of a checkpoint; empty where there is none."""
    try:
        note = json.loads(body)["note"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return note if isinstance(note, str) else ""


def _judge(head: Head, ring: KeyRing, note: str) -> tuple[Kind | None, str]:
    """What kind of problem a checkpoint shows, if any, and what it says."""
    try:
        comparison = compare(head, ring, note)
    except LedgerDamagedError as fault:
        return Kind.FORKED, f"the ledger cannot be compared: {fault}"
    except StoreError as fault:
        return Kind.BAD_SIGNATURE, str(fault)
    if comparison.outcome is Outcome.OK:
        return None, ""
    size = comparison.checkpoint.size
    return (
        Kind(comparison.outcome),
        f"it is of {size} entries; the ledger has {comparison.size}",
    )
