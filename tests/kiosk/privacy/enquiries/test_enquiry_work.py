"""An enquiry at the desk, on a real office: BM-2b, D-42, D-43."""

import gc
import weakref
from datetime import date
from pathlib import Path

import pytest
from tinydb import where

from devices.events import CardRemoved
from devices.id_document import IdDocument, IdKind
from kiosk import aead
from kiosk.id_number import check_digit
from kiosk.privacy.accesses import AccessKind, AccessResult
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.desk import Cause, Locked, Open
from kiosk.privacy.enquiries.enquiry import Step
from kiosk.privacy.enquiries.judge import Ground
from kiosk.privacy.works.customers import CustomerWork
from kiosk.privacy.works.enquiry import EnquiryWork
from kiosk.privacy.works.enquiry_page import Stage, Told
from kiosk.schema import ENQUIRIES
from store.errors import AppendOnly, DiskFull
from tests.kiosk.conftest import NOON
from tests.kiosk.privacy.at_desk import badge, start
from tests.kiosk.privacy.enquiries.conftest import MATTER, PAPER, TYPED, AtEnquiry, card

SECRETS = ("次旺", "540202199001010017", "陈刚", "542301198507150021", "540299", "13812341234")


def steps(enquiry: AtEnquiry) -> list[str]:
    table = enquiry.at.office.store.table(ENQUIRIES)
    return [each["step"] for each in table.all()]


def disk(enquiry: AtEnquiry) -> bytes:
    folder = enquiry.at.office.premises.home.path
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_bm_2b_the_whole_way_gives_the_stated_scope_of_the_stated_subject(
    enquiry: AtEnquiry,
) -> None:
    enquiry.to_approval()
    assert enquiry.page.stage is Stage.APPROVAL
    assert enquiry.page.held is None
    enquiry.at.lay("M01", "side")
    held = enquiry.page.held
    assert held is not None
    assert (held.customer, held.count) == ("G0001", 2)
    person = held.contact.personal
    assert (person.name, person.address) == ("张小三", "某街1号")
    assert (person.phone, person.id_number) == ("138****1234", "540202********0017")
    enquiry.do("next")
    assert enquiry.page.customer == "G0002"
    enquiry.answer("2")
    assert enquiry.page.stage is Stage.RECEIPT
    assert enquiry.page.customer is None
    enquiry.do("print")
    assert enquiry.page.told is Told.TO_SIGN
    enquiry.do("sign")
    assert steps(enquiry) == ["begun", "allowed", "approved", "given", "printed", "signed"]
    told = enquiry.one()
    assert (told.step, told.person, told.approved_by) == (Step.SIGNED, "A07", "M01")
    assert told.given == (PersonalField.NAME, PersonalField.ADDRESS)
    assert (told.pages, told.prints) == (2, 1)


def test_bm_2b_the_access_log_names_the_enquiry_the_fields_and_the_second(
    enquiry: AtEnquiry,
) -> None:
    enquiry.to_receipt()
    (access,) = enquiry.at.found(AccessKind.ENQUIRY)
    assert (access.result, access.customer) == (AccessResult.ALLOWED, "G0001")
    assert (access.reason, access.second_person) == (enquiry.one().id, "M01")
    assert access.fields == (PersonalField.NAME, PersonalField.ADDRESS)
    assert (access.cause, access.seconds) == ("closed", 0)


def test_bm_2b_the_access_is_recorded_before_anything_is_shown(
    enquiry: AtEnquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    enquiry.to_approval()

    def full(*_: object, **__: object) -> None:
        raise DiskFull("the disk is full")

    monkeypatch.setattr("kiosk.privacy.desk_log.DeskLog.begin", full)
    enquiry.at.lay("M01", "side")
    assert enquiry.at.cause is Cause.STORE_FAILED
    assert enquiry.at.service.view.page is None


def test_bm_2b_who_is_not_the_subject_is_not_shown(enquiry: AtEnquiry) -> None:
    enquiry.to_showing("13900000000", "name", "")
    assert enquiry.page.stage is Stage.SHOWING
    assert (enquiry.page.held, enquiry.page.told) == (None, Told.NOTHING_HELD)
    enquiry.answer("0")
    assert enquiry.one().given == ()
    (access,) = enquiry.at.found(AccessKind.ENQUIRY)
    assert access.customer is None


def test_d_43_a_single_officer_is_refused_with_grounds_and_recorded(enquiry: AtEnquiry) -> None:
    enquiry.begin()
    enquiry.answer(*PAPER)
    enquiry.lay(card())
    enquiry.answer("540201", "done", *MATTER)
    assert enquiry.page.stage is Stage.RECEIPT
    told = enquiry.one()
    assert (told.step, told.grounds) == (Step.REFUSED, (Ground.TOO_FEW_OFFICERS,))
    (access,) = enquiry.at.found(AccessKind.ENQUIRY)
    assert (access.result, access.reason) == (AccessResult.REFUSED, told.id)
    enquiry.do("print")
    assert enquiry.page.told is Told.PRINTED
    assert enquiry.one().step is Step.REFUSED
    assert enquiry.one().prints == 1
    enquiry.do("sign")
    assert enquiry.one().step is Step.REFUSED


@pytest.mark.parametrize("asked", ["call_records", "name,call_content"])
def test_bm_2b_calls_are_refused_whole(enquiry: AtEnquiry, asked: str) -> None:
    enquiry.to_approval("13812341234", asked, "")
    assert enquiry.one().grounds == (Ground.CALLS,)
    assert enquiry.page.stage is Stage.RECEIPT


def test_bm_2b_a_scope_not_stated_is_refused(enquiry: AtEnquiry) -> None:
    enquiry.to_approval("13812341234", "", "")
    assert enquiry.one().grounds == (Ground.NO_SCOPE,)


@pytest.mark.parametrize("no, reader", [("A07", "side"), ("A08", "side"), ("X01", "side")])
def test_d_42_only_a_supervisor_who_is_not_the_handler_approves(
    enquiry: AtEnquiry, no: str, reader: str
) -> None:
    enquiry.to_approval()
    enquiry.at.lay(no, reader)
    assert not isinstance(enquiry.at.service.view.desk, Open)
    assert enquiry.one().step is Step.ABANDONED
    assert enquiry.one().approved_by is None


def test_d_42_a_supervisor_s_badge_approves_nothing_before_the_form_is_whole(
    enquiry: AtEnquiry,
) -> None:
    enquiry.begin()
    enquiry.answer(*PAPER)
    enquiry.at.lay("M01", "side")
    assert not isinstance(enquiry.at.service.view.desk, Open)
    assert enquiry.one().step is Step.ABANDONED


FOREIGNER = f"91115619920820002{check_digit('91115619920820002')}"
LAYOUTS = {
    "resident": card(),
    "Hong Kong": card(kind=IdKind.HONG_KONG_MACAO_TAIWAN, number="810000199408230021"),
    "foreigner 2017": card(kind=IdKind.FOREIGNER_2017, number="PAK310080010103"),
    "foreigner 2023": card(kind=IdKind.FOREIGNER_2023, number=FOREIGNER),
    "for ever": card(valid_to=None),
    "last day": card(valid_to=date(2026, 11, 23)),
}
BAD_CARDS = {
    "expired": (card(valid_to=date(2026, 11, 22)), Told.CARD_EXPIRED),
    "not yet valid": (card(valid_from=date(2026, 11, 24)), Told.CARD_EXPIRED),
    "check digit": (card(number="540202199001010018"), Told.CARD_NUMBER),
    "no number of its kind": (card(number="PAK310080010103"), Told.CARD_NUMBER),
    "birth date": (card(number="540202199013010017"), Told.CARD_NUMBER),
}


@pytest.mark.parametrize("laid", LAYOUTS.values(), ids=LAYOUTS)
def test_d_43_each_layout_of_card_is_taken(enquiry: AtEnquiry, laid: IdDocument) -> None:
    enquiry.begin()
    enquiry.answer(*PAPER)
    enquiry.lay(laid)
    assert enquiry.page.question is not None
    assert enquiry.page.question.name == "work_id"
    assert laid.name not in str(enquiry.page)
    enquiry.answer("540201")
    assert enquiry.page.officers == 1


@pytest.mark.parametrize("laid, told", BAD_CARDS.values(), ids=BAD_CARDS)
def test_d_43_a_card_that_is_not_valid_is_not_taken(
    enquiry: AtEnquiry, laid: IdDocument, told: Told
) -> None:
    enquiry.begin()
    enquiry.answer(*PAPER)
    enquiry.lay(laid)
    assert enquiry.page.told is told
    assert enquiry.page.question is not None
    assert enquiry.page.question.name == "card"


def test_d_43_nobody_is_two_officers(enquiry: AtEnquiry) -> None:
    enquiry.begin()
    enquiry.answer(*PAPER)
    enquiry.lay(card())
    enquiry.answer("540201")
    enquiry.lay(card())
    assert enquiry.page.told is Told.SEEN_TWICE
    enquiry.answer(*TYPED[:3], "540201")
    assert (enquiry.page.told, enquiry.page.officers) == (Told.SEEN_TWICE, 1)
    enquiry.answer(*TYPED)
    assert enquiry.page.officers == 2


def test_d_43_a_typed_officer_is_recorded_as_typed(enquiry: AtEnquiry) -> None:
    enquiry.to_approval()
    form = enquiry.one().form
    assert form is not None
    assert [officer.card for officer in form.officers] == [IdKind.RESIDENT, None]


def test_a_card_laid_when_none_is_awaited_changes_nothing(enquiry: AtEnquiry) -> None:
    enquiry.begin()
    before = enquiry.page
    enquiry.lay(card())
    assert enquiry.page == before


def test_a_bad_answer_is_told_and_asked_again(enquiry: AtEnquiry) -> None:
    enquiry.begin()
    enquiry.answer(*PAPER[:5], "2026-02-30")
    assert enquiry.page.question is not None
    assert enquiry.page.question.name == "dated"
    assert enquiry.page.fault is not None


def test_a_bad_number_of_pages_is_told_and_nothing_is_given(enquiry: AtEnquiry) -> None:
    enquiry.to_showing()
    enquiry.answer("1000")
    assert enquiry.page.fault is not None
    assert enquiry.page.held is not None
    assert enquiry.one().step is Step.APPROVED


@pytest.mark.parametrize("answers", [0, 3, len(PAPER)])
def test_bm_2b_the_lock_gives_an_enquiry_up_and_keeps_nothing_typed(
    enquiry: AtEnquiry, answers: int
) -> None:
    enquiry.begin()
    enquiry.answer(*PAPER[:answers])
    enquiry.at.service.lifted(CardRemoved("pad", NOON, badge("A07")))
    told = enquiry.one()
    assert (told.step, told.cause, told.form) == (Step.ABANDONED, "badge_removed", None)
    assert "桑珠孜区公安局".encode() not in disk(enquiry)


def test_bm_2b_what_was_typed_before_the_lock_is_gone_from_memory(enquiry: AtEnquiry) -> None:
    enquiry.begin()
    enquiry.answer(*PAPER)
    enquiry.lay(card())
    enquiry.answer("540201", *TYPED)
    work = enquiry.at.service._work
    assert isinstance(work, EnquiryWork)
    left = weakref.ref(work)
    del work
    enquiry.at.wait(61)
    gc.collect()
    assert left() is None
    assert isinstance(enquiry.at.service.view.desk, Locked)
    assert enquiry.one().cause == "idle"
    assert not any(secret.encode() in disk(enquiry) for secret in SECRETS)


def test_bm_2b_the_lock_while_the_scope_is_shown_ends_the_access_too(enquiry: AtEnquiry) -> None:
    enquiry.to_showing()
    enquiry.at.wait(61)
    assert (enquiry.one().step, enquiry.one().cause) == (Step.ABANDONED, "idle")
    (access,) = enquiry.at.found(AccessKind.ENQUIRY)
    assert access.cause == "idle"


def test_what_was_given_stays_given_and_can_be_signed_in_another_session(
    enquiry: AtEnquiry,
) -> None:
    enquiry.to_receipt()
    enquiry.at.wait(61)
    given = enquiry.one()
    assert given.step is Step.GIVEN
    enquiry.ticket = enquiry.at.open()
    enquiry.at.service.turn_to(enquiry.ticket, EnquiryWork)
    enquiry.do("open", given.id)
    enquiry.do("sign")
    assert enquiry.page.told is Told.NOT_PRINTED
    enquiry.do("print")
    enquiry.do("sign")
    assert enquiry.one().step is Step.SIGNED


def test_turning_to_other_work_gives_it_up(enquiry: AtEnquiry) -> None:
    enquiry.to_showing()
    enquiry.at.service.turn_to(enquiry.ticket, CustomerWork)
    assert (enquiry.one().step, enquiry.one().cause) == (Step.ABANDONED, "closed")


def test_back_takes_answers_back_and_at_last_gives_up_when_asked_twice(
    enquiry: AtEnquiry,
) -> None:
    enquiry.begin()
    enquiry.answer("court")
    enquiry.do("back")
    assert enquiry.page.question is not None
    assert enquiry.page.question.name == "organ"
    enquiry.do("back")
    assert (enquiry.page.told, enquiry.one().step) == (Told.GIVE_UP, Step.BEGUN)
    enquiry.do("back")
    assert (enquiry.page.stage, enquiry.one().step) == (Stage.LIST, Step.ABANDONED)


def test_one_that_a_killed_program_left_is_recorded_as_given_up(enquiry: AtEnquiry) -> None:
    enquiry.begin()
    again = AtEnquiry(start(enquiry.at.office.premises.home))
    again.begin()
    first, second = again.register.find()
    again.at.office.close()
    assert (first.step, first.cause) == (Step.ABANDONED, "killed")
    assert second.step is Step.BEGUN


def test_bm_2b_people_lie_sealed_and_leave_the_register_masked(enquiry: AtEnquiry) -> None:
    enquiry.to_receipt()
    form = enquiry.one().form
    assert form is not None
    assert [each.name for each in form.officers] == ["次***", "陈**"]
    assert form.matter.subject.value == "138****1234"
    assert form.paper.case == "*****02"
    assert not any(secret.encode() in disk(enquiry) for secret in SECRETS)


def test_an_enquiry_without_its_key_is_told_without_its_people(enquiry: AtEnquiry) -> None:
    enquiry.to_receipt()
    told = enquiry.one()
    keys = enquiry.at.service._vault.keys
    keys.rewrap(aead.new_key(), {f"*enquiry-{told.id}"})
    form = enquiry.one().form
    assert form is not None
    assert (form.officers, form.paper.unit) == ((), "桑珠孜区公安局")


def test_keys_of_enquiries_are_no_customer_s(enquiry: AtEnquiry) -> None:
    enquiry.to_approval()
    assert enquiry.at.service._vault.keys.customers() == ["G0001", "G0002"]


def test_an_enquiry_s_records_are_never_rewritten(enquiry: AtEnquiry) -> None:
    enquiry.to_receipt()
    store = enquiry.at.office.store
    with pytest.raises(AppendOnly):
        store.table(ENQUIRIES).update({"pages": 9}, where("step") == "given")


def test_a_receipt_that_cannot_be_written_is_told_and_not_signed(
    enquiry: AtEnquiry, tmp_path: Path
) -> None:
    folder = enquiry.at.office.premises.folder("printed")
    folder.write_text("in the way")
    enquiry.to_receipt()
    enquiry.do("print")
    assert enquiry.page.told is Told.PRINT_FAILED
    assert enquiry.one().prints == 0
    enquiry.do("sign")
    assert enquiry.one().step is Step.GIVEN
