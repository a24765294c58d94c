"""What a document may hold, and that it is kept and read exactly so."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb.table import Document as StockDocument

from store import Document, Schema, Store, TableSchema
from store.errors import DocumentRefused

DECLARED = TableSchema("declared", fields={"text": str, "number": int, "flag": bool})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("documents") / "store.db"
    with Store(path, Schema(tables=(DECLARED,))) as store:
        yield store


def nested(levels: int) -> dict[str, Any]:
    """A document in a document in a document."""
    document: dict[str, Any] = {}
    for _ in range(levels - 1):
        document = {"x": document}
    return document


@pytest.mark.parametrize(
    "document",
    [
        {"x": math.nan},
        {"x": [math.inf]},
        {"x": "\ud800"},
        {"\udfff": 1},
        {1: "a"},
        {None: "a"},
        {"x": {1: 2}},
        {"x": [{True: 2}]},
        {"x": 10**5000},
        nested(101),
    ],
)
def test_what_json_would_change_is_refused(store: Store, document: dict[Any, Any]) -> None:
    with pytest.raises(DocumentRefused):
        store.table("free").insert(document)


@pytest.mark.parametrize("value", [object(), {1}, b"bytes", 1j])
def test_what_is_no_data_is_a_type_error_as_in_tinydb(store: Store, value: object) -> None:
    with pytest.raises(TypeError):
        store.table("free").insert({"x": value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("text", value) for value in (None, 1, True, ["a"], {"a": 1})),
        *(("number", value) for value in (None, "1", True, 1.0, 2**63, -(2**63) - 1)),
        *(("flag", value) for value in (None, "true", 1, 0)),
    ],
)
def test_declared_fields_have_their_type_or_are_absent(
    store: Store, field: str, value: object
) -> None:
    table = store.table("declared")
    doc_id = table.insert({"text": "a", "number": -(2**63), "flag": False})
    with pytest.raises(DocumentRefused, match=field):
        table.insert({field: value})
    with pytest.raises(DocumentRefused, match=field):
        table.update({field: value}, doc_ids=[doc_id])


def test_a_refusal_does_not_quote_what_may_be_personal(store: Store) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        store.table("declared").insert({"number": "13900001234"})
    assert "13900001234" not in str(refusal.value)


@pytest.mark.parametrize("doc_id", ["", "a\nb", "\ud800", "x" * 201, 1, 1.5, ("a",), b"a"])
def test_ids_that_cannot_name_a_document_are_refused(store: Store, doc_id: Any) -> None:
    with pytest.raises(DocumentRefused):
        store.table("declared").insert(Document({}, doc_id))


@pytest.mark.parametrize("doc_id", [True, 2**63, "1", 1.0])
def test_numbered_tables_refuse_ids_that_are_no_numbers(store: Store, doc_id: Any) -> None:
    with pytest.raises(DocumentRefused):
        store.table("free").insert(Document({}, doc_id))


def test_a_stock_document_brings_its_id(store: Store) -> None:
    assert store.table("brought").insert(StockDocument({"x": 1}, 12)) == 12
    assert store.table("brought").insert({}) == 13
    with pytest.raises(DocumentRefused, match="12"):
        store.table("brought").insert_multiple([Document({}, 14), Document({}, 12)])
    with pytest.raises(DocumentRefused, match="15"):
        store.table("brought").insert_multiple([Document({}, 15), Document({}, 15)])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab\0\"\\'名\n"), inner),
    max_leaves=10,
)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), JSON))
def test_documents_are_read_as_they_were_written(store: Store, document: dict[str, Any]) -> None:
    table = store.table("kept")
    doc_id = table.insert(document)
    assert repr(table.get(doc_id=doc_id)) == repr(document), "values, kinds, order of keys"


def test_the_text_is_compact_readable_and_in_order(store: Store) -> None:
    document = {"乙": "名", "a": [1, 2.5, None, True], "Z": {}}
    doc_id = store.table("text").insert(document)
    with store.connection() as connection:
        body = connection.exec_driver_sql(
            "SELECT body FROM doc_text WHERE id = ?", (doc_id,)
        ).scalar_one()
    assert body == '{"乙":"名","a":[1,2.5,null,true],"Z":{}}'
    assert json.loads(body) == document


@pytest.mark.parametrize(
    "name", ["a", "A", "_default", "a b", 'q"t', "名", "doc_a", "$", "a$20b", "sqlite_x", "a-b", ""]
)
def test_any_name_names_a_table_of_its_own(tmp_path: Path, name: str) -> None:
    with Store(tmp_path / "store.db") as store:
        store.table("other").insert({"x": 0})
        store.table(name).insert({"x": 1})
        assert store.tables() == {"other", name}
        assert store.table(name).all() == [{"x": 1}]
        store.drop_table(name)
        assert store.tables() == {"other"}


def test_tables_whose_names_differ_in_case_only_are_two(store: Store) -> None:
    store.table("case").insert({"x": 1})
    store.table("CASE").insert({"x": 2})
    assert store.table("case").all() == [{"x": 1}]


def test_any_mapping_is_a_document(store: Store) -> None:
    class Wrapped(Mapping[str, int]):
        def __getitem__(self, key: str) -> int:
            return {"x": 1}[key]

        def __iter__(self) -> Iterator[str]:
            return iter("x")

        def __len__(self) -> int:
            return 1

    assert store.table("wrapped").get(doc_id=store.table("wrapped").insert(Wrapped())) == {"x": 1}


def test_pages_of_a_large_table_come_whole_and_in_order(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        store.insert_multiple({"x": number} for number in range(1501))
        assert [document["x"] for document in store] == list(range(1501))
        assert [document["x"] for document in store.table("_default").newest(3)] == [
            1500,
            1499,
            1498,
        ]
        store.table("_default").truncate()
        assert store.table("_default").newest() == []
