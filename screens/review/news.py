"""What the threads beside the supervisor's screen tell it: plain data, once each thing happened."""

from collections.abc import Callable
from dataclasses import dataclass

from keyroom.errors import KeyroomError
from kiosk.office import Office
from kiosk.person import Person
from screens.beside import Away
from screens.news import ReaderChanged
from screens.review.looks import Look
from screens.review.verifier import VerifierNews


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody who may use the screen has presented a badge."""

    person: Person


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A badge was presented that opens nothing here."""

    reason: KeyroomError


@dataclass(frozen=True, slots=True)
class EndGranted:
    """A supervisor ends the program."""


@dataclass(frozen=True, slots=True)
class RightsLost:
    """Who has opened the screen may not use it any more."""

    no: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked at, as it is now."""

    look: Look
    what: object


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done to the records: all of it or nothing."""

    run: Callable[[Office], object]
    done: Callable[[], str]
    """What to say when it is done, in the language in use then."""


@dataclass(frozen=True, slots=True)
class Done:
    """A job is done, and on the disk."""

    job: Job


@dataclass(frozen=True, slots=True)
class Failed:
    """A job was refused, or failed; nothing has changed."""

    job: Job
    reason: KeyroomError


News = (
    Opened
    | TurnedAway
    | EndGranted
    | RightsLost
    | Seen
    | Away
    | Done
    | Failed
    | ReaderChanged
    | VerifierNews
)
