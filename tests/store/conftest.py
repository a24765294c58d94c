"""A small office's store with everything a store can hold, for the tests of ledger and store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import Schema, Store, TableSchema
from store.key_ring import first_document, origin_of
from store.keys import create_key, load_key

OFFICE = "0192f0c1-0000-4000-8000-00000000000a"
SCHEMA = Schema(
    tables=(
        TableSchema("people", fields={"no": str}, indexes=(("no",),)),
        TableSchema(
            "punches",
            fields={"person": str, "at": str},
            indexes=(("person", "at"), ("at",)),
            append_only=True,
        ),
    )
)

OpenStore = Callable[[], Store]


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[OpenStore]:
    """Opens the office's store, made anew the first time, with its ledger key."""
    opened: list[Store] = []

    def open_it() -> Store:
        key, new = tmp_path / "ledger.key", not (tmp_path / "office.db").exists()
        store = Store(tmp_path / "office.db", SCHEMA, terminal="entrance", office=OFFICE)
        opened.append(store)
        if new:
            store.signer = create_key(key, origin_of(OFFICE))
            store.table("meta").insert(first_document(store.signer))
        else:
            store.signer = load_key(key, origin_of(OFFICE))
        return store

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def office(open_store: OpenStore) -> Store:
    """The office's store, open and empty."""
    return open_store()


@pytest.fixture
def busy_office(office: Store) -> Store:
    """The office's store with some history: documents kept, changed, removed, made again."""
    people = office.table("people")
    with office.transaction(actor="A01", action="people.add"):
        wang, li, zhao = people.insert_multiple(
            [{"no": f"A0{number}", "name": name} for number, name in enumerate("王李赵", 1)]
        )
    for number in range(12):
        with office.transaction(actor=f"A0{number % 3 + 1}", action="punch"):
            office.table("punches").insert(
                {"person": f"A0{number % 3 + 1}", "at": f"2026-11-23T00:{number:02}:00.000000Z"}
            )
    people.update({"name": "王芳"}, doc_ids=[wang])
    people.remove(doc_ids=[li])
    people.update({"name": "赵敏"}, doc_ids=[zhao])
    notes = office.table("notes")  # undeclared: its ids are numbers
    notes.insert_multiple([{"text": f"note {number}"} for number in range(12)])
    notes.update({"text": "changed"}, doc_ids=[2, 10])
    notes.remove(doc_ids=[3, 12])
    return office
