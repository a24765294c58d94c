"""The ledger on a plain connection: what an append stores, and when its cache may be believed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pysqlite3
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from store import merkle
from store.entry import EntryFormatError, parse
from store.errors import Corrupted
from store.ledger import Change, Ledger, LedgerDamagedError, Origin, stored_hashes
from store.merkle import Frontier

AT = datetime(2026, 11, 23, 1, 12, 3, 456, tzinfo=UTC)
ORIGIN = Origin(AT, "entrance", "A07", "punch")


def changes(number: int) -> list[Change]:
    return [Change("punches", f"doc{index}", bytes(32), None) for index in range(number)]


def database(path: Path) -> sa.Engine:
    return sa.create_engine(f"sqlite:///{path}", module=pysqlite3)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sa.Connection]:
    with database(tmp_path / "ledger.db").connect() as connection:
        Ledger.table.create(connection)
        connection.commit()
        yield connection


def leaves(connection: sa.Connection) -> list[bytes]:
    return list(
        connection.execute(sa.select(Ledger.table.c.leaf).order_by(Ledger.table.c.seq)).scalars()
    )


def recomputed(connection: sa.Connection) -> bytes:
    """The root over the leaves, without any stored hash."""
    frontier = Frontier()
    for leaf in leaves(connection):
        frontier.append(leaf)
    return frontier.root()


def test_an_empty_ledger_has_the_root_of_nothing(connection: sa.Connection) -> None:
    assert Ledger().size(connection) == 0
    assert Ledger().root(connection) == merkle.EMPTY_ROOT


def test_an_append_stores_one_entry_a_change(connection: sa.Connection) -> None:
    ledger = Ledger()
    assert ledger.append(connection, ORIGIN, changes(3)) == 0
    removal = Change("people", "A07", None, 1)
    assert ledger.append(connection, ORIGIN, [removal]) == 3
    entry = parse(leaves(connection)[3])
    assert (entry.seq, entry.at, entry.terminal, entry.actor, entry.action) == (
        3,
        AT,
        "entrance",
        "A07",
        "punch",
    )
    assert Change(entry.table, entry.doc, entry.digest, entry.prev) == removal
    rows = connection.execute(sa.select(Ledger.table)).all()
    assert [(row.seq, row.tbl, row.doc) for row in rows] == [
        (0, "punches", "doc0"),
        (1, "punches", "doc1"),
        (2, "punches", "doc2"),
        (3, "people", "A07"),
    ]


def test_entries_that_say_the_same_differ_by_their_salt(connection: sa.Connection) -> None:
    Ledger().append(connection, ORIGIN, changes(1) * 50)
    assert len({parse(leaf).salt for leaf in leaves(connection)}) == 50


def test_nothing_to_append_appends_nothing(connection: sa.Connection) -> None:
    ledger = Ledger()
    ledger.append(connection, ORIGIN, changes(3))
    assert ledger.append(connection, ORIGIN, []) == 3
    assert ledger.append(connection, ORIGIN, changes(1)) == 3
    assert ledger.root(connection) == recomputed(connection)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 9), max_size=12))
def test_root_of_every_size_from_stored_hashes_is_that_of_the_leaves(batches: list[int]) -> None:
    with sa.create_engine("sqlite://", module=pysqlite3).connect() as connection:
        Ledger.table.create(connection)
        ledger = Ledger()
        for number in batches:
            ledger.append(connection, ORIGIN, changes(number))
        size = sum(batches)
        assert ledger.size(connection) == size
        assert ledger.root(connection) == recomputed(connection)
        frontier = Frontier()
        for end, leaf in enumerate(leaves(connection), 1):
            frontier.append(leaf)
            assert Ledger().root(connection, end) == frontier.root()
        fetch = stored_hashes(connection)
        for index, leaf in enumerate(leaves(connection)):
            path = merkle.inclusion_proof(index, size, fetch)
            assert merkle.verify_inclusion(
                merkle.leaf_hash(leaf), index, size, path, frontier.root()
            )


@pytest.mark.parametrize("size", [-1, 4])
def test_a_root_of_a_size_that_never_was_is_refused(connection: sa.Connection, size: int) -> None:
    ledger = Ledger()
    ledger.append(connection, ORIGIN, changes(3))
    with pytest.raises(ValueError, match=str(size)):
        ledger.root(connection, size)


def test_the_last_entry_of_a_document_is_found(connection: sa.Connection) -> None:
    ledger = Ledger()
    ledger.append(connection, ORIGIN, changes(3))
    ledger.append(connection, ORIGIN, [Change("punches", "doc1", None, 1)])
    assert ledger.last(connection, "punches", "doc1") == 3
    assert ledger.last(connection, "punches", "doc0") == 0
    assert ledger.last(connection, "people", "doc0") is None


class TestCache:
    """The cached frontier is believed only while the newest row is the one it was made of."""

    def test_after_a_rollback(self, connection: sa.Connection) -> None:
        ledger = Ledger()
        ledger.append(connection, ORIGIN, changes(3))
        connection.commit()
        ledger.append(connection, ORIGIN, changes(4))
        connection.rollback()
        ledger.append(connection, ORIGIN, changes(2))
        assert ledger.root(connection) == recomputed(connection)

    def test_after_a_rollback_and_as_many_entries_by_another_process(
        self, connection: sa.Connection
    ) -> None:
        ledger, other = Ledger(), Ledger()
        ledger.append(connection, ORIGIN, changes(3))
        connection.commit()
        ledger.append(connection, ORIGIN, changes(2))
        connection.rollback()
        other.append(connection, ORIGIN, changes(2))
        connection.commit()
        assert ledger.append(connection, ORIGIN, changes(1)) == 5
        assert ledger.root(connection) == recomputed(connection)

    def test_of_two_writers_in_turn(self, connection: sa.Connection) -> None:
        writers = Ledger(), Ledger()
        for number in range(10):
            writers[number % 2].append(connection, ORIGIN, changes(number % 4))
        assert {writer.root(connection) for writer in writers} == {recomputed(connection)}

    @pytest.mark.parametrize(
        "origin, change",
        [
            (ORIGIN, Change("punches", "two\nlines", None, None)),
            (Origin(AT, "entrance", "A07\n", "punch"), Change("punches", "doc", None, None)),
        ],
    )
    def test_after_an_entry_that_was_refused(
        self, connection: sa.Connection, origin: Origin, change: Change
    ) -> None:
        ledger = Ledger()
        ledger.append(connection, ORIGIN, changes(3))
        with pytest.raises(EntryFormatError, match="control character"):
            ledger.append(connection, origin, [*changes(2), change])
        ledger.append(connection, ORIGIN, changes(1))
        assert ledger.size(connection) == 4
        assert ledger.root(connection) == recomputed(connection)

    def test_after_an_insert_that_failed(self, connection: sa.Connection) -> None:
        ledger = Ledger()
        ledger.append(connection, ORIGIN, changes(3))
        connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(sa.exc.OperationalError):
            ledger.append(connection, ORIGIN, changes(2))
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        ledger.append(connection, ORIGIN, changes(1))
        assert ledger.root(connection) == recomputed(connection)

    def test_is_not_needed(self, connection: sa.Connection) -> None:
        ledger = Ledger()
        for _ in range(5):
            ledger.append(connection, ORIGIN, changes(3))
            ledger.forget()
        assert ledger.root(connection) == recomputed(connection)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM ledger WHERE seq = 3",
        "UPDATE ledger SET hashes = x'00' WHERE seq = 3",
        "UPDATE ledger SET hashes = x'' WHERE seq = 4",
    ],
)
def test_a_ledger_whose_rows_do_not_fit_is_not_continued(
    connection: sa.Connection, damage: str
) -> None:
    Ledger().append(connection, ORIGIN, changes(5))
    connection.exec_driver_sql(damage)
    with pytest.raises(LedgerDamagedError, match="damaged at entry") as caught:
        Ledger().append(connection, ORIGIN, changes(1))
    assert isinstance(caught.value, Corrupted)
