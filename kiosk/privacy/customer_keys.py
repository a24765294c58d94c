"""The customers' keys: a file of their own beside the records, each key wrapped by the master key.

A key that is destroyed takes its customer's data along: in the records, in their backups, in every
copy. So the file is SQLite with a rollback journal and secure deletion, is never part of a backup
of the records, and is put under a new master key whenever a key is destroyed: what a forgotten copy
of the file still holds cannot be unwrapped any more.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from pysqlite3 import dbapi2 as sqlite

from keyroom.language import N_
from kiosk import aead
from kiosk.errors import OfficeError

Masters = Callable[[], Iterable[bytes]]
"""The master keys that are there now, the one in force first."""

RESERVED: Final = "*"
"""Begins the names of keys that are no customer's."""

_PURPOSE: Final = b"keyroom-customer-key-1"
_CHECK: Final = f"{RESERVED}master"
"""Opens under the master key that the whole file is under."""
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
    """The keys of one office's customers. Each call is a transaction of its own.

    All of them are under one master key, which another process may have replaced since the last
    call: the one that fits is looked for in each.
    """

    def __init__(self, path: Path, masters: Masters, *, busy_timeout_s: float = 5.0) -> None:
        """The file at `path`, made where there is none.

        Raises CustomerKeysUnavailable, CustomerKeyError where no master key fits.
        """
        self.path = path
        self._masters = masters
        self._master: bytes | None = None
        self._busy_timeout_s = busy_timeout_s
        with self._errors(), closing(self._connect()) as connection:
            connection.execute(_TABLE)
        path.chmod(0o600)
        with self._changing():
            pass

    def make(self, customer: str) -> bytes:
        """A new key for a customer who has none; the one he has where he has."""
        with self._changing() as connection:
            found = self._find(connection, customer)
            if found is not None:
                return found
            key = aead.new_key()
            self._insert(connection, customer, key)
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
            return [customer for (customer,) in rows if not customer.startswith(RESERVED)]

    def marks(self, customers: Collection[str]) -> list[bytes]:
        """What the wrapped keys of these customers are found by, in whatever file they lie.

        The nonces: they are random, and tell nothing of the keys.
        """
        with self._changing() as connection:
            rows = connection.execute("SELECT customer, wrapped FROM customer_keys").fetchall()
        return [aead.nonce(wrapped) for customer, wrapped in rows if customer in customers]

    def is_under(self, master: bytes) -> bool:
        """Whether it is this master key that the file is under."""
        with self._changing():
            return self._master == master

    def rewrap(self, master: bytes, without: Collection[str] = ()) -> None:
        """Put all keys under another master key but those of `without`, which are gone then.

        All or nothing. What the pages of the file still held of them is gone after `vacuum`.
        """
        with self._changing() as connection:
            old = self._in_force
            rows = connection.execute("SELECT customer, wrapped FROM customer_keys").fetchall()
            kept = [
                (_wrap(_unwrap(wrapped, old, customer), master, customer), customer)
                for customer, wrapped in rows
                if customer not in without
            ]
            connection.executemany(
                "DELETE FROM customer_keys WHERE customer = ?", [(gone,) for gone in without]
            )
            connection.executemany("UPDATE customer_keys SET wrapped = ? WHERE customer = ?", kept)
        self._master = master

    def vacuum(self) -> None:
        """Write the file anew, without the room that was freed."""
        with self._errors(), closing(self._connect()) as connection:
            connection.execute("VACUUM")

    @property
    def _in_force(self) -> bytes:
        if self._master is None:
            raise RuntimeError("the master key is found when a transaction begins")
        return self._master

    def _find(self, connection: Any, customer: str) -> bytes | None:  # noqa: ANN401 - untyped library
        wrapped = _wrapped(connection, customer)
        return None if wrapped is None else _unwrap(wrapped, self._in_force, customer)

    def _insert(self, connection: Any, customer: str, key: bytes) -> None:  # noqa: ANN401 - untyped library
        connection.execute(
            "INSERT INTO customer_keys VALUES (?, ?)",
            (customer, _wrap(key, self._in_force, customer)),
        )

    def _fit(self, connection: Any) -> None:  # noqa: ANN401 - untyped library
        """Find the master key that the file is under. Raises CustomerKeyError, SecretMissingError.

        Two looks: between reading the one in force and the next, the next may have succeeded.
        """
        check = _wrapped(connection, _CHECK)
        if check is None:
            self._master = next(iter(self._masters()))
            self._insert(connection, _CHECK, aead.new_key())
            return
        if self._master is not None and _opens(check, self._master):
            return
        for _look in range(2):
            for master in self._masters():
                if _opens(check, master):
                    self._master = master
                    return
        raise CustomerKeyError(
            N_("{path}: the customers' keys do not open under this master key"),
            N_("put back the master key that belongs to this file of keys"),
            path=self.path,
        )

    @contextmanager
    def _changing(self) -> Iterator[Any]:
        """A transaction that holds the file alone."""
        with self._errors(), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._fit(connection)
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def _connect(self) -> Any:  # noqa: ANN401 - untyped library
        connection = sqlite.connect(
            self.path, timeout=self._busy_timeout_s, isolation_level=None, check_same_thread=False
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
                path=self.path,
                reason=fault,
            ) from fault


def _wrapped(connection: Any, customer: str) -> bytes | None:  # noqa: ANN401 - untyped library
    row = connection.execute(
        "SELECT wrapped FROM customer_keys WHERE customer = ?", (customer,)
    ).fetchone()
    return None if row is None else bytes(row[0])


def _opens(check: bytes, master: bytes) -> bool:
    try:
        _unwrap(check, master, _CHECK)
    except CustomerKeyError:
        return False
    return True


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
