"""Whether a SQLite file has exactly the tables and indexes that this program makes, and no more.

A trigger can undo a record as it is written, a view or a changed column can show another one than
is stored: verification of rows alone would not see it.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

_ALL: Final = sa.text("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
_STATISTICS: Final = frozenset({"sqlite_stat1", "sqlite_stat4"})
"""What ANALYZE writes: it advises the planner and changes no answer."""

Definition = frozenset[str]
"""The parts of a CREATE statement. A column that a migration added stands in another place."""


def schema_differences(connection: sa.Connection, expected: Iterable[sa.Table]) -> Iterator[str]:
    """What differs from the `expected` tables and their indexes, one sentence each."""
    wanted = dict(_expected(connection.dialect, expected))
    for kind, name, sql in connection.execute(_ALL):
        if name in _STATISTICS:
            continue
        definition = wanted.pop((kind, name), None)
        if definition is None:
            yield f"the {kind} {name} is not the store's"
        elif definition != _definition(sql):
            yield f"the {kind} {name} is not as the store makes it"
    for kind, name in wanted:
        yield f"the {kind} {name} is missing"


def _expected(
    dialect: sa.Dialect, tables: Iterable[sa.Table]
) -> Iterator[tuple[tuple[str, str], Definition]]:
    for table in tables:
        yield ("table", table.name), _definition(str(CreateTable(table).compile(dialect=dialect)))
        for index in table.indexes:
            sql = str(CreateIndex(index).compile(dialect=dialect))
            yield ("index", str(index.name)), _definition(sql)


def _definition(sql: str) -> Definition:
    """The statement's head, its parts between the outer parentheses, and its tail."""
    plain = " ".join(sql.split())
    if not plain.startswith("CREATE TABLE "):
        return frozenset({plain})
    head, _, rest = plain.partition("(")
    body, _, tail = rest.rpartition(")")
    parts = {f"head {head.strip()}", f"tail {tail.strip()}"}
    depth, part = 0, ""
    for char in body:
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.add(part.strip())
            part = ""
        else:
            part += char
    return frozenset({*parts, part.strip()})
