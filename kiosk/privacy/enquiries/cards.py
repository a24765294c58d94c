"""What a resident ID card is worth that an officer has laid on the reader. Pure."""

from collections.abc import Iterable
from datetime import date

from devices.id_document import IdDocument, IdKind
from kiosk.id_number import IdNumber, check, is_old_foreigner_number
from kiosk.privacy.enquiries.form import Officer


def is_expired(card: IdDocument, today: date) -> bool:
    """Whether the card is not valid today: its last day is over, or its first has not come."""
    return today < card.valid_from or (card.valid_to is not None and card.valid_to < today)


def has_true_number(card: IdDocument, today: date) -> bool:
    """Whether the number is formed as this kind of card has it, and its check digit is right."""
    if card.kind is IdKind.FOREIGNER_2017:
        return is_old_foreigner_number(card.number)
    return isinstance(check(card.number, today), IdNumber)


def is_among(officer: Officer, seen: Iterable[Officer]) -> bool:
    """Whether this person, or this work ID, was seen already."""
    return any(
        officer.id_number == each.id_number or (officer.work_id and officer.work_id == each.work_id)
        for each in seen
    )
