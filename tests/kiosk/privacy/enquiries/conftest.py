"""A desk at which officers enquire: with the office of the desk's own tests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from devices.events import IdDocumentRead
from devices.id_document import IdDocument, IdKind, Sex
from kiosk.privacy.enquiries.enquiry import Enquiry
from kiosk.privacy.enquiries.register import Enquiries
from kiosk.privacy.works.enquiry import EnquiryWork
from kiosk.privacy.works.enquiry_page import EnquiryPage, Stage
from tests.kiosk.conftest import NOON
from tests.kiosk.privacy.at_desk import AtDesk, start

CARD = IdDocument(
    kind=IdKind.RESIDENT,
    name="次旺多吉",
    number="540202199001010017",
    sex=Sex.MALE,
    birth=date(1990, 1, 1),
    valid_from=date(2016, 5, 1),
    valid_to=date(2036, 5, 1),
)
PAPER = (
    *("public_security", "county", "桑珠孜区公安局", "evidence_notice", "桑公调证字17号"),
    *("2026-11-20", "2026-11-30", "A540202", "yes", ""),
)
TYPED = ("typed", "陈刚强", "542301198507150021", "540299")
MATTER = ("13812341234", "name,address", "")
ELSEWHERE = EnquiryPage(Stage.LIST)


@dataclass
class AtEnquiry:
    """The work, as the screen asks it."""

    at: AtDesk
    ticket: int = 0

    def begin(self) -> None:
        """Open the desk, turn to enquiries, begin one."""
        self.ticket = self.at.open()
        self.at.service.turn_to(self.ticket, EnquiryWork)
        self.new()

    def new(self) -> None:
        self.do("new")

    def do(self, what: str, *words: object) -> None:
        self.at.service.do(self.ticket, EnquiryWork, lambda work: getattr(work, what)(*words))

    def answer(self, *answers: str) -> None:
        for each in answers:
            self.do("answer", each)

    def lay(self, card: IdDocument) -> None:
        self.at.service.read(IdDocumentRead("id", NOON, card))

    def see_officers(self) -> None:
        """One by his card, one typed."""
        self.lay(CARD)
        self.answer("540201", *TYPED, "done")

    def to_approval(self, *matter: str) -> None:
        self.begin()
        self.answer(*PAPER)
        self.see_officers()
        self.answer(*(matter or MATTER))

    def to_showing(self, *matter: str) -> None:
        self.to_approval(*matter)
        self.at.lay("M01", "side")

    def to_receipt(self) -> None:
        self.to_showing()
        self.answer("2")

    @property
    def page(self) -> EnquiryPage:
        page = self.at.service.view.page
        return page if isinstance(page, EnquiryPage) else ELSEWHERE

    @property
    def register(self) -> Enquiries:
        return Enquiries(self.at.office.store, self.at.service._vault)

    def one(self) -> Enquiry:
        (enquiry,) = self.register.find()
        return enquiry


def card(**changed: object) -> IdDocument:
    """An officer's card, but for what is named."""
    return replace(CARD, **changed)  # type: ignore[arg-type]


@pytest.fixture
def enquiry(copied: object) -> Iterator[AtEnquiry]:
    at = start(copied)  # type: ignore[arg-type]
    yield AtEnquiry(at)
    at.office.close()
