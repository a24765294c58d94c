"""Transactions: all documents with their entries, or nothing; who and what stands in these."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from tinydb import where

from store import Schema, Store, TableSchema
from store.entry import Entry, document_digest, parse
from store.errors import AppendOnly, DocumentRefused, StoreBusy, StoreClosed, TransactionAbandoned
from store.ledger import Ledger

SCHEMA = Schema(
    tables=(
        TableSchema("people", fields={"no": str}, indexes=(("no",),)),
        TableSchema("punches", fields={"person": str}, append_only=True),
    )
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.db", SCHEMA, terminal="entrance", busy_timeout_s=0.2) as store:
        yield store


def in_transaction(store: Store) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """The whole function in one transaction, so that a test names the line that raises."""

    def decorate(function: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            with store.transaction():
                function()

        return run

    return decorate


def entries(store: Store) -> list[Entry]:
    """All entries of the ledger but those of the store's own making."""
    with store.connection() as connection:
        leaves = connection.execute(sa.select(Ledger.table.c.leaf).order_by("seq")).scalars()
        return [entry for entry in map(parse, leaves) if entry.table != "meta"]


def test_a_change_and_its_entry_stand_together(store: Store) -> None:
    with store.transaction(actor="A07", action="enrol"):
        doc_id = store.table("people").insert({"no": "A09"})
    (entry,) = entries(store)
    assert (entry.terminal, entry.actor, entry.action) == ("entrance", "A07", "enrol")
    assert (entry.table, entry.doc, entry.prev) == ("people", doc_id, None)
    with store.connection() as connection:
        row = connection.exec_driver_sql("SELECT body, salt, seq FROM doc_people").one()
    assert row.seq == entry.seq
    assert entry.digest == document_digest("people", doc_id, row.salt, row.body)


def test_every_change_of_a_document_follows_the_one_before(store: Store) -> None:
    people = store.table("people")
    doc_id = people.insert({"no": "A09"})
    people.update({"no": "A10"}, doc_ids=[doc_id])
    people.upsert({"team": "b"}, where("no") == "A10")
    people.remove(doc_ids=[doc_id])
    found = entries(store)
    assert [entry.action for entry in found] == ["insert", "update", "upsert", "remove"]
    assert [entry.prev for entry in found] == [None, *(entry.seq for entry in found[:-1])]
    assert [entry.digest is None for entry in found] == [False, False, False, True]


def test_an_id_used_again_continues_its_chain(store: Store) -> None:
    table = store.table("_default")
    assert table.insert({"a": 1}) == 1
    table.truncate()
    assert table.insert({"a": 2}) == 1
    inserted, removed, again = entries(store)
    assert (removed.prev, again.prev) == (inserted.seq, removed.seq)


def test_documents_changed_twice_in_one_transaction_keep_order(store: Store) -> None:
    with store.transaction(action="twice"):
        doc_id = store.table("people").insert({"no": "A09"})
        store.table("people").update({"no": "A10"}, doc_ids=[doc_id])
    first, second = entries(store)
    assert second.prev == first.seq
    assert first.at == second.at, "one transaction, one moment"


def test_an_exception_undoes_documents_and_entries(store: Store) -> None:
    @in_transaction(store)
    def write_and_fail() -> None:
        store.table("people").insert({"no": "A09"})
        store.table("new").insert({"a": 1})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert store.table("people").all() == []
    assert store.tables() == {"people", "punches"}
    assert entries(store) == []
    store.table("people").insert({"no": "A10"})
    assert len(entries(store)) == 1


def test_a_block_inside_another_joins_it(store: Store) -> None:
    with store.transaction(actor="A07", action="outer"):
        store.table("people").insert({"no": "1"})
        with store.transaction(action="inner"):
            store.table("people").insert({"no": "2"})
        store.table("people").insert({"no": "3"})
    assert [(entry.actor, entry.action) for entry in entries(store)] == [
        ("A07", "outer"),
        ("A07", "inner"),
        ("A07", "outer"),
    ]


def test_a_swallowed_failure_of_a_part_abandons_the_whole(store: Store) -> None:
    @in_transaction(store)
    def write_and_fail() -> None:
        store.table("people").insert({"no": "2"})
        raise ZeroDivisionError

    @in_transaction(store)
    def swallow() -> None:
        store.table("people").insert({"no": "1"})
        with pytest.raises(ZeroDivisionError):
            write_and_fail()

    with pytest.raises(TransactionAbandoned):
        swallow()
    assert len(store.table("people")) == 0


def test_a_document_refused_before_it_was_written_abandons_nothing(store: Store) -> None:
    with store.transaction():
        store.table("people").insert({"no": "1"})
        with pytest.raises(DocumentRefused):
            store.table("people").insert({"no": 1})
    assert len(store.table("people")) == 1


def test_insert_multiple_is_all_or_nothing(store: Store) -> None:
    documents: list[dict[str, object]] = [{"no": str(number)} for number in range(1200)]
    documents.append({"no": None})
    with pytest.raises(DocumentRefused):
        store.table("people").insert_multiple(documents)
    assert len(store.table("people")) == 0
    assert entries(store) == []


def test_bulk_inserts_number_their_entries_without_gaps(store: Store) -> None:
    ids = store.table("people").insert_multiple({"no": str(number)} for number in range(1200))
    found = entries(store)
    assert [entry.doc for entry in found] == ids == sorted(ids)
    assert [entry.seq for entry in found] == list(range(found[0].seq, found[0].seq + 1200))


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.update({"x": 1}),
        lambda table: table.update_multiple([({"x": 1}, where("person") == "A07")]),
        lambda table: table.upsert({"x": 1}, where("person") == "A07"),
        lambda table: table.remove(where("person") == "A07"),
        lambda table: table.truncate(),
    ],
)
def test_append_only_tables_refuse_every_change(store: Store, change: object) -> None:
    punches = store.table("punches")
    punches.insert({"person": "A07"})
    assert callable(change)
    with pytest.raises(AppendOnly):
        change(punches)
    with pytest.raises(AppendOnly):
        store.drop_tables()
    assert punches.all() == [{"person": "A07"}]


@pytest.mark.parametrize("text", ["line\nbreak", "\x00", "\x85", "\u2028", "\ud800"])
def test_names_that_could_forge_a_line_of_an_entry_are_refused(store: Store, text: str) -> None:
    with pytest.raises(DocumentRefused), store.transaction(actor=text):
        store.table("people").insert({"no": "1"})
    assert len(store.table("people")) == 0


def test_other_threads_wait_for_the_lock_and_then_say_busy(store: Store) -> None:
    refused: list[Exception] = []

    def write() -> None:
        try:
            store.table("people").insert({"no": "2"})
        except StoreBusy as error:
            refused.append(error)

    with store.transaction():
        store.table("people").insert({"no": "1"})
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert len(refused) == 1
    assert [document["no"] for document in store.table("people")] == ["1"]


def test_threads_write_through_one_store(store: Store) -> None:
    def write(name: str) -> None:
        for number in range(25):
            store.table("people").insert({"no": f"{name}{number}"})

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.table("people")) == 100
    assert len({entry.seq for entry in entries(store)}) == 100


def test_changed_says_once_that_something_was_committed(store: Store, tmp_path: Path) -> None:
    assert not store.changed()
    store.table("people").insert({"no": "1"})
    assert store.changed()
    assert not store.changed()
    with Store(tmp_path / "store.db", SCHEMA) as other:
        other.table("people").insert({"no": "2"})
    assert store.changed()
    assert not store.changed()


def test_what_another_store_commits_is_seen_at_once(store: Store, tmp_path: Path) -> None:
    query = where("no") == "1"
    assert store.table("people").search(query) == []
    with Store(tmp_path / "store.db", SCHEMA) as other:
        other.table("people").insert({"no": "1"})
        assert store.table("people").count(query) == 1
        other.table("people").remove(query)
        assert store.table("people").search(query) == []
        other.table("made later").insert({"a": 1})
        assert store.table("made later").all() == [{"a": 1}]
        other.drop_table("made later")
        assert store.table("made later").all() == []


def test_answers_are_the_callers_own(store: Store) -> None:
    people = store.table("people")
    people.insert({"no": "1", "list": []})
    people.search(where("no") == "1")[0]["list"].append("spoilt")
    assert people.search(where("no") == "1") == [{"no": "1", "list": []}]


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.db", SCHEMA)
    store.close()
    with pytest.raises(StoreClosed):
        store.table("people").insert({"no": "1"})
