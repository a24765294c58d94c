"""What opens customers' data: the master key and the file of the customers' keys.

Loaded by desk and review, and by commands about customers; never by entrance or wall.
"""

import hmac
import os
from collections.abc import Mapping
from typing import Final, Self

from kiosk.home import Home
from kiosk.privacy.customer_keys import RESERVED, CustomerKeys
from kiosk.privacy.key_change import KeyChange
from kiosk.privacy.master_key import MasterKey
from kiosk.privacy.sealing import Place, seal, unseal

_DIGESTS: Final = f"{RESERVED}digests"
"""Stands in the file of keys for the key of the digests."""
_DIGEST_BYTES: Final = 2
"""So short that a digest fits some 150,000 mobile numbers: whoever holds a backup and the folder of
keys cannot tell by trying all numbers which one a destroyed customer had."""


class Vault:
    """Seals and opens the fields of one office's customers."""

    def __init__(self, keys: CustomerKeys, master: MasterKey) -> None:
        self.keys = keys
        self.change = KeyChange(keys, master)
        self._digest_key = keys.make(_DIGESTS)

    @classmethod
    def open(cls, home: Home, environment: Mapping[str, str] = os.environ) -> Self:
        """The vault of an office, made where it has none yet.

        Raises SecretMissingError, SecretExposedError, CustomerKeysUnavailable, CustomerKeyError.
        """
        master = MasterKey.of(home, environment)
        if not master.path.exists() and not home.customer_keys.exists():
            master.make()
        return cls(CustomerKeys(home.customer_keys, master.keys), master)

    def seal(self, plain: str, place: Place) -> str:
        """A field, sealed under the customer's own key, which is made where he has none."""
        return seal(plain, self.keys.make(place.customer), place)

    def unseal(self, sealed: str, place: Place) -> str:
        """The field that was sealed for this place. Raises CustomerKeyError, SealError."""
        return unseal(sealed, self.keys.key(place.customer), place)

    def digest(self, kind: str, exact: str) -> str:
        """Leads to an exact value, such as a phone number, and to a few others besides."""
        text = f"{kind}:{exact}".encode()
        return hmac.digest(self._digest_key, text, "sha256")[:_DIGEST_BYTES].hex()
