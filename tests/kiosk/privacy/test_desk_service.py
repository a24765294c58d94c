"""The desk at work on a real office: BM-1, BM-2, BM-7, D-42, D-44."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from devices.events import (
    CardPresented,
    CardRemoved,
    CardReturned,
    Credential,
    CredentialKind,
    ReaderDown,
)
from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch
from kiosk.attendance.timetable import Direction
from kiosk.home import Home
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind, AccessResult
from kiosk.privacy.desk import Cause, Identifying, Locked, Open
from kiosk.privacy.desk_view import Said
from kiosk.privacy.works.customers import CustomerWork, Told
from kiosk.privacy.works.who_looked import WhoLookedPage, WhoLookedWork
from kiosk.roles import Role
from store.errors import DiskFull
from tests.kiosk.conftest import NOON
from tests.kiosk.privacy.at_desk import PHONE, PIN, ZHANG, AtDesk, badge, remove, start


def test_badge_and_pin_open_the_person_s_own_list(desk: AtDesk) -> None:
    desk.lay("A07")
    assert isinstance(desk.service.view.desk, Identifying)
    assert not desk.page.customers
    desk.service.pin(desk.ticket, PIN)
    assert [each.no for each in desk.page.customers] == ["G0001"]
    (session,) = desk.found()
    assert (session.kind, session.person, session.cause) == (AccessKind.SESSION, "A07", None)


def test_a_record_that_the_state_machine_does_not_know_is_not_shown(desk: AtDesk) -> None:
    desk.reveal(desk.open_record())
    assert desk.page.shown is not None
    left = desk.service._desk
    assert isinstance(left, Open)
    for lost in (Locked(Cause.FAULT, left.tickets), replace(left, customer=None)):
        desk.service._desk = lost
        assert desk.record is None
        assert desk.page.shown is None
    desk.service._desk = left
    assert desk.page.shown is not None


@pytest.mark.parametrize(
    "no, reader, said",
    [
        ("X01", "pad", Said.NO_RIGHT),
        ("A07", "tag", Said.NO_PRESENCE),
    ],
    ids=["a role without customers", "a reader that sees no presence"],
)
def test_who_is_not_entitled_opens_nothing(desk: AtDesk, no: str, reader: str, said: Said) -> None:
    desk.lay(no, reader)
    assert desk.service.view.said is said
    assert isinstance(desk.service.view.desk, Locked)
    (refused,) = desk.found(AccessKind.BADGE)
    assert (refused.result, refused.person, refused.reason) == (AccessResult.REFUSED, no, said)


def test_a_knob_lets_a_reader_without_presence_open(copied: Home) -> None:
    with copied.config_file.open("a") as config:
        config.write("[privacy]\nrequire_presence = false\n")
    desk = start(copied)
    desk.lay("A07", "tag")
    assert isinstance(desk.service.view.desk, Identifying)
    desk.office.close()


def test_an_unknown_badge_locks_and_is_recorded_without_its_number(desk: AtDesk) -> None:
    desk.open()
    stranger = Credential(CredentialKind.CARD_UID, "04FFFFFF")
    desk.service.laid(CardPresented("side", NOON, stranger))
    assert (desk.cause, desk.service.view.said) == (Cause.OTHER_BADGE, Said.UNKNOWN_BADGE)
    (refused,) = desk.found(AccessKind.BADGE)
    assert (refused.person, refused.reason) == (None, "unknown_badge")


def test_a_wrong_pin_locks_and_the_badge_that_lies_there_may_try_again(desk: AtDesk) -> None:
    desk.lay("A07")
    desk.service.pin(desk.ticket, "999999")
    assert (desk.cause, desk.service.view.said) == (Cause.PIN_REFUSED, Said.PIN_WRONG)
    assert [each.reason for each in desk.found(AccessKind.PIN)] == ["wrong"]
    assert desk.service.view.badge_lies
    desk.service.again()
    desk.service.pin(desk.ticket, PIN)
    assert isinstance(desk.service.view.desk, Open)


def test_a_person_without_a_pin_is_told_so(desk: AtDesk) -> None:
    desk.lay("A08")
    desk.service.pin(desk.ticket, PIN)
    assert desk.service.view.said is Said.PIN_NONE


def test_bm2_a_reveal_is_recorded_with_reason_fields_and_seconds(desk: AtDesk) -> None:
    ticket = desk.open_record()
    desk.reveal(ticket)
    shown = desk.page.shown
    assert shown is not None
    assert (shown.personal.phone, shown.personal.name) == (ZHANG.phone, "张*三")
    desk.wait(7)
    desk.service.do(ticket, CustomerWork, CustomerWork.hide)
    assert desk.page.shown is None
    (reveal,) = desk.found(AccessKind.REVEAL)
    assert (reveal.fields, reveal.reason, reveal.customer) == (PHONE, "business", "G0001")
    assert (reveal.seconds, reveal.cause) == (7, "closed")


@pytest.mark.parametrize("reason", ["", " ", "x", "y" * 65, "a\x1bb"])
def test_bm2_nothing_is_shown_without_a_reason(desk: AtDesk, reason: str) -> None:
    ticket = desk.open_record()
    desk.reveal(ticket, reason)
    assert (desk.page.shown, desk.page.told) == (None, Told.NO_REASON)
    assert desk.found(AccessKind.REVEAL) == []


def test_numbers_in_a_typed_reason_and_in_a_search_are_not_kept(desk: AtDesk) -> None:
    ticket = desk.open_record()
    desk.reveal(ticket, "他说 13812341234")
    desk.search(ticket, "13812341234")
    assert [each.no for each in desk.page.customers] == ["G0001", "G0002"]
    (reveal,), (search,) = desk.found(AccessKind.REVEAL), desk.found(AccessKind.SEARCH)
    assert (reveal.reason, search.reason) == ("他说 ***********", "138****1234")


def test_bm7_a_record_says_who_saw_it_last(desk: AtDesk) -> None:
    ticket = desk.open_record()
    record = desk.record
    assert record is not None
    assert record.last is None
    desk.service.do(ticket, CustomerWork, CustomerWork.close)
    desk.open_customer(ticket, "G0001")
    record = desk.record
    assert record is not None
    assert record.last is not None
    assert record.last.person == "A07"


@pytest.mark.parametrize("second", ["M01", "M02"])
def test_d42_bm2_another_s_customer_opens_with_a_second_person(desk: AtDesk, second: str) -> None:
    ticket = desk.open()
    desk.open_customer(ticket, "G0002")
    assert (desk.record, desk.page.told) == (None, Told.SECOND_ASKED)
    desk.lay(second, "tag")
    record = desk.record
    assert record is not None
    assert (record.customer.no, record.second) == ("G0002", second)
    (opened,) = desk.found(AccessKind.CUSTOMER)
    assert (opened.person, opened.second_person) == ("A07", second)
    desk.service.lifted(CardRemoved("tag", NOON, badge(second)))
    assert desk.record == record


def test_d42_bm2_nobody_is_his_own_second_person(desk: AtDesk) -> None:
    ticket = desk.open("M01")
    desk.open_customer(ticket, "G0002")
    desk.lay("M01", "side")
    assert desk.record is None


@pytest.mark.parametrize("second", ["A08", "X01"])
def test_d42_bm2_who_is_no_supervisor_locks_instead(desk: AtDesk, second: str) -> None:
    ticket = desk.open()
    desk.open_customer(ticket, "G0002")
    desk.lay(second, "side")
    assert desk.record is None
    assert not isinstance(desk.service.view.desk, Open)
    (session,) = desk.found(AccessKind.SESSION)
    assert session.cause == Cause.OTHER_BADGE


def test_d42_bm2_a_second_person_who_does_not_come_is_a_refusal(desk: AtDesk) -> None:
    ticket = desk.open()
    desk.open_customer(ticket, "G0002")
    desk.wait(30)
    assert desk.page.told is Told.SECOND_LAPSED
    (refused,) = desk.found(AccessKind.CUSTOMER)
    assert (refused.result, refused.customer) == (AccessResult.REFUSED, "G0002")
    desk.lay("M01", "side")
    assert isinstance(desk.service.view.desk, Identifying)


def remove_something(desk: AtDesk) -> None:
    desk.service.lifted(CardRemoved("pad", NOON, None))


def lose(desk: AtDesk) -> None:
    desk.service.lost(ReaderDown("pad", NOON))


def other(desk: AtDesk) -> None:
    desk.lay("M01", "side")


def finish(desk: AtDesk) -> None:
    desk.service.lock(desk.ticket, Cause.FINISHED)


def idle(desk: AtDesk) -> None:
    desk.wait(60)


def sleep(desk: AtDesk) -> None:
    desk.clock.now += 8
    desk.service.tick()


def revoke(desk: AtDesk) -> None:
    (worn,) = desk.office.badges.of("A07")
    now = desk.clock.read().utc
    desk.office.badges.end(worn.id, worn.state.REVOKED, now, by="M01")
    desk.service.tick()


def change_post(desk: AtDesk) -> None:
    person = desk.office.people.get("A07")
    desk.office.people.change(replace(person, role=Role.INFO_ADMIN), actor="M01")
    desk.service.tick()


def promote(desk: AtDesk) -> None:
    desk.office.people.assign("A07", Role.ACTING_MANAGER, actor="M01")
    desk.service.tick()


def punch(desk: AtDesk, direction: Direction) -> None:
    tap = Punch(
        desk.clock.read().utc,
        "entrance",
        Result.RECORDED,
        person=StaffNo("A07"),
        direction=direction,
    )
    desk.office.punches.add(desk.office.store.new_id(), tap)
    desk.service.tick()


def other_desk(desk: AtDesk) -> None:
    there = Access(NOON, "desk2", AccessKind.SESSION, person=StaffNo("A07"))
    Accesses(desk.office.store).add(there)
    desk.service.tick()


CAUSES: dict[Cause, list[Callable[[AtDesk], None]]] = {
    Cause.BADGE_REMOVED: [remove, remove_something],
    Cause.READER_LOST: [lose],
    Cause.OTHER_BADGE: [other],
    Cause.FINISHED: [finish],
    Cause.IDLE: [idle],
    Cause.RESUMED: [sleep],
    Cause.RIGHT_REVOKED: [revoke, change_post, promote],
    Cause.CLOCKED_OUT: [lambda desk: punch(desk, Direction.OUT)],
    Cause.TAPPED_ELSEWHERE: [lambda desk: punch(desk, Direction.IN), other_desk],
}


@pytest.mark.parametrize(
    "cause, happen", [(cause, each) for cause, ways in CAUSES.items() for each in ways]
)
def test_bm1_d44_every_cause_ends_all_and_is_recorded(
    desk: AtDesk, cause: Cause, happen: Any
) -> None:
    desk.reveal(desk.open_record())
    happen(desk)
    view = desk.service.view
    assert not isinstance(view.desk, Open)
    assert view.page is None
    shown = (AccessKind.SESSION, AccessKind.CUSTOMER, AccessKind.REVEAL)
    ended = [
        access.cause
        for access in desk.found()
        if access.terminal == "desk" and access.kind in shown
    ]
    assert ended == [cause] * 3


def test_bm1_a_badge_that_comes_back_asks_for_its_pin(desk: AtDesk) -> None:
    desk.open()
    remove(desk)
    desk.service.laid(CardReturned("pad", NOON, badge("A07")))
    assert isinstance(desk.service.view.desk, Identifying)


def test_a_late_answer_of_an_earlier_session_changes_nothing(desk: AtDesk) -> None:
    ticket = desk.open()
    remove(desk)
    again = desk.open()
    for act in (desk.search, desk.open_customer):
        act(ticket, "G0001")
    desk.service.lock(ticket, Cause.IDLE)
    desk.service.touch(ticket, desk.clock.now)
    assert desk.record is None
    assert desk.ticket == again


@pytest.mark.parametrize("which", ["session", "search", "customer", "reveal"])
def test_what_cannot_be_recorded_is_not_shown_and_locks(
    desk: AtDesk, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    add = Accesses.add

    def failing(accesses: Accesses, access: Access) -> str:
        if access.kind == which:
            raise DiskFull("no room")
        return add(accesses, access)

    monkeypatch.setattr(Accesses, "add", failing)
    desk.lay("A07")
    ticket = desk.ticket
    desk.service.pin(ticket, PIN)
    desk.search(ticket, "G0001")
    desk.open_customer(ticket, "G0001")
    if desk.record is not None:
        desk.reveal(ticket)
    view = desk.service.view
    assert desk.cause is Cause.STORE_FAILED
    assert view.page is None


def test_a_supervisor_s_badge_ends_the_program_where_that_was_asked_for(desk: AtDesk) -> None:
    desk.service.expect_end(expected=True)
    assert desk.service.view.ending
    desk.lay("M01")
    assert desk.service.view.ended
    assert isinstance(desk.service.view.desk, Locked)


def test_nobody_else_s_badge_ends_it_and_the_next_one_opens_again(desk: AtDesk) -> None:
    desk.service.expect_end(expected=True)
    desk.lay("A07")
    assert (desk.service.view.said, desk.service.view.ended) == (Said.NO_END, False)
    (refused,) = desk.found(AccessKind.BADGE)
    assert (refused.person, refused.reason) == ("A07", "no_end")
    desk.lay("A07")
    assert isinstance(desk.service.view.desk, Identifying)


@pytest.mark.parametrize("how", ["lapsed", "called off", "never asked for while open"])
def test_a_badge_that_is_laid_later_opens_the_desk_as_ever(desk: AtDesk, how: str) -> None:
    if how == "never asked for while open":
        desk.open()
    desk.service.expect_end(expected=True)
    if how == "lapsed":
        desk.wait(15)
    elif how == "called off":
        desk.service.expect_end(expected=False)
    assert not desk.service.view.ending
    desk.lay("M01", "side")
    assert isinstance(desk.service.view.desk, Identifying)
    assert not desk.service.view.ended


def test_a_session_that_was_killed_is_ended_at_the_next_start(copied: Home) -> None:
    desk = start(copied)
    desk.open_record()
    desk.office.close()
    after = start(copied)
    (session,) = after.found(AccessKind.SESSION)
    assert session.cause == Cause.KILLED
    assert isinstance(after.service.view.desk, Locked)
    after.office.close()


def test_bm7_who_looked_is_read_at_the_desk_for_one_s_own_customers(desk: AtDesk) -> None:
    ticket = desk.open_record()
    desk.reveal(ticket)
    desk.service.turn_to(ticket, WhoLookedWork)
    page = desk.service.view.page
    assert isinstance(page, WhoLookedPage)
    assert [(each.customer, each.access.person) for each in page.looks] == [("G0001", "A07")] * 2
    assert desk.service.view.desk.customer is None  # type: ignore[union-attr]
    ended = [each.cause for each in desk.found() if each.kind is not AccessKind.SESSION]
    assert ended == ["closed"] * 2
    desk.open_customer(ticket, "G0001")  # meant for the work that was put away
    assert isinstance(desk.service.view.page, WhoLookedPage)
    desk.service.turn_to(ticket, CustomerWork)
    assert [each.no for each in desk.page.customers] == ["G0001"]
