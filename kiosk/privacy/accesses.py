"""The access log (BM-7): every session, search, reveal, refusal and lock is a record of its own.

A record is on the disk before anything is shown. Records are only added: how long something was
shown, and why it ended, is a second record that refers to the first.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self

from tinydb import where
from tinydb.queries import QueryInstance

from keyroom.language import N_
from kiosk.person import StaffNo
from kiosk.privacy.customer import PersonalField
from kiosk.schema import ACCESSES
from kiosk.times import moment, stored
from store import Document, Store


class AccessKind(StrEnum):
    """What was done, or tried."""

    SESSION = "session"
    """A person opened the desk; it ended by the cause of the lock."""
    SEARCH = "search"
    CUSTOMER = "customer"
    """A customer's record was opened, masked."""
    REVEAL = "reveal"
    """Fields were shown in clear."""
    PIN = "pin"
    """A PIN that was refused."""
    BADGE = "badge"
    """A badge that was refused at the desk."""
    EXPORT = "export"
    """The access log itself was written to a file."""
    KEYS = "keys"
    """The master key was replaced."""
    PAPER_OUT = "paper_out"
    """An original was handed out; the second person took it."""
    PAPER_BACK = "paper_back"
    """An original came back; the second person brought it."""
    DESTRUCTION = "destruction"
    """Customers' data or originals were destroyed; one entry for each customer."""
    ENQUIRY = "enquiry"
    """A judicial enquiry was answered or refused; the reason is its id."""
    LOG = "log"
    """A reviewer looked at the log."""
    FILTER = "filter"
    """A reviewer looked for something in the log."""
    ENTRY = "entry"
    """A reviewer opened an entry of the log."""


_LASTING: Final = frozenset({AccessKind.CUSTOMER, AccessKind.REVEAL, AccessKind.ENQUIRY})
"""What goes on within a session until something ends it."""


class AccessResult(StrEnum):
    """Whether it was allowed."""

    ALLOWED = "allowed"
    REFUSED = "refused"


ACCESS_NAMES: dict[AccessKind, str] = {
    AccessKind.SESSION: N_("session"),
    AccessKind.SEARCH: N_("search"),
    AccessKind.CUSTOMER: N_("customer opened"),
    AccessKind.REVEAL: N_("shown in clear"),
    AccessKind.PIN: N_("PIN refused"),
    AccessKind.BADGE: N_("badge refused"),
    AccessKind.EXPORT: N_("access log exported"),
    AccessKind.KEYS: N_("master key replaced"),
    AccessKind.PAPER_OUT: N_("original handed out"),
    AccessKind.PAPER_BACK: N_("original brought back"),
    AccessKind.DESTRUCTION: N_("destroyed"),
    AccessKind.ENQUIRY: N_("judicial enquiry"),
    AccessKind.LOG: N_("log opened"),
    AccessKind.FILTER: N_("log searched"),
    AccessKind.ENTRY: N_("log entry opened"),
}
"""How each is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Access:
    """One entry of the access log. It never holds what was shown, only which fields."""

    at: datetime
    """UTC."""
    terminal: str
    kind: AccessKind
    result: AccessResult = AccessResult.ALLOWED
    person: StaffNo | None = None
    session: str | None = None
    customer: str | None = None
    fields: tuple[PersonalField, ...] = ()
    reason: str = ""
    """The person's; of a refusal, why it was refused."""
    second_person: StaffNo | None = None
    """Who authorised it besides (金库模式)."""
    seconds: float | None = None
    """How long it lasted; None while it does."""
    cause: str | None = None
    """Why it ended."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `accesses`; what is not known is left out."""
        document: dict[str, Any] = {
            "at": stored(self.at),
            "terminal": self.terminal,
            "kind": self.kind.value,
            "result": self.result.value,
            "person": self.person,
            "session": self.session,
            "customer": self.customer,
            "fields": [field.value for field in self.fields] or None,
            "reason": self.reason or None,
            "second_person": self.second_person,
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The entry that `to_document` wrote."""
        person, second = document.get("person"), document.get("second_person")
        return cls(
            at=moment(document["at"]),
            terminal=document["terminal"],
            kind=AccessKind(document["kind"]),
            result=AccessResult(document["result"]),
            person=None if person is None else StaffNo(person),
            session=document.get("session"),
            customer=document.get("customer"),
            fields=tuple(PersonalField(field) for field in document.get("fields", ())),
            reason=document.get("reason", ""),
            second_person=None if second is None else StaffNo(second),
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are looked for; what is None does not matter."""

    person: str | None = None
    customer: str | None = None
    customers: Collection[str] | None = None
    """Any of these."""
    of_customers: bool = False
    """Only what was about a customer."""
    kind: AccessKind | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Excluded."""

    def query(self) -> QueryInstance:
        """As the records are asked."""
        condition = where("kind").exists()
        if self.person is not None:
            condition &= where("person") == self.person
        if self.customer is not None:
            condition &= where("customer") == self.customer
        if self.customers is not None:
            condition &= where("customer").one_of(sorted(self.customers))
        if self.of_customers:
            condition &= where("customer").exists()
        if self.kind is not None:
            condition &= where("kind") == self.kind.value
        if self.since is not None:
            condition &= where("at") >= stored(self.since)
        if self.until is not None:
            condition &= where("at") < stored(self.until)
        return condition


class Accesses:
    """The access log of one office."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, access: Access) -> str:
        """Write an entry; it is on the disk when this returns. Raises StoreError: show nothing."""
        actor = access.person or "-"
        with self._store.transaction(actor=actor, action=f"access.{access.kind}"):
            return str(self._store.table(ACCESSES).insert(access.to_document()))

    def end(self, entry: str, seconds: float, cause: str, *, at: datetime, by: str = "-") -> None:
        """Write that something ended, `seconds` after it began."""
        with self._store.transaction(actor=by, action="access.end"):
            self._store.table(ACCESSES).insert(
                {"at": stored(at), "of": entry, "seconds": round(seconds, 3), "cause": cause}
            )

    def find(self, wanted: Wanted) -> list[tuple[str, Access]]:
        """The entries that are wanted with their ids, in the order in which they were made."""
        with self._store.connection():
            return self._whole(self._store.table(ACCESSES).search(wanted.query()))

    def newest(self, wanted: Wanted, count: int) -> list[tuple[str, Access]]:
        """So many of the entries that are wanted, with their ids, the newest first."""
        with self._store.connection():
            return self._whole(self._store.table(ACCESSES).newest(count, wanted.query()))

    def last_viewed(self, customer: str, before: str | None = None) -> Access | None:
        """Who opened the customer's record last, before the entry `before`."""
        opened = (where("customer") == customer) & (where("kind") == AccessKind.CUSTOMER.value)
        newest = self._store.table(ACCESSES).newest(2, opened)
        return next(
            (Access.from_document(each) for each in newest if str(each.doc_id) != before), None
        )

    def unended(self, terminal: str) -> Iterable[str]:
        """What a terminal showed last and nothing ended: it was killed, or lost its power."""
        table = self._store.table(ACCESSES)
        sessions = (where("kind") == AccessKind.SESSION.value) & (where("terminal") == terminal)
        for session in table.newest(1, sessions):
            within = table.search(where("session") == str(session.doc_id))
            lasting = [each for each in within if each["kind"] in _LASTING]
            for each in (*lasting, session):
                if not table.contains(where("of") == str(each.doc_id)):
                    yield str(each.doc_id)

    def newest_session(self, person: StaffNo, but_at: str) -> str | None:
        """The person's newest session at any terminal but `but_at`."""
        whose = (where("person") == person) & (where("kind") == AccessKind.SESSION.value)
        newest = self._store.table(ACCESSES).newest(1, whose & (where("terminal") != but_at))
        return next((str(each.doc_id) for each in newest), None)

    def _whole(self, found: Iterable[Document]) -> list[tuple[str, Access]]:
        return [(str(each.doc_id), self._ended(str(each.doc_id), each)) for each in found]

    def _ended(self, entry: str, document: Mapping[str, Any]) -> Access:
        access = Access.from_document(document)
        for end in self._store.table(ACCESSES).search(where("of") == entry):
            access = replace(access, seconds=end["seconds"], cause=end["cause"])
        return access
