"""Which customer a book means: by number or group name, without anything that is personal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.schema import CUSTOMERS
from store import Store


@dataclass(frozen=True, slots=True)
class CustomerNames:
    """The register's numbers and groups, as they were when they were read."""

    groups: Mapping[str, str] = field(default_factory=dict)
    """By number."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """The account manager's staff number, by number; nobody's where the data were destroyed."""

    @classmethod
    def read(cls, store: Store) -> "CustomerNames":
        """Those of the register now."""
        documents = store.table(CUSTOMERS).all()
        return cls(
            {each["no"]: each["group"] for each in documents},
            {each["no"]: each["owner"] for each in documents if "destruction" not in each},
        )

    def number(self, written: str) -> str:
        """The number of the customer that is written so; a prospect stays as it is written."""
        if written in self.groups:
            return written
        return next((no for no, group in self.groups.items() if group == written), written)

    def shown(self, customer: str) -> str:
        """As people read it: the number and the group."""
        group = self.groups.get(customer)
        return customer if group is None else f"{customer} {group}"
