"""The connection to the database: one lock, transactions, and what to do when a commit fails.

TinyDB's `Storage` reads and writes a whole database at once; ours answers `read` so, and leaves
writing to the tables, document by document.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from tinydb.storages import Storage

from keyroom.language import N_
from store import errors
from store.engine import Engine
from store.ledger import Ledger
from store.transaction import NOBODY, Transaction, origin_now

_log = logging.getLogger(__name__)

_HARMLESS = (errors.StoreBusy, errors.DiskFull)
"""After these the connection is as good as before: and on a full disk no other could be opened."""


class SqlStorage(Storage):
    """One connection, shared by the threads of this process through one re-entrant lock.

    A fault below the engine closes the connection; the next use opens it again and looks at what is
    really there. `on_open` is called with each new connection and may refuse the database.
    """

    def __init__(
        self,
        engine: Engine,
        ledger: Ledger,
        terminal: str,
        busy_timeout_s: float,
        on_open: Callable[[sa.Connection], None],
    ) -> None:
        self.engine = engine
        self.ledger = ledger
        self.commits = 0
        """Commits of this process, since it opened the store."""
        self.openings = 0
        """How often a connection was opened: after a fault, everything may be different."""
        self._terminal = terminal
        self._busy_timeout_s = busy_timeout_s
        self._on_open = on_open
        self._lock = threading.RLock()
        self._connection: sa.Connection | None = None
        self._transaction: Transaction | None = None
        self._snapshots = 0
        self._unsettled = False
        """A commit failed, and nobody knows yet what of it is on the disk."""
        self._closed = False

    @contextmanager
    def transaction(
        self, actor: str | None = None, action: str | None = None, *, default: str = NOBODY
    ) -> Iterator[Transaction]:
        """All or nothing, durable on leaving; joins the transaction open in this thread, if any.

        `default` is the action written where neither this block nor one around it names one.
        """
        with self._held():
            if self._transaction is not None:
                with self._transaction.part(actor, action) as transaction:
                    yield transaction
                return
            with self._begun(actor, action or default) as transaction:
                yield transaction

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """The connection, for a single statement."""
        with self._held():
            connection = self._ready()
            try:
                yield connection
            except errors.StoreUnavailable as error:
                if not self._in_use and not isinstance(error, _HARMLESS):
                    self._disconnect()
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sa.Connection]:
        """The connection, for several statements that must see one state."""
        with self.reading() as connection:
            if self._in_use:
                yield connection
                return
            self.engine.begin_read(connection)
            self._snapshots += 1
            try:
                yield connection
            finally:
                self._snapshots -= 1
                self.engine.rollback(connection)

    def purge(self) -> None:
        """Leave nothing in the files of what was removed or changed."""
        with self.reading() as connection:
            if self._in_use:
                raise errors.TransactionAbandoned(
                    N_("the files cannot be purged while a reading or a change is open")
                )
            self.engine.purge(connection)

    def close(self) -> None:
        """Close the connection for good; a transaction still open is rolled back."""
        with self._held():
            self._closed = True
            self._disconnect()

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Not offered: it would read every document there is; use the tables."""
        raise NotImplementedError("documents are read through tables")

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Not offered: it would rewrite every document there is; use the tables."""
        raise NotImplementedError("documents are written through tables")

    @contextmanager
    def _held(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=self._busy_timeout_s):
            raise errors.StoreBusy(
                N_("the store {place} is busy: another part of this program holds it"),
                N_("try again; if it lasts, restart this terminal"),
                place=self.engine.place,
            )
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def _begun(self, actor: str | None, action: str) -> Iterator[Transaction]:
        connection = self._ready()
        if self._snapshots:
            raise errors.TransactionAbandoned(N_("a change cannot begin while a reading is open"))
        self.engine.begin_write(connection)
        origin = origin_now(self._terminal, actor, action)
        transaction = Transaction(connection, self.ledger, self.engine.place, origin)
        self._transaction = transaction
        try:
            yield transaction
        except BaseException as error:
            self._roll_back(connection, error)
            raise
        else:
            if transaction.failed:
                self._roll_back(connection, None)
                raise errors.TransactionAbandoned(
                    N_("a part of the transaction failed, so nothing was written")
                )
            self._commit(transaction)
        finally:
            self._transaction = None

    def _commit(self, transaction: Transaction) -> None:
        try:
            self.engine.commit(transaction.connection)
        except _HARMLESS as definite:
            # A log without room for the commit's mark, which is written last, holds no commit.
            self._roll_back(transaction.connection, definite)
            raise
        except errors.StoreUnavailable as fault:
            self._find_out(transaction, fault)
        self.commits += 1

    def _find_out(self, transaction: Transaction, fault: errors.StoreUnavailable) -> None:
        """A failed commit may have taken effect: look, with fresh eyes, before anything is written.

        Returns when it did; raises `fault` when it did not, and OutcomeUnknown when that cannot be
        told.
        """
        _log.error("commit failed: %s; opening the store again", fault)
        self._disconnect()
        self._unsettled = True
        try:
            took_effect = transaction.took_effect(self._ready())
        except errors.StoreError as again:
            _log.warning("the store cannot be opened again: %s", again)
            self._disconnect()
            raise errors.OutcomeUnknown(
                N_("writing to {place} failed; it cannot be said yet whether the change is there"),
                N_("repair the disk; the change will be looked for when the store opens again"),
                place=self.engine.place,
            ) from fault
        if not took_effect:
            raise fault
        _log.warning("the commit took effect in spite of the fault")

    def _settle(self, connection: sa.Connection) -> None:
        """After a failed commit, before anything is read or written: what is there must stay.

        What a later commit would append to a log that is not wholly on the disk, a power cut
        could take away with it. Raises StoreBusy where another process keeps the log open.
        """
        if self._unsettled:
            self.engine.settle(connection)
            self._unsettled = False

    def _roll_back(self, connection: sa.Connection, error: BaseException | None) -> None:
        self.ledger.forget()
        try:
            self.engine.rollback(connection)
        except errors.StoreError as fault:
            _log.warning("rolling back failed: %s", fault)
            error = fault
        if isinstance(error, errors.StoreUnavailable) and not isinstance(error, _HARMLESS):
            self._disconnect()

    @property
    def _in_use(self) -> bool:
        """Whether a block of this thread stands on the connection, and must end with it."""
        return self._transaction is not None or self._snapshots > 0

    def _ready(self) -> sa.Connection:
        if self._closed:
            raise errors.StoreClosed(N_("the store {place} is closed"), place=self.engine.place)
        open_now = self._connection
        if open_now is not None and not self._in_use and self.engine.moved(open_now):
            _log.error("the file %s was removed or replaced", self.engine.place)
            self._disconnect()
        if self._connection is None:
            connection = self.engine.connect()
            try:
                self._on_open(connection)
                self._settle(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
            self.openings += 1
        return self._connection

    def _disconnect(self) -> None:
        self.ledger.forget()
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.close()
        except (errors.StoreError, sa.exc.SQLAlchemyError) as fault:
            _log.warning("closing the store failed: %s", fault)
