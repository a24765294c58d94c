"""What opens customers' data: the master key and the file of the customers' keys.

Loaded by desk and review, and by commands about customers; never by entrance or wall.
"""

import hmac
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from kiosk.home import Home
from kiosk.privacy.customer_keys import CustomerKeys
from kiosk.privacy.sealing import Place, seal, unseal
from kiosk.secret_file import create_secret, read_secret

CREDENTIALS: Final = "CREDENTIALS_DIRECTORY"
"""Where systemd lays the credentials of a service."""
CREDENTIAL: Final = "keyroom-master"

NO_CUSTOMER: Final = "*"
"""Before the names of keys that are no customer's; no customer's number begins so."""
_DIGESTS: Final = f"{NO_CUSTOMER}digests"
"""Stands in the file of keys for the key of the digests."""
_DIGEST_BYTES: Final = 16


class Vault:
    """Seals and opens the fields of one office's customers."""

    def __init__(self, keys: CustomerKeys) -> None:
        self._keys = keys
        self._digest_key = keys.make(_DIGESTS)

    @classmethod
    def open(cls, home: Home, environment: Mapping[str, str] = os.environ) -> Self:
        """The vault of an office, made where it has none yet.

        Raises SecretMissingError, SecretExposedError, CustomerKeysUnavailable, CustomerKeyError.
        """
        path = master_path(home, environment)
        if not path.exists() and not home.customer_keys.exists():
            create_secret(path)
        return cls(CustomerKeys(home.customer_keys, read_secret(path)))

    def seal(self, plain: str, place: Place) -> str:
        """A field, sealed under the customer's own key, which is made where he has none."""
        return seal(plain, self._keys.make(place.customer), place)

    def unseal(self, sealed: str, place: Place) -> str:
        """The field that was sealed for this place. Raises CustomerKeyError, SealError."""
        return unseal(sealed, self._keys.key(place.customer), place)

    def digest(self, kind: str, exact: str) -> str:
        """Finds an exact value again, such as a phone number, and tells nothing else of it."""
        text = f"{kind}:{exact}".encode()
        return hmac.digest(self._digest_key, text, "sha256")[:_DIGEST_BYTES].hex()


def master_path(home: Home, environment: Mapping[str, str] = os.environ) -> Path:
    """Where the master key lies: a credential of the service, or the folder of keys."""
    return _credential(environment) or home.master_key


def own_customers(keys: CustomerKeys) -> list[str]:
    """The customers who have a key; each of them is opened. Raises CustomerKeyError."""
    found = [name for name in keys.customers() if not name.startswith(NO_CUSTOMER)]
    for customer in found:
        keys.key(customer)
    return found


def _credential(environment: Mapping[str, str]) -> Path | None:
    folder = environment.get(CREDENTIALS)
    path = Path(folder, CREDENTIAL) if folder else None
    return path if path is not None and path.exists() else None
