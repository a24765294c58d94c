"""Verification: the whole store against its ledger, and that against checkpoints of it.

Everything is recomputed from what is stored: hashes from leaves, digests from documents. It
streams, in memory that does not grow with the ledger, and sees one state while others write.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

from store.database import Store
from store.engine import Engine
from store.errors import Corrupted, DiskFault
from store.findings import Findings, Kind, Report
from store.ledger import Ledger
from store.merkle import EMPTY_ROOT
from store.note import VerifierKey
from store.schema import Schema
from store.sqlite_schema import schema_differences
from store.tables import DocumentTable, Tables, document_name, sql_name
from store.verify_checkpoints import check_checkpoints
from store.verify_documents import DocumentMerge, DocumentRows
from store.verify_entries import EntryWalk

Progress = Callable[[int, int], None]
"""Called now and then with the work done and the work to do, in entries."""

_PASSES: Final = 2


def verify(
    store: Store,
    progress: Progress | None = None,
    against: Sequence[str] = (),
    trusted: Sequence[VerifierKey] = (),
) -> Report:
    """Verify a store. See `verify_database`."""
    own = () if store.signer is None else (store.signer.verifier,)
    named = {f"{number} of those given": note for number, note in enumerate(against, 1)}
    return verify_database(store.engine, store.schema, progress, named, trusted=(*own, *trusted))


def verify_database(
    engine: Engine,
    schema: Schema,
    progress: Progress | None = None,
    against: Mapping[str, str] = MappingProxyType({}),
    trusted: Sequence[VerifierKey] = (),
) -> Report:
    """Verify a database that may be too damaged to be opened as a store.

    `against`: signed checkpoints kept elsewhere, by name. `trusted`: keys known from elsewhere.
    Whatever the rows hold becomes a problem of the report. Raises StoreUnavailable where there is
    no database to look at, or it cannot be looked at now.
    """
    findings = Findings()
    entries, root = 0, EMPTY_ROOT
    with ThreadPoolExecutor(1, "verify") as beside:
        # The engine's own check takes as long as a pass of ours, and leaves Python alone meanwhile.
        damage = beside.submit(_damage, engine)
        with _as_problems(findings), _snapshot(engine) as connection:
            walk = EntryWalk(connection, findings)
            tables = _tables(engine, schema, connection, findings)
            advance = _counter(progress, _PASSES * Ledger().size(connection))
            with _as_problems(findings):
                walk.run(advance)
            with _as_problems(findings):
                DocumentMerge(connection, tables, findings).run(advance)
            with _as_problems(findings):
                check_checkpoints(connection, walk.size, against, trusted, findings)
            entries, root = walk.entries, walk.root()
        with _as_problems(findings):
            for line in damage.result():
                findings.add(Kind.ALTERED, detail=line)
    return findings.report(entries, root)


@contextmanager
def _snapshot(engine: Engine) -> Iterator[sa.Connection]:
    """A connection of its own, on one state: the store's goes on serving taps."""
    with closing(engine.connect()) as connection:
        engine.begin_read(connection)
        try:
            yield connection
        finally:
            engine.rollback(connection)


def _damage(engine: Engine) -> Sequence[str]:
    with closing(engine.connect()) as connection:
        return engine.damage(connection)


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
    """What a damaged database refuses to answer is a problem of the database."""
    try:
        yield
    # UnicodeDecodeError: the driver's, for an engine's message that quotes damaged bytes.
    except (Corrupted, DiskFault, sa.exc.SQLAlchemyError, UnicodeDecodeError) as fault:
        findings.add(Kind.ALTERED, detail=f"cannot be read: {fault}")


def _tables(
    engine: Engine, schema: Schema, connection: sa.Connection, findings: Findings
) -> list[DocumentRows]:
    """The document tables that are in the file; reports what is wrong with its schema."""
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
    return [
        DocumentRows(table.name, table.schema.append_only, table.schema.ids is int)
        for table in found
    ]
