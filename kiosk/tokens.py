"""QR badges: short-lived signed tokens for people who forgot their badge.

A token is the text `KR1` and Base32 of: version (1 byte), office (first 8 bytes of the SHA-256 of
its public token key), issued and expires (4 bytes each, seconds since 1970 UTC, big endian), token
id (8 random bytes), the staff number (ASCII), and an Ed25519 signature (64 bytes) of all that. Only
A-Z and 2-7: QR codes pack that tightly, and it survives scanners that type on any keyboard layout.
"""

import base64
import hashlib
import secrets
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import BadStaffNoError
from kiosk.person import StaffNo, staff_no
from kiosk.refusal import Refusal

PREFIX = "KR1"
_VERSION = 1
_HEAD = struct.Struct(">B8sII8s")
_SIGNATURE_BYTES = 64
_DOMAIN = b"keyroom-badge-token-1\0"
"""Signed before the head, so that this key's signatures mean nothing anywhere else."""


class TokenFault(Enum):
    """Why a scanned text is not a token that opens; the value is the refusal it becomes."""

    NOT_A_TOKEN = None
    """Some other barcode: an unknown credential, not a refused one."""
    FOREIGN = Refusal.FOREIGN
    FORGED = Refusal.FORGED
    EXPIRED = Refusal.EXPIRED
    NOT_YET = Refusal.NOT_YET


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says. Times are aware, UTC, whole seconds."""

    id: str
    """16 upper-case hex digits: the number of the badge that stands for it in the records."""
    person: StaffNo
    issued: datetime
    expires: datetime
    """The first moment at which it opens no more."""


class TokenSigner:
    """Makes and checks the tokens of one office."""

    def __init__(self, secret: bytes) -> None:
        """`secret` is the 32 bytes of the office's token key."""
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self._public = self._key.public_key()
        self._office = hashlib.sha256(self._public.public_bytes_raw()).digest()[:8]

    def issue(self, person: StaffNo, issued: datetime, expires: datetime) -> tuple[Token, str]:
        """A new token and its text, good from `issued` (cut to the second) until `expires`."""
        token = Token(
            id=secrets.token_hex(8).upper(),
            person=person,
            issued=issued.astimezone(UTC).replace(microsecond=0),
            expires=expires.astimezone(UTC).replace(microsecond=0),
        )
        head = _HEAD.pack(
            _VERSION,
            self._office,
            int(token.issued.timestamp()),
            int(token.expires.timestamp()),
            bytes.fromhex(token.id),
        )
        content = head + person.encode("ascii")
        return token, _text(content + self._key.sign(_DOMAIN + content))

    def read(self, text: str, at: datetime) -> Token | TokenFault:
        """The token in a scanned text, if this office signed it and it is good at `at`."""
        raw = _raw(text)
        if raw is None:
            return TokenFault.NOT_A_TOKEN
        content, signature = raw[:-_SIGNATURE_BYTES], raw[-_SIGNATURE_BYTES:]
        version, office, issued, expires, token_id = _HEAD.unpack_from(content)
        if version != _VERSION:
            return TokenFault.NOT_A_TOKEN
        if office != self._office:
            return TokenFault.FOREIGN
        try:
            self._public.verify(signature, _DOMAIN + content)
            person = staff_no(content[_HEAD.size :].decode("ascii"))
        except (InvalidSignature, UnicodeDecodeError, BadStaffNoError):
            return TokenFault.FORGED
        token = Token(
            id=token_id.hex().upper(),
            person=person,
            issued=datetime.fromtimestamp(issued, UTC),
            expires=datetime.fromtimestamp(expires, UTC),
        )
        if at >= token.expires:
            return TokenFault.EXPIRED
        return TokenFault.NOT_YET if at < token.issued else token


def looks_like_token(text: str) -> bool:
    """Whether a scanned text has the shape of a token, of whatever office."""
    return _raw(text) is not None


def _text(raw: bytes) -> str:
    return PREFIX + base64.b32encode(raw).decode("ascii").rstrip("=")


def _raw(text: str) -> bytes | None:
    """The bytes of a text that has a token's shape, else None."""
    # A scanner that types while Caps Lock is on turns the whole text to lower case.
    canonical = text.upper() if text.islower() else text
    if not canonical.startswith(PREFIX):
        return None
    body = canonical.removeprefix(PREFIX)
    try:
        raw = base64.b32decode(body + "=" * (-len(body) % 8))
    except ValueError:
        return None
    # The last character has spare bits, which no signature covers: only zeros are canonical.
    if _text(raw) != canonical or len(raw) <= _HEAD.size + _SIGNATURE_BYTES:
        return None
    return raw
