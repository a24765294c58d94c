"""A person of the office: the staff number is the identity, a badge only a credential."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NewType, Self

from keyroom.language import N_
from kiosk.errors import BadStaffNoError
from kiosk.roles import Role

StaffNo = NewType("StaffNo", str)
"""A staff number such as `A07`: the only name of a person that the ledger carries."""

_STAFF_NO = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,15}")


def staff_no(text: str) -> StaffNo:
    """`text` as a staff number: 1 to 16 letters, digits, dots, hyphens and underscores.

    Raises BadStaffNoError for anything else: the number is printed on tokens and in the ledger.
    """
    if not _STAFF_NO.fullmatch(text):
        raise BadStaffNoError(
            N_("“{text}” cannot be a staff number"),
            N_("use 1 to 16 letters, digits, dots or hyphens, such as A07"),
            text=text,
        )
    return StaffNo(text)


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the staff. Dates are days in the office's zone, both included."""

    no: StaffNo
    name: str
    role: Role
    team: str
    joined: date
    left: date | None = None

    def works_on(self, day: date) -> bool:
        """Whether `day` lies within the person's employment."""
        return self.joined <= day and (self.left is None or day <= self.left)

    def works_between(self, first: date, last: date) -> bool:
        """Whether any of these days, both included, lies within the person's employment."""
        return self.joined <= last and (self.left is None or first <= self.left)

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `people`."""
        document: dict[str, Any] = {
            "no": self.no,
            "name": self.name,
            "role": self.role.value,
            "team": self.team,
            "joined": self.joined.isoformat(),
        }
        if self.left is not None:
            document["left"] = self.left.isoformat()
        return document

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The person that `to_document` wrote."""
        left = document.get("left")
        return cls(
            no=StaffNo(document["no"]),
            name=document["name"],
            role=Role(document["role"]),
            team=document["team"],
            joined=date.fromisoformat(document["joined"]),
            left=None if left is None else date.fromisoformat(left),
        )
