"""Who looked at an account manager's customers (BM-7): for him and for whoever supervises.

It names what was seen and never shows it; a customer stands there by number and unit.
"""

from dataclasses import dataclass
from typing import Final

from tinydb import where

from keyroom.language import N_
from kiosk.errors import NotEntitledError
from kiosk.person import Person, StaffNo
from kiosk.privacy.accesses import Access, Accesses, Wanted
from kiosk.privacy.customer import Customer
from kiosk.privacy.desk_rights import may_open_desk
from kiosk.records import find_person, require_person
from kiosk.schema import CUSTOMERS
from store import Document, Store

SHOWN: Final = 200
"""So many of the newest, unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at a customer, or a try that was refused."""

    id: str
    """Of the access, as the ledger proves it."""
    access: Access
    name: str
    """Of who looked; empty where nobody is known."""
    customer: str
    group: str
    """The customer's unit; empty where there is none by this number any more."""
    owner: StaffNo | None


class WhoLooked:
    """The looks at customers of one office."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def told(self, no: str, count: int = SHOWN) -> list[Looked]:
        """What this person may know, the newest first: looks at his own customers, his own looks
        among them; a supervisor's are those at everybody's.

        Raises NoSuchPersonError, and NotEntitledError for whoever has no customers.
        """
        with self._store.connection():
            person = require_person(self._store, no)
            if not may_open_desk(person):
                raise NotEntitledError(
                    N_("{no} {name} has no customers at whom somebody could look"),
                    N_("account managers see their own customers' looks, supervisors see all"),
                    no=person.no,
                    name=person.name,
                )
            wanted = Wanted(customers=self._own(person), of_customers=True)
            found = Accesses(self._store).newest(wanted, count)
            return self._named(found)

    def _own(self, person: Person) -> frozenset[str] | None:
        """The numbers of his customers; None means everybody's."""
        if person.role.supervises:
            return None
        own = self._store.table(CUSTOMERS).search(where("owner") == person.no)
        return frozenset(each["no"] for each in own)

    def _named(self, found: list[tuple[str, Access]]) -> list[Looked]:
        numbers = {access.customer for _entry, access in found if access.customer}
        people = {access.person for _entry, access in found if access.person}
        names = {no: self._name(no) for no in people}
        customers = {no: self._customer(no) for no in numbers}
        return [
            Looked(
                entry,
                access,
                names.get(access.person, "") if access.person else "",
                access.customer,
                "" if customer is None else customer.group,
                None if customer is None else customer.owner,
            )
            for entry, access in found
            if access.customer
            for customer in (customers[access.customer],)
        ]

    def _name(self, no: str) -> str:
        person = find_person(self._store, no)
        return "" if person is None else person.name

    def _customer(self, no: str) -> Customer | None:
        found: list[Document] = self._store.table(CUSTOMERS).search(where("no") == no)
        return Customer.from_document(found[0]) if found else None
