"""Reading at the desk who looked at one's customers (BM-7): named, never shown."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.person import StaffNo
from kiosk.privacy.who_looked import Looked, WhoLooked
from kiosk.privacy.works.page import Page
from kiosk.privacy.works.work import Session, Work


@dataclass(frozen=True, slots=True)
class WhoLookedPage(Page):
    """The looks at the reader's customers, the newest first; units are named, people are not."""

    reader: StaffNo
    looks: tuple[Looked, ...] = ()
    since: datetime | None = None
    """Of the oldest that is shown; UTC."""


class WhoLookedWork(Work):
    """The looks as they were when the reader turned to them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._page = WhoLookedPage(session.person.no)

    @property
    def page(self) -> WhoLookedPage:
        """The list."""
        return self._page

    def begin(self) -> None:
        """Read them."""
        reader = self._session.person.no
        looks = tuple(WhoLooked(self._session.office.store).told(reader))
        self._page = WhoLookedPage(reader, looks, looks[-1].access.at if looks else None)
