"""The visit logs of the office (GZ-3-7b, GZ-3-8, D-27): results, signatures, declarations.

A visit is the request that attendance knows too: once approved, it excuses the slots inside it
(D-18). The log adds what came of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tinydb import where
from tinydb.queries import QueryInstance

from devices.events import Credential, CredentialKind
from keyroom.language import N_
from kiosk.attendance.concealment import Concealment
from kiosk.attendance.requests.employment import require_employed
from kiosk.attendance.requests.kinds import RequestKind
from kiosk.attendance.requests.records import Visit
from kiosk.attendance.requests.register import LIVE
from kiosk.attendance.requests.requests import Requests
from kiosk.books.customer_names import CustomerNames
from kiosk.books.entries import NoVisit, Signature, SignedBy, VisitResult
from kiosk.books.item_book import ItemBook
from kiosk.books.items import ItemKind
from kiosk.books.writers import ADMINISTRATOR, require_writer
from kiosk.cells import parse_name
from kiosk.errors import BookRefusedError
from kiosk.people import People
from kiosk.person import StaffNo
from kiosk.schema import NO_VISITS, VISIT_RESULTS
from store import Store

LONGEST_RESULT = 2000


@dataclass(frozen=True, slots=True)
class LoggedVisit:
    """A visit, and what the log says of it, if anything."""

    id: str
    visit: Visit
    result: VisitResult | None
    first_entered: datetime | None = None
    """When the log first said something of it."""

    @property
    def start(self) -> datetime:
        """Since when the person was on the way: as logged, else as registered."""
        out = None if self.result is None else self.result.out
        return out or self.visit.start


class VisitBook:
    """Everybody's visit log of one office."""

    def __init__(
        self,
        store: Store,
        people: People,
        requests: Requests,
        items: ItemBook,
        concealment: Concealment,
        zone: ZoneInfo,
    ) -> None:
        self._store = store
        self._people = people
        self._requests = requests
        self._items = items
        self._concealment = concealment
        self._zone = zone

    def paper(self, number: str) -> Signature:
        """The signature on a paper of this number. Raises BadCellError."""
        return Signature(SignedBy.PAPER, parse_name(number))

    def card(self, id_number: str) -> Signature:
        """The signature by an ID card that lay on the reader; its number is not kept, only a
        keyed digest that the same card would give again.
        """
        credential = Credential(CredentialKind.CODE, f"id:{id_number.upper()}")
        return Signature(SignedBy.ID_CARD, self._concealment.digest(credential))

    def log(self, result: VisitResult) -> LoggedVisit:
        """Write up a visit; the newest result counts, the former ones stay.

        Its next step becomes an open item. Raises NoSuchRequestError, NotEntitledError,
        BookRefusedError.
        """
        with self._store.transaction(actor=result.by, action="visits.log"):
            matter = self._requests.matter(result.visit, RequestKind.VISIT)
            owner = self._people.get(matter.person)
            by = None if result.by == ADMINISTRATOR else self._people.get(result.by)
            require_writer(by, owner)
            if not matter.state.is_live:
                raise BookRefusedError(
                    "", N_("this visit was rejected or withdrawn"), N_("register it again first")
                )
            _check(result)
            (day, _), former = self._requests.register.days(matter.record), self._of(result.visit)
            kept = replace(result, person=owner.no, day=day)
            self._store.table(VISIT_RESULTS).insert(kept.to_document())
            if kept.next_step and kept.next_step not in {each.next_step for each in former}:
                self._note_next_step(matter.record, kept)
        first = min([kept.entered, *(each.entered for each in former)])
        return LoggedVisit(matter.id, _visit(matter.record), kept, first)

    def sign(self, visit: str, signature: Signature, *, by: str, now: datetime) -> LoggedVisit:
        """Let the customer sign for the solution of a problem. Raises what `log` does."""
        former = self._of(visit)
        if not former or former[-1].is_closed:
            raise BookRefusedError(
                "",
                N_("nothing of this visit waits for a signature"),
                N_("write it up first, and say that it was about a problem"),
            )
        return self.log(replace(former[-1], signature=signature, entered=now, by=by))

    def declare(self, person: StaffNo, day: date, *, by: str, now: datetime) -> NoVisit:
        """Declare a day without a visit (D-27).

        Raises NoSuchPersonError, NotEntitledError, BookRefusedError where there is a visit.
        """
        with self._store.transaction(actor=by, action="visits.none"):
            owner = self._people.get(person)
            require_writer(None if by == ADMINISTRATOR else self._people.get(by), owner)
            require_employed(owner, "date", day)
            if self._requests.find(RequestKind.VISIT, person, LIVE, day, day):
                raise BookRefusedError(
                    "date",
                    N_("{no} has a visit on {day}"),
                    N_("write it up, or withdraw it"),
                    no=person,
                    day=day,
                )
            declared = NoVisit(person, day, now, by)
            if not self.declared(day, day).get((person, day)):
                self._store.table(NO_VISITS).insert(declared.to_document())
        return declared

    def between(self, first: date, last: date, person: StaffNo | None = None) -> list[LoggedVisit]:
        """The visits of these days that were asked for or approved, by their beginning."""
        with self._store.connection():
            matters = self._requests.find(RequestKind.VISIT, person, LIVE, first, last)
            results: dict[str, list[VisitResult]] = {}
            for document in self._store.table(VISIT_RESULTS).search(_days(first, last)):
                results.setdefault(document["visit"], []).append(
                    VisitResult.from_document(document)
                )
        logged = (
            LoggedVisit(
                matter.id,
                _visit(matter.record),
                said[-1] if (said := results.get(matter.id, [])) else None,
                min((each.entered for each in said), default=None),
            )
            for matter in matters
        )
        return sorted(logged, key=lambda each: (each.start, each.visit.asked.person, each.id))

    def declared(self, first: date, last: date) -> Mapping[tuple[StaffNo, date], datetime]:
        """When each declaration about these days was made."""
        found: dict[tuple[StaffNo, date], datetime] = {}
        for document in self._store.table(NO_VISITS).search(_days(first, last)):
            said = NoVisit.from_document(document)
            found.setdefault((said.person, said.day), said.entered)
        return found

    def last_visits(self, names: CustomerNames) -> Mapping[str, date]:
        """The day of each customer's last visit that was written up (GZ-3-9)."""
        last: dict[str, date] = {}
        with self._store.connection():
            visits = {
                matter.id: _visit(matter.record)
                for matter in self._requests.find(RequestKind.VISIT, states=LIVE)
            }
            results = self._store.table(VISIT_RESULTS).all()
        for result in map(VisitResult.from_document, results):
            if result.visit in visits:
                customer = names.number(visits[result.visit].customer)
                last[customer] = max(last.get(customer, date.min), result.day)
        return last

    def _of(self, visit: str) -> Sequence[VisitResult]:
        found = self._store.table(VISIT_RESULTS).search(where("visit") == visit)
        return [VisitResult.from_document(document) for document in found]

    def _note_next_step(self, visit: object, result: VisitResult) -> None:
        self._items.note(
            ItemKind.NEXT_STEP,
            result.person,
            result.next_step,
            by=result.by,
            now=result.entered,
            customer=_visit(visit).customer,
            source=result.visit,
        )


def _days(first: date, last: date) -> QueryInstance:
    return (where("day") >= first.isoformat()) & (where("day") <= last.isoformat())


def _check(result: VisitResult) -> None:
    if not result.result.strip() or len(result.result) > LONGEST_RESULT:
        raise BookRefusedError(
            "result",
            N_("say what came of the visit"),
            N_("write 1 to {most} characters"),
            most=LONGEST_RESULT,
        )
    if result.out is not None and result.back is not None and result.back < result.out:
        raise BookRefusedError(
            "back", N_("the person was back before he left"), N_("check both times")
        )
    if result.signature is not None and not result.problem:
        raise BookRefusedError(
            "signature",
            N_("there is no problem for which the customer would sign"),
            N_("say that the visit was about a problem, or leave the signature out"),
        )


def _visit(record: object) -> Visit:
    if not isinstance(record, Visit):
        raise TypeError(record)
    return record
