"""A group customer and the people of it: what is open, and what is personal.

The name of a unit is not personal; whatever says something of a person is, and lies sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self

from keyroom.language import N_
from kiosk.person import StaffNo
from kiosk.privacy import masking
from kiosk.privacy.phone import plain_phone


class ContactRole(StrEnum):
    """What a person is to the group."""

    CONTACT = "contact"
    """Speaks for the group (经办人)."""
    MEMBER = "member"
    """A member line of it (集团成员)."""


CONTACT_ROLE_NAMES: dict[ContactRole, str] = {
    ContactRole.CONTACT: N_("contact person"),
    ContactRole.MEMBER: N_("member line"),
}
"""How each is called on screens: message ids."""


class PersonalField(StrEnum):
    """The fields that are personal, each sealed by itself."""

    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Customer:
    """A group customer (集团客户)."""

    no: str
    group: str
    owner: StaffNo
    """The account manager whose customer it is."""
    initials: str
    """Of the group's name in pinyin, for quick search."""
    destruction: str | None = None
    """The number of the destruction that took his data; None while they are kept."""

    @property
    def is_destroyed(self) -> bool:
        """Whether nothing but number and group is left."""
        return self.destruction is not None

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `customers`."""
        document = {
            "no": self.no,
            "group": self.group,
            "owner": self.owner,
            "initials": self.initials,
            "destruction": self.destruction,
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The customer that `to_document` wrote."""
        return cls(
            document["no"],
            document["group"],
            StaffNo(document["owner"]),
            document["initials"],
            document.get("destruction"),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Personal:
    """The personal fields of one person, in clear or masked; an empty one is not known."""

    name: str
    phone: str = ""
    id_number: str = ""
    address: str = ""

    def masked(self) -> "Personal":
        """As lists show it (regulation §7.2); an address is hidden whole."""
        return Personal(
            masking.mask_name(self.name),
            masking.mask_phone(plain_phone(self.phone)),
            masking.mask_id_number(self.id_number),
            masking.STAR * 3 if self.address else "",
        )

    def by_field(self) -> dict[PersonalField, str]:
        """The fields that are known."""
        values = {PersonalField(each.name): getattr(self, each.name) for each in fields(self)}
        return {field: value for field, value in values.items() if value}

    def __repr__(self) -> str:
        # Whatever logs it or shows it in a fault must not spread it.
        return "<Personal>"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Contact:
    """One person of a group; `personal` is masked unless it was opened with a reason."""

    id: str
    customer: str
    role: ContactRole
    personal: Personal
