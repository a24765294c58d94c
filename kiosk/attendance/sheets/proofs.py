"""What a line or a request rests on: the records behind its ids, of whatever table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

from kiosk.attendance.punch import Punch
from kiosk.attendance.requests.records import Correction, Finding, Leave, Visit
from kiosk.schema import (
    BOOTS,
    CORRECTIONS,
    FINDINGS,
    LEAVES,
    PUNCHES,
    READER_EVENTS,
    VISITS,
)
from kiosk.times import moment
from store import Store


@dataclass(frozen=True, slots=True)
class MachineNote:
    """What a reader or a terminal reported of itself."""

    at: datetime
    about: str
    """The reader, or the terminal."""
    event: str
    """`down`, `up`, `start`, `stop` or `jump`."""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The note that a document of `reader_events` or `boots` holds."""
        about = document.get("reader") or document["terminal"]
        return cls(moment(document["at"]), about, document["event"])


Proof = Punch | Correction | Leave | Visit | Finding | MachineNote

_TABLES: Final[Mapping[str, Callable[[Mapping[str, Any]], Proof]]] = {
    PUNCHES: Punch.from_document,
    CORRECTIONS: Correction.from_document,
    LEAVES: Leave.from_document,
    VISITS: Visit.from_document,
    FINDINGS: Finding.from_document,
    READER_EVENTS: MachineNote.from_document,
    BOOTS: MachineNote.from_document,
}


def proofs(store: Store, ids: Iterable[str]) -> dict[str, Proof]:
    """The records with these ids, in the order of the ids; what is not there is left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    found = {
        str(document.doc_id): load(document)
        for table, load in _TABLES.items()
        for document in store.table(table).get(doc_ids=wanted)
    }
    return {each: found[each] for each in wanted if each in found}
