"""Who stands at the entrance: the person of the last accepted tap, who may ask about himself."""

from typing import Final

from keyroom.language import N_
from kiosk.errors import NotEntitledError
from kiosk.person import StaffNo

PRESENT_S: Final = 60.0
"""So long after a tap, or after the last thing that was asked, nobody else can have come."""


class Visitor:
    """Knows one person at most. Times are seconds since boot, which nobody can set."""

    def __init__(self) -> None:
        self._person: StaffNo | None = None
        self._until = 0.0

    def came(self, person: StaffNo, boot_s: float) -> None:
        """This person's badge was accepted."""
        self._person = person
        self._until = boot_s + PRESENT_S

    def went(self) -> None:
        """Somebody else is here, or nobody knows who."""
        self._person = None

    def is_here(self, person: StaffNo, boot_s: float) -> bool:
        """Whether this person stands here still."""
        return self._person == person and boot_s <= self._until

    def require(self, person: StaffNo, boot_s: float) -> None:
        """Let this person ask something, and stay for as long again. Raises NotEntitledError."""
        if not self.is_here(person, boot_s):
            raise NotEntitledError(
                N_("only who has just tapped sees the own month"),
                N_("tap your badge, then press the key within a minute"),
            )
        self.came(person, boot_s)
