"""When a desk shows customers' data: a state machine, pure, that fails closed (BM-1, D-44).

    LOCKED --badge--> IDENTIFYING --PIN--> OPEN --any cause--> LOCKED

Whatever happens is an `Event`; `step` says what the desk is then. There is one way in, and every
doubt leads out: what is not known to be present, entitled and awake is locked. Answers that come
late, to a PIN or a query of an earlier session, carry a ticket that no longer fits and change
nothing. All times are seconds of the boot clock, which goes on while the machine sleeps.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from devices.events import Credential
from kiosk.person import StaffNo


class Cause(StrEnum):
    """Why a desk is locked; stands in the record of every lock."""

    START = "start"
    IDLE = "idle"
    BADGE_REMOVED = "badge_removed"
    READER_LOST = "reader_lost"
    OTHER_BADGE = "other_badge"
    PIN_REFUSED = "pin_refused"
    FINISHED = "finished"
    CLOCKED_OUT = "clocked_out"
    TAPPED_ELSEWHERE = "tapped_elsewhere"
    RIGHT_REVOKED = "right_revoked"
    SESSION_LIMIT = "session_limit"
    STORE_FAILED = "store_failed"
    FAULT = "fault"
    RESUMED = "resumed"
    KILLED = "killed"
    """Nobody locked it: its program was killed, or lost its power; recorded at the next start."""


@dataclass(frozen=True, slots=True)
class DeskRules:
    """The knobs that the desk depends on; seconds."""

    idle_s: float = 60
    warn_s: float = 10
    """The last part of the idle time: the content is hidden already."""
    pin_s: float = 30
    """How long a PIN is awaited."""
    session_s: float = 8 * 3600
    """The longest session, however busy."""


@dataclass(frozen=True, slots=True)
class Held:
    """A badge that lies on a reader, and whose it is."""

    reader: str
    credential: Credential
    person: StaffNo


@dataclass(frozen=True, slots=True)
class Locked:
    """Nothing is shown, nobody is known."""

    cause: Cause
    tickets: int = 0
    """So many sessions were begun: the next one's ticket is one more."""


@dataclass(frozen=True, slots=True)
class Identifying:
    """A badge lies there, and its PIN is awaited."""

    held: Held
    since: float
    tickets: int


@dataclass(frozen=True, slots=True)
class Open:
    """The person is there; `customer` is the one whose record is open, if any."""

    held: Held
    since: float
    touched: float
    tickets: int
    customer: str | None = None
    warned: bool = False
    """The content is hidden; the next key brings it back, or the lock comes."""


Desk = Locked | Identifying | Open

LOCKED_AT_START: Final = Locked(Cause.START)


@dataclass(frozen=True, slots=True)
class Event:
    """What every event carries: when it happened, on the boot clock."""

    at: float


@dataclass(frozen=True, slots=True)
class BadgeLaid(Event):
    """A badge of an entitled person was laid on a reader."""

    held: Held


@dataclass(frozen=True, slots=True)
class StrangerLaid(Event):
    """A badge that opens nothing here: unknown, refused, or of a person without the right."""


@dataclass(frozen=True, slots=True)
class BadgeLifted(Event):
    """A badge left a reader; or it is no longer sure that it lies there."""

    reader: str


@dataclass(frozen=True, slots=True)
class ReaderLost(Event):
    """A reader does not work any more: nobody knows what lies on it."""

    reader: str


@dataclass(frozen=True, slots=True)
class PinAnswered(Event):
    """The PIN that was typed for this ticket is right, or is not."""

    ticket: int
    right: bool


@dataclass(frozen=True, slots=True)
class Touched(Event):
    """A key or the mouse."""


@dataclass(frozen=True, slots=True)
class Ticked(Event):
    """Time went by."""


@dataclass(frozen=True, slots=True)
class CustomerOpened(Event):
    """The opening of a record is committed: from here on it may be shown."""

    ticket: int
    customer: str


@dataclass(frozen=True, slots=True)
class CustomerClosed(Event):
    """The record was closed, the session goes on."""


@dataclass(frozen=True, slots=True)
class PersonGone(Event):
    """Something about a person ends his session here: clock-out, tap elsewhere, a right revoked."""

    person: StaffNo
    cause: Cause


@dataclass(frozen=True, slots=True)
class LockNow(Event):
    """Something ends whatever there is: finish key, fault, failed records, resume from sleep."""

    cause: Cause


def step(desk: Desk, event: Event, rules: DeskRules) -> Desk:
    """What the desk is after `event`. What has run out by then is locked before it is heard."""
    return _after(_expired(desk, event.at, rules), event)


def ticket(desk: Desk) -> int:
    """What an answer for the session of now must carry; of no use to any other."""
    return desk.tickets


def customer_of(desk: Desk) -> str | None:
    """The customer whose record is open, be it hidden by the warning; None where none is."""
    return desk.customer if isinstance(desk, Open) else None


def shows(desk: Desk) -> str | None:
    """The customer whose data may be on the screen now; None where none may."""
    return None if isinstance(desk, Open) and desk.warned else customer_of(desk)


def _expired(desk: Desk, at: float, rules: DeskRules) -> Desk:
    match desk:
        case Identifying(since=since) if not since <= at < since + rules.pin_s:
            return _locked(desk, Cause.IDLE)
        case Open(since=since) if not since <= at < since + rules.session_s:
            return _locked(desk, Cause.SESSION_LIMIT)
        case Open(touched=touched) if not touched <= at < touched + rules.idle_s:
            return _locked(desk, Cause.IDLE)
        case Open(touched=touched) if at >= touched + rules.idle_s - rules.warn_s:
            return replace(desk, warned=True)
        case _:
            return desk


def _after(desk: Desk, event: Event) -> Desk:
    match event:
        case LockNow(cause=cause):
            return desk if isinstance(desk, Locked) else _locked(desk, cause)
        case BadgeLaid(held=held):
            return _laid(desk, held, event.at)
        case _ if isinstance(desk, Locked):
            return desk
        case StrangerLaid():
            return _locked(desk, Cause.OTHER_BADGE)
        case BadgeLifted(reader=reader) if reader == desk.held.reader:
            return _locked(desk, Cause.BADGE_REMOVED)
        case ReaderLost(reader=reader) if reader == desk.held.reader:
            return _locked(desk, Cause.READER_LOST)
        case PersonGone(person=person, cause=cause) if person == desk.held.person:
            return _locked(desk, cause)
        case _ if isinstance(desk, Identifying):
            return _identified(desk, event)
        case _:
            return _used(desk, event)


def _laid(desk: Desk, held: Held, at: float) -> Desk:
    """A badge opens the way for its own person only; over anybody's session it locks that first."""
    if isinstance(desk, Locked):
        return Identifying(held, at, desk.tickets + 1)
    if held == desk.held:
        return desk
    # Also the same person's other badge, or the same badge on another reader: which of them is
    # watched must never be in doubt.
    return Identifying(held, at, desk.tickets + 1)


def _identified(desk: Identifying, event: Event) -> Desk:
    match event:
        case PinAnswered(ticket=answered, right=right) if answered == desk.tickets:
            if not right:
                return _locked(desk, Cause.PIN_REFUSED)
            return Open(desk.held, event.at, event.at, desk.tickets)
        case _:
            return desk


def _used(desk: Open, event: Event) -> Desk:
    match event:
        case Touched():
            return replace(desk, touched=event.at, warned=False)
        case CustomerOpened(ticket=opened, customer=customer) if opened == desk.tickets:
            return replace(desk, customer=customer)
        case CustomerClosed():
            return replace(desk, customer=None)
        case _:
            return desk


def _locked(desk: Desk, cause: Cause) -> Locked:
    return Locked(cause, desk.tickets)
