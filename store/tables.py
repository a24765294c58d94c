"""The SQL tables behind document tables: their names, columns, indexes, and which exist.

`doc_<name>` holds one row a document: its id, its exact JSON text, the salt of its digest, and the
ledger entry of its last change. Each declared field is a generated column over the text, so that an
ordinary index serves it and no row can disagree with its own document.
"""

import re
from typing import Any, Final

import sqlalchemy as sa

from store.engine import Engine
from store.schema import FieldType, Schema, TableSchema

_PREFIX: Final = "doc_"
_PLAIN: Final = re.compile("[a-z0-9_-]")
_ESCAPE: Final = re.compile("((?:[$][0-9a-f]{2})+)")

_COLUMN_TYPES: Final[dict[FieldType, type[sa.Text] | type[sa.Integer]]] = {
    str: sa.Text,
    int: sa.Integer,
    bool: sa.Integer,
}


class DocumentTable:
    """A document table as SQL sees it."""

    def __init__(self, schema: TableSchema, engine: Engine) -> None:
        self.name = schema.name
        self.schema = schema
        self.json = engine.json
        self.sql = sa.Table(
            sql_name(schema.name),
            sa.MetaData(),
            sa.Column(
                "id",
                sa.Integer if schema.ids is int else sa.Text,
                primary_key=True,
                autoincrement=False,
            ),
            sa.Column("body", sa.Text, nullable=False),
            sa.Column("salt", sa.LargeBinary, nullable=False),
            sa.Column("seq", sa.Integer, nullable=False),
            sqlite_strict=True,
            # One B-tree instead of two: a page less to write and sync at each insert.
            sqlite_with_rowid=False,
        )
        for name, kind in schema.fields.items():
            value = engine.json.declared(self.sql.c.body, name, kind)
            column = sa.Column(
                f"field_{name}", _COLUMN_TYPES[kind], sa.Computed(value, persisted=False)
            )
            self.sql.append_column(column)
        for fields in schema.indexes:
            columns = [self.field(name) for name in fields]
            # A document without the field costs no page of the index: no search by it finds nulls.
            there = columns[0].is_not(None)
            sa.Index(
                f"{self.sql.name}_by_{'_'.join(fields)}",
                *columns,
                sqlite_where=there,
                postgresql_where=there,
            )

    def field(self, name: str) -> sa.Column[object]:
        """The generated column of the declared field `name`."""
        return self.sql.c[f"field_{name}"]

    def text(self, name: str) -> sa.ColumnElement[Any]:
        """The text of a field, declared or not; null where it is none."""
        kind = self.schema.fields.get(name)
        if kind is not None:
            return self.field(name) if kind is str else sa.null()
        body, keys = self.sql.c.body, (name,)
        return sa.case((self.json.is_text(body, keys), self.json.text(body, keys)))


class Tables:
    """The document tables of one store: the declared ones, and those made by using them."""

    def __init__(self, schema: Schema, engine: Engine) -> None:
        self._engine = engine
        self._declared = {
            name: DocumentTable(table, engine) for name, table in schema.by_name.items()
        }

    @property
    def all_declared(self) -> list[DocumentTable]:
        """The tables of the schema, the store's own included."""
        return list(self._declared.values())

    def all_with_undeclared(self, connection: sa.Connection) -> list[DocumentTable]:
        """The tables of the schema, there or not yet, and those that are there besides."""
        others = sorted(self.names(connection) - self._declared.keys())
        found = [self.find(connection, name) for name in others]
        return [*self.all_declared, *(table for table in found if table is not None)]

    def declared(self, name: str) -> DocumentTable:
        """The table `name` of the schema."""
        return self._declared[name]

    def is_declared(self, name: str) -> bool:
        """Whether the schema names the table; such a table is always there."""
        return name in self._declared

    def find(self, connection: sa.Connection, name: str) -> DocumentTable | None:
        """The table `name`; None where nobody made it yet.

        Undeclared tables are looked up each time: another process may have made or dropped one.
        """
        if name in self._declared:
            return self._declared[name]
        columns = {}
        if sql_name(name) in self._engine.table_names(connection):
            columns = {
                column["name"]: column["type"]
                for column in sa.inspect(connection).get_columns(sql_name(name))
            }
        if not columns:
            return None
        ids = int if isinstance(columns["id"], sa.Integer) else str
        return DocumentTable(TableSchema(name, ids=ids), self._engine)

    def create(self, connection: sa.Connection, schema: TableSchema) -> DocumentTable:
        """Make the table, inside the caller's transaction."""
        table = DocumentTable(schema, self._engine)
        table.sql.create(connection, checkfirst=False)
        return table

    def names(self, connection: sa.Connection) -> set[str]:
        """Names of all document tables, the store's own included."""
        return {
            document_name(name)
            for name in self._engine.table_names(connection)
            if name.startswith(_PREFIX)
        }


def sql_name(name: str) -> str:
    """The SQL table of the document table `name`, escaped: SQL does not tell `a` from `A`."""
    return _PREFIX + "".join(
        char if _PLAIN.fullmatch(char) else "".join(f"${byte:02x}" for byte in char.encode())
        for char in name
    )


def document_name(name: str) -> str:
    """The document table behind the SQL table `name`."""
    return _ESCAPE.sub(
        lambda match: bytes.fromhex(match[0].replace("$", "")).decode(), name[len(_PREFIX) :]
    )
