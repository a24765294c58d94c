"""What the tap thread tells whoever shows it: plain data, once each thing has happened."""

from dataclasses import dataclass
from enum import Enum, auto

from devices.events import ReaderDown, ReaderFault, ReaderUp
from keyroom.errors import KeyroomError
from kiosk.attendance.answer import Answer
from kiosk.attendance.door import DoorStatus
from kiosk.attendance.own_asks import OwnAsk, Request
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.recent import RecentTap


class Purpose(Enum):
    """What the next badge is for."""

    PUNCH = auto()
    CORRECT = auto()
    """A supervisor's badge turns the direction of the last tap."""
    LEAVE = auto()
    """A supervisor's badge closes the terminal."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A tap was taken; its answer is durable unless it says otherwise."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Completed:
    """The last answer once more, now with the person's month."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Corrected:
    """The last tap was corrected; the answer is the tap's, as it counts now."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Denied:
    """A badge was presented that may not do what was asked, or what was asked cannot be done."""

    purpose: Purpose
    reason: KeyroomError | None
    answer: Answer | None = None
    """To the tap that the badge was taken for instead: somebody's punch is never lost to a key
    that somebody else has pressed. None where it was a supervisor's."""


@dataclass(frozen=True, slots=True)
class LeaveGranted:
    """A supervisor closes the terminal."""


@dataclass(frozen=True, slots=True)
class ReaderChanged:
    """A reader came, went, or read something that made no sense."""

    event: ReaderUp | ReaderDown | ReaderFault


@dataclass(frozen=True, slots=True)
class DoorChanged:
    """How the door is, and its last taps, newest first."""

    status: DoorStatus
    recent: tuple[RecentTap, ...]


@dataclass(frozen=True, slots=True)
class Stumbled:
    """A fault of the program at one event. It is logged; the next event is taken as ever."""


@dataclass(frozen=True, slots=True)
class OwnMonthTold:
    """The month of the person who has just tapped, for nobody else's eyes."""

    own: OwnMonth


@dataclass(frozen=True, slots=True)
class AskDone:
    """What the person asked for is on record, to be decided."""

    asked: Request


@dataclass(frozen=True, slots=True)
class AskRefused:
    """What the person asked for was not done."""

    asked: OwnAsk
    reason: KeyroomError


News = (
    Answered
    | Completed
    | Corrected
    | Denied
    | LeaveGranted
    | ReaderChanged
    | DoorChanged
    | OwnMonthTold
    | AskDone
    | AskRefused
    | Stumbled
)
