"""Originals and destructions at a desk: two badges for each (BM-3, BM-6, D-49)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar

import pytest

from kiosk.home import Home
from kiosk.person import StaffNo
from kiosk.privacy.accesses import AccessKind, AccessResult
from kiosk.privacy.desk import Cause, Open
from kiosk.privacy.destruction import Method
from kiosk.privacy.original import Original, OriginalKind, OriginalState
from kiosk.privacy.originals import Hands, Originals
from kiosk.privacy.works.customers import CustomerWork
from kiosk.privacy.works.customers import Told as CustomerTold
from kiosk.privacy.works.destruction import DestructionPage, DestructionWork
from kiosk.privacy.works.destruction import Told as Signed
from kiosk.privacy.works.originals import OriginalsPage, OriginalsWork, Told
from kiosk.privacy.works.work import Work
from store.errors import DiskFull
from tests.kiosk.conftest import NOON
from tests.kiosk.privacy.at_desk import (
    AtDesk,
    start,
)

AnyWork = TypeVar("AnyWork", bound=Work)
TODAY = NOON.date()


class AtPapers(AtDesk):
    """Somebody at work with papers or destructions."""

    def turn(self, kind: type[Work], no: str = "M01") -> int:
        ticket = self.open(no)
        self.service.turn_to(ticket, kind)
        return ticket

    def do(self, kind: type[AnyWork], act: Callable[[AnyWork], None]) -> None:
        self.service.do(self.ticket, kind, act)
        self.service.tick()

    @property
    def originals(self) -> OriginalsPage:
        page = self.service.view.page
        assert isinstance(page, OriginalsPage)
        return page

    @property
    def destruction(self) -> DestructionPage:
        page = self.service.view.page
        assert isinstance(page, DestructionPage)
        return page

    def paper(self, no: str = "Y1") -> OriginalState:
        return Originals(self.office.store).get(no).state

    def draft(self, *numbers: str) -> None:
        self.turn(DestructionWork)
        self.do(DestructionWork, DestructionWork.draft)
        for no in numbers:
            self.do(DestructionWork, lambda work, no=no: work.add(no))  # type: ignore[misc]
        self.do(DestructionWork, lambda work: work.choose(Method.SHRED))

    def says(self) -> Signed | None:
        return self.destruction.told

    def sign(self) -> None:
        self.do(DestructionWork, DestructionWork.sign)

    def end_work(self) -> None:
        for _ in range(3):
            self.service.tick()


@pytest.fixture
def desk(copied: Home) -> Iterator[AtPapers]:
    at = start(copied)
    register = Originals(at.office.store)
    register.add(paper("Y1"), by="M01")
    register.add(paper("Y2", "G0001"), by="M01")
    yield AtPapers(at.service, at.office, at.clock, at.awake)
    at.office.close()


def paper(no: str, customer: str | None = None) -> Original:
    return Original(no, OriginalKind.AGREEMENT, "集团协议", "柜1", customer)


def test_bm3_an_original_goes_out_and_comes_back_by_two_badges(desk: AtPapers) -> None:
    desk.turn(OriginalsWork, "A07")
    desk.do(OriginalsWork, lambda work: work.hand_out("Y1", 7))
    assert (desk.originals.told, desk.paper()) == (Told.TAKER_ASKED, OriginalState.IN)
    desk.lay("X01", "tag")
    assert (desk.originals.told, desk.paper()) == (Told.HANDED_OUT, OriginalState.OUT)
    kept = Originals(desk.office.store).get("Y1")
    assert kept.last is not None
    assert (kept.last.giver, kept.borrower, kept.due) == ("A07", "X01", TODAY + timedelta(days=7))
    assert desk.originals.borrowers == ((StaffNo("X01"), "员工X01"),)
    # Another than the borrower may bring it.
    desk.do(OriginalsWork, lambda work: work.take_back("Y1"))
    desk.lay("M02", "side")
    assert (desk.originals.told, desk.paper()) == (Told.BROUGHT_BACK, OriginalState.IN)
    (out,), (back,) = desk.found(AccessKind.PAPER_OUT), desk.found(AccessKind.PAPER_BACK)
    assert (out.person, out.second_person, out.reason) == ("A07", "X01", "Y1")
    assert (back.person, back.second_person, back.reason) == ("A07", "M02", "Y1")
    assert isinstance(desk.service.view.desk, Open)


def test_bm3_one_badge_alone_hands_nothing_over(desk: AtPapers) -> None:
    desk.turn(OriginalsWork, "A07")
    desk.do(OriginalsWork, lambda work: work.hand_out("Y1", 7))
    desk.lay("A07", "side")
    assert desk.paper() is OriginalState.IN
    assert not isinstance(desk.service.view.desk, Open)


def test_bm3_a_taker_who_does_not_come_is_a_refusal(desk: AtPapers) -> None:
    desk.turn(OriginalsWork, "A07")
    desk.do(OriginalsWork, lambda work: work.hand_out("Y2", 7))
    desk.wait(31)
    assert (desk.originals.told, desk.paper("Y2")) == (Told.LAPSED, OriginalState.IN)
    (refused,) = desk.found(AccessKind.PAPER_OUT)
    assert (refused.result, refused.customer) == (AccessResult.REFUSED, "G0001")
    desk.lay("X01", "tag")
    assert desk.cause is Cause.OTHER_BADGE


def test_bm3_the_badge_of_nobody_ends_the_session(desk: AtPapers) -> None:
    desk.turn(OriginalsWork, "A07")
    desk.do(OriginalsWork, lambda work: work.hand_out("Y1", 7))
    desk.office.people.leave("X01", TODAY - timedelta(days=1), actor="-")
    desk.lay("X01", "tag")
    assert (desk.paper(), desk.cause) == (OriginalState.IN, Cause.OTHER_BADGE)


@pytest.mark.parametrize("days", [0, -1, 91])
def test_bm3_nothing_is_lent_for_ever(desk: AtPapers, days: int) -> None:
    desk.turn(OriginalsWork, "A07")
    desk.do(OriginalsWork, lambda work: work.hand_out("Y1", days))
    assert desk.originals.fault is not None
    assert not desk.originals.is_waiting


def test_bm3_a_hand_over_that_cannot_be_recorded_is_none(
    desk: AtPapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.turn(OriginalsWork, "A07")
    desk.do(OriginalsWork, lambda work: work.hand_out("Y1", 7))

    def full(*_: object) -> str:
        raise DiskFull("full")

    monkeypatch.setattr(desk.service._log.accesses, "add", full)
    desk.lay("X01", "tag")
    assert (desk.paper(), desk.cause) == (OriginalState.IN, Cause.STORE_FAILED)


def test_bm3_what_is_overdue_stands_first(desk: AtPapers) -> None:
    hands = Hands(StaffNo("M01"), StaffNo("A08"), NOON, "desk")
    Originals(desk.office.store).hand_out("Y2", hands, 1, TODAY - timedelta(days=2))
    desk.turn(OriginalsWork, "A07")
    first, second = desk.originals.originals
    assert (first.original.no, first.is_overdue(TODAY)) == ("Y2", True)
    assert (second.original.no, second.is_overdue(TODAY)) == ("Y1", False)


def test_bm3_a_new_original_is_taken_in_and_a_number_twice_is_refused(desk: AtPapers) -> None:
    desk.turn(OriginalsWork, "A07")
    desk.do(OriginalsWork, lambda work: work.add(paper("Y9", "G0002")))
    assert (desk.originals.told, len(desk.originals.originals)) == (Told.TAKEN_IN, 3)
    desk.do(OriginalsWork, lambda work: work.add(paper("Y9")))
    assert desk.originals.fault is not None
    desk.do(OriginalsWork, lambda work: work.search("g0002"))
    assert [kept.original.no for kept in desk.originals.originals] == ["Y9"]


def test_d49_a_second_badge_begins_it_and_it_is_done(desk: AtPapers) -> None:
    desk.draft("G0001", "Y2", "Y1")
    desk.sign()
    assert desk.says() is Signed.SIGNER_ASKED
    desk.lay("A08", "tag")
    assert desk.says() is Signed.CARRYING_ON
    desk.end_work()
    (done,) = desk.destruction.past
    assert (desk.destruction.told, done.certificate is not None) == (Signed.DONE, True)
    assert done.destruction.signers == ("M01", "A08")
    assert desk.paper("Y1") is desk.paper("Y2") is OriginalState.DESTROYED
    (access,) = desk.found(AccessKind.DESTRUCTION)
    assert (access.customer, access.second_person) == ("G0001", "A08")
    assert access.session is not None
    # The desk goes on, and its customer is gone.
    desk.service.turn_to(desk.ticket, CustomerWork)
    desk.open_customer(desk.ticket, "G0001")
    assert (desk.record, desk.page.told) == (None, CustomerTold.DESTROYED)
    (refused,) = desk.found(AccessKind.CUSTOMER)
    assert (refused.result, refused.reason) == (AccessResult.REFUSED, "destroyed")


def test_d49_nobody_signs_twice(desk: AtPapers) -> None:
    desk.draft("Y1")
    desk.sign()
    desk.lay("M01", "side")
    assert desk.paper() is OriginalState.IN
    assert not isinstance(desk.service.view.desk, Open)


def test_d49_nobody_signs_for_what_he_has_not_seen(desk: AtPapers) -> None:
    desk.draft("G0001")
    desk.sign()
    assert desk.says() is Signed.COMPLETED
    draft = desk.destruction.draft
    assert draft is not None
    assert [kept.original.no for kept in draft.originals] == ["Y2"]
    desk.do(DestructionWork, lambda work: work.toggle("Y2"))
    desk.sign()
    assert desk.says() is Signed.COMPLETED
    desk.sign()
    assert desk.says() is Signed.SIGNER_ASKED


def test_d49_a_signer_who_does_not_come_is_a_refusal(desk: AtPapers) -> None:
    desk.draft("Y1")
    desk.sign()
    for _ in range(4):
        desk.wait(15)
        desk.service.touch(desk.ticket, desk.clock.now)
    assert (desk.destruction.told, desk.paper()) == (Signed.LAPSED, OriginalState.IN)
    (refused,) = desk.found(AccessKind.DESTRUCTION)
    assert refused.result is AccessResult.REFUSED


def test_d49_a_list_that_was_signed_once_changes_no_more(desk: AtPapers) -> None:
    desk.draft("Y1")
    desk.sign()
    desk.do(DestructionWork, lambda work: work.add("G0001"))
    desk.do(DestructionWork, lambda work: work.choose(Method.BURN))
    desk.lay("A08", "tag")
    desk.end_work()
    order = desk.destruction.past[0].destruction.order
    assert (order.customers, order.method) == ((), Method.SHRED)


def test_d49_so_many_signatures_as_the_knob_says(copied: Home) -> None:
    with copied.config_file.open("a") as config:
        config.write("[destroy]\nsignatures = 3\n")
    at = start(copied)
    desk = AtPapers(at.service, at.office, at.clock, at.awake)
    Originals(at.office.store).add(paper("Y1"), by="M01")
    desk.draft("Y1")
    desk.sign()
    desk.lay("A08", "tag")
    assert (desk.destruction.told, desk.paper()) == (Signed.SIGNER_ASKED, OriginalState.IN)
    desk.lay("M02", "tag")
    desk.end_work()
    assert desk.destruction.past[0].destruction.signers == ("M01", "A08", "M02")
    at.office.close()


def test_bm6_only_a_supervisor_orders_a_destruction(desk: AtPapers) -> None:
    ticket = desk.open("A07")
    desk.service.turn_to(ticket, DestructionWork)
    assert not isinstance(desk.service.view.page, DestructionPage)


def test_bm6_what_is_kept_too_long_stands_on_a_new_list(desk: AtPapers) -> None:
    old = Original("Y8", OriginalKind.LETTER, "公函", "柜1", None, TODAY - timedelta(days=1))
    Originals(desk.office.store).add(old, by="M01")
    desk.draft()
    draft = desk.destruction.draft
    assert draft is not None
    assert draft.order.originals == ("Y8",)


def test_bm6_an_open_record_closes_when_its_customer_is_destroyed_elsewhere(
    desk: AtPapers, copied: Home
) -> None:
    desk.open_record()
    other = AtPapers(*vars(start(copied)).values())
    other.draft("G0001", "Y2")
    other.sign()
    other.lay("A08", "tag")
    desk.service.tick()
    assert desk.page.customer is None
    assert desk.page.told is CustomerTold.DESTROYED
    other.office.close()
