"""The door: every tap is answered, and every answer is on a disk, whatever is broken."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from devices.events import CardPresented, Credential, ReaderDown, ReaderUp
from kiosk.attendance import records_link
from kiosk.attendance.answer import Result
from kiosk.attendance.door import Door
from kiosk.attendance.listing import ListedPunch, listing
from kiosk.attendance.records_link import RecordsAwayError
from kiosk.attendance.timetable import Direction, Slot
from kiosk.clock import Clock, Reading
from kiosk.errors import NotEntitledError
from kiosk.home import Home
from kiosk.office import Premises
from kiosk.refusal import Refusal
from kiosk.schema import BADGES, BOOTS, PEOPLE, READER_EVENTS
from kiosk.times import stored
from store import checkpoints
from store.errors import OutcomeUnknown

Cards = Mapping[str, Credential]
Present = Callable[..., CardPresented]

MORNING = datetime(2026, 7, 6, 1, 10, tzinfo=UTC)
"""09:10 at the office, on a summer Monday."""


class SetClock(Clock):
    """A clock that a test sets: the wall clock and the time since boot apart."""

    def __init__(self, utc: datetime = MORNING) -> None:
        self.utc = utc
        self.boot_s = 1000.0

    def read(self) -> Reading:
        return Reading(self.utc, "boot", self.boot_s, synchronised=False)

    def run(self, span: timedelta) -> None:
        """Let time pass."""
        self.utc += span
        self.boot_s += span.total_seconds()


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
def rows(premises: Premises) -> Callable[[], list[ListedPunch]]:
    """The records, read by another connection."""

    def read() -> list[ListedPunch]:
        with premises.open() as office:
            return list(listing(office.punches))

    return read


Rows = Callable[[], list[ListedPunch]]


def test_what_was_answered_is_in_the_records(
    door: Door, present: Present, cards: Cards, rows: Rows
) -> None:
    answer = door.tap(present(cards["A07"], MORNING))
    assert (answer.result, answer.slot) == (Result.RECORDED, Slot.AM_IN)
    assert [(row.id, row.counted.slot) for row in rows()] == [(answer.punch, Slot.AM_IN)]


@pytest.mark.parametrize(
    "card, result, refusal",
    [
        ("unknown", Result.UNKNOWN, None),
        ("lost", Result.REFUSED, Refusal.LOST),
        ("expired", Result.REFUSED, Refusal.EXPIRED),
    ],
)
def test_what_does_not_open_is_answered_and_recorded(
    card: str,
    result: Result,
    refusal: Refusal | None,
    door: Door,
    present: Present,
    cards: Cards,
    rows: Rows,
) -> None:
    answer = door.tap(present(cards[card], MORNING))
    assert (answer.result, answer.refusal) == (result, refusal)
    assert [(row.id, row.punch.result) for row in rows()] == [(answer.punch, result)]


def test_a_reader_on_one_side_of_the_door_says_the_direction(
    premises: Premises, present: Present, cards: Cards
) -> None:
    with Door(premises, "entrance", {"door": Direction.OUT}) as door:
        answer = door.tap(present(cards["A07"], MORNING))
        other = door.tap(present(cards["M01"], MORNING, reader="other"))
    assert (answer.slot, other.slot) == (Slot.AM_OUT, Slot.AM_IN)


def test_last_taps_come_newest_first_and_survive_a_restart(
    premises: Premises, present: Present, cards: Cards
) -> None:
    with Door(premises, "entrance") as door:
        door.tap(present(cards["A07"], MORNING))
        door.tap(present(cards["lost"], MORNING + timedelta(minutes=1)))
        shown = door.recent(10)
    with Door(premises, "entrance") as door:
        assert door.recent(10) == shown
        assert [tap.refusal for tap in door.recent(1)] == [Refusal.LOST]
    with Door(premises, "back-door") as door:
        assert door.recent(10) == []


def test_correction_by_a_supervisor_shows_in_the_last_taps(
    door: Door, present: Present, cards: Cards
) -> None:
    door.tap(present(cards["A07"], MORNING))
    answer = door.correct_last(present(cards["M01"], MORNING + timedelta(minutes=1)))
    assert (answer.direction, answer.slot) == (Direction.OUT, Slot.AM_OUT)
    assert [tap.slot for tap in door.recent(10)] == [Slot.AM_OUT]


def test_only_a_supervisor_corrects_and_may_leave(
    door: Door, present: Present, cards: Cards
) -> None:
    door.tap(present(cards["A07"], MORNING))
    with pytest.raises(NotEntitledError):
        door.correct_last(present(cards["A07"], MORNING))
    assert door.may_leave(present(cards["M01"], MORNING))
    assert not door.may_leave(present(cards["A07"], MORNING))
    assert not door.may_leave(present(cards["unknown"], MORNING))


def test_outages_of_readers_are_recorded(door: Door, premises: Premises) -> None:
    door.reader_event(ReaderDown("door", MORNING, "unplugged"))
    door.reader_event(ReaderUp("door", MORNING + timedelta(minutes=5), "/dev/ttyUSB0"))
    with premises.open() as office:
        events = office.store.table(READER_EVENTS).all()
    assert [(event["event"], event["detail"]) for event in events] == [
        ("down", "unplugged"),
        ("up", "/dev/ttyUSB0"),
    ]
    assert events[0]["at"] == stored(MORNING)


def test_a_clock_set_back_is_flagged_and_the_order_kept(
    door: Door, clock: SetClock, present: Present, cards: Cards, rows: Rows, premises: Premises
) -> None:
    first = door.tap(present(cards["A07"], clock.utc))
    clock.run(timedelta(minutes=5))
    clock.utc -= timedelta(hours=1)
    second = door.tap(present(cards["M01"], clock.utc))
    clock.run(timedelta(minutes=5))
    third = door.tap(present(cards["A08"], clock.utc))
    clock.utc += timedelta(hours=1)
    right_again = door.tap(present(cards["A07"], clock.utc))
    clock.run(timedelta(minutes=5))
    after = door.tap(present(cards["A08"], clock.utc))
    back = timedelta(hours=-1)
    assert [a.clock_jump for a in (first, second, third, right_again, after)] == [
        None,
        back,
        back,
        -back,
        None,
    ]
    answers = (first, second, third, right_again, after)
    assert [row.id for row in rows()] == [answer.punch for answer in answers]
    assert [row.punch.jump for row in rows()] == [answer.clock_jump for answer in answers]
    door.tick()
    with premises.open() as office:
        boots = office.store.table(BOOTS).all()
    assert [boot["jump_s"] for boot in boots if boot["event"] == "jump"] == [-3600.0, 3600.0]


def test_a_clock_of_1970_at_the_start_is_flagged(
    premises: Premises, clock: SetClock, present: Present, cards: Cards
) -> None:
    with Door(premises, "entrance") as door:
        door.tap(present(cards["unknown"], clock.utc))
    clock.utc = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
    clock.boot_s = 5.0
    with Door(premises, "entrance") as door:
        answer = door.tap(present(cards["unknown"], clock.utc))
        assert door.status.clock_off < timedelta(days=-365 * 50)
    assert answer.clock_jump is not None
    assert answer.clock_jump < timedelta(days=-365 * 50)


def test_an_unclean_stop_is_noticed_at_the_next_start(premises: Premises, home: Home) -> None:
    with Door(premises, "entrance") as door:
        assert not door.status.unclean_stop
    killed = Door(premises, "entrance")
    assert not killed.status.unclean_stop
    with Door(premises, "entrance") as door:
        assert door.status.unclean_stop
    killed.close()


def test_checkpoints_are_written_at_the_start_and_every_hour(
    premises: Premises, clock: SetClock
) -> None:
    folder = premises.folder(premises.config.store.checkpoint_folder)
    with Door(premises, "entrance") as door:
        clock.run(timedelta(minutes=59))
        door.tick()
    first = checkpoints.newest_copy(folder)
    assert first is not None
    with Door(premises, "entrance") as door:
        door._checkpointing.close()
        clock.run(timedelta(minutes=60))
        door.tick()
        assert door.status.checkpoint_fault is None
    with premises.open() as office:
        whys = [document["why"] for document in office.store.table("checkpoints").all()]
    assert whys == ["start", "start", "hourly"]


def test_a_ledger_that_does_not_continue_its_checkpoint_shows(
    premises: Premises, home: Home
) -> None:
    folder = premises.folder(premises.config.store.checkpoint_folder)
    before = home.database.read_bytes()
    with Door(premises, "entrance"):
        pass
    assert checkpoints.newest_copy(folder) is not None
    home.database.write_bytes(before)
    with Door(premises, "entrance") as door:
        door._checkpointing.close()
        assert door.status.checkpoint_fault is not None


def test_a_broken_record_of_one_person_does_not_stop_the_others(
    door: Door,
    premises: Premises,
    present: Present,
    cards: Cards,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(records_link, "RETRY_S", 0.0)
    with premises.open() as office, office.store.transaction():
        office.store.table(PEOPLE).insert({"no": "B01", "role": "nonsense"})
        office.store.table(BADGES).insert(
            {
                "person": "B01",
                "kind": cards["unknown"].kind,
                "number": cards["unknown"].number,
                "from": stored(MORNING),
                "state": "active",
                "by": "-",
            }
        )
    assert door.tap(present(cards["unknown"], MORNING)).result is Result.SPOOLED
    for card in ("A07", "A08"):
        assert door.tap(present(cards[card], MORNING)).result is Result.RECORDED
    assert (door.status.spooled, door.status.aside) == (0, 1)
    assert [row.punch.person for row in rows()] == ["A07", "A08"]
    with Door(premises, "back-door") as other:
        assert other.tap(present(cards["M01"], MORNING)).result is Result.RECORDED


def test_a_commit_of_unknown_outcome_is_neither_lost_nor_doubled(
    door: Door, present: Present, cards: Cards, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_link, "RETRY_S", 0.0)
    services = door._link.services()
    assert services is not None
    record = services.recorder.record

    def committed_and_failed(taken: object) -> None:
        record(taken)  # type: ignore[arg-type]
        raise OutcomeUnknown("the commit reported an error")

    with monkeypatch.context() as patch:
        patch.setattr(services.recorder, "record", committed_and_failed)
        answer = door.tap(present(cards["A07"], MORNING))
    assert answer.result is Result.SPOOLED
    door.tick()
    assert door.status.spooled == 0
    assert [row.id for row in rows()] == [answer.punch]


def test_two_entrances_on_one_store_see_each_other_s_taps(
    premises: Premises, present: Present, cards: Cards, rows: Rows
) -> None:
    with Door(premises, "entrance") as front, Door(premises, "back-door") as back:
        first = front.tap(present(cards["A07"], MORNING))
        second = back.tap(present(cards["A07"], MORNING + timedelta(seconds=30)))
        third = back.tap(present(cards["A07"], MORNING + timedelta(hours=4)))
    assert (second.result, second.since) == (Result.DUPLICATE, first.at)
    assert third.slot is Slot.AM_OUT
    assert [row.punch.terminal for row in rows()] == ["entrance", "back-door", "back-door"]


def test_records_away_are_not_a_right(
    door: Door, home: Home, present: Present, cards: Cards
) -> None:
    door.tap(present(cards["A07"], MORNING))
    home.database.rename(home.database.with_suffix(".away"))
    with pytest.raises(RecordsAwayError):
        door.correct_last(present(cards["M01"], MORNING))
    assert not door.may_leave(present(cards["M01"], MORNING))
