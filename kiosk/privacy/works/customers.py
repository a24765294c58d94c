"""Work with customers: the own list, search, a record, a reveal and its reason (BM-2, BM-7)."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from keyroom.errors import KeyroomError
from kiosk.holder import Holder
from kiosk.person import StaffNo
from kiosk.privacy.access_words import CLOSED, Reason, is_reason
from kiosk.privacy.accesses import AccessKind
from kiosk.privacy.customer import Contact, Customer, PersonalField
from kiosk.privacy.desk_rights import needs_second
from kiosk.privacy.masking import mask_numbers, mask_search
from kiosk.privacy.works.page import Page
from kiosk.privacy.works.work import OTHER_S, Session, Work
from store.errors import StoreError

log = logging.getLogger(__name__)


class Told(StrEnum):
    """What there is to say besides: why it was refused, or what is waited for."""

    SECOND_ASKED = "second_asked"
    SECOND_LAPSED = "second_lapsed"
    NOTHING_FOUND = "nothing_found"
    NO_REASON = "no_reason"
    GONE = "gone"
    """The record cannot be opened: altered, or its key is away."""
    DESTROYED = "destroyed"
    """Nothing but number and group is left (BM-6)."""


@dataclass(frozen=True, slots=True)
class Viewed:
    """Who opened a record last, before now."""

    person: StaffNo
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """An open customer: his people are masked."""

    customer: Customer
    contacts: tuple[Contact, ...]
    last: Viewed | None
    second: StaffNo | None = None
    """Who authorised it besides."""


@dataclass(frozen=True, slots=True)
class CustomersPage(Page):
    """A list of customers, and what is open of it."""

    owner: StaffNo
    """Who is at work: the customers of others say whose they are."""
    customers: tuple[Customer, ...] = ()
    """His own, or what a search has found."""
    searched: bool = False
    record: Record | None = None
    shown: Contact | None = None
    """One person, in clear for the fields that were asked for."""
    told: Told | None = None

    @property
    def customer(self) -> str | None:
        """Whose record is open."""
        return None if self.record is None else self.record.customer.no


@dataclass(frozen=True, slots=True)
class _Asked:
    """Another manager's customer, for whom a second person's badge is awaited."""

    customer: str
    until: float


class CustomerWork(Work):
    """Every opening, search and reveal is a record before it is on the page."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._customers = session.customers
        self._log = session.log
        self._page = CustomersPage(session.person.no)
        self._asked: _Asked | None = None

    @property
    def page(self) -> CustomersPage:
        """The list, the record, the person in clear."""
        return self._page

    def begin(self) -> None:
        """Show the person's own."""
        self._page = self._own()

    def put_away(self) -> None:
        """Close what is open."""
        self.close()

    def search(self, text: str) -> None:
        """By number, group, initials, exact phone; nothing means the person's own again."""
        self.close()
        text = text.strip()
        if not text:
            self._page = self._own()
            return
        self._log.record(replace(self._log.entry(AccessKind.SEARCH), reason=mask_search(text)))
        found = tuple(self._customers.search(text))
        told = None if found else Told.NOTHING_FOUND
        self._page = CustomersPage(self._page.owner, found, searched=True, told=told)

    def open(self, no: str) -> None:
        """Open a customer's record, or ask for the second person who authorises it."""
        self.close()
        try:
            customer = self._customers.get(no)
        except KeyroomError as fault:
            self._cannot(fault)
            return
        if customer.is_destroyed:
            self._destroyed(no)
            return
        if not needs_second(self._session.person, customer):
            self._open(no, None)
            return
        self._asked = _Asked(no, self._session.now() + OTHER_S)
        self._page = replace(self._page, told=Told.SECOND_ASKED)

    def takes(self, holder: Holder) -> bool:
        """The second person's, while it is waited for."""
        second, asked = holder.person, self._asked
        if asked is None or second is None:
            return False
        if not self._session.badges.is_second(holder, self._session.person):
            return False
        self._open(asked.customer, second.no)
        return True

    def tick(self) -> None:
        """A second person who has not come by now will not; what is destroyed is not open."""
        opened = self._page.customer
        if opened is not None and self._customers.get(opened).is_destroyed:
            self.close()
            self._page = replace(self._page, told=Told.DESTROYED)
        if self._asked is not None and self._session.now() >= self._asked.until:
            self._lapse(Told.SECOND_LAPSED)

    def reveal(self, record: str, fields: Iterable[PersonalField], reason: str) -> None:
        """Show fields of one person of the open record in clear."""
        opened, asked, reason = self._page.record, tuple(fields), reason.strip()
        if opened is None or not asked or record not in {each.id for each in opened.contacts}:
            return
        self.hide()
        if not is_reason(reason):
            self._page = replace(self._page, told=Told.NO_REASON)
            return
        self._log.begin(
            replace(
                self._log.entry(AccessKind.REVEAL, opened.customer.no),
                fields=asked,
                reason=reason if reason in set(Reason) else mask_numbers(reason),
                second_person=opened.second,
            )
        )
        try:
            shown = self._customers.reveal(record, asked)
        except StoreError:
            raise
        except KeyroomError as fault:
            self._log.end(AccessKind.REVEAL, Told.GONE)
            self._cannot(fault)
            return
        self._page = replace(self._page, shown=shown, told=None)

    def hide(self) -> None:
        """Show nothing in clear any more."""
        self._page = replace(self._page, shown=None, told=None)
        self._log.end(AccessKind.REVEAL, CLOSED)

    def close(self) -> None:
        """Back to the list; also from waiting for a second person."""
        if self._asked is not None:
            self._lapse(None)
        self.hide()
        self._page = replace(self._page, record=None)
        self._log.end(AccessKind.CUSTOMER, CLOSED)
        self._session.hold(None)

    def _own(self) -> CustomersPage:
        owner = self._session.person.no
        return CustomersPage(owner, tuple(self._customers.of_owner(owner)))

    def _open(self, no: str, second: StaffNo | None) -> None:
        self._asked = None
        try:
            customer = self._customers.get(no)
            entry = self._log.begin(
                replace(self._log.entry(AccessKind.CUSTOMER, no), second_person=second)
            )
            if customer.is_destroyed:
                self._log.end(AccessKind.CUSTOMER, Told.DESTROYED)
                self._page = replace(self._page, told=Told.DESTROYED)
                return
            contacts = tuple(self._customers.contacts(no))
        except StoreError:
            raise
        except KeyroomError as fault:
            self._log.end(AccessKind.CUSTOMER, Told.GONE)
            self._cannot(fault)
            return
        record = Record(customer, contacts, self._viewed(no, entry), second)
        if self._session.hold(no):
            self._page = replace(self._page, record=record, told=None)

    def _destroyed(self, no: str) -> None:
        self._log.refuse(AccessKind.CUSTOMER, self._log.person, Told.DESTROYED, customer=no)
        self._page = replace(self._page, told=Told.DESTROYED)

    def _viewed(self, no: str, but: str) -> Viewed | None:
        last = self._log.accesses.last_viewed(no, but)
        if last is None or last.person is None:
            return None
        person = self._session.office.people.find(last.person)
        return Viewed(last.person, "" if person is None else person.name, last.at)

    def _lapse(self, told: Told | None) -> None:
        """Nobody has authorised it."""
        asked, self._asked = self._asked, None
        self._page = replace(self._page, told=told)
        if asked is not None:
            lapsed = Told.SECOND_LAPSED
            self._log.refuse(AccessKind.CUSTOMER, self._log.person, lapsed, customer=asked.customer)

    def _cannot(self, fault: KeyroomError) -> None:
        log.error("a customer's record cannot be opened: %s", fault)
        self._page = replace(self._page, told=Told.GONE)
