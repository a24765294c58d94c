"""Bytes changed in a store's file, by a disk or by hand: named when met, and never quoted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import where

from store import Schema, Store, Table, TableSchema
from store.errors import Corrupted
from store.verify import verify

SCHEMA = Schema(tables=(TableSchema("people", fields={"no": str}, indexes=(("no",),)),))
PERSON = b'{"no":"A07","name":"Wang"}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with people in it, closed."""
    with Store(tmp_path / "store.db", SCHEMA) as store:
        store.table("people").insert_multiple([{"no": "A07", "name": "Wang"}, {"no": "A08"}])
    return tmp_path / "store.db"


def put(path: Path, old: bytes, new: bytes) -> None:
    """Change the first place in the file where `old` stands; the length stays."""
    content = path.read_bytes()
    assert content.count(old), old
    assert len(old) == len(new)
    path.write_bytes(content.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"doc_people", b"\xffoc_people", id="the schema's text, which SQLite quotes"),
        pytest.param(b"CREATE TABLE doc", b"\xffREATE TABLE doc", id="the schema's text"),
        pytest.param(b'{"kind":"office"', b'["kind":"office"', id="the office is not JSON"),
        pytest.param(b'"office":', b'"offixe":', id="the office has no id"),
        pytest.param(b'"version":1', b'"version":x', id="the version is not a number"),
        pytest.param(b'"version":1', b'"versiom":1', id="there is no version"),
        pytest.param(b'{"kind":"schema"', b'["kind","schema"', id="the version is not JSON"),
    ],
)
def test_a_store_whose_own_documents_are_damaged_is_refused(
    path: Path, old: bytes, new: bytes
) -> None:
    put(path, old, new)
    with pytest.raises(Corrupted, match=r"store\.db") as caught:
        Store(path, SCHEMA)
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PERSON.replace(b'{"no"', b'["no"'), id="not JSON"),
        pytest.param(PERSON.replace(b"Wang", b"Wa\xffg"), id="not UTF-8"),
        pytest.param(b'["no","A07","name","Wang"]', id="not an object"),
        pytest.param(b"[" * len(PERSON), id="cut off"),
    ],
)
@pytest.mark.parametrize(
    "use",
    [
        pytest.param(lambda table: table.all(), id="all"),
        pytest.param(lambda table: table.search(where("no") == "A07"), id="search"),
        pytest.param(lambda table: table.newest(2), id="newest"),
        pytest.param(lambda table: table.update({"x": 1}), id="update"),
    ],
)
def test_a_damaged_document_is_named_and_not_quoted(
    path: Path, use: Callable[[Table], object], text: bytes
) -> None:
    put(path, PERSON, text)
    with Store(path, SCHEMA) as store:
        people = store.table("people")
        with pytest.raises(Corrupted) as caught:
            use(people)
        assert caught.value.hint
        assert "Wang" not in str(caught.value)
        problems = {(problem.kind, problem.table) for problem in verify(store).problems}
        assert ("altered", "people") in problems
        people.insert({"no": "A09"})
        assert people.count(where("no") == "A09") == 1, "the others can be used"
