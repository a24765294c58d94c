"""`Store.purge`: nothing of what was removed is left in the files, or it says that it cannot."""

from pathlib import Path

import pytest
from tinydb import where

from store import Store
from store.errors import StoreBusy, TransactionAbandoned
from store.verify import verify

SECRET = "sealed-bytes-of-somebody"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def left(path: Path) -> bool:
    return any(SECRET.encode() in file.read_bytes() for file in path.parent.iterdir())


def test_what_was_removed_or_changed_is_gone_from_every_file(path: Path) -> None:
    with Store(path) as store:
        table = store.table("things")
        table.insert_multiple({"no": no, "text": SECRET * 50} for no in range(50))
        table.remove(where("no") < 25)
        table.update({"text": "-"})
        assert left(path)  # the log still holds it
        store.purge()
        assert not left(path)
        assert len(table) == 25
        assert not verify(store).problems
    assert not left(path)


def test_an_open_reader_makes_it_busy_and_then_it_can_be_done(path: Path) -> None:
    with Store(path, busy_timeout_s=0.1) as store, Store(path) as other:
        store.table("things").insert({"text": SECRET})
        with other.connection() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM ledger").fetchall()
            store.table("things").truncate()
            with pytest.raises(StoreBusy):
                store.purge()
            assert left(path)
        store.purge()
        assert not left(path)


def test_it_is_no_part_of_a_transaction_or_a_reading(path: Path) -> None:
    with Store(path) as store:
        with pytest.raises(TransactionAbandoned), store.transaction():
            store.purge()
        with pytest.raises(TransactionAbandoned), store.connection():
            store.purge()
        store.purge()
