"""All that is known about one entry of the log: what it belongs to, and where it is bound."""

from dataclasses import dataclass
from datetime import datetime

from tinydb import where

from kiosk.attendance.presence import Standing, standing
from kiosk.attendance.sheets.today import today
from kiosk.errors import NoSuchPersonError
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.log.entry import LogEntry, Origin, entry_of
from kiosk.schema import ACCESSES
from store import Place, Store
from store.merkle import leaf_hash
from store.paging import PageRow
from store.schema import CHECKPOINTS


@dataclass(frozen=True, slots=True)
class Seal:
    """An entry's place in the ledger."""

    seq: int
    leaf: str
    """Its hash in the tree, in hexadecimal; empty where the ledger is damaged there."""
    actor: str
    action: str
    size: int | None
    """Of the newest checkpoint that covers it; None where none does yet."""
    signed_at: str | None


@dataclass(frozen=True, slots=True)
class Detail:
    """One entry, opened."""

    entry: LogEntry
    session: LogEntry | None
    """In which it was done."""
    in_session: int
    """Entries of the same session, itself included."""
    standing: Standing | None
    """Where its person was at that moment, as attendance knows it today."""
    seal: Seal


def detail(office: Office, entry: LogEntry) -> Detail:
    """Open an entry."""
    store = office.store
    with store.connection():
        session = None if entry.session is None else _session(office, entry.session)
        return Detail(
            entry=office.log.find(entry),
            session=session,
            in_session=_count(store, entry),
            standing=_standing(office, entry.person, entry.at),
            seal=_seal(store, entry),
        )


def _session(office: Office, session: str) -> LogEntry | None:
    document = office.store.table(ACCESSES).get(doc_id=session)
    if document is None:
        return None
    with office.store.connection() as connection:
        seq = office.store.ledger.last(connection, ACCESSES, session) or 0
    row = PageRow(Place(str(document.get("at")), session), seq, document)
    return office.log.find(entry_of(Origin.ACCESS, row))


def _count(store: Store, entry: LogEntry) -> int:
    if entry.session is None:
        return 0
    return store.table(ACCESSES).count(where("session") == entry.session)


def _standing(office: Office, person: str | None, at: datetime | None) -> Standing | None:
    if person is None or at is None:
        return None
    try:
        days = office.sheets.day(today(office, at), at, StaffNo(person))
    except NoSuchPersonError:
        return None
    return next((standing(each.person, each.result, at) for each in days), None)


def _seal(store: Store, entry: LogEntry) -> Seal:
    with store.connection() as connection:
        found = store.ledger.entry(connection, entry.seq)
    newest = store.table(CHECKPOINTS).newest(1)
    covering = newest[0] if newest and newest[0]["size"] > entry.seq else None
    return Seal(
        seq=entry.seq,
        leaf="" if found is None else leaf_hash(found.leaf()).hex(),
        actor="" if found is None else found.actor,
        action="" if found is None else found.action,
        size=None if covering is None else covering["size"],
        signed_at=None if covering is None else covering["at"],
    )
