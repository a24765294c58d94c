"""The register of judicial enquiries (司法查询登记): each step a record, refused ones too.

Records are only added; those after the first refer to it. Officers, subject and case are sealed
under a key of the enquiry's own. What was typed is kept from the moment the form is judged: of an
enquiry that was given up before, the register knows that there was one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from tinydb import where

from keyroom.language import N_
from kiosk.errors import OfficeError
from kiosk.person import StaffNo
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.customer_keys import RESERVED, CustomerKeyError
from kiosk.privacy.desk import Cause
from kiosk.privacy.enquiries.enquiry import (
    LOST,
    OVER,
    Enquiry,
    Step,
    form_of,
    open_fields,
    private_text,
)
from kiosk.privacy.enquiries.form import Form
from kiosk.privacy.enquiries.judge import Ground
from kiosk.privacy.sealing import Place, SealError
from kiosk.privacy.vault import Vault
from kiosk.schema import ENQUIRIES
from kiosk.times import moment, stored
from store import Document, Store

KEY_PREFIX: Final = f"{RESERVED}enquiry-"
"""Before an enquiry's id: the name of its key."""


class NoSuchEnquiryError(OfficeError):
    """An id that no enquiry has."""


class NoReceiptError(OfficeError):
    """An enquiry that was neither answered nor refused."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Who writes a record, when, and where."""

    at: datetime
    """UTC."""
    person: StaffNo
    terminal: str


class Enquiries:
    """The enquiries of one office. What writes raises StoreError."""

    def __init__(self, store: Store, vault: Vault) -> None:
        self._store = store
        self._vault = vault

    def begin(self, mark: Mark) -> str:
        """Officers have come; returns the enquiry's id.

        One that this terminal had begun and not ended was cut off: that is recorded first.
        """
        for left in self._under_way(mark.terminal):
            self.abandon(left, mark, Cause.KILLED)
        document = {"at": stored(mark.at), "terminal": mark.terminal, "step": Step.BEGUN.value}
        with self._store.transaction(actor=mark.person, action="enquiry.begun"):
            table = self._store.table(ENQUIRIES)
            return str(table.insert({**document, "person": mark.person}))

    def judge(self, enquiry: str, form: Form, grounds: tuple[Ground, ...], mark: Mark) -> str:
        """The form is whole, and was judged."""
        sealed = self._vault.seal(private_text(form), _place(enquiry))
        more: dict[str, Any] = {**open_fields(form), "sealed": sealed}
        if grounds:
            more["grounds"] = [ground.value for ground in grounds]
        return self._add(enquiry, Step.REFUSED if grounds else Step.ALLOWED, mark, more)

    def approve(self, enquiry: str, by: StaffNo, mark: Mark) -> str:
        """A supervisor has laid his badge."""
        return self._add(enquiry, Step.APPROVED, mark, {"approved_by": by})

    def give(self, enquiry: str, fields: tuple[PersonalField, ...], pages: int, mark: Mark) -> str:
        """The officers have it; returns the record that the receipt proves."""
        given = {"given": [field.value for field in fields], "pages": pages}
        return self._add(enquiry, Step.GIVEN, mark, given)

    def printed(self, enquiry: str, mark: Mark) -> str:
        """The receipt is about to be printed; each time is a record."""
        return self._add(enquiry, Step.PRINTED, mark, {})

    def sign(self, enquiry: str, mark: Mark) -> str:
        """The officers have signed the receipt."""
        return self._add(enquiry, Step.SIGNED, mark, {})

    def abandon(self, enquiry: str, mark: Mark, cause: str) -> str:
        """It was not brought to an end."""
        return self._add(enquiry, Step.ABANDONED, mark, {"cause": cause})

    def get(self, enquiry: str) -> Enquiry:
        """The enquiry with this id. Raises NoSuchEnquiryError."""
        first = self._store.table(ENQUIRIES).get(doc_id=enquiry)
        if first is None or "of" in first:
            raise NoSuchEnquiryError(
                N_("there is no enquiry {enquiry}"),
                N_("see the enquiries with: keyroom enquiries list"),
                enquiry=enquiry,
            )
        return self._told(first)

    def find(self, since: datetime | None = None, until: datetime | None = None) -> list[Enquiry]:
        """The enquiries begun from `since` to before `until`, in the order of their beginning."""
        begun = where("step") == Step.BEGUN.value
        if since is not None:
            begun &= where("at") >= stored(since)
        if until is not None:
            begun &= where("at") < stored(until)
        with self._store.connection():
            return [self._told(first) for first in self._store.table(ENQUIRIES).search(begun)]

    def newest(self, limit: int, person: StaffNo) -> list[Enquiry]:
        """The last ones that this person handled, newest first."""
        theirs = (where("step") == Step.BEGUN.value) & (where("person") == person)
        with self._store.connection():
            firsts = self._store.table(ENQUIRIES).newest(limit, theirs)
            return [self._told(first) for first in firsts]

    def _add(self, enquiry: str, step: Step, mark: Mark, more: Mapping[str, Any]) -> str:
        document = {
            "of": enquiry,
            "at": stored(mark.at),
            "terminal": mark.terminal,
            "step": step.value,
            "person": mark.person,
            **more,
        }
        with self._store.transaction(actor=mark.person, action=f"enquiry.{step}"):
            return str(self._store.table(ENQUIRIES).insert(document))

    def _under_way(self, terminal: str) -> Iterator[str]:
        here = (where("step") == Step.BEGUN.value) & (where("terminal") == terminal)
        table = self._store.table(ENQUIRIES)
        for first in table.newest(1, here):
            enquiry = str(first.doc_id)
            steps = {Step(each["step"]) for each in table.search(where("of") == enquiry)}
            if not steps & {Step.GIVEN, *OVER}:
                yield enquiry

    def _told(self, first: Document) -> Enquiry:
        enquiry = str(first.doc_id)
        told = Enquiry(enquiry, moment(first["at"]), first["terminal"], StaffNo(first["person"]))
        for record in self._store.table(ENQUIRIES).search(where("of") == enquiry):
            told = self._after(told, record)
        return told

    def _after(self, told: Enquiry, record: Document) -> Enquiry:
        step = Step(record["step"])
        if step is Step.PRINTED:
            told = replace(told, prints=told.prints + 1)
        if told.step in OVER:
            return told  # the receipt of a refusal is printed too
        told = replace(told, step=step)
        if "sealed" in record:
            told = replace(told, form=self._form(told.id, record).masked())
        match step:
            case Step.APPROVED:
                return replace(told, approved_by=StaffNo(record["approved_by"]))
            case Step.GIVEN:
                given = tuple(PersonalField(each) for each in record["given"])
                told = replace(told, given=given, pages=record["pages"])
                return _proved(told, record)
            case Step.REFUSED:
                grounds = tuple(Ground(each) for each in record["grounds"])
                return _proved(replace(told, grounds=grounds), record)
            case Step.ABANDONED:
                return replace(told, cause=record["cause"])
            case _:
                return told

    def _form(self, enquiry: str, record: Mapping[str, Any]) -> Form:
        try:
            return form_of(record, self._vault.unseal(record["sealed"], _place(enquiry)))
        except (CustomerKeyError, SealError):
            return form_of(record, LOST)


def _proved(told: Enquiry, record: Document) -> Enquiry:
    return replace(told, ended=moment(record["at"]), proved=str(record.doc_id))


def _place(enquiry: str) -> Place:
    return Place(KEY_PREFIX + enquiry, enquiry, "form")
