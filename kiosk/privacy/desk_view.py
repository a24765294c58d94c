"""What a desk may show at a moment: plain data, all there is to draw, and nothing when locked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.person import Person, StaffNo
from kiosk.privacy.customer import Contact, Customer
from kiosk.privacy.desk import LOCKED_AT_START, Desk
from kiosk.privacy.pins import PinState


class Said(StrEnum):
    """What the desk has to say besides: why it refused, or what it waits for."""

    UNKNOWN_BADGE = "unknown_badge"
    BADGE_REFUSED = "badge_refused"
    NO_RIGHT = "no_right"
    NO_PRESENCE = "no_presence"
    """The reader cannot tell whether a badge lies on it."""
    PIN_WRONG = "pin_wrong"
    PIN_WAIT = "pin_wait"
    PIN_LOCKED = "pin_locked"
    PIN_NONE = "pin_none"
    SECOND_ASKED = "second_asked"
    SECOND_LAPSED = "second_lapsed"
    NOTHING_FOUND = "nothing_found"
    NO_REASON = "no_reason"
    GONE = "gone"
    """The record cannot be opened: destroyed, altered, or its key is away."""


PIN_SAID = {
    PinState.WRONG: Said.PIN_WRONG,
    PinState.WAIT: Said.PIN_WAIT,
    PinState.LOCKED: Said.PIN_LOCKED,
    PinState.NONE: Said.PIN_NONE,
}


@dataclass(frozen=True, slots=True)
class Viewed:
    """Who opened a record last, before now."""

    person: StaffNo
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """An open customer: his people are masked."""

    customer: Customer
    contacts: tuple[Contact, ...]
    last: Viewed | None
    second: StaffNo | None = None
    """Who authorised it besides."""


@dataclass(frozen=True, slots=True)
class DeskView:
    """All that may be on the screen now."""

    desk: Desk = LOCKED_AT_START
    said: Said | None = None
    wait_s: float = 0.0
    """With PIN_WRONG and PIN_WAIT: until the next PIN may be tried."""
    badge_lies: bool = False
    """Locked, and the badge of an entitled person still lies there."""
    person: Person | None = None
    customers: tuple[Customer, ...] = ()
    """His own, or what a search has found."""
    searched: bool = False
    record: Record | None = None
    shown: Contact | None = None
    """One person, in clear for the fields that were asked for."""
