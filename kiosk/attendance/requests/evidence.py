"""What the records know of a person around a time: gathered by itself for a correction (D-12)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from tinydb import where

from kiosk.attendance.sheets.outages import outages
from kiosk.person import StaffNo
from kiosk.schema import BOOTS, PUNCHES, READER_EVENTS
from kiosk.times import stored
from store import Store

AROUND: Final = timedelta(hours=2)


def evidence_around(
    store: Store, person: StaffNo, at: datetime, readers: Sequence[str]
) -> tuple[str, ...]:
    """Ids of the person's other taps around `at`, whatever the door made of them, and of what
    readers and terminals of the entrance reported of an outage then.

    `readers` are those of the entrances.
    """
    start, end = at - AROUND, at + AROUND
    taps = (where("at") >= stored(start)) & (where("at") <= stored(end))
    found = store.table(PUNCHES).search((where("person") == person) & taps)
    for outage in outages(store, readers, start, end):
        if outage.meets(start, end):
            marks = (where("at") >= stored(outage.start)) & (where("at") <= stored(outage.end))
            for table in (READER_EVENTS, BOOTS):
                found += store.table(table).search(marks)
    return tuple(sorted({str(document.doc_id) for document in found}))
