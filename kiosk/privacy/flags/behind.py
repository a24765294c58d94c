"""The records behind a flag, whole: what was done, for how long, and what machines reported."""

from collections.abc import Iterable
from dataclasses import replace

from tinydb import where

from kiosk.attendance.sheets.proofs import MachineNote, proofs
from kiosk.privacy.accesses import Access
from kiosk.schema import ACCESSES
from store import Store

AT_MOST = 200
"""So many are shown; a flag that has more is no less clear."""

Behind = Access | MachineNote


def behind(store: Store, ids: Iterable[str]) -> list[Behind]:
    """The records with these ids, by their time; what is not there is left out."""
    wanted = list(ids)[:AT_MOST]
    with store.connection():
        table = store.table(ACCESSES)
        entries = {str(each.doc_id): each for each in table.get(doc_ids=wanted)}
        ends = {each["of"]: each for each in table.search(where("of").one_of(list(entries)))}
        notes = proofs(store, [each for each in wanted if each not in entries])
    found: list[Behind] = [note for note in notes.values() if isinstance(note, MachineNote)]
    for entry, document in entries.items():
        access = Access.from_document(document)
        if entry in ends:
            end = ends[entry]
            access = replace(access, seconds=end["seconds"], cause=end["cause"])
        found.append(access)
    return sorted(found, key=lambda each: each.at)
