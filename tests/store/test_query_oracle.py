"""Compiled queries against TinyDB itself: random documents, random queries, the same answers.

The oracle is a stock TinyDB on MemoryStorage. Where it answers, ours gives the same answer. Where
it raises, ours raises the same or answers: SQL may have settled one side of an `and` or `or`, so
that Python never looks at the other.
"""

import math
import re
from collections.abc import Callable, Iterator
from enum import IntEnum, StrEnum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.queries import Query, QueryInstance
from tinydb.storages import MemoryStorage

from store import Schema, Store, TableSchema

SETTINGS = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


class Word(StrEnum):
    """Enums are texts too."""

    A = "a"


class Digit(IntEnum):
    """And numbers."""

    ONE = 1


class LikesEverything:
    """Not data: its equality follows rules of its own."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True


class UndoError(Exception):
    """Leaves a transaction without effect."""


TABLE = TableSchema(
    "things",
    fields={"text": str, "number": int, "flag": bool},
    indexes=(("text",), ("number", "text"), ("flag",)),
    ids=int,
)
TEXTS = st.sampled_from(
    ["", "a", "A", "ab", "b", "é", "名", "😀", "\uffff", "a\x00b", "\n", "'", '"', "\\", " "]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
WHOLE = st.sampled_from(
    [0, 1, -1, 2, 5, 2**53, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63)]
) | st.integers(-3, 3)
HUGE = st.sampled_from([2**63, -(2**63) - 1, 2**64, 10**30, 10**400, -(10**400)])
FLOATS = st.sampled_from([0.0, -0.0, 1.0, 0.1, 0.3, 2.0**53, 1e308, 5e-324, -1.5]) | st.floats(
    allow_nan=False, allow_infinity=False
)
ALIKE = st.sampled_from(
    [True, False, 1, 0, 1.0, 0.0, "1", "true", None, "null", [1], "[1]", {"x": 1}, '{"x":1}', "a"]
)
"""What an engine takes for one another, and Python does not; or the other way round."""
SCALARS = ALIKE | st.none() | st.booleans() | WHOLE | HUGE | FLOATS | TEXTS
FREE_KEYS = st.sampled_from(["x", "y"]) | st.sampled_from(
    ["a.b", "名", "0", "", 'q"t', "b\\s", "n\nl", "x[0]", "$"]
)
VALUES = ALIKE | st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FREE_KEYS, inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.tuples(
    st.dictionaries(FREE_KEYS, VALUES, max_size=4),
    st.fixed_dictionaries({}, optional={"text": TEXTS, "number": WHOLE, "flag": st.booleans()}),
).map(lambda parts: {**parts[0], **parts[1]})
ODD = st.sampled_from(
    [
        math.nan,
        math.inf,
        -math.inf,
        "\ud800",
        Word.A,
        Digit.ONE,
        b"a",
        (1, 2),
        {1},
        LikesEverything(),
    ]
)
OPERANDS = VALUES | ODD
KEYS = FREE_KEYS | st.sampled_from(["text", "number", "flag", "text", "number", "missing"])
COMPARISONS = st.sampled_from(["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"])
CONTAINERS = st.lists(OPERANDS, max_size=4) | st.lists(TEXTS, min_size=1, max_size=4)


def is_truthy(value: object) -> bool:
    """A test of the user's own."""
    return bool(value)


def length(value: Any) -> int:
    """A function on the way to a value; raises for numbers."""
    return len(value)


@st.composite
def leaves(draw: st.DrawFn) -> Any:
    """One test of one field."""
    path: Query = Query()
    for key in draw(st.lists(KEYS, min_size=1, max_size=2)):
        path = path[key]
    kind = draw(
        st.sampled_from(
            ["compare"] * 6
            + ["exists", "one_of", "one_of", "any", "all"]
            + ["matches", "search", "test", "map", "fragment", "noop"]
        )
    )
    match kind:
        case "compare":
            return getattr(path, draw(COMPARISONS))(draw(OPERANDS))
        case "exists":
            return path.exists()
        case "one_of":
            items = draw(CONTAINERS)
            return path.one_of(draw(st.sampled_from([list, tuple]))(items))
        case "any" | "all":
            condition = draw(CONTAINERS | st.builds(lambda value: where("x") == value, OPERANDS))
            return getattr(path, kind)(condition)
        case "matches" | "search":
            return getattr(path, kind)("a|[0-9]", draw(st.sampled_from([re.NOFLAG, re.I])))
        case "test":
            return path.test(is_truthy)
        case "map":
            return path.map(length) == draw(WHOLE)
        case "fragment":
            document = draw(st.dictionaries(KEYS, OPERANDS, max_size=2))
            return draw(st.sampled_from([Query(), path])).fragment(document)
        case _:
            return Query().noop()


COMPOUNDS = st.recursive(
    leaves(),
    lambda inner: st.one_of(
        st.builds(lambda one: ~one, inner),
        st.builds(lambda one, two: one & two, inner, inner),
        st.builds(lambda one, two: one | two, inner, inner),
    ),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples; each undoes what it wrote."""
    with Store(tmp_path_factory.mktemp("oracle") / "store.db", Schema(tables=(TABLE,))) as store:
        yield store


def outcome(ask: Callable[[QueryInstance], object], query: QueryInstance) -> tuple[str, str]:
    """The answer, or the kind of error; `repr` tells 1, 1.0 and True apart."""
    try:
        return "answer", repr(ask(query))
    except Exception as error:  # noqa: BLE001 - whatever TinyDB raises
        return "error", type(error).__name__


def check_same(
    store: Store, documents: list[dict[str, Any]], query: QueryInstance, *, may_settle: bool
) -> None:
    """Ask both; `may_settle`: ours may answer where stock raises."""
    stock = TinyDB(storage=MemoryStorage).table("things", cache_size=0)
    stock.insert_multiple(documents)
    with pytest.raises(UndoError), store.transaction():  # noqa: PT012 - undone, whatever it says
        ours = store.table("things")
        ours.insert_multiple(documents)
        for name in ("search", "count", "get"):
            expected = outcome(getattr(stock, name), query)
            found = outcome(getattr(ours, name), query)
            note(f"{query!r}: stock {name} {expected}, ours {found}")
            if expected[0] == "answer" or found[0] == "error" or not may_settle:
                assert found == expected
        raise UndoError


@settings(SETTINGS, max_examples=500)
@given(st.lists(DOCUMENTS, min_size=1, max_size=4), leaves())
def test_a_single_test_answers_and_raises_as_tinydb(
    store: Store, documents: list[dict[str, Any]], query: QueryInstance
) -> None:
    check_same(store, documents, query, may_settle=False)


@settings(SETTINGS, max_examples=300)
@given(st.lists(DOCUMENTS, min_size=1, max_size=4), COMPOUNDS)
def test_compound_queries_answer_as_tinydb(
    store: Store, documents: list[dict[str, Any]], query: QueryInstance
) -> None:
    check_same(store, documents, query, may_settle=True)


@settings(SETTINGS, max_examples=300)
@given(
    st.lists(DOCUMENTS, min_size=1, max_size=4),
    leaves() | st.just(where("text").exists()),
    st.lists(KEYS, min_size=1, max_size=4),
)
def test_texts_are_those_of_the_documents_that_search_finds(
    store: Store, documents: list[dict[str, Any]], query: QueryInstance, fields: list[str]
) -> None:
    def by_search(query: QueryInstance) -> object:
        return [
            (
                found.doc_id,
                *(each if isinstance(each, str) else None for each in map(found.get, fields)),
            )
            for found in store.table("things").search(query)
        ]

    def by_texts(query: QueryInstance) -> object:
        return [tuple(row) for row in store.table("things").texts(fields, query)]

    with pytest.raises(UndoError), store.transaction():  # noqa: PT012 - undone, whatever it says
        store.table("things").insert_multiple(documents)
        assert outcome(by_texts, query) == outcome(by_search, query)
        raise UndoError


def test_a_table_that_is_not_there_has_no_texts(store: Store) -> None:
    assert store.table("nothing").texts(("text",), where("text").exists()) == []
