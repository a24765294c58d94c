"""The register of original papers (BM-3): what there is, who has it, since when, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from tinydb import where

from keyroom.language import N_
from kiosk.errors import BadCellError, OfficeError
from kiosk.person import StaffNo
from kiosk.privacy.customers import require_customer
from kiosk.privacy.original import (
    LONGEST_LOAN_DAYS,
    HandOver,
    Kept,
    Original,
    OriginalState,
    parse_number,
    parse_words,
)
from kiosk.records import require_person
from kiosk.schema import HANDOVERS, ORIGINALS
from store import Store

_FOUND_AT_MOST: Final = 200
"""So many a list shows; more means: search more exactly."""


class NoSuchOriginalError(OfficeError):
    """A number that no original has."""


class OriginalRefusedError(OfficeError):
    """What cannot be done with this original now."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Between whom it changes hands, when and where."""

    giver: StaffNo
    taker: StaffNo
    at: datetime
    terminal: str


class Originals:
    """The originals of one office. Nothing about them is ever rewritten."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, original: Original, *, by: str) -> Kept:
        """Take one in. Raises BadCellError, OriginalRefusedError, NoSuchCustomerError."""
        parse_number(original.no)
        for words in (original.title, original.place):
            parse_words(words)
        with self._store.transaction(actor=by, action="originals.add"):
            if self._store.table(ORIGINALS).contains(where("no") == original.no):
                raise OriginalRefusedError(
                    N_("there is an original {no} already"),
                    N_("give it another number; none is ever given again"),
                    no=original.no,
                )
            if original.customer is not None:
                require_customer(self._store, original.customer)
            record = self._store.table(ORIGINALS).insert(original.to_document())
        return Kept(str(record), original)

    def get(self, no: str) -> Kept:
        """The original with this number. Raises NoSuchOriginalError."""
        for document in self._store.table(ORIGINALS).search(where("no") == no):
            record = str(document.doc_id)
            moves = self._store.table(HANDOVERS).newest(1, where("original") == record)
            last = HandOver.from_document(moves[0]) if moves else None
            return Kept(record, Original.from_document(document), last)
        raise NoSuchOriginalError(
            N_("there is no original {no}"),
            N_("see the originals with: keyroom originals list"),
            no=no,
        )

    def all(self) -> list[Kept]:
        """Everything that was ever taken in, by number."""
        with self._store.connection():
            documents = self._store.table(ORIGINALS).all()
            last = {
                document["original"]: HandOver.from_document(document)
                for document in self._store.table(HANDOVERS).all()
            }
        found = [
            Kept(str(each.doc_id), Original.from_document(each), last.get(str(each.doc_id)))
            for each in documents
        ]
        return sorted(found, key=lambda kept: kept.original.no)

    def of_customer(self, customer: str) -> list[Kept]:
        """A customer's."""
        found = self._store.table(ORIGINALS).search(where("customer") == customer)
        return [self.get(document["no"]) for document in found]

    def search(self, text: str, today: date) -> list[Kept]:
        """By number, customer, title or place; nothing means everything. Overdue ones first."""
        text = text.strip().casefold()
        found = [kept for kept in self.all() if text in _words(kept.original)]
        return sorted(found, key=lambda kept: _urgency(kept, today))[:_FOUND_AT_MOST]

    def overdue(self, today: date) -> list[Kept]:
        """BM-3: what should have been back before today."""
        return [kept for kept in self.all() if kept.is_overdue(today)]

    def expired(self, today: date) -> list[Kept]:
        """BM-6: what is kept longer than it must be."""
        return [kept for kept in self.all() if kept.is_expired(today)]

    def hand_out(self, no: str, hands: Hands, days: int, today: date) -> None:
        """Give it to somebody for some days. Joins the open transaction.

        Raises NoSuchOriginalError, OriginalRefusedError.
        """
        check_days(days)
        kept = self._now(no, OriginalState.IN, N_("the original {no} is not in its place"))
        due = today + timedelta(days=days)
        self._hand_over(kept, hands, OriginalState.OUT, due)

    def take_back(self, no: str, hands: Hands) -> None:
        """Put it back, whoever brings it. Joins the open transaction. Raises as `hand_out`."""
        kept = self._now(no, OriginalState.OUT, N_("the original {no} was not handed out"))
        self._hand_over(kept, hands, OriginalState.IN)

    def destroy(self, numbers: Iterable[str], by: StaffNo, at: datetime, terminal: str) -> None:
        """Record that they are no more. Joins the open transaction. Raises as `hand_out`."""
        for no in numbers:
            kept = self._now(no, OriginalState.IN, N_("the original {no} is not in its place"))
            gone = HandOver(OriginalState.DESTROYED, at, by, terminal=terminal)
            self._store.table(HANDOVERS).insert(gone.to_document(kept.id))

    def _now(self, no: str, state: OriginalState, refusal: str) -> Kept:
        kept = self.get(no)
        if kept.state is not state:
            raise OriginalRefusedError(
                refusal, N_("see where it is with: keyroom originals list"), no=no
            )
        return kept

    def _hand_over(
        self, kept: Kept, hands: Hands, state: OriginalState, due: date | None = None
    ) -> None:
        require_person(self._store, hands.giver)
        require_person(self._store, hands.taker)
        if hands.giver == hands.taker:
            raise OriginalRefusedError(
                N_("nobody hands an original to himself"),
                N_("let the other person lay his badge on the reader"),
            )
        moved = HandOver(state, hands.at, hands.giver, hands.taker, due, hands.terminal)
        self._store.table(HANDOVERS).insert(moved.to_document(kept.id))


def check_days(days: int) -> None:
    """Raise BadCellError where it is lent for too long."""
    if not 1 <= days <= LONGEST_LOAN_DAYS:
        raise BadCellError(
            N_("an original is not handed out for {days} days"),
            N_("use 1 to {most}"),
            days=days,
            most=LONGEST_LOAN_DAYS,
        )


def _words(original: Original) -> str:
    return "\n".join(
        (original.no, original.customer or "", original.title, original.place)
    ).casefold()


def _urgency(kept: Kept, today: date) -> tuple[bool, bool, bool, str]:
    """Overdue ones, then others that are out, then those in their place, then what is gone."""
    return (
        not kept.is_overdue(today),
        kept.state is not OriginalState.OUT,
        kept.state is OriginalState.DESTROYED,
        kept.original.no,
    )
