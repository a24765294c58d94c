"""The customers' keys: a file of their own beside the records, each key wrapped by the master key.

A key that is destroyed takes its customer's data along: in the records, in their backups, in every
copy. So the file is SQLite with a rollback journal and secure deletion, is never part of a backup
of the records, and is put under a new master key whenever a key is destroyed: what a forgotten copy
of the file still holds cannot be unwrapped any more.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from pysqlite3 import dbapi2 as sqlite

from keyroom.language import N_
from kiosk import aead
from kiosk.errors import OfficeError

_PURPOSE: Final = b"keyroom-customer-key-1"
_SETTINGS: Final = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",  # the journal's end is synced too: else a key could come back
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)
_TABLE: Final = """
    CREATE TABLE IF NOT EXISTS customer_keys (
        customer TEXT PRIMARY KEY,
        wrapped BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
"""


class CustomerKeyError(OfficeError):
    """A customer's key that is not there, or does not open under the master key."""


class CustomerKeysUnavailable(OfficeError):  # noqa: N818 - a state, as StoreUnavailable
    """The file of keys cannot be used."""


class CustomerKeys:
    """The keys of one office's customers. Each call is a transaction of its own."""

    def __init__(self, path: Path, master: bytes, *, busy_timeout_s: float = 5.0) -> None:
        """The file at `path`, made where there is none. Raises CustomerKeysUnavailable."""
        self._path = path
        self._master = master
        self._busy_timeout_s = busy_timeout_s
        with self._changing() as connection:
            connection.execute(_TABLE)
        path.chmod(0o600)

    def make(self, customer: str) -> bytes:
        """A new key for a customer who has none; the one he has where he has."""
        with self._changing() as connection:
            found = self._find(connection, customer)
            if found is not None:
                return found
            key = aead.new_key()
            connection.execute(
                "INSERT INTO customer_keys VALUES (?, ?)",
                (customer, _wrap(key, self._master, customer)),
            )
        return key

    def key(self, customer: str) -> bytes:
        """The customer's key. Raises CustomerKeyError where there is none, or it does not open."""
        with self._changing() as connection:
            found = self._find(connection, customer)
        if found is None:
            raise CustomerKeyError(
                N_("the key of customer {customer} was destroyed, or never made"),
                N_("what was sealed under it is gone for good"),
                customer=customer,
            )
        return found

    def customers(self) -> list[str]:
        """Who has a key."""
        with self._changing() as connection:
            rows = connection.execute("SELECT customer FROM customer_keys ORDER BY customer")
            return [customer for (customer,) in rows]

    def destroy(self, customer: str, new_master: bytes) -> None:
        """Remove a customer's key and put the others under `new_master`, all or nothing.

        The old master key must be deleted afterwards, and only then is it done.
        """
        self._rewrap(new_master, without=customer)

    def rewrap(self, new_master: bytes) -> None:
        """Put all keys under another master key, all or nothing."""
        self._rewrap(new_master, without=None)

    def _rewrap(self, new_master: bytes, without: str | None) -> None:
        with self._changing() as connection:
            rows = connection.execute("SELECT customer, wrapped FROM customer_keys").fetchall()
            kept = [
                (_wrap(_unwrap(wrapped, self._master, customer), new_master, customer), customer)
                for customer, wrapped in rows
                if customer != without
            ]
            if without is not None:
                connection.execute("DELETE FROM customer_keys WHERE customer = ?", (without,))
            connection.executemany("UPDATE customer_keys SET wrapped = ? WHERE customer = ?", kept)
        self._master = new_master
        self._vacuum()

    def _find(self, connection: Any, customer: str) -> bytes | None:  # noqa: ANN401 - untyped library
        row = connection.execute(
            "SELECT wrapped FROM customer_keys WHERE customer = ?", (customer,)
        ).fetchone()
        return None if row is None else _unwrap(row[0], self._master, customer)

    def _vacuum(self) -> None:
        with self._errors(), closing(self._connect()) as connection:
            connection.execute("VACUUM")

    @contextmanager
    def _changing(self) -> Iterator[Any]:
        """A transaction that holds the file alone."""
        with self._errors(), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def _connect(self) -> Any:  # noqa: ANN401 - untyped library
        connection = sqlite.connect(
            self._path, timeout=self._busy_timeout_s, isolation_level=None, check_same_thread=False
        )
        for setting in _SETTINGS:
            connection.execute(setting).fetchall()
        return connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite.Error as fault:
            raise CustomerKeysUnavailable(
                N_("{path}: the customers' keys cannot be used: {reason}"),
                N_("check the disk and the rights of this file; nothing was changed"),
                path=self._path,
                reason=fault,
            ) from fault


def _wrap(key: bytes, master: bytes, customer: str) -> bytes:
    return aead.encrypt(key, master, _PURPOSE + customer.encode())


def _unwrap(wrapped: bytes, master: bytes, customer: str) -> bytes:
    try:
        return aead.decrypt(wrapped, master, _PURPOSE + customer.encode())
    except (InvalidTag, ValueError) as fault:
        raise CustomerKeyError(
            N_("the key of customer {customer} does not open under this master key"),
            N_("put back the master key that belongs to this file of keys"),
            customer=customer,
        ) from fault
