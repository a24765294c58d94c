"""What a desk may show at a moment: plain data, all there is to draw, and nothing when locked."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.person import Person
from kiosk.privacy.desk import LOCKED_AT_START, Desk
from kiosk.privacy.pins import PinState
from kiosk.privacy.works.page import Page


class Said(StrEnum):
    """Why a badge or a PIN was refused."""

    UNKNOWN_BADGE = "unknown_badge"
    BADGE_REFUSED = "badge_refused"
    NO_RIGHT = "no_right"
    NO_PRESENCE = "no_presence"
    """The reader cannot tell whether a badge lies on it."""
    NO_END = "no_end"
    """Not the badge of somebody who may end the program."""
    PIN_WRONG = "pin_wrong"
    PIN_WAIT = "pin_wait"
    PIN_LOCKED = "pin_locked"
    PIN_NONE = "pin_none"


PIN_SAID = {
    PinState.WRONG: Said.PIN_WRONG,
    PinState.WAIT: Said.PIN_WAIT,
    PinState.LOCKED: Said.PIN_LOCKED,
    PinState.NONE: Said.PIN_NONE,
}


@dataclass(frozen=True, slots=True)
class DeskView:
    """All that may be on the screen now."""

    desk: Desk = LOCKED_AT_START
    said: Said | None = None
    wait_s: float = 0.0
    """With PIN_WRONG and PIN_WAIT: until the next PIN may be tried."""
    badge_lies: bool = False
    """Locked, and the badge of an entitled person still lies there."""
    ending: bool = False
    """Locked, and the next badge ends the program if it is a supervisor's."""
    ended: bool = False
    """It was: the program ends."""
    person: Person | None = None
    page: Page | None = None
    """What the work that is being done shows."""
