"""What a change of a PC/SC reader's state means for the card in it. Pure."""

from dataclasses import dataclass

from devices.drivers.pcsc_api import State

COUNTER_SHIFT = 16


@dataclass(frozen=True, slots=True)
class Slot:
    """One reader as last seen: its raw state, as the next wait wants it back."""

    state: int = State.UNAWARE

    @property
    def is_occupied(self) -> bool:
        """Whether a card is in it."""
        return bool(self.state & State.PRESENT)

    @property
    def counter(self) -> int:
        """How often a card has come or gone since the service started."""
        return self.state >> COUNTER_SHIFT


@dataclass(frozen=True, slots=True)
class Change:
    """What happened between two looks: first the old card left, then the new one came."""

    removed: bool
    inserted: bool


def change(before: Slot, now: Slot) -> Change:
    """Compare two looks at a reader. A moved counter means another card under the same bit."""
    swapped = before.counter != now.counter
    return Change(
        removed=before.is_occupied and (swapped or not now.is_occupied),
        inserted=now.is_occupied and (swapped or not before.is_occupied),
    )
