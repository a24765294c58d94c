"""The SQL structure that a schema declares, and the steps to it from an older one."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.schema import CreateColumn

from keyroom.language import N_
from store.documents import check_fields, decode
from store.errors import DocumentRefused, SchemaMismatch
from store.tables import DocumentTable


def refuse_differences(
    connection: sa.Connection, tables: Iterable[DocumentTable], place: str
) -> None:
    """Raise SchemaMismatch where a table, a column or an index is not there as declared."""
    for table in tables:
        same = _columns(connection, table) == _declared_columns(connection, table)
        if not same or _indexes(connection, table) != _declared_indexes(table):
            raise _mismatch(place, table)


def bring_up(connection: sa.Connection, tables: Iterable[DocumentTable], place: str) -> None:
    """Make what is declared and missing; take away what is no longer declared."""
    for table in tables:
        columns = _columns(connection, table)
        if not columns:
            table.sql.create(connection, checkfirst=False)
            continue
        declared = _declared_columns(connection, table)
        if columns["id"] != declared["id"]:
            raise _mismatch(place, table)
        _change(connection, table, columns, declared)


def check_documents(connection: sa.Connection, tables: Iterable[DocumentTable]) -> None:
    """Raise SchemaMismatch at the first document whose fields are not of the declared types."""
    for table in tables:
        for doc_id, body in connection.execute(sa.select(table.sql.c.id, table.sql.c.body)):
            try:
                check_fields(decode(body, doc_id), table.schema)
            except DocumentRefused as refusal:
                raise SchemaMismatch(
                    N_("the migration leaves the document {id} as it may not be: {reason}"),
                    id=doc_id,
                    reason=str(refusal),
                ) from refusal


def _change(
    connection: sa.Connection,
    table: DocumentTable,
    columns: dict[str, str],
    declared: dict[str, str],
) -> None:
    """Every index is made again: a column under an index cannot be dropped."""
    changed = sorted({name for name, _ in columns.items() ^ declared.items()})
    quoted = connection.dialect.identifier_preparer.quote
    alter = f"ALTER TABLE {quoted(table.sql.name)}"
    for name in sorted(_indexes(connection, table)):
        connection.exec_driver_sql(f"DROP INDEX {quoted(name)}")
    for name in changed:
        if name in columns:
            connection.exec_driver_sql(f"{alter} DROP COLUMN {quoted(name)}")
        if name in declared:
            column = CreateColumn(table.sql.c[name]).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"{alter} ADD COLUMN {column}")
    for index in sorted(table.sql.indexes, key=lambda index: str(index.name)):
        index.create(connection, checkfirst=False)


def _columns(connection: sa.Connection, table: DocumentTable) -> dict[str, str]:
    """Names and types; nothing where there is no such table."""
    inspector = sa.inspect(connection)
    if not inspector.has_table(table.sql.name):
        return {}
    columns = inspector.get_columns(table.sql.name)
    return {column["name"]: str(column["type"]) for column in columns}


def _declared_columns(connection: sa.Connection, table: DocumentTable) -> dict[str, str]:
    return {column.name: column.type.compile(dialect=connection.dialect) for column in table.sql.c}


def _indexes(connection: sa.Connection, table: DocumentTable) -> set[str]:
    return {str(index["name"]) for index in sa.inspect(connection).get_indexes(table.sql.name)}


def _declared_indexes(table: DocumentTable) -> set[str]:
    return {str(index.name) for index in table.sql.indexes}


def _mismatch(place: str, table: DocumentTable) -> SchemaMismatch:
    return SchemaMismatch(
        N_("{place}: the table {table} is not as this version of the schema declares it"),
        N_("a changed schema needs a new version, and a migration that leads to it"),
        place=place,
        table=table.name,
    )
