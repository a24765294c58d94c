"""The tap thread over a real door of a real office: order, purposes, and what it survives."""

import io
import json
import queue
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import monotonic

import pytest

from devices.events import CardPresented, Credential, CredentialKind, ReaderDown, ReaderFault
from kiosk.attendance.answer import Result
from kiosk.attendance.door import Door
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.own_asks import LeaveAsked, OwnMonthAsked
from kiosk.attendance.own_month import OwnMonth
from kiosk.errors import NotEntitledError, RequestRefusedError
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.person import Person, StaffNo, staff_no
from kiosk.roles import Role
from screens.headless import AnswerPrinter
from screens.news import (
    Answered,
    AskDone,
    AskRefused,
    Completed,
    Corrected,
    Denied,
    DoorChanged,
    LeaveGranted,
    News,
    OwnMonthTold,
    Purpose,
    ReaderChanged,
    Stumbled,
)
from screens.taps import COMPLETED_S, TICK_S, TapThread

CLERK = Credential(CredentialKind.EM4100, "0000000007")
MANAGER = Credential(CredentialKind.EM4100, "0000000001")
STRANGER = Credential(CredentialKind.EM4100, "00000000FF")
A07 = StaffNo("A07")
PATIENCE_S = 10


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An office with a manager and a clerk, both with badges; to be copied."""
    home = Home(tmp_path_factory.mktemp("office") / "home")
    with Office.create(home, "重要室") as office:
        for no, role, credential in (
            ("M01", Role.ROOM_MANAGER, MANAGER),
            ("A07", Role.ACCOUNT_MANAGER, CLERK),
        ):
            person = Person(staff_no(no), f"员工{no}", role, "重要室", date(2024, 1, 1))
            office.people.add(person, actor="-")
            since = datetime(2024, 1, 1, tzinfo=UTC)
            office.badges.give(no, credential, since, by="-")
    return home


class Listener:
    """Whoever shows the news: here, a queue."""

    def __init__(self) -> None:
        self._news: queue.SimpleQueue[News] = queue.SimpleQueue()
        self.tell: Callable[[News], None] = self._news.put

    def next(self, patience_s: float = PATIENCE_S) -> News:
        """The next news that is not about the door's state."""
        while isinstance(news := self._news.get(timeout=patience_s), DoorChanged):
            pass
        return news

    def nothing_within(self, seconds: float) -> bool:
        """Whether nothing more comes in so many seconds, but what is about the door's state."""
        try:
            self.next(seconds)
        except queue.Empty:
            return True
        return False

    def state(self) -> DoorChanged:
        """The next news about the door's state."""
        while not isinstance(news := self._news.get(timeout=PATIENCE_S), DoorChanged):
            pass
        return news


@pytest.fixture
def premises(tmp_path: Path, furnished: Home) -> Premises:
    shutil.copytree(furnished.path, tmp_path / "home")
    return Premises.enter(Home(tmp_path / "home"))


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def taps(premises: Premises, listener: Listener) -> Iterator[TapThread]:
    thread = TapThread(lambda: Door(premises, "entrance"), listener.tell)
    thread.start()
    yield thread
    thread.stop()


def tap(credential: Credential) -> CardPresented:
    return CardPresented("door", datetime.now(UTC), credential)


def recorded(premises: Premises) -> list[str | None]:
    """Who tapped, in the order of the records."""
    with premises.open() as office:
        return [document.get("person") for document in office.store.table("punches").all()]


def test_taps_are_answered_in_the_order_in_which_they_came(
    taps: TapThread, listener: Listener
) -> None:
    for credential in (CLERK, STRANGER, MANAGER):
        taps.post(tap(credential))
    news = [listener.next() for _ in range(3)]
    answers = [item.answer for item in news if isinstance(item, Answered)]
    assert [answer.credential for answer in answers] == [CLERK, STRANGER, MANAGER]
    assert [answer.result for answer in answers] == [
        Result.RECORDED,
        Result.UNKNOWN,
        Result.RECORDED,
    ]


def test_a_door_that_changed_is_told_with_its_last_taps(
    taps: TapThread, listener: Listener
) -> None:
    assert listener.state().recent == ()
    taps.post(tap(CLERK))
    (recent,) = listener.state().recent
    assert recent.person is not None
    assert recent.person.no == "A07"


def test_stopping_takes_the_taps_that_have_come(premises: Premises, listener: Listener) -> None:
    thread = TapThread(lambda: Door(premises, "entrance"), listener.tell)
    for credential in (CLERK, MANAGER):
        thread.post(tap(credential))
    thread.start()
    thread.stop()
    assert recorded(premises) == ["A07", "M01"]


def test_a_screen_that_fails_takes_no_taps_along(premises: Premises) -> None:
    def dead_screen(_: News) -> None:
        raise RuntimeError("the screen is gone")

    thread = TapThread(lambda: Door(premises, "entrance"), dead_screen)
    thread.start()
    for credential in (CLERK, MANAGER):
        thread.post(tap(credential))
    thread.stop()
    assert recorded(premises) == ["A07", "M01"]


class StumblingDoor(Door):
    """A door with a fault in the program for one badge."""

    def tap(self, presented: CardPresented) -> object:  # type: ignore[override]
        if presented.credential == STRANGER:
            raise ZeroDivisionError
        return super().tap(presented)


def test_a_fault_of_the_program_at_one_tap_leaves_the_door_open(
    premises: Premises, listener: Listener
) -> None:
    thread = TapThread(lambda: StumblingDoor(premises, "entrance"), listener.tell)
    thread.start()
    thread.post(tap(STRANGER))
    thread.post(tap(CLERK))
    assert listener.next() == Stumbled()
    news = listener.next()
    assert isinstance(news, Answered)
    assert news.answer.credential == CLERK
    thread.stop()


def test_taps_wait_for_a_door_that_cannot_be_opened_at_once(
    premises: Premises, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.taps.RETRY_S", 0.01)
    attempts = [OSError("not yet"), OSError("not yet")]

    def open_door() -> Door:
        if attempts:
            raise attempts.pop()
        return Door(premises, "entrance")

    thread = TapThread(open_door, listener.tell)
    thread.post(tap(CLERK))
    thread.start()
    assert listener.next() == Stumbled()
    assert listener.next() == Stumbled()
    news = listener.next()
    assert isinstance(news, Answered)
    assert news.answer.result is Result.RECORDED
    thread.stop()


def test_a_supervisor_turns_the_last_tap(taps: TapThread, listener: Listener) -> None:
    taps.post(tap(CLERK))
    first = listener.next()
    assert isinstance(first, Answered)
    taps.expect(Purpose.CORRECT)
    taps.post(tap(MANAGER))
    turned = listener.next()
    assert isinstance(turned, Corrected)
    assert turned.answer.person == first.answer.person
    assert turned.answer.direction not in (None, first.answer.direction)


@pytest.mark.parametrize("purpose", [Purpose.CORRECT, Purpose.LEAVE])
def test_nobody_but_a_supervisor_corrects_or_leaves_and_his_tap_is_not_lost(
    taps: TapThread, listener: Listener, premises: Premises, purpose: Purpose
) -> None:
    taps.expect(purpose)
    taps.post(tap(CLERK))
    denied = listener.next()
    assert isinstance(denied, Denied)
    assert denied.purpose is purpose
    assert denied.answer is not None
    assert denied.answer.result is Result.RECORDED
    assert recorded(premises) == ["A07"]


def test_a_supervisor_who_finds_nothing_to_correct_has_not_punched(
    taps: TapThread, listener: Listener, premises: Premises
) -> None:
    taps.expect(Purpose.CORRECT)
    taps.post(tap(MANAGER))
    denied = listener.next()
    assert isinstance(denied, Denied)
    assert denied.answer is None
    assert recorded(premises) == []


def test_a_supervisors_badge_opens_the_way_out_and_punches_nothing(
    premises: Premises, listener: Listener
) -> None:
    thread = TapThread(lambda: Door(premises, "entrance"), listener.tell)
    thread.start()
    thread.expect(Purpose.LEAVE)
    thread.post(tap(MANAGER))
    assert listener.next() == LeaveGranted()
    thread.stop()
    assert recorded(premises) == []


def test_a_purpose_holds_for_one_badge(taps: TapThread, listener: Listener) -> None:
    taps.expect(Purpose.LEAVE)
    taps.post(tap(CLERK))
    listener.next()
    taps.post(tap(CLERK))
    assert isinstance(listener.next(), Answered)


def test_a_purpose_that_nobody_used_in_time_is_over(
    taps: TapThread, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.taps.PURPOSE_S", 0.0)
    taps.expect(Purpose.LEAVE)
    taps.post(tap(MANAGER))
    assert isinstance(listener.next(), Answered)


def test_an_outage_of_a_reader_is_recorded_and_told(premises: Premises, listener: Listener) -> None:
    thread = TapThread(lambda: Door(premises, "entrance"), listener.tell)
    thread.start()
    down = ReaderDown("door", datetime.now(UTC), "unplugged")
    noise = ReaderFault("door", datetime.now(UTC), "noise")
    thread.post(down)
    thread.post(noise)
    assert listener.next() == ReaderChanged(down)
    assert listener.next() == ReaderChanged(noise)
    thread.stop()
    with premises.open() as office:
        (record,) = office.store.table("reader_events").all()
    assert (record["reader"], record["event"]) == ("door", "down")


def test_answers_are_printed_as_json_lines(premises: Premises) -> None:
    output = io.StringIO()
    thread = TapThread(lambda: Door(premises, "entrance"), AnswerPrinter(output))
    thread.start()
    thread.post(tap(CLERK))
    thread.post(tap(STRANGER))
    thread.stop()
    known, unknown = (json.loads(line) for line in output.getvalue().splitlines())
    assert (known["person"], known["result"]) == ("A07", "recorded")
    assert (unknown["person"], unknown["result"]) == (None, "unknown")
    assert set(known) == {
        "at",
        "reader",
        "credential",
        "person",
        "result",
        "direction",
        "punch",
    }


class ClosedPipe(io.StringIO):
    """An output whose reader is gone."""

    def write(self, _: str) -> int:
        raise BrokenPipeError


def test_taps_are_recorded_when_nobody_reads_the_answers(premises: Premises) -> None:
    thread = TapThread(lambda: Door(premises, "entrance"), AnswerPrinter(ClosedPipe()))
    thread.start()
    for credential in (CLERK, MANAGER):
        thread.post(tap(credential))
    thread.stop()
    assert recorded(premises) == ["A07", "M01"]


def test_an_answer_comes_again_with_the_person_s_month(taps: TapThread, listener: Listener) -> None:
    taps.post(tap(CLERK))
    plain, whole = listener.next(), listener.next()
    assert isinstance(plain, Answered)
    assert isinstance(whole, Completed)
    assert plain.answer.so_far is None
    assert whole.answer.so_far is not None
    assert replace(whole.answer, so_far=None) == plain.answer


def test_in_a_burst_the_last_answer_alone_is_completed(taps: TapThread, listener: Listener) -> None:
    for credential in (CLERK, MANAGER, STRANGER, MANAGER, CLERK):
        taps.post(tap(credential))
    news = [listener.next() for _ in range(6)]
    assert [type(each) for each in news] == [Answered] * 5 + [Completed]
    assert isinstance(news[-1], Completed)
    assert news[-1].answer.credential == CLERK


def test_nothing_completes_the_answer_to_a_stranger(taps: TapThread, listener: Listener) -> None:
    taps.post(tap(STRANGER))
    taps.post(ReaderFault("door", datetime.now(UTC), "noise"))
    assert isinstance(listener.next(), Answered)
    assert isinstance(listener.next(), ReaderChanged)
    assert listener.nothing_within(3 * COMPLETED_S)


def test_without_a_screen_no_month_is_judged(premises: Premises, listener: Listener) -> None:
    thread = TapThread(lambda: Door(premises, "entrance"), listener.tell, completing=False)
    thread.start()
    thread.post(tap(CLERK))
    assert isinstance(listener.next(), Answered)
    assert listener.nothing_within(3 * COMPLETED_S)
    thread.stop()


def test_who_has_tapped_is_told_the_own_month(taps: TapThread, listener: Listener) -> None:
    taps.post(tap(CLERK))
    taps.ask(OwnMonthAsked(A07))
    assert isinstance(listener.next(), Answered)
    told = listener.next()
    assert isinstance(told, OwnMonthTold)
    assert told.own.person.no == A07


def test_nobody_else_is(taps: TapThread, listener: Listener) -> None:
    taps.post(tap(MANAGER))
    taps.ask(OwnMonthAsked(A07))
    assert isinstance(listener.next(), Answered)
    refused = listener.next()
    assert isinstance(refused, AskRefused)
    assert isinstance(refused.reason, NotEntitledError)


def test_a_request_is_done_and_the_month_told_again(
    taps: TapThread, listener: Listener, premises: Premises
) -> None:
    taps.post(tap(CLERK))
    taps.ask(OwnMonthAsked(A07))
    listener.next()
    before = listener.next()
    assert isinstance(before, OwnMonthTold)
    leave = LeaveAsked(A07, LeaveKind.SICK, before.own.today, before.own.today)
    taps.ask(leave)
    assert listener.next() == AskDone(leave)
    after = listener.next()
    assert isinstance(after, OwnMonthTold)
    assert len(after.own.asked) == 1
    taps.ask(leave)
    refused = listener.next()
    assert isinstance(refused, AskRefused)
    assert isinstance(refused.reason, RequestRefusedError)


def test_a_decision_of_another_program_is_told_within_a_second(
    taps: TapThread, listener: Listener, premises: Premises
) -> None:
    taps.post(tap(CLERK))
    taps.ask(OwnMonthAsked(A07))
    listener.next()
    told = listener.next()
    assert isinstance(told, OwnMonthTold)
    start = datetime.combine(told.own.today, time(9, 20), premises.config.zone)
    with premises.open("review") as office:
        office.requests.ask_leave(
            A07, LeaveKind.SICK, start, start + timedelta(hours=1), by="A07", now=start
        )
    ends = monotonic() + 1.0
    while not told.own.asked:
        told = listener.next(patience_s=ends - monotonic())
        assert isinstance(told, OwnMonthTold)


def test_after_the_next_tap_nothing_is_told_of_the_one_before(
    taps: TapThread, listener: Listener, premises: Premises
) -> None:
    taps.post(tap(CLERK))
    taps.ask(OwnMonthAsked(A07))
    taps.post(tap(STRANGER))
    news = [type(listener.next()) for _ in range(3)]
    assert news == [Answered, OwnMonthTold, Answered]
    with premises.open("review") as office:
        office.people.leave("M01", date(2026, 12, 31), actor="-")
    assert listener.nothing_within(3 * TICK_S)


class BrokenDoor(Door):
    """A door with a fault in the program behind the own page."""

    def own_month(self, asked: OwnMonthAsked) -> OwnMonth:
        raise ZeroDivisionError(asked)


def test_a_fault_behind_the_own_page_leaves_the_door_open(
    premises: Premises, listener: Listener
) -> None:
    thread = TapThread(lambda: BrokenDoor(premises, "entrance"), listener.tell)
    thread.start()
    thread.post(tap(CLERK))
    thread.ask(OwnMonthAsked(A07))
    thread.post(tap(MANAGER))
    assert [type(listener.next()) for _ in range(3)] == [Answered, Stumbled, Answered]
    thread.stop()
