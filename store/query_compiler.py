"""TinyDB queries as SQL, from the description that every query carries for its hash.

`('==', ('name',), 'x')`, `('and', frozenset({...}))`, `('not', ...)`: what a description leaves out
(the flags of a regular expression, the path of a fragment) or what SQL cannot say as Python would
(functions, floats, unequal types) is answered by TinyDB's own test over the rows that are left.
docs/store.md has the table.
"""

import operator
from collections.abc import Callable
from typing import Any, Final

from tinydb.queries import QueryInstance, QueryLike

from store.query_fields import (
    EVERY_ROW,
    EVERY_ROW_TO_TEST,
    Comparison,
    DeclaredField,
    Field,
    JsonField,
    Selection,
    all_of,
    any_of,
    is_one_of,
    none_of,
)
from store.tables import DocumentTable

DEEPEST: Final = 100
MOST_LEAVES: Final = 200
"""Beyond either, the engine's own limits on expressions come near: every row is tested instead."""


def compile_query(query: QueryLike, table: DocumentTable) -> Selection:
    """The rows of `table` to which the answer to `query` is confined."""
    description = query._hash if isinstance(query, QueryInstance) else None  # noqa: SLF001 - TinyDB's only description of a query
    try:
        return _Compiler(table).compile(description, DEEPEST)
    except _TooComplexError:
        return EVERY_ROW_TO_TEST


class _TooComplexError(Exception):
    pass


class _Compiler:
    def __init__(self, table: DocumentTable) -> None:
        self._table = table
        self._leaves_left = MOST_LEAVES

    def compile(self, description: object, levels: int) -> Selection:
        if not isinstance(description, tuple):
            return EVERY_ROW_TO_TEST
        if levels == 0:
            raise _TooComplexError
        match description:
            case ():
                return EVERY_ROW
            case ("and", frozenset() as parts):
                return all_of(self._parts(parts, levels))
            case ("or", frozenset() as parts):
                return any_of(self._parts(parts, levels))
            case ("not", part):
                return none_of(self.compile(part, levels - 1))
            case (str() as name, tuple() as path, *arguments) if name in _LEAVES:
                return self._leaf(name, path, arguments)
            case _:
                return EVERY_ROW_TO_TEST

    def _parts(self, parts: frozenset[object], levels: int) -> list[Selection]:
        # In a stable order: the same query then gives the same statement in every process.
        ordered = sorted(parts, key=_order)
        return [self.compile(part, levels - 1) for part in ordered]

    def _leaf(self, name: str, path: tuple[object, ...], arguments: list[Any]) -> Selection:
        self._leaves_left -= 1
        if self._leaves_left < 0:
            raise _TooComplexError
        field = self._field(path)
        return EVERY_ROW_TO_TEST if field is None else _LEAVES[name](field, *arguments)

    def _field(self, path: tuple[object, ...]) -> Field | None:
        keys = tuple(key for key in path if isinstance(key, str))
        if not keys or len(keys) < len(path):
            return None
        kind = self._table.schema.fields.get(keys[0])
        if kind is not None:
            return DeclaredField(self._table.field(keys[0]), kind) if len(keys) == 1 else None
        if not self._table.json.can_follow(keys):
            return None
        return JsonField(self._table.json, self._table.sql.c.body, keys)


def _order(description: object) -> str:
    match description:
        case (str() as name, tuple() as path, *_):
            return f"{name} {path!r}"
        case (str() as name, *_):
            return name
        case _:
            return ""


def _exists(field: Field) -> Selection:
    return Selection(field.exists(), exact=True)


def _equals(field: Field, value: object) -> Selection:
    return field.equals(value)


def _differs(field: Field, value: object) -> Selection:
    return all_of([_exists(field), none_of(field.equals(value))])


def _compares(comparison: Comparison) -> Callable[[Field, object], Selection]:
    return lambda field, value: field.compares(comparison, value)


def _tests_text(field: Field, *_: object) -> Selection:
    return Selection(field.texts(), exact=False)


def _tests(field: Field, *_: object) -> Selection:
    return Selection(field.exists(), exact=False)


_LEAVES: Final[dict[str, Callable[..., Selection]]] = {
    "exists": _exists,
    "==": _equals,
    "!=": _differs,
    "<": _compares(operator.lt),
    "<=": _compares(operator.le),
    ">": _compares(operator.gt),
    ">=": _compares(operator.ge),
    "one_of": is_one_of,
    "matches": _tests_text,
    "search": _tests_text,
    "any": _tests,
    "all": _tests,
    "test": _tests,
}
"""How each of TinyDB's tests of one field is compiled; `fragment`'s description has no path."""
