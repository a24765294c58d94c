"""What can go wrong with the store: each fault with its place and its remedy."""
# ruff: noqa: N818 - the names say what happened, as they read after `except`

from keyroom.errors import KeyroomError


class StoreError(KeyroomError):
    """Root of the errors of `store`."""


class StoreUnavailable(StoreError):
    """The store cannot be read or written now: an entrance keeps its taps in the spool."""


class StoreBusy(StoreUnavailable):
    """Another process, or another thread of this one, kept the store longer than we may wait."""


class DiskFull(StoreUnavailable):
    """There is no room for the record."""


class ReadOnly(StoreUnavailable):
    """The file or its folder may not be written by this user."""


class StoreMissing(StoreUnavailable):
    """There is no file at the place, and none was to be made; or it cannot be opened."""


class DiskFault(StoreUnavailable):
    """Reading or writing failed below the engine."""


class Corrupted(StoreUnavailable):
    """The file's structure is damaged, or the ledger's rows do not fit together."""


class NotAStore(StoreUnavailable):
    """The file is something else than a store of this program."""


class WrongOffice(StoreUnavailable):
    """The file is another office's store."""


class FutureVersion(StoreUnavailable):
    """A newer program wrote the file."""


class NotMigrated(StoreUnavailable):
    """The file is of an older schema version, and no backup of it could be made."""


class EngineTooOld(StoreUnavailable):
    """The SQLite library has a fault that can corrupt the file."""


class EngineUnknown(StoreUnavailable):
    """The address names an engine that this program cannot use."""


class OutcomeUnknown(StoreUnavailable):
    """A commit failed and nobody can say yet whether it took effect: ask again by document id."""


class TransactionAbandoned(StoreError):
    """A part of the transaction failed and the failure was swallowed: nothing was written."""


class AppendOnly(StoreError):
    """Documents of this table are never changed or removed."""


class DocumentRefused(StoreError, ValueError):
    """The document cannot be kept as it is; a ValueError too, as TinyDB's own refusals are."""


class SchemaMismatch(StoreError):
    """The file's tables are not those of its schema version: a fault of the program."""


class BackupFailed(StoreError):
    """The copy could not be made, or differs from what it copies."""


class RestoreRefused(StoreError):
    """Restoring would destroy a newer or another ledger."""


class ExchangeRefused(StoreError):
    """The file is not TinyDB's JSON, or holds what the store cannot take."""


class StoreClosed(StoreError):
    """The store was closed before; open it again."""
