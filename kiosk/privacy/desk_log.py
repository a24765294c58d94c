"""What a desk leaves in the access log: begun before anything is shown, ended at its end."""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from kiosk.clock import Clock
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind, AccessResult
from kiosk.privacy.desk import Cause
from store.errors import StoreError

_SHOWN: Final = (AccessKind.REVEAL, AccessKind.CUSTOMER, AccessKind.ENQUIRY)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Entry:
    id: str
    since: float
    """Boot clock."""


@dataclass(frozen=True, slots=True)
class _End:
    """An end that could not be recorded when it came."""

    entry: str
    seconds: float
    cause: str
    at: datetime
    by: str


@dataclass(slots=True)
class DeskLog:
    """The access log as one terminal writes it. Methods that begin something raise StoreError."""

    accesses: Accesses
    clock: Clock
    terminal: str
    person: StaffNo | None = None
    _open: dict[AccessKind, _Entry] = field(default_factory=dict)
    _owed: list[_End] = field(default_factory=list)

    @property
    def session(self) -> str | None:
        """The record of the session that is open."""
        entry = self._open.get(AccessKind.SESSION)
        return None if entry is None else entry.id

    def end_killed(self) -> None:
        """End what a run before this one could not: it was killed, or lost its power."""
        for entry in self.accesses.unended(self.terminal):
            self.accesses.end(entry, 0, Cause.KILLED, at=self.clock.read().utc)

    def begin(self, access: Access) -> str:
        """Record that something is about to be shown; it lasts until `end` or `end_all`."""
        entry = self.record(access)
        self._open[access.kind] = _Entry(entry, self.clock.read().boot_time_s)
        return entry

    def record(self, access: Access) -> str:
        """Record something that does not last."""
        self._catch_up()
        return self.accesses.add(replace(access, session=self.session))

    def refuse(self, kind: AccessKind, person: StaffNo | None, reason: str, **more: str) -> None:
        """Record that something was refused."""
        refused = replace(self.entry(kind, **more), result=AccessResult.REFUSED, reason=reason)
        self.record(replace(refused, person=person))

    def entry(self, kind: AccessKind, customer: str | None = None) -> Access:
        """An entry of now, to be filled in."""
        return Access(
            at=self.clock.read().utc,
            terminal=self.terminal,
            kind=kind,
            person=self.person,
            customer=customer,
        )

    def end(self, kind: AccessKind, cause: str) -> None:
        """Record that something is shown no more. It is not any more already: nothing is raised.

        Where it cannot be recorded now, it is before anything else is.
        """
        entry = self._open.pop(kind, None)
        if entry is None:
            return
        now = self.clock.read()
        self._owed.append(
            _End(entry.id, now.boot_time_s - entry.since, cause, now.utc, self.person or "-")
        )
        try:
            self._catch_up()
        except StoreError as fault:
            log.error("an end cannot be recorded yet: %s", fault)  # noqa: TRY400 - its line says all

    def end_all(self, cause: str) -> None:
        """The session is over, and everything in it."""
        for kind in (*_SHOWN, AccessKind.SESSION):
            self.end(kind, cause)

    def _catch_up(self) -> None:
        while self._owed:
            end = self._owed[0]
            self.accesses.end(end.entry, end.seconds, end.cause, at=end.at, by=end.by)
            del self._owed[0]
