"""The plan books of the office (GZ-3-7, GZ-3-8): adding, taking off, copying what is open."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tinydb import where

from keyroom.language import N_
from kiosk.attendance.requests.employment import require_employed
from kiosk.books.customer_names import CustomerNames
from kiosk.books.entries import PlanEntry
from kiosk.books.item_book import ItemBook
from kiosk.books.items import ItemKind, to_plan
from kiosk.books.purpose import Purpose
from kiosk.books.writers import ADMINISTRATOR, require_writer
from kiosk.cells import parse_name
from kiosk.errors import BookRefusedError, NoSuchItemError
from kiosk.people import People
from kiosk.person import StaffNo
from kiosk.schema import PLANS
from store import Document, Store

LONGEST_NOTE = 500
_PURPOSES = {
    ItemKind.FEEDBACK: Purpose.FEEDBACK,
    ItemKind.PROMISE: Purpose.REQUEST,
}
"""What a visit about an open item is for; else it is a regular one."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of a plan with its document's id."""

    id: str
    entry: PlanEntry


class PlanBook:
    """Everybody's plans of one office."""

    def __init__(self, store: Store, people: People, items: ItemBook, zone: ZoneInfo) -> None:
        self._store = store
        self._people = people
        self._items = items
        self._zone = zone

    def add(
        self,
        person: StaffNo,
        day: date,
        clock: time,
        customer: str,
        purpose: Purpose,
        note: str = "",
        *,
        by: str,
        now: datetime,
        item: str | None = None,
    ) -> Planned:
        """Put a visit on a plan; joins the transaction that is open.

        Raises NoSuchPersonError, NotEntitledError, BookRefusedError, BadCellError.
        """
        return self.keep(
            PlanEntry(
                person,
                day,
                datetime.combine(day, clock, tzinfo=self._zone),
                customer,
                purpose,
                note,
                now,
                by,
                item,
            )
        )

    def keep(self, entry: PlanEntry) -> Planned:
        """Put a line on a plan as it is. Raises what `add` does."""
        owner = self._people.get(entry.person)
        require_writer(None if entry.by == ADMINISTRATOR else self._people.get(entry.by), owner)
        require_employed(owner, "date", entry.day)
        parse_name(entry.customer)
        if len(entry.note) > LONGEST_NOTE:
            raise BookRefusedError(
                "note",
                N_("the note has {length} characters"),
                N_("write at most {most}"),
                length=len(entry.note),
                most=LONGEST_NOTE,
            )
        customer = CustomerNames.read(self._store).number(entry.customer)
        kept = replace(entry, customer=customer)
        with self._store.transaction(actor=entry.by, action="plans.add"):
            if any(_same(other.entry, kept) for other in self.of(entry.day, entry.person)):
                raise BookRefusedError(
                    "customer",
                    N_("{customer} stands on the plan of that time already"),
                    N_("change the time, or take the other off"),
                    customer=entry.customer,
                )
            return Planned(str(self._store.table(PLANS).insert(kept.to_document())), kept)

    def drop(self, plan: str, reason: str, *, by: str) -> Planned:
        """Take a line off a plan, with the reason; it stays in the book.

        Raises NoSuchItemError, NotEntitledError, BookRefusedError.
        """
        with self._store.transaction(actor=by, action="plans.drop"):
            found = self.get(plan)
            require_writer(
                None if by == ADMINISTRATOR else self._people.get(by),
                self._people.get(found.entry.person),
            )
            if not reason.strip():
                raise BookRefusedError(
                    "reason", N_("why is it taken off?"), N_("give the reason in a few words")
                )
            if found.entry.dropped is not None:
                raise BookRefusedError("", N_("this line has been taken off already"))
            self._store.table(PLANS).update({"dropped": reason}, doc_ids=[plan])
            return replace(found, entry=replace(found.entry, dropped=reason))

    def copy_open(
        self, person: StaffNo, day: date, clock: time, *, by: str, now: datetime
    ) -> list[Planned]:
        """Put the person's open items about customers on the plan of a day (GZ-3-7).

        Raises what `add` does.
        """
        with self._store.transaction(actor=by, action="plans.copy"):
            planned = self.of(day, person)
            copied = frozenset(each.entry.item for each in planned if each.entry.item is not None)
            there = {each.entry.customer for each in planned if each.entry.dropped is None}
            added = []
            for owed in to_plan(self._items.all(), copied, person, day):
                item = owed.item
                if item.customer is None or item.customer in there:
                    continue
                there.add(item.customer)
                purpose = _PURPOSES.get(item.kind, Purpose.REGULAR)
                note = item.text[:LONGEST_NOTE]
                added.append(
                    self.add(
                        person,
                        day,
                        clock,
                        item.customer,
                        purpose,
                        note,
                        by=by,
                        now=now,
                        item=owed.id,
                    )
                )
        return added

    def get(self, plan: str) -> Planned:
        """The line with this id. Raises NoSuchItemError."""
        for document in self._store.table(PLANS).get(doc_ids=[plan]):
            return _planned(document)
        raise NoSuchItemError(
            N_("there is no line {plan} on any plan"),
            N_("see the plans with: keyroom plans list"),
            plan=plan,
        )

    def of(self, day: date, person: StaffNo | None = None) -> list[Planned]:
        """The plans of a day, one person's or everybody's, by time; with what was taken off."""
        return self.between(day, day, person)

    def between(self, first: date, last: date, person: StaffNo | None = None) -> list[Planned]:
        """The plans from `first` to `last`, both included, by time."""
        condition = (where("day") >= first.isoformat()) & (where("day") <= last.isoformat())
        if person is not None:
            condition &= where("person") == person
        found = map(_planned, self._store.table(PLANS).search(condition))
        return sorted(found, key=lambda each: (each.entry.at, each.entry.person, each.id))


def _planned(document: Document) -> Planned:
    return Planned(str(document.doc_id), PlanEntry.from_document(document))


def _same(one: PlanEntry, other: PlanEntry) -> bool:
    return one.dropped is None and (one.customer, one.at) == (other.customer, other.at)
