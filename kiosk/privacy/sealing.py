"""Sealing personal fields: AES-256-GCM under a key of the customer's own.

What is sealed is bound to its place: customer, record, field and version. Copied to another place
it does not open. Nothing here knows where keys or records are kept.
"""

import base64
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag

from keyroom.language import N_
from kiosk import aead
from kiosk.errors import OfficeError

_PURPOSE: Final = b"keyroom-sealed-field-1"


class SealError(OfficeError):
    """What was sealed was altered, moved, or sealed under another key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed field stands."""

    customer: str
    record: str
    field: str
    version: int = 1

    def bound(self) -> bytes:
        """What the seal is bound to; each part ends where its length says."""
        parts = (self.customer, self.record, self.field, str(self.version))
        return _PURPOSE + b"".join(
            len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts
        )


def seal(plain: str, key: bytes, place: Place) -> str:
    """`plain`, sealed for its place, as text."""
    return _text(aead.encrypt(plain.encode(), key, place.bound()))


def unseal(sealed: str, key: bytes, place: Place) -> str:
    """What was sealed for this place. Raises SealError."""
    try:
        return aead.decrypt(base64.b64decode(sealed, validate=True), key, place.bound()).decode()
    except (ValueError, InvalidTag) as fault:
        raise SealError(
            N_("a sealed field of {customer} cannot be opened: it was altered or moved"),
            N_("run: keyroom log verify"),
            customer=place.customer,
        ) from fault


def mark_of(sealed: str) -> bytes:
    """What a sealed field is found by, wherever it lies: its nonce, random and of no other."""
    return aead.nonce(base64.b64decode(sealed))


def as_stored(mark: bytes) -> bytes:
    """How the mark of a sealed field stands in the text of records."""
    return base64.b64encode(mark)


def _text(sealed: bytes) -> str:
    return base64.b64encode(sealed).decode("ascii")
