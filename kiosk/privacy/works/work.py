"""A piece of work at an open desk: what it is given, what it shows, what it hears of.

One at a time, and none outlives its session: the desk lets go of it when it locks.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from devices.id_document import IdDocument
from kiosk.holder import Holder
from kiosk.office import Office
from kiosk.person import Person
from kiosk.privacy.customers import Customers
from kiosk.privacy.desk import Cause
from kiosk.privacy.desk_badges import DeskBadges
from kiosk.privacy.desk_log import DeskLog
from kiosk.privacy.vault import Vault
from kiosk.privacy.works.page import Page

OTHER_S: Final = 30.0
"""How long another person's badge is awaited; seconds."""


@dataclass(frozen=True, slots=True)
class Session:
    """The session in which work is done; another one begins with each PIN."""

    person: Person
    office: Office
    vault: Vault
    customers: Customers
    badges: DeskBadges
    log: DeskLog
    now: Callable[[], float]
    """The boot clock."""
    hold: Callable[[str | None], bool]
    """Tell the desk whose data is about to be shown, or that nobody's is any more.

    The answer is whether it may be: the session can be over by then. The access was recorded.
    """


class Work(ABC):
    """One kind of work. Methods that record something raise StoreError, and then show nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def may(cls, person: Person) -> bool:
        """Whether this person, who may open the desk, does this work."""
        del person
        return True

    @property
    @abstractmethod
    def page(self) -> Page:
        """What may be shown now."""

    @abstractmethod
    def begin(self) -> None:
        """The person has turned to it."""

    def put_away(self) -> None:  # noqa: B027 - a hook, as those below
        """The person turns to something else."""

    def ended(self, cause: Cause) -> None:
        """The session is over, and nothing of it is shown any more. Raises nothing."""
        del cause

    def takes(self, holder: Holder) -> bool:
        """Whether this badge was awaited here: if not, it ends the session, as any other does."""
        del holder
        return False

    def read(self, document: IdDocument) -> None:
        """A resident ID card was laid on the ID-card reader."""
        del document

    def tick(self) -> None:  # noqa: B027 - a hook
        """Time went by."""
