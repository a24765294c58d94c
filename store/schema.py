"""What an office declares about its tables: searched fields, indexes, and how versions follow.

Only what is searched or protected needs declaring; documents stay free, as TinyDB's are.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from store.database import Store

FieldType: TypeAlias = type[str] | type[int] | type[bool]
IdType: TypeAlias = type[str] | type[int]

META: Final = "meta"
CHECKPOINTS: Final = "checkpoints"

_FIELD_NAME: Final = re.compile("[a-z][a-z0-9_]{0,40}")


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table.

    A declared field is absent from a document or of its declared type, never null; so searches by
    it are exact in SQL and use its indexes. `append_only`: documents are inserted and never
    changed or removed. `ids`: the class of document ids, UUIDv7 text unless told otherwise.
    """

    name: str
    fields: Mapping[str, FieldType] = field(default_factory=dict)
    indexes: tuple[tuple[str, ...], ...] = ()
    append_only: bool = False
    ids: IdType = str

    def __post_init__(self) -> None:
        for name, kind in self.fields.items():
            if not _FIELD_NAME.fullmatch(name) or kind not in (str, int, bool):
                raise ValueError(f"table {self.name}: field {name} cannot be declared as {kind}")
        for index in self.indexes:
            if not index or not set(index) <= self.fields.keys():
                raise ValueError(f"table {self.name}: index {index} names an undeclared field")


@dataclass(frozen=True, slots=True)
class Migration:
    """The step to schema version `version`, run once, inside the transaction that records it."""

    version: int
    why: str
    run: "Callable[[Store], None]"
    """Changes documents through the store's tables; new tables and columns are there already."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The declared tables of a store, their version, and the steps that lead to it from 1."""

    version: int = 1
    tables: tuple[TableSchema, ...] = ()
    migrations: tuple[Migration, ...] = ()
    by_name: Mapping[str, TableSchema] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        steps = [migration.version for migration in self.migrations]
        if steps != list(range(2, self.version + 1)):
            raise ValueError(
                f"schema version {self.version} needs migrations to 2 .. {self.version}"
            )
        tables = {table.name: table for table in (*SYSTEM_TABLES, *self.tables)}
        if len(tables) != len(SYSTEM_TABLES) + len(self.tables):
            raise ValueError("a table is declared twice, or has a name of the store's own")
        object.__setattr__(self, "by_name", MappingProxyType(tables))


SYSTEM_TABLES: Final = (
    TableSchema(META, fields={"kind": str}, append_only=True),
    TableSchema(CHECKPOINTS, fields={"at": str, "size": int}, append_only=True),
)
"""The store's own documents: who it is, its keys and versions; and the signed heads it gave out."""
