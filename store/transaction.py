"""One open write transaction: whose it is, what it changed, and whether it may still commit."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import sqlalchemy as sa

from keyroom.language import N_
from store import errors
from store.entry import EntryFormatError, parse
from store.ledger import Change, Ledger, Origin

NOBODY = "-"
"""Actor or action of a change that nobody claimed."""


class Transaction:
    """What happens between BEGIN and COMMIT, in one thread."""

    def __init__(
        self, connection: sa.Connection, ledger: Ledger, place: str, origin: Origin
    ) -> None:
        self.connection = connection
        self.failed = False
        """A part of it raised: what is left may not be committed, whoever swallowed the error."""
        self._ledger = ledger
        self._place = place
        self._origin = origin
        self._last: tuple[int, Origin, Change] | None = None

    @contextmanager
    def part(self, actor: str | None, action: str | None) -> Iterator["Transaction"]:
        """A nested block: its own actor and action stand in its entries, where it names any."""
        outer = self._origin
        self._origin = Origin(
            outer.at, outer.terminal, actor or outer.actor, action or outer.action
        )
        try:
            yield self
        except BaseException:
            self.failed = True
            raise
        finally:
            self._origin = outer

    def record(self, changes: Sequence[Change]) -> int:
        """Append the ledger's entries for `changes`, if any; returns the first one's `seq`."""
        if not changes:
            return 0
        try:
            first = self._ledger.append(self.connection, self._origin, changes)
        except EntryFormatError as error:
            raise errors.DocumentRefused(
                N_("a control character stands in a name that the ledger keeps: {reason}"),
                reason=str(error),
            ) from error
        self._last = (first + len(changes) - 1, self._origin, changes[-1])
        return first

    def last_entry(self, table: str, doc: str) -> int | None:
        """`seq` of the newest entry about a document; None when there never was one."""
        return self._ledger.last(self.connection, table, doc)

    def took_effect(self, connection: sa.Connection) -> bool:
        """Whether the last entry is there, read by a connection opened after the commit failed.

        Digests are salted: an entry that says the same is the same.
        """
        if self._last is None:
            return False
        seq, origin, change = self._last
        table = Ledger.table
        leaf = connection.execute(sa.select(table.c.leaf).where(table.c.seq == seq)).scalar()
        if leaf is None:
            return False
        entry = parse(leaf)
        return (
            Change(entry.table, entry.doc, entry.digest, entry.prev) == change
            and Origin(entry.at, entry.terminal, entry.actor, entry.action) == origin
        )


def origin_now(terminal: str, actor: str | None, action: str) -> Origin:
    """The origin of a transaction that begins now."""
    return Origin(datetime.now(UTC), terminal, actor or NOBODY, action)
