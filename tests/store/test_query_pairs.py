"""Every comparison of every kind of value with every kind of operand, as TinyDB answers it."""

import math
import operator
from collections.abc import Callable, Iterator
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.queries import QueryInstance
from tinydb.storages import MemoryStorage

from store import Schema, Store, TableSchema


class Word(StrEnum):
    """Enums are texts too."""

    A = "a"


class Digit(IntEnum):
    """And numbers."""

    ONE = 1


TEXTS = [
    "",
    "a",
    "A",
    "b",
    "1",
    "true",
    "null",
    "[1]",
    '{"x":1}',
    "é",
    "名",
    "😀",
    "\uffff",
    "a\0b",
]
INTEGERS = [0, 1, -1, 2, 2**53, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63)]
NUMBERS = [
    *(True, False, *INTEGERS, 2**63, 2**64, 10**30, 10**400),
    *(0.0, -0.0, 1.0, 0.1, 0.1 + 0.2, 0.3, 2.0**53, 2.0**63, 1e30, 1e308, 5e-324, 1.5),
]
OTHERS = [None, [], [1], [True], ["a"], {}, {"x": 1}, {"x": True}, {"x": {"y": [None]}}]
ODD = [math.nan, math.inf, -math.inf, Word.A, Digit.ONE, "\ud800", b"a", (1,), {1}]
OPERANDS = [*TEXTS, *NUMBERS, *OTHERS, *ODD]
TABLES: dict[str, list[dict[str, Any]]] = {
    "texts": [{"x": value} for value in TEXTS],
    "numbers": [{"x": value} for value in NUMBERS],
    "others": [{"x": value} for value in OTHERS],
    "mixed": [{"x": value} for value in (*TEXTS, *NUMBERS, *OTHERS)] + [{}],
    "declared_texts": [{"text": value} for value in TEXTS] + [{}],
    "declared_integers": [{"integer": value} for value in INTEGERS] + [{}],
    "declared_flags": [{"flag": True}, {"flag": False}, {}],
}
"""Tables of one kind, for Python refuses to order mixed ones at the first pair."""
DECLARED: dict[str, type[str] | type[int] | type[bool]] = {
    "text": str,
    "integer": int,
    "flag": bool,
}
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "one_of": lambda field, operand: field.one_of([operand, "b"]),
}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    schema = Schema(tables=tuple(TableSchema(name, fields=DECLARED, ids=int) for name in TABLES))
    with Store(tmp_path_factory.mktemp("pairs") / "store.db", schema) as store:
        for name, documents in TABLES.items():
            store.table(name).insert_multiple(documents)
        yield store


@pytest.fixture(scope="module")
def stock() -> TinyDB:
    database = TinyDB(storage=MemoryStorage)
    for name, documents in TABLES.items():
        database.table(name, cache_size=0).insert_multiple(documents)
    return database


def outcome(database: TinyDB, name: str, query: QueryInstance) -> str:
    """The documents found, 1 told from True; or the error."""
    try:
        return repr(database.table(name).search(query))
    except Exception as error:  # noqa: BLE001 - whatever TinyDB raises
        return type(error).__name__


@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize("name", TABLES)
def test_comparisons_answer_and_raise_as_tinydb(
    ours: Store, stock: TinyDB, name: str, comparison: str
) -> None:
    (field,) = TABLES[name][0]
    for operand in OPERANDS:
        query = COMPARISONS[comparison](where(field), operand)
        for asked in (query, ~query):
            assert outcome(ours, name, asked) == outcome(stock, name, asked), repr(asked)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "a.b",
        "a b",
        'q"t',
        "b\\s",
        "n\nl",
        "\0",
        "x[0]",
        "$",
        "#",
        "0",
        "'",
        "名",
        "😀",
        "\u2028",
    ],
)
def test_any_key_is_found_as_tinydb_finds_it(tmp_path: Path, key: str) -> None:
    documents: list[dict[str, Any]] = [{key: "a"}, {key: {key: "a"}}, {"x": [{key: "a"}]}, {}]
    stock = TinyDB(storage=MemoryStorage)
    stock.insert_multiple(documents)
    with Store(tmp_path / "store.db") as ours:
        ours.insert_multiple(documents)
        for query in (
            where(key).exists(),
            where(key) == "a",
            where(key)[key] == "a",
            ~(where(key)[key] == "a"),
            where("x")["0"].exists(),
        ):
            assert ours.search(query) == stock.search(query), repr(query)
