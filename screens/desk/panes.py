"""The kinds of work that the desk's screen offers, as a table."""

from dataclasses import dataclass
from typing import Any

from keyroom.language import N_
from kiosk.privacy.works.customers import CustomersPage
from kiosk.privacy.works.destruction import DestructionPage
from kiosk.privacy.works.enquiry_page import EnquiryPage
from kiosk.privacy.works.originals import OriginalsPage
from kiosk.privacy.works.page import Page
from kiosk.privacy.works.who_looked import WhoLookedPage
from kiosk.privacy.works.work import Work
from screens.desk.customers_pane import CustomersPane
from screens.desk.destruction_pane import DestructionPane
from screens.desk.enquiry_pane import EnquiryPane
from screens.desk.originals_pane import OriginalsPane
from screens.desk.pane import Pane
from screens.desk.who_looked_pane import WhoLookedPane


@dataclass(frozen=True, slots=True)
class PaneSpec:
    """One kind of work: the key that turns to it, and what shows its page."""

    key: str
    title: str
    """A message id."""
    page: type[Page]
    pane: type[Pane[Any, Any]]

    @property
    def work(self) -> type[Work]:
        """The kind of work that the pane shows."""
        work: type[Work] = self.pane.WORK
        return work


PANES = (
    PaneSpec("f3", N_("Customers"), CustomersPage, CustomersPane),
    PaneSpec("f4", N_("Enquiries"), EnquiryPage, EnquiryPane),
    PaneSpec("f5", N_("Originals"), OriginalsPage, OriginalsPane),
    PaneSpec("f6", N_("Destruction"), DestructionPage, DestructionPane),
    PaneSpec("f7", N_("Who looked"), WhoLookedPage, WhoLookedPane),
)


def spec_of(page: Page) -> PaneSpec:
    """What shows this page."""
    return next(spec for spec in PANES if isinstance(page, spec.page))
