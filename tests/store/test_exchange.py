"""Ordinary TinyDB files: stock TinyDB reads what we export, and we read what it wrote."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from store import Schema, Store, TableSchema
from store.errors import DocumentRefused, ExchangeRefused
from store.exchange import export_tinydb, import_tinydb

SCHEMA = Schema(
    tables=(
        TableSchema("people", fields={"no": str}, indexes=(("no",),)),
        TableSchema("punches", fields={"person": str}, append_only=True),
    )
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.db", SCHEMA) as store:
        store.table("people").insert_multiple({"no": f"A{number:04}"} for number in range(1100))
        store.table("punches").insert({"person": "A0001", "note": "早"})
        store.insert_multiple([{"x": 1}, {"x": [None, {"y": 2.5}]}])
        yield store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "empty.db", SCHEMA) as store:
        yield store


def test_stock_tinydb_opens_what_is_exported(store: Store, tmp_path: Path) -> None:
    counts = export_tinydb(store, tmp_path / "out.json")
    assert counts == {"people": 1100, "punches": 1, "_default": 2}
    with TinyDB(tmp_path / "out.json") as stock:
        assert stock.tables() == {"people", "punches", "_default"}
        assert stock.all() == store.all()
        (person,) = stock.table("people").search(where("no") == "A0007")
        assert store.table("people").get(doc_id=person.pop("_id")) == person
        assert stock.table("punches").insert({"person": "A0002"}) == 2
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600


def test_what_is_exported_comes_back_as_it_was(store: Store, empty: Store, tmp_path: Path) -> None:
    counts = export_tinydb(store, tmp_path / "out.json")
    assert import_tinydb(empty, tmp_path / "out.json") == counts
    for name in counts:
        ours = [(document.doc_id, document) for document in store.table(name)]
        assert [(document.doc_id, document) for document in empty.table(name)] == ours


def test_stock_tinydb_s_files_are_read(empty: Store, tmp_path: Path) -> None:
    with TinyDB(tmp_path / "stock.json") as stock:
        stock.insert_multiple({"x": number} for number in range(3))
        stock.remove(where("x") == 1)
        stock.table("people").insert({"no": "A07"})
        stock.table("nobody", persist_empty=True)
    assert import_tinydb(empty, tmp_path / "stock.json") == {
        "_default": 2,
        "people": 1,
        "nobody": 0,
    }
    assert [(document.doc_id, document["x"]) for document in empty] == [(1, 0), (3, 2)]
    (person,) = empty.table("people").all()
    assert len(person.doc_id) == 36, "a table with ids of text gives new ones"


def test_importing_twice_is_refused_and_changes_nothing(
    store: Store, empty: Store, tmp_path: Path
) -> None:
    export_tinydb(store, tmp_path / "out.json")
    import_tinydb(empty, tmp_path / "out.json")
    with pytest.raises(DocumentRefused):
        import_tinydb(empty, tmp_path / "out.json")
    assert len(empty.table("people")) == 1100


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"people": {"1": {"no": "A1"}, "2": {"no": 2}}}, DocumentRefused),
        ({"people": {"1": {"no": "A1"}}, "other": {"x": {"a": 1}}}, ExchangeRefused),
        ({"people": {"1": {"no": "A1"}}, "meta": {"1": {}}}, ExchangeRefused),
        ({"people": [{"no": "A1"}]}, ExchangeRefused),
        ({"people": {"1": "A1"}}, ExchangeRefused),
        ([], ExchangeRefused),
        ("no JSON {", ExchangeRefused),
        (b"\xff\xfe\x00", ExchangeRefused),
    ],
)
def test_a_bad_file_is_named_and_changes_nothing(
    empty: Store, tmp_path: Path, content: Any, error: type[Exception]
) -> None:
    path = tmp_path / "bad.json"
    raw = content if isinstance(content, (str, bytes)) else json.dumps(content)
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    with pytest.raises(error) as caught:
        import_tinydb(empty, path)
    assert error is DocumentRefused or str(path) in str(caught.value)
    assert empty.tables() == {"people", "punches"}
    assert empty.table("people").all() == []


def test_a_missing_file_is_named(empty: Store, tmp_path: Path) -> None:
    with pytest.raises(ExchangeRefused, match=r"none\.json"):
        import_tinydb(empty, tmp_path / "none.json")


def test_exporting_replaces_no_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("precious")
    with pytest.raises(ExchangeRefused, match=r"out\.json"):
        export_tinydb(store, tmp_path / "out.json")
    assert (tmp_path / "out.json").read_text() == "precious"
    assert list(tmp_path.glob(".out*")) == []


def test_a_field_that_would_be_taken_for_an_id_is_refused(store: Store, tmp_path: Path) -> None:
    store.table("people").insert({"_id": "mine"})
    with pytest.raises(ExchangeRefused, match="_id"):
        export_tinydb(store, tmp_path / "out.json")
