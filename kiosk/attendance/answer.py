"""The answer to a tap: what was recorded, what it counts as, and what comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from devices.events import Credential
from kiosk.attendance.so_far import MonthSoFar
from kiosk.attendance.timetable import Direction, Planned, Slot
from kiosk.person import Person
from kiosk.refusal import Refusal


class Result(StrEnum):
    """What became of a tap. All but the last are on a disk when they are answered."""

    RECORDED = "recorded"
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    SPOOLED = "spooled"
    """Safe on this terminal's own disk; judged and counted when the records are back."""
    FAILED = "failed"
    """Not kept anywhere: neither the records nor the spool could be written. Write it on paper."""

    @property
    def judged(self) -> bool:
        """Whether the rules say what the tap counts as: its badge opened, read once or again."""
        return self in (Result.RECORDED, Result.DUPLICATE)


ACCEPTED = frozenset({Result.RECORDED, Result.DUPLICATE})
"""Results that say who stands at the door."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the entrance says to one tap, once it is durable (or failed)."""

    at: datetime
    """UTC."""
    reader: str
    credential: Credential
    person: Person | None
    result: Result
    direction: Direction | None = None
    """As the tap counted, of a duplicate as the kept one did; None where it goes neither way."""
    slot: Slot | None = None
    """The planned punch it fills, if any."""
    punch: str | None = None
    """Document id of the record, the one that a list of punches shows; None where it failed."""
    refusal: Refusal | None = None
    since: datetime | None = None
    """Of a duplicate: when the kept tap was; UTC."""
    next_planned: Planned | None = None
    """When this person is due next; office zone."""
    clock_jump: timedelta | None = None
    """How far the wall clock jumped since the last tap; positive is forward."""
    so_far: MonthSoFar | None = None
    """The person's month with this tap; None until `Door.completed` has judged it."""
