"""What the wall's thread tells its screen: plain data, once each thing has happened."""

from dataclasses import dataclass

from keyroom.errors import KeyroomError
from kiosk.meetings.wall_service import Tapped
from kiosk.meetings.wall_view import Pressed, WallFacts
from screens.beside import Away
from screens.news import ReaderChanged


@dataclass(frozen=True, slots=True)
class Read:
    """The records were read; these keys are in them by now, or were refused."""

    facts: WallFacts
    settled: tuple[Pressed, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A badge did something."""

    tapped: Tapped


@dataclass(frozen=True, slots=True)
class Refused:
    """A badge or a key did nothing, and why."""

    reason: KeyroomError


News = Read | Done | Refused | Away | ReaderChanged
