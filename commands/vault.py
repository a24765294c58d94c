"""Opens the customers of an office: their keys, and the register that they open."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.office import Office
    from kiosk.privacy.customers import Customers


def customers_of(office: "Office") -> "Customers":
    """The register of customers. Raises what `Vault.open` does."""
    from kiosk.privacy.customers import Customers
    from kiosk.privacy.vault import Vault

    return Customers(office.store, Vault.open(office.premises.home))
