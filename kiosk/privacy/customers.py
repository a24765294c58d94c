"""The register of customers: sealed at rest, masked in every list, in clear one at a time."""

import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pypinyin import Style, lazy_pinyin
from tinydb import where

from keyroom.language import N_
from kiosk.errors import BadCellError, OfficeError
from kiosk.person import StaffNo
from kiosk.privacy.customer import Contact, ContactRole, Customer, Personal, PersonalField
from kiosk.privacy.customer_keys import CustomerKeyError
from kiosk.privacy.phone import plain_phone
from kiosk.privacy.sealing import Place, SealError, mark_of
from kiosk.privacy.vault import Vault
from kiosk.records import require_person
from kiosk.schema import CONTACTS, CUSTOMERS
from store import Document, Store

log = logging.getLogger(__name__)

_NO: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,23}")
_FOUND_AT_MOST: Final = 50
"""So many customers a search shows; more means: search more exactly."""
_LAST: Final = chr(0x10FFFF)
"""Comes after every character."""
_DIGESTS: Final = {PersonalField.PHONE: "phone_digest", PersonalField.ID_NUMBER: "id_digest"}


class NoSuchCustomerError(OfficeError):
    """A number that no customer has."""


class CustomerDestroyedError(OfficeError):
    """A customer whose data were destroyed: his number is never given again."""


def customer_no(text: str) -> str:
    """`text` as a customer's number: 1 to 24 letters, digits, dots, hyphens, underscores.

    Raises BadCellError.
    """
    if not _NO.fullmatch(text):
        raise BadCellError(
            N_("“{text}” cannot be a customer's number"),
            N_("use 1 to 24 letters, digits, dots or hyphens, such as G0001"),
            text=text,
        )
    return text


def initials_of(name: str) -> str:
    """The first letters of a name's pinyin: 日喀则分公司 gives rkzfgs."""
    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return re.sub(r"[^0-9a-z]", "", letters.lower())


def find_customer(store: Store, no: str) -> Customer:
    """The customer with this number, destroyed or not. Raises NoSuchCustomerError."""
    for found in store.table(CUSTOMERS).search(where("no") == no):
        return Customer.from_document(found)
    raise NoSuchCustomerError(
        N_("there is no customer {no}"),
        N_("see the customers with: keyroom customers list"),
        no=no,
    )


def require_customer(store: Store, no: str) -> Customer:
    """The customer with this number. Raises NoSuchCustomerError, CustomerDestroyedError."""
    customer = find_customer(store, no)
    if customer.is_destroyed:
        raise CustomerDestroyedError(
            N_("the data of customer {no} were destroyed"),
            N_("give a new customer another number"),
            no=no,
        )
    return customer


class Customers:
    """The customers of one office. What is personal leaves it masked, but for `reveal`."""

    def __init__(self, store: Store, vault: Vault) -> None:
        self._store = store
        self._vault = vault

    def put(self, customer: Customer) -> None:
        """Take in a customer, or what has changed about him; joins the open transaction.

        Raises NoSuchPersonError where nobody is the owner, CustomerDestroyedError.
        """
        require_person(self._store, customer.owner)
        if self.has(customer.no):
            require_customer(self._store, customer.no)
        self._store.table(CUSTOMERS).upsert(customer.to_document(), where("no") == customer.no)

    def add_contact(self, customer: str, role: ContactRole, personal: Personal) -> str:
        """Take in a person of a group; returns the record's id. Joins the open transaction.

        Raises NoSuchCustomerError, CustomerDestroyedError.
        """
        require_customer(self._store, customer)
        record = self._store.new_id()
        document: dict[str, Any] = {
            "customer": customer,
            "role": role.value,
            "sealed": {
                field.value: self._vault.seal(value, Place(customer, record, field.value))
                for field, value in personal.by_field().items()
            },
        }
        for field, name in _DIGESTS.items():
            value = personal.by_field().get(field)
            if value:
                document[name] = self._digest(field, value)
        self._store.table(CONTACTS).insert(Document(document, record))
        return record

    def remove_contacts(self, customer: str) -> None:
        """Let go of the people of a group, whose sealed fields go too. Joins the transaction."""
        self._store.table(CONTACTS).remove(where("customer") == customer)

    def has(self, no: str) -> bool:
        """Whether there is a customer with this number."""
        return self._store.table(CUSTOMERS).contains(where("no") == no)

    def get(self, no: str) -> Customer:
        """The customer with this number. Raises NoSuchCustomerError."""
        return find_customer(self._store, no)

    def destroy(self, customers: Iterable[str], destruction: str) -> list[bytes]:
        """Let go of all that is personal of these customers, for good; joins the transaction.

        What the removed fields are found by, should they lie anywhere: their nonces. Number and
        group stay. Their keys are destroyed afterwards. Raises NoSuchCustomerError,
        CustomerDestroyedError.
        """
        marks = []
        for no in customers:
            require_customer(self._store, no)
            for contact in self._store.table(CONTACTS).search(where("customer") == no):
                marks += [mark_of(sealed) for sealed in contact["sealed"].values()]
            self.remove_contacts(no)
            self._store.table(CUSTOMERS).update({"destruction": destruction}, where("no") == no)
        return marks

    def of_owner(self, owner: StaffNo) -> list[Customer]:
        """An account manager's own, by number."""
        return self._customers(self._store.table(CUSTOMERS).search(where("owner") == owner))

    def all(self) -> list[Customer]:
        """Everybody, by number."""
        return self._customers(self._store.table(CUSTOMERS).all())

    def search(self, text: str) -> list[Customer]:
        """By number, by the beginning of the group's name or of its pinyin initials, by phone.

        A phone and an ID number must be given in full: digests lead to them.
        """
        text = text.strip()
        if not text:
            return []
        same = self._store.table(CUSTOMERS).search(where("no") == text)
        found = [*same, *self._by_digest(text), *self._by_name(text)]
        unique = {document["no"]: document for document in found}
        return self._customers(unique.values())[:_FOUND_AT_MOST]

    def exactly(self, field: PersonalField, value: str) -> list[tuple[str, str]]:
        """Customer and record of each person whose phone or ID number is exactly this."""
        return [(each["customer"], str(each.doc_id)) for each in self._exactly(field, value)]

    def contacts(self, customer: str) -> list[Contact]:
        """The people of a group, masked, in the order in which they were taken in."""
        return [
            self._contact(document, self._opened(document, tuple(PersonalField)).masked())
            for document in self._store.table(CONTACTS).search(where("customer") == customer)
        ]

    def reveal(self, record: str, asked: Iterable[PersonalField]) -> Contact:
        """One person, in clear for the fields that were asked for; the others are masked.

        To be called only after the access was recorded and committed. Raises
        NoSuchCustomerError, CustomerKeyError, SealError.
        """
        document = self._store.table(CONTACTS).get(doc_id=record)
        if document is None:
            raise NoSuchCustomerError(
                N_("there is no record {record} of a customer"),
                N_("open the customer again: it may have been destroyed"),
                record=record,
            )
        wanted = frozenset(asked)
        clear = self._opened(document, tuple(PersonalField))
        masked = clear.masked()
        shown = {
            field.value: getattr(clear if field in wanted else masked, field.value)
            for field in PersonalField
        }
        return self._contact(document, Personal(**shown))

    def _opened(self, document: Document, asked: Iterable[PersonalField]) -> Personal:
        sealed: Mapping[str, str] = document["sealed"]
        customer, record = document["customer"], str(document.doc_id)
        opened = {
            field.value: self._vault.unseal(
                sealed[field.value], Place(customer, record, field.value)
            )
            for field in asked
            if field.value in sealed
        }
        return Personal(**{"name": "", **opened})

    def _contact(self, document: Document, personal: Personal) -> Contact:
        return Contact(
            str(document.doc_id),
            document["customer"],
            ContactRole(document["role"]),
            personal,
        )

    def _by_name(self, text: str) -> list[Document]:
        """By the beginning of the name as it is written, or of its initials; in that order."""
        field, begin = ("initials", initials_of(text)) if text.isascii() else ("group", text)
        if not begin:
            return []
        alike = (where(field) >= begin) & (where(field) < begin + _LAST)
        return self._store.table(CUSTOMERS).first(_FOUND_AT_MOST, alike, by=field)

    def _by_digest(self, text: str) -> list[Document]:
        found: list[Document] = []
        for field in _DIGESTS:
            for contact in self._exactly(field, text):
                found += self._store.table(CUSTOMERS).search(where("no") == contact["customer"])
        return found

    def _exactly(self, field: PersonalField, value: str) -> list[Document]:
        """Those whose digest it is, and of them those whose value it is."""
        digest = self._digest(field, value)
        alike = self._store.table(CONTACTS).search(where(_DIGESTS[field]) == digest)
        return [each for each in alike if self._has(each, field, value)]

    def _has(self, contact: Document, field: PersonalField, text: str) -> bool:
        """Whether it is this value: another one can have the same digest."""
        try:
            value = self._opened(contact, (field,)).by_field().get(field, "")
        except (CustomerKeyError, SealError) as fault:
            log.warning("a field cannot be compared: %s", fault)
            return False
        return _exact(field, value) == _exact(field, text)

    def _digest(self, field: PersonalField, value: str) -> str:
        return self._vault.digest(field.value, _exact(field, value))

    @staticmethod
    def _customers(documents: Iterable[Mapping[str, Any]]) -> list[Customer]:
        found = [Customer.from_document(document) for document in documents]
        return sorted(found, key=lambda customer: customer.no)


def _exact(field: PersonalField, value: str) -> str:
    """A value as it is compared, however it was written."""
    return plain_phone(value) if field is PersonalField.PHONE else value.strip().upper()
