"""Changes of documents that have no time of their own to be found by: the ledger has it.

Where each stands in the log is kept in memory, some 150 bytes a change: staff, requests, customers
and settings change thousands of times while a log grows by millions.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from kiosk.privacy.log.entry import LogEntry, Origin, change_of
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.times import stored
from store import Place, Store
from store.entry import Entry
from store.schema import CHECKPOINTS

TIMED: Final = frozenset({origin.value for origin in Origin} - {Origin.CHANGE.value})
"""Tables whose documents are entries of the log themselves."""
LEFT_OUT: Final = TIMED | {CHECKPOINTS}
"""Hourly checkpoints are no news."""
NEAR: Final = 20_000
"""So many new entries of the ledger are read through; more are found by their tables."""
_PREFIX: Final = "ledger:"


class Changes:
    """The changes of one office, in the order of the log."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._places: list[Place] = []
        self._size = 0

    def catch_up(self, connection: sa.Connection) -> None:
        """Learn of what was changed since the last time."""
        size = self._store.ledger.size(connection)
        if size < self._size:  # an older copy was put in its place
            self._places, self._size = [], 0
        if size > self._size:
            self._places += map(_place, self._new(connection, size))
            self._places.sort()
            self._size = size

    def page(
        self,
        connection: sa.Connection,
        wanted: LogFilter,
        after: Place | None,
        limit: int,
        most: int,
        *,
        rising: bool,
    ) -> tuple[list[LogEntry], Place | None]:
        """The next entries, and where the looking ended; None at the end of all."""
        found: list[LogEntry] = []
        looked: Place | None = None
        for count, place in enumerate(self._way(wanted, after, rising=rising)):
            if count == most or len(found) == limit:
                return found, looked
            looked = place
            entry = self.entry(connection, place)
            if entry is not None and wanted.passes(entry):
                found.append(entry)
        return found, None

    def entry(self, connection: sa.Connection, place: Place) -> LogEntry | None:
        """The entry at this place; None where it is damaged."""
        entry = self._store.ledger.entry(connection, int(place.id.removeprefix(_PREFIX)))
        return None if entry is None else change_of(place, entry)

    def _new(self, connection: sa.Connection, size: int) -> Iterator[Entry]:
        ledger = self._store.ledger
        if size - self._size <= NEAR:
            entries = ledger.entries_from(connection, self._size)
            return (entry for entry in entries if entry.table not in LEFT_OUT)
        return ledger.about(connection, self._store.all_tables() - LEFT_OUT, self._size)

    def _way(self, wanted: LogFilter, after: Place | None, *, rising: bool) -> Iterator[Place]:
        places = self._places
        first = 0 if wanted.since is None else bisect_left(places, Place(stored(wanted.since), ""))
        end = len(places)
        if wanted.until is not None:
            end = bisect_left(places, Place(stored(wanted.until), ""))
        if rising:
            if after is not None:
                first = max(first, bisect_right(places, after))
            return (places[nth] for nth in range(first, end))
        if after is not None:
            end = min(end, bisect_left(places, after))
        return (places[nth] for nth in range(end - 1, first - 1, -1))


def _place(entry: Entry) -> Place:
    # Of fixed width, so that it sorts as the ledger does.
    return Place(stored(entry.at), f"{_PREFIX}{entry.seq:015}")
