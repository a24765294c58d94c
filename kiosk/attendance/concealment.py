"""Badge numbers that must not lie on a disk in the clear.

An unknown card may be anybody's bank card or house key. The records keep a keyed digest of its
number, enough to see that the same card came twice; the spool, which needs numbers again, keeps
them sealed.
"""

import base64
import hashlib
import hmac

from cryptography.exceptions import InvalidTag

from devices.events import Credential, CredentialKind
from keyroom.language import N_
from kiosk import aead
from kiosk.errors import OfficeError

_DIGEST_BYTES = 16


class SealBrokenError(OfficeError):
    """A sealed number that was altered, or sealed under another key."""


class Concealment:
    """Digests and seals of one office."""

    def __init__(self, secret: bytes) -> None:
        """`secret` is the 32 bytes of the office's digest key."""
        self._digest_key = _derived(secret, b"keyroom-badge-digest-1")
        self._seal_key = _derived(secret, b"keyroom-badge-seal-1")

    def digest(self, credential: Credential) -> str:
        """32 hex digits that are the same for the same credential, and tell nothing else of it."""
        digest = hmac.digest(self._digest_key, str(credential).encode(), "sha256")
        return digest[:_DIGEST_BYTES].hex()

    def seal(self, credential: Credential, place: str) -> str:
        """The credential, sealed for the one place it is kept at, as text."""
        sealed = aead.encrypt(str(credential).encode(), self._seal_key, place.encode())
        return base64.b64encode(sealed).decode("ascii")

    def unseal(self, text: str, place: str) -> Credential:
        """The credential that was sealed for this place. Raises SealBrokenError."""
        try:
            sealed = base64.b64decode(text, validate=True)
            plain = aead.decrypt(sealed, self._seal_key, place.encode())
        except (ValueError, InvalidTag) as fault:
            raise SealBrokenError(
                N_("a sealed badge number cannot be read"),
                N_("put back the key with which it was sealed: {key}"),
                key="keys/digests.key",
            ) from fault
        kind, _, number = plain.decode().partition(":")
        return Credential(CredentialKind(kind), number)


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return hmac.digest(secret, purpose, hashlib.sha256)
