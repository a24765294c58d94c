"""BM-1, D-44: the desk locks at every cause, and no history of events shows what it must not."""

from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from devices.events import Credential, CredentialKind
from kiosk.person import StaffNo
from kiosk.privacy.desk import (
    LOCKED_AT_START,
    BadgeLaid,
    BadgeLifted,
    Cause,
    CustomerClosed,
    CustomerOpened,
    Desk,
    DeskRules,
    Event,
    Held,
    Identifying,
    Locked,
    LockNow,
    Open,
    PersonGone,
    PinAnswered,
    ReaderLost,
    StrangerLaid,
    Ticked,
    Touched,
    shows,
    step,
    ticket,
)

RULES = DeskRules(idle_s=60, warn_s=10, pin_s=30, session_s=1000)


def badge(person: str, reader: str = "desk", number: str = "1") -> Held:
    credential = Credential(CredentialKind.CARD_UID, f"04{person}{number}")
    return Held(reader, credential, StaffNo(person))


MINE, YOURS = badge("A07"), badge("A08")


def after(*events: Event, desk: Desk = LOCKED_AT_START) -> Desk:
    for event in events:
        desk = step(desk, event, RULES)
    return desk


OPENING = (BadgeLaid(0, MINE), PinAnswered(1, 1, right=True), CustomerOpened(2, 1, "C1"))


def test_badge_and_pin_open_and_a_committed_record_is_shown() -> None:
    assert shows(after(*OPENING)) == "C1"
    assert shows(after(*OPENING[:2])) is None


@pytest.mark.parametrize(
    "event, cause",
    [
        (BadgeLifted(3, "desk"), Cause.BADGE_REMOVED),
        (ReaderLost(3, "desk"), Cause.READER_LOST),
        (StrangerLaid(3), Cause.OTHER_BADGE),
        (PersonGone(3, StaffNo("A07"), Cause.CLOCKED_OUT), Cause.CLOCKED_OUT),
        (PersonGone(3, StaffNo("A07"), Cause.TAPPED_ELSEWHERE), Cause.TAPPED_ELSEWHERE),
        (PersonGone(3, StaffNo("A07"), Cause.RIGHT_REVOKED), Cause.RIGHT_REVOKED),
        (LockNow(3, Cause.FINISHED), Cause.FINISHED),
        (LockNow(3, Cause.STORE_FAILED), Cause.STORE_FAILED),
        (LockNow(3, Cause.FAULT), Cause.FAULT),
        (LockNow(3, Cause.RESUMED), Cause.RESUMED),
        (Ticked(62), Cause.IDLE),
        (Touched(62), Cause.IDLE),
        (CustomerOpened(62, 1, "C2"), Cause.IDLE),
        (Ticked(-1), Cause.SESSION_LIMIT),
    ],
    ids=str,
)
def test_every_cause_locks_an_open_desk(event: Event, cause: Cause) -> None:
    assert after(*OPENING, event) == Locked(cause, 1)


@pytest.mark.parametrize(
    "event",
    [
        BadgeLifted(3, "other"),
        ReaderLost(3, "other"),
        PersonGone(3, StaffNo("A08"), Cause.CLOCKED_OUT),
        BadgeLaid(3, MINE),
        CustomerOpened(3, 0, "C2"),
        PinAnswered(3, 1, right=False),
        Ticked(3),
    ],
    ids=str,
)
def test_what_concerns_others_changes_nothing(event: Event) -> None:
    assert after(*OPENING, event) == after(*OPENING)


def test_another_persons_badge_ends_my_session_and_asks_for_his_pin() -> None:
    desk = after(*OPENING, BadgeLaid(3, YOURS))
    assert isinstance(desk, Identifying)
    assert desk.held == YOURS
    assert shows(after(PinAnswered(4, 1, right=True), desk=desk)) is None


def test_the_same_badge_on_another_reader_must_be_identified_anew() -> None:
    assert isinstance(after(*OPENING, BadgeLaid(3, badge("A07", "second"))), Identifying)


def test_a_pin_that_was_typed_for_another_badge_opens_nothing() -> None:
    laid = after(BadgeLaid(0, MINE), BadgeLifted(1, "desk"), BadgeLaid(2, YOURS))
    assert isinstance(after(PinAnswered(3, 1, right=True), desk=laid), Identifying)
    assert isinstance(after(PinAnswered(3, 2, right=True), desk=laid), Open)


def test_a_wrong_pin_locks() -> None:
    assert after(BadgeLaid(0, MINE), PinAnswered(1, 1, right=False)) == Locked(Cause.PIN_REFUSED, 1)


def test_a_query_that_ends_after_the_lock_shows_nothing() -> None:
    late = CustomerOpened(5, 1, "C9")
    assert shows(after(*OPENING, BadgeLifted(3, "desk"), late)) is None
    again = (BadgeLaid(6, MINE), PinAnswered(7, 2, right=True))
    assert shows(after(*OPENING, BadgeLifted(3, "desk"), *again, late)) is None


@pytest.mark.parametrize(
    "seconds, shown, locked",
    [(49.9, True, False), (50, False, False), (59.9, False, False), (60, False, True)],
)
def test_d44_hidden_at_50_s_locked_at_60(seconds: float, shown: bool, locked: bool) -> None:
    desk = after(*OPENING, Touched(2), Ticked(2 + seconds))
    assert (shows(desk) is not None, isinstance(desk, Locked)) == (shown, locked)


def test_a_key_during_the_warning_brings_the_content_back() -> None:
    assert shows(after(*OPENING, Touched(2), Ticked(55), Touched(56))) == "C1"


def test_a_pin_is_awaited_for_a_while_only() -> None:
    assert isinstance(after(BadgeLaid(0, MINE), Ticked(29.9)), Identifying)
    assert after(BadgeLaid(0, MINE), Ticked(30)) == Locked(Cause.IDLE, 1)


def test_a_busy_session_ends_at_its_limit() -> None:
    busy = [Touched(float(at)) for at in range(2, 1002, 30)]
    assert isinstance(after(*OPENING, *busy), Open)
    assert after(*OPENING, *busy, Touched(1001)) == Locked(Cause.SESSION_LIMIT, 1)


def test_a_closed_record_is_shown_no_more_and_the_session_goes_on() -> None:
    desk = after(*OPENING, CustomerClosed(3))
    assert shows(desk) is None
    assert isinstance(desk, Open)


@dataclass
class World:
    """What is really so, kept beside the desk by other means."""

    now: float = 0.0
    lying: Held | None = None
    last_key: float = 0.0
    pin_for: int | None = None


class DeskMachine(RuleBasedStateMachine):
    """No history of events shows data without an entitled, present, awake, identified person."""

    people = st.sampled_from(["A07", "A08"])
    readers = st.sampled_from(["desk", "second"])

    @initialize()
    def begin(self) -> None:
        self.desk: Desk = LOCKED_AT_START
        self.world = World()
        self.old_tickets: list[int] = []

    def tell(self, event: Event) -> None:
        before = self.desk
        self.desk = step(before, event, RULES)
        if ticket(self.desk) != ticket(before):
            self.old_tickets.append(ticket(before))
            self.world.pin_for = None

    @rule(person=people, reader=readers)
    def lay(self, person: str, reader: str) -> None:
        self.world.lying = badge(person, reader)
        self.tell(BadgeLaid(self.world.now, self.world.lying))

    @rule(person=people, reader=readers)
    def come_to_work(self, person: str, reader: str) -> None:
        """The whole way in at once: most histories should get there."""
        self.lay(person, reader)
        self.type_the_pin(right=True)
        self.open_a_record("C1")

    @rule()
    def lay_a_stranger(self) -> None:
        self.tell(StrangerLaid(self.world.now))
        self.world.lying = None

    @rule(reader=readers)
    def lift(self, reader: str) -> None:
        if self.world.lying is not None and self.world.lying.reader == reader:
            self.world.lying = None
        self.tell(BadgeLifted(self.world.now, reader))

    @rule(reader=readers)
    def lose_the_reader(self, reader: str) -> None:
        if self.world.lying is not None and self.world.lying.reader == reader:
            self.world.lying = None
        self.tell(ReaderLost(self.world.now, reader))

    @rule(right=st.booleans())
    def type_the_pin(self, right: bool) -> None:
        if right:
            self.world.pin_for = ticket(self.desk)
            self.world.last_key = self.world.now
        self.tell(PinAnswered(self.world.now, ticket(self.desk), right))

    @rule(data=st.data())
    def a_late_answer_comes(self, data: st.DataObject) -> None:
        if self.old_tickets:
            old = data.draw(st.sampled_from(self.old_tickets))
            if old != ticket(self.desk):
                self.tell(PinAnswered(self.world.now, old, right=True))
                self.tell(CustomerOpened(self.world.now, old, "late"))

    @rule(customer=st.sampled_from(["C1", "C2"]))
    def open_a_record(self, customer: str) -> None:
        self.tell(CustomerOpened(self.world.now, ticket(self.desk), customer))

    @rule()
    def touch(self) -> None:
        self.world.last_key = self.world.now
        self.tell(Touched(self.world.now))

    @rule(seconds=st.floats(0, 70))
    def wait(self, seconds: float) -> None:
        self.world.now += seconds
        self.tell(Ticked(self.world.now))

    @rule(person=people)
    def clock_out(self, person: str) -> None:
        if self.world.lying is not None and self.world.lying.person == person:
            self.world.pin_for = None
        self.tell(PersonGone(self.world.now, StaffNo(person), Cause.CLOCKED_OUT))

    @rule(cause=st.sampled_from([Cause.FINISHED, Cause.FAULT, Cause.STORE_FAILED]))
    def lock(self, cause: Cause) -> None:
        self.world.pin_for = None
        self.tell(LockNow(self.world.now, cause))

    @invariant()
    def nothing_is_shown_without_a_present_identified_awake_person(self) -> None:
        if not hasattr(self, "desk") or shows(self.desk) is None:
            return
        assert isinstance(self.desk, Open)
        assert self.desk.held == self.world.lying
        assert self.world.pin_for == ticket(self.desk)
        assert self.world.now - self.world.last_key < RULES.idle_s - RULES.warn_s
        assert shows(self.desk) != "late"


DeskMachine.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestDesk = DeskMachine.TestCase
