"""The file of customers' keys: wrapped, bound to their customer, and gone when destroyed."""

import sqlite3
from pathlib import Path

import pytest

from kiosk.aead import new_key
from kiosk.privacy.customer_keys import (
    CustomerKeyError,
    CustomerKeys,
    CustomerKeysUnavailable,
)

MASTER = new_key()


def under(path: Path, *masters: bytes) -> CustomerKeys:
    return CustomerKeys(path, lambda: masters)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "customers.keys"


@pytest.fixture
def keys(path: Path) -> CustomerKeys:
    return under(path, MASTER)


def test_a_key_is_made_once_and_found_again(keys: CustomerKeys, path: Path) -> None:
    key = keys.make("C1")
    assert keys.make("C1") == keys.key("C1") == key
    assert under(path, MASTER).key("C1") == key
    assert keys.make("C2") != key
    assert keys.customers() == ["C1", "C2"]


def test_no_key_lies_in_the_file_in_the_clear_and_others_may_not_read_it(
    keys: CustomerKeys, path: Path
) -> None:
    key = keys.make("C1")
    assert key not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_another_master_key_opens_nothing(keys: CustomerKeys, path: Path) -> None:
    keys.make("C1")
    with pytest.raises(CustomerKeyError, match="do not open"):
        under(path, new_key())


def test_a_key_that_was_copied_to_another_customer_does_not_open(
    keys: CustomerKeys, path: Path
) -> None:
    keys.make("C1")
    keys.make("C2")
    with sqlite3.connect(path) as file:
        file.execute(
            "UPDATE customer_keys SET wrapped = (SELECT wrapped FROM customer_keys"
            " WHERE customer = 'C1') WHERE customer = 'C2'"
        )
    file.close()
    with pytest.raises(CustomerKeyError, match="does not open"):
        keys.key("C2")


def test_destroying_removes_one_key_and_leaves_nothing_of_it(
    keys: CustomerKeys, path: Path
) -> None:
    kept, gone = keys.make("C1"), keys.make("C2")
    before = path.read_bytes()
    (wrapped,) = [
        row
        for (row,) in sqlite3.connect(path).execute(
            "SELECT wrapped FROM customer_keys WHERE customer = 'C2'"
        )
    ]
    assert wrapped in before
    new_master = new_key()
    keys.rewrap(new_master, {"C2"})
    keys.vacuum()
    assert keys.key("C1") == kept != gone
    with pytest.raises(CustomerKeyError, match="destroyed"):
        keys.key("C2")
    assert wrapped not in path.read_bytes()
    assert b"C2" not in path.read_bytes()
    assert not list(path.parent.glob("*-journal"))
    assert under(path, new_master).key("C1") == kept


def test_an_old_copy_of_the_file_does_not_open_under_the_new_master_key(
    keys: CustomerKeys, path: Path
) -> None:
    keys.make("C1")
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    new_master = new_key()
    keys.rewrap(new_master, {"C1"})
    with pytest.raises(CustomerKeyError):
        under(copy, new_master)


def test_a_key_that_is_gone_is_found_by_its_mark_in_a_copy_alone(
    keys: CustomerKeys, path: Path
) -> None:
    keys.make("C1")
    keys.make("C2")
    (mark,) = keys.marks({"C1"})
    copy = path.read_bytes()
    keys.rewrap(new_key(), {"C1"})
    keys.vacuum()
    assert mark in copy
    assert mark not in path.read_bytes()
    assert keys.marks({"C1"}) == []


def test_a_master_key_that_another_process_replaced_is_found_in_the_next_call(
    keys: CustomerKeys, path: Path
) -> None:
    key, new_master = keys.make("C1"), new_key()
    masters = [MASTER]
    open_all_day = CustomerKeys(path, lambda: masters)
    under(path, MASTER).rewrap(new_master)
    masters[:] = [MASTER, new_master]
    assert open_all_day.key("C1") == key
    made = open_all_day.make("C2")
    # And what it made meanwhile is under the new one: under the old it would be lost.
    assert under(path, new_master).key("C2") == made


def test_a_file_that_is_none_is_named(path: Path) -> None:
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 100)
    with pytest.raises(CustomerKeysUnavailable, match=r"customers\.keys"):
        under(path, MASTER)
