"""SQLite as an `engine.Engine`: the library, the file, the settings, the transactions."""

import errno
import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pysqlite3
import sqlalchemy as sa
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import NullPool

from keyroom.language import N_
from store import errors
from store.durable_files import sync_folder
from store.sqlite_errors import BUSY, busy, read_only, translated
from store.sqlite_json import SqliteJson
from store.sqlite_settings import CONNECTION_SETTINGS, FILE_SETTINGS

if TYPE_CHECKING:
    from store.engine import JsonSql

OLDEST_LIBRARY: Final = (3, 51, 3)
"""Before it, two connections in WAL mode can corrupt the file (the WAL-reset fault)."""

APPLICATION_ID: Final = int.from_bytes(b"KYRM", "big")
FORMAT: Final = 1
"""Version of the file's own layout: how documents and ledger lie in it."""

_RETRY_S: Final = 0.02
_FILE: Final = "file"
"""Where a connection keeps which file it has open."""

Version = tuple[int, ...]


def linked_library() -> Version:
    """Version of the SQLite library this process uses."""
    version: Version = pysqlite3.sqlite_version_info
    return version


class Sqlite:
    """One SQLite file. `place` is its path."""

    def __init__(
        self,
        path: Path,
        busy_timeout_s: float,
        *,
        read_only: bool = False,
        library: Callable[[], Version] = linked_library,
    ) -> None:
        self.json: JsonSql = SqliteJson()
        self.path = path
        self._busy_timeout_s = busy_timeout_s
        self._read_only = read_only
        self._library = library

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self.path)

    def prepare(self, *, create: bool) -> None:
        """Check the library; make an empty file, for this user alone, where there is none."""
        self._require_library()
        if self.path.is_file():
            self._require_access()
            return
        if not create or not self.path.parent.is_dir() or self.path.exists():
            raise errors.StoreMissing(
                N_("there is no store at {place}"),
                N_("check the path, or make a new office with `keyroom init`"),
                place=self.place,
            )
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            sync_folder(self.path.parent)
        except OSError as error:
            raise errors.ReadOnly(
                N_("no store can be made at {place}: {reason}"),
                N_("check who owns the folder, and whether the disk is full or read-only"),
                place=self.place,
                reason=error.strerror,
            ) from error

    def connect(self) -> sa.Connection:
        """A connection in autocommit mode with every setting made."""
        engine = sa.create_engine(
            "sqlite://",
            module=pysqlite3,
            creator=self._open,
            poolclass=NullPool,
            hide_parameters=True,  # they may be personal, and errors are logged
            isolation_level="AUTOCOMMIT",
        )
        sa.event.listen(engine, "handle_error", self._translate)
        connection = engine.connect()
        try:
            self._refuse_foreign(connection)
            self._patiently(lambda: self._configure(connection))
        except BaseException:
            connection.close()
            raise
        connection.info[_FILE] = _identity(self.path)
        return connection

    def moved(self, connection: sa.Connection) -> bool:
        """SQLite would go on writing to a file that was deleted or replaced."""
        try:
            return bool(_identity(self.path) != connection.info[_FILE])
        except OSError:
            return True

    def begin_read(self, connection: sa.Connection) -> None:
        """The first statement fixes the state that all see."""
        connection.exec_driver_sql("BEGIN DEFERRED")

    def begin_write(self, connection: sa.Connection) -> None:
        """IMMEDIATE: a transaction that starts by reading could not always be upgraded."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def commit(self, connection: sa.Connection) -> None:
        """With synchronous=FULL the log is on disk when this returns."""
        connection.exec_driver_sql("COMMIT")

    def rollback(self, connection: sa.Connection) -> None:
        """SQLite itself rolls back after some faults."""
        if connection.connection.in_transaction:
            connection.exec_driver_sql("ROLLBACK")

    def settle(self, connection: sa.Connection) -> None:
        """Carry the whole log into the file, and empty the log.

        After a failed fsync the log may be readable and yet not on disk, or hold a commit that
        only a later recovery would find. Writing all of it into the file, synced, and truncating
        it leaves one answer.
        """
        prevented, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        if prevented:
            raise busy(self.place)

    def purge(self, connection: sa.Connection) -> None:
        """Empty the log, write the file anew without its free pages, and empty the log of that.

        The log keeps what a page held before a removal, and an open reader keeps the log.
        """
        self.settle(connection)
        connection.exec_driver_sql("VACUUM")
        self.settle(connection)

    def commit_count(self, connection: sa.Connection) -> int:
        """`data_version` leaves this connection's own commits out."""
        count: int = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
        return count

    def is_new(self, connection: sa.Connection) -> bool:
        """Whether the file has no tables yet."""
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        return bool(tables == 0)

    def mark(self, connection: sa.Connection) -> None:
        """In the file's header, where other programs look too."""
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")

    def table_names(self, connection: sa.Connection) -> list[str]:
        """SQL names of the tables that exist."""
        return sa.inspect(connection).get_table_names()

    def damage(self, connection: sa.Connection) -> Sequence[str]:
        """`integrity_check`: structure, indexes, and every declared column's type."""
        lines = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return [] if lines == ["ok"] else list(lines)

    def _require_access(self) -> None:
        """SQLite itself would only say that it cannot open some file."""
        if not self._read_only and not all(
            os.access(path, os.W_OK) for path in (self.path, self.path.parent)
        ):
            raise read_only(self.place)

    def copy_to(self, target: Path) -> None:
        """VACUUM INTO: one state, while others write, without what was deleted before."""
        # Made first, for its owner alone: SQLite would use the process's ordinary mode.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with closing(self.connect()) as connection:
                connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
            with target.open("rb+") as file:
                os.fsync(file.fileno())
        except errors.DiskFull as fault:  # the copy's disk: the store's own is only read
            target.unlink()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target)) from fault
        except BaseException:
            target.unlink()
            raise

    def overwrite_from(self, source: "Sqlite") -> None:
        """Put the content of another file in the place of this one's, in one transaction.

        Other processes may go on: their next statement sees the new content. Raises OSError.
        """
        with closing(source.connect()) as origin, closing(self.connect()) as target:
            deadline = time.monotonic() + self._busy_timeout_s

            def give_up(status: int, remaining: int, total: int) -> None:
                del remaining, total
                if status in BUSY and time.monotonic() > deadline:
                    raise busy(self.place)

            try:
                _driver(origin).backup(_driver(target), progress=give_up, sleep=_RETRY_S)
            except pysqlite3.Error as fault:  # of all the driver's errors, these bear no code
                raise OSError(errno.EIO, str(fault), self.place) from fault

    def _configure(self, connection: sa.Connection) -> None:
        settings = dict(CONNECTION_SETTINGS)
        settings["busy_timeout"] = round(self._busy_timeout_s * 1000)
        if not self._read_only:
            settings |= FILE_SETTINGS
        for name, value in settings.items():
            connection.exec_driver_sql(f"PRAGMA {name} = {value}")

    def _require_library(self) -> None:
        if self._library() < OLDEST_LIBRARY:
            raise errors.EngineTooOld(
                N_("the SQLite library {found} can corrupt a store; the oldest to use is {needed}"),
                N_("install the locked requirements again; remove pysqlite3-binary if it is there"),
                found=_dotted(self._library()),
                needed=_dotted(OLDEST_LIBRARY),
            )

    def _open(self) -> object:
        # Never mode=rwc: a file that vanished is an error, not a new empty store.
        mode = "ro" if self._read_only else "rw"
        return pysqlite3.connect(
            f"file:{quote(str(self.path.absolute()))}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=self._busy_timeout_s,
        )

    def _translate(self, context: ExceptionContext) -> BaseException | None:
        return translated(context.original_exception, self.place)

    def _refuse_foreign(self, connection: sa.Connection) -> None:
        """Look before any setting is made: some of them write to the file."""
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if application != APPLICATION_ID and not self.is_new(connection):
            raise errors.NotAStore(
                N_("{place} is a database of another program"),
                N_("check the path"),
                place=self.place,
            )
        if version > FORMAT:
            raise future_version(self.place, version, FORMAT)

    def _patiently(self, step: Callable[[], None]) -> None:
        """Some steps report busy without waiting themselves."""
        deadline = time.monotonic() + self._busy_timeout_s
        while True:
            try:
                return step()
            except errors.StoreBusy:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_RETRY_S)


def future_version(place: str, found: int, known: int) -> errors.FutureVersion:
    """The error for a file of a newer program, of its layout or of its schema."""
    return errors.FutureVersion(
        N_("{place} was written by a newer Keyroom (version {found}; this one knows {known})"),
        N_("update this terminal; nothing was changed"),
        place=place,
        found=found,
        known=known,
    )


def _driver(connection: sa.Connection) -> Any:  # noqa: ANN401 - pysqlite3 has no types
    return connection.connection.driver_connection


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))
