"""The door's side of the own page: who may ask, what a fault costs nobody, what others change."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from devices.events import CardPresented, Credential, ReaderDown, ReaderUp
from kiosk.attendance.answer import Result
from kiosk.attendance.door import QUIET_S, Door
from kiosk.attendance.judging.statuses import LineState
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.own_asks import LeaveAsked, ObjectionMade, OwnMonthAsked
from kiosk.attendance.own_months import OwnMonths
from kiosk.attendance.records_link import RecordsAwayError
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE, Direction, Slot
from kiosk.attendance.visitor import PRESENT_S
from kiosk.clock import Clock, Reading
from kiosk.errors import NoSuchLineError, NotEntitledError
from kiosk.home import Home
from kiosk.office import Premises
from kiosk.person import StaffNo
from kiosk.schema import LEAVES

CLERK, MANAGER = StaffNo("A07"), StaffNo("M01")
LATE = datetime(2026, 7, 6, 9, 32, tzinfo=OFFICE_ZONE)
LATE_LINE = "A07:2026-07-06:am_in"
ASKED, JULY = OwnMonthAsked(CLERK), Month(2026, 7)
Cards = Mapping[str, Credential]


class SetClock(Clock):
    """A clock that a test sets: the wall clock and the time since boot together."""

    def __init__(self) -> None:
        self.utc = LATE.astimezone(UTC)
        self.boot_s = 1000.0

    def read(self) -> Reading:
        return Reading(self.utc, "boot", self.boot_s, synchronised=True)

    def run(self, seconds: float) -> None:
        """Let time pass."""
        self.utc += timedelta(seconds=seconds)
        self.boot_s += seconds


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def premises(home: Home, clock: SetClock) -> Premises:
    return replace(Premises.enter(home), clock=clock)


@pytest.fixture
def door(premises: Premises) -> Iterator[Door]:
    with Door(premises, "entrance") as door:
        yield door


@pytest.fixture
def tap(
    door: Door, clock: SetClock, cards: Cards, present: Callable[..., CardPresented]
) -> Callable[[str], CardPresented]:
    """Takes a tap of a badge, now."""

    def tapped(name: str) -> CardPresented:
        presented = present(cards[name], clock.utc)
        door.tap(presented)
        return presented

    return tapped


Tap = Callable[[str], CardPresented]


def test_an_answer_is_completed_with_the_month(
    door: Door, cards: Cards, clock: SetClock, present: Callable[..., CardPresented]
) -> None:
    answer = door.tap(present(cards["A07"], clock.utc))
    assert answer.so_far is None
    whole = door.completed(answer)
    assert replace(whole, so_far=None) == answer
    assert whole.so_far is not None
    assert whole.so_far.tapped is not None
    assert (whole.so_far.tapped.slot, whole.so_far.tapped.result.minutes) == (Slot.AM_IN, 12)


@pytest.mark.parametrize("card", ["unknown", "lost"])
def test_a_badge_that_does_not_open_tells_no_month(
    door: Door, cards: Cards, clock: SetClock, present: Callable[..., CardPresented], card: str
) -> None:
    answer = door.tap(present(cards[card], clock.utc))
    assert door.completed(answer) == answer


def test_a_fault_in_judging_leaves_the_plain_answer_and_the_next_tap_as_ever(
    door: Door,
    cards: Cards,
    clock: SetClock,
    present: Callable[..., CardPresented],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(OwnMonths, "so_far", broken)
    answer = door.tap(present(cards["A07"], clock.utc))
    with caplog.at_level(logging.ERROR):
        assert door.completed(answer) == answer
    assert "could not be told" in caplog.text
    clock.run(90)
    assert door.tap(present(cards["A07"], clock.utc)).result is Result.RECORDED
    assert door.status.fault is None


def test_records_that_are_away_leave_the_plain_answer(
    door: Door, cards: Cards, clock: SetClock, present: Callable[..., CardPresented], home: Home
) -> None:
    answer = door.tap(present(cards["A07"], clock.utc))
    home.database.rename(home.database.with_suffix(".away"))
    spooled = door.tap(present(cards["M01"], clock.utc))
    assert spooled.result is Result.SPOOLED
    assert door.completed(spooled) == spooled
    assert door.completed(answer) == answer


def test_who_has_tapped_sees_the_own_month(door: Door, tap: Tap) -> None:
    tap("A07")
    own = door.own_month(ASKED)
    assert own.person.no == CLERK
    assert LATE_LINE in [each.line.id for each in own.lines]


@pytest.mark.parametrize("next_card", ["M01", "unknown", "lost"])
def test_the_next_badge_ends_it_whosever_it_is(door: Door, tap: Tap, next_card: str) -> None:
    tap("A07")
    tap(next_card)
    with pytest.raises(NotEntitledError):
        door.own_month(ASKED)


def test_a_tap_that_went_to_the_spool_opens_nothing(door: Door, tap: Tap, home: Home) -> None:
    home.database.rename(home.database.with_suffix(".away"))
    tap("A07")
    with pytest.raises(NotEntitledError):
        door.own_month(ASKED)


def test_it_ends_a_minute_after_the_tap_or_after_the_last_question(
    door: Door, tap: Tap, clock: SetClock
) -> None:
    tap("A07")
    clock.run(PRESENT_S)
    door.own_month(ASKED)
    clock.run(PRESENT_S)
    door.request(LeaveAsked(CLERK, LeaveKind.SICK, date(2026, 7, 7), date(2026, 7, 7)))
    clock.run(PRESENT_S + 1)
    with pytest.raises(NotEntitledError):
        door.request(LeaveAsked(CLERK, LeaveKind.SICK, date(2026, 7, 8), date(2026, 7, 8)))


def test_a_supervisor_s_correction_ends_it(
    door: Door, tap: Tap, cards: Cards, clock: SetClock, present: Callable[..., CardPresented]
) -> None:
    tap("A07")
    clock.run(5)
    answer = door.correct_last(present(cards["M01"], clock.utc))
    assert answer.direction is Direction.OUT
    for person in (CLERK, MANAGER):
        with pytest.raises(NotEntitledError):
            door.own_month(OwnMonthAsked(person))


def test_nobody_asks_in_another_s_name(door: Door, tap: Tap, premises: Premises) -> None:
    tap("A07")
    with pytest.raises(NotEntitledError):
        door.request(LeaveAsked(MANAGER, LeaveKind.SICK, date(2026, 7, 7), date(2026, 7, 7)))
    with premises.open() as office:
        assert office.store.table(LEAVES).all() == []


def test_nobody_objects_to_another_s_line(door: Door, tap: Tap, clock: SetClock) -> None:
    tap("A07")
    clock.run(1)
    tap("M01")
    with pytest.raises(NoSuchLineError):
        door.request(ObjectionMade(MANAGER, LATE_LINE, "not fair"))


def test_an_objection_is_on_record_and_shown(door: Door, tap: Tap, clock: SetClock) -> None:
    tap("A07")
    door.request(ObjectionMade(CLERK, LATE_LINE, "the bus"))
    own = door.own_month(ASKED)
    (line,) = (each.line for each in own.lines if each.line.id == LATE_LINE)
    assert line.state is LineState.OBJECTED


def test_records_that_are_away_refuse_what_is_asked_and_say_why(
    door: Door, tap: Tap, home: Home
) -> None:
    tap("A07")
    away = home.database.with_suffix(".away")
    home.database.rename(away)
    with pytest.raises(RecordsAwayError):
        door.own_month(ASKED)
    assert door.look_again(CLERK, JULY) is None
    away.rename(home.database)
    assert door.own_month(ASKED).person.no == CLERK


def test_what_another_program_changes_is_seen_at_the_next_tick(
    door: Door, tap: Tap, clock: SetClock, premises: Premises
) -> None:
    tap("A07")
    clock.run(QUIET_S)
    door.tick()
    assert not door.tick()
    with premises.open("review") as office:
        asked = office.requests.ask_leave(
            CLERK,
            LeaveKind.SICK,
            LATE.replace(hour=9, minute=20),
            LATE.replace(hour=9, minute=40),
            by=CLERK,
            now=clock.utc,
        )
        office.requests.decide(asked, RequestState.APPROVED, by=MANAGER, now=clock.utc)
    assert door.tick()
    own = door.look_again(CLERK, JULY)
    assert own is not None
    assert LATE_LINE not in [each.line.id for each in own.lines]
    assert not door.tick()


def test_in_a_rush_the_next_tap_goes_before_looking_around(
    door: Door, tap: Tap, clock: SetClock
) -> None:
    door.tick()
    for card in ("A07", "M01"):
        tap(card)
        clock.run(QUIET_S / 2)
        assert not door.tick()
    clock.run(QUIET_S)
    assert door.tick()


def test_an_own_tap_that_changes_an_earlier_one_shows_in_the_last_taps(
    door: Door, tap: Tap, clock: SetClock
) -> None:
    clock.run(timedelta(hours=7, minutes=33).total_seconds())  # 17:05
    tap("A07")
    assert [each.slot for each in door.recent(9)] == [Slot.PM_OUT]
    clock.run(timedelta(hours=1, minutes=35).total_seconds())  # 18:40
    tap("A07")
    clock.run(QUIET_S)
    door.tick()
    assert [each.slot for each in door.recent(9)] == [Slot.PM_OUT, Slot.PM_IN]


def test_looking_again_does_not_keep_the_person_there(
    door: Door, tap: Tap, clock: SetClock
) -> None:
    tap("A07")
    clock.run(PRESENT_S - 1)
    assert door.look_again(CLERK, JULY) is not None
    clock.run(2)
    assert door.look_again(CLERK, JULY) is None


def test_d_00_an_outage_that_the_door_recorded_makes_lateness_pending(
    door: Door, cards: Cards, clock: SetClock, present: Callable[..., CardPresented]
) -> None:
    def at(minutes: int) -> datetime:
        return clock.utc - timedelta(minutes=minutes)

    door.reader_event(ReaderDown("door", at(15), "unplugged"))
    door.reader_event(ReaderUp("door", at(2), "/dev/ttyUSB0"))
    whole = door.completed(door.tap(present(cards["A07"], clock.utc)))
    assert whole.so_far is not None
    assert whole.so_far.tapped is not None
    line = whole.so_far.tapped.line
    assert line is not None
    assert (line.state, line.fen) == (LineState.PENDING, 0)
