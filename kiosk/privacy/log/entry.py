"""One entry of the log, whatever table it comes from. Pure: documents in, plain data out.

Nothing is refused: an entry of a kind that only a newer version knows keeps the words it came with,
and a damaged one says that it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from keyroom.language import N_
from kiosk.attendance.answer import ACCEPTED
from kiosk.privacy.accesses import ACCESS_NAMES, AccessKind, AccessResult
from kiosk.schema import ACCESSES, BOOTS, PUNCHES, READER_EVENTS
from kiosk.times import moment
from store.entry import Entry
from store.paging import PageRow, Place

PUNCH: Final = "punch"
READER: Final = "reader"
TERMINAL: Final = "terminal"
CHANGE: Final = "change"
DAMAGED: Final = "damaged"
KIND_NAMES: Final[dict[str, str]] = {
    **{kind.value: ACCESS_NAMES[kind] for kind in AccessKind},
    PUNCH: N_("tap"),
    READER: N_("reader event"),
    TERMINAL: N_("terminal event"),
    CHANGE: N_("change"),
    DAMAGED: N_("damaged record"),
}
"""How each kind is called on screens: message ids. A newer version may know others."""

RESULT_NAMES: Final[dict[str, str]] = {
    AccessResult.ALLOWED.value: N_("allowed"),
    AccessResult.REFUSED.value: N_("refused"),
}
"""How each result is called on screens: message ids."""


class Origin(StrEnum):
    """The table that an entry is read from; the ledger's for changes of all the others."""

    ACCESS = ACCESSES
    PUNCH = PUNCHES
    READER = READER_EVENTS
    TERMINAL = BOOTS
    CHANGE = "ledger"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What happened, as a line of the log. Of personal data, it holds what the record holds."""

    place: Place
    """Its moment as text, and its id: the order of the log."""
    seq: int
    """Its place in the ledger."""
    origin: Origin
    kind: str
    person: str | None = None
    terminal: str = ""
    customer: str | None = None
    result: str = ""
    reason: str = ""
    fields: tuple[str, ...] = ()
    second_person: str | None = None
    session: str | None = None
    seconds: float | None = None
    cause: str | None = None
    about: tuple[str, str] | None = None
    """The table and the document that were changed."""

    @property
    def id(self) -> str:
        """Of its document."""
        return str(self.place.id)

    @property
    def at(self) -> datetime | None:
        """UTC; None where the record holds something else."""
        try:
            return moment(self.place.at)
        except ValueError:
            return None

    @property
    def is_refused(self) -> bool:
        """Whether somebody was told no."""
        return self.result == AccessResult.REFUSED


def entry_of(origin: Origin, row: PageRow) -> LogEntry:
    """The entry that a row of a page is."""
    if row.document is None:
        return LogEntry(row.place, row.seq, origin, DAMAGED)
    return _MADE[origin](row.place, row.seq, row.document)


def change_of(place: Place, entry: Entry) -> LogEntry:
    """The entry that a change of any other document is: the ledger says who made it."""
    return LogEntry(
        place,
        entry.seq,
        Origin.CHANGE,
        CHANGE,
        person=None if entry.actor == "-" else entry.actor,
        terminal=entry.terminal,
        result=AccessResult.ALLOWED,
        reason=entry.action,
        about=(entry.table, entry.doc),
    )


def _access(place: Place, seq: int, document: Mapping[str, Any]) -> LogEntry:
    return LogEntry(
        place,
        seq,
        Origin.ACCESS,
        _text(document, "kind") or DAMAGED,
        person=_text(document, "person"),
        terminal=_text(document, "terminal") or "",
        customer=_text(document, "customer"),
        result=_text(document, "result") or "",
        reason=_text(document, "reason") or "",
        fields=tuple(str(each) for each in _list(document, "fields")),
        second_person=_text(document, "second_person"),
        session=_text(document, "session"),
    )


def _punch(place: Place, seq: int, document: Mapping[str, Any]) -> LogEntry:
    result = _text(document, "result")
    return LogEntry(
        place,
        seq,
        Origin.PUNCH,
        PUNCH,
        person=_text(document, "person"),
        terminal=_text(document, "terminal") or "",
        result=AccessResult.ALLOWED if result in ACCEPTED else AccessResult.REFUSED,
        reason=_text(document, "reason") or ("" if result in ACCEPTED else result or ""),
    )


def _reader(place: Place, seq: int, document: Mapping[str, Any]) -> LogEntry:
    return LogEntry(
        place,
        seq,
        Origin.READER,
        READER,
        terminal=_text(document, "terminal") or _text(document, "reader") or "",
        reason=_text(document, "event") or "",
    )


def _terminal(place: Place, seq: int, document: Mapping[str, Any]) -> LogEntry:
    return LogEntry(
        place,
        seq,
        Origin.TERMINAL,
        TERMINAL,
        terminal=_text(document, "terminal") or "",
        reason=_text(document, "event") or "",
    )


_MADE: Final = {
    Origin.ACCESS: _access,
    Origin.PUNCH: _punch,
    Origin.READER: _reader,
    Origin.TERMINAL: _terminal,
}


def _text(document: Mapping[str, Any], name: str) -> str | None:
    value = document.get(name)
    return value if isinstance(value, str) else None


def _list(document: Mapping[str, Any], name: str) -> list[object]:
    value = document.get(name)
    return value if isinstance(value, list) else []
