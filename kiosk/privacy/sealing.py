"""Sealing personal fields: AES-256-GCM under a key of the customer's own.

What is sealed is bound to its place: customer, record, field and version. Copied to another place
it does not open. Nothing here knows where keys or records are kept.
"""

import base64
import secrets
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from keyroom.language import N_
from kiosk.errors import OfficeError

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
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


def new_key() -> bytes:
    """A random key for one customer."""
    return secrets.token_bytes(KEY_BYTES)


def seal(plain: str, key: bytes, place: Place) -> str:
    """`plain`, sealed for its place, as text."""
    return _text(encrypt(plain.encode(), key, place.bound()))


def unseal(sealed: str, key: bytes, place: Place) -> str:
    """What was sealed for this place. Raises SealError."""
    try:
        return decrypt(base64.b64decode(sealed, validate=True), key, place.bound()).decode()
    except (ValueError, InvalidTag) as fault:
        raise SealError(
            N_("a sealed field of {customer} cannot be opened: it was altered or moved"),
            N_("run: keyroom log verify"),
            customer=place.customer,
        ) from fault


def encrypt(plain: bytes, key: bytes, bound: bytes) -> bytes:
    """A random nonce, and the sealed bytes behind it."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def decrypt(sealed: bytes, key: bytes, bound: bytes) -> bytes:
    """What `encrypt` sealed. Raises InvalidTag, ValueError."""
    return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)


def _text(sealed: bytes) -> str:
    return base64.b64encode(sealed).decode("ascii")
