"""A supervisor turns the last tap: the raw one stays, and the correction counts."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

import pytest

from devices.events import Assurance, Credential
from kiosk.attendance.answer import Result
from kiosk.attendance.concealment import Concealment
from kiosk.attendance.correction import Corrections, NothingToCorrectError
from kiosk.attendance.listing import listing
from kiosk.attendance.punches import Punches
from kiosk.attendance.recorder import Recorder
from kiosk.attendance.taken import TakenTap
from kiosk.attendance.timetable import Direction, Planned, Slot
from kiosk.badges import Badges
from kiosk.errors import NotEntitledError
from kiosk.schema import PUNCHES
from store import Store
from store.entry import parse

Cards = Mapping[str, Credential]
Local = Callable[[date, str], datetime]
Take = Callable[..., TakenTap]
Tap = Callable[[str, str], None]

DAY = date(2026, 7, 6)


@pytest.fixture
def corrections(store: Store, badges: Badges, punches: Punches) -> Corrections:
    return Corrections(store, badges, punches)


@pytest.fixture
def tap(
    store: Store,
    badges: Badges,
    punches: Punches,
    concealment: Concealment,
    cards: Cards,
    take: Take,
    local: Local,
) -> Tap:
    """Records a tap of a card at a time of the day."""
    recorder = Recorder(store, badges, punches, concealment)

    def tapped(card: str, clock: str) -> None:
        recorder.record(take(cards[card], local(DAY, clock)))

    return tapped


def slots(punches: Punches) -> list[str]:
    return [row.counted.slot or "-" for row in listing(punches)]


def test_a_second_morning_tap_that_meant_out(
    corrections: Corrections, punches: Punches, tap: Tap, cards: Cards, take: Take, local: Local
) -> None:
    tap("A07", "09:10")
    tap("A07", "10:00")
    correction = take(cards["M01"], local(DAY, "10:01"))
    answer = corrections.correct_last(correction)
    assert answer.person is not None
    assert (answer.person.no, answer.result, answer.punch) == ("A07", "recorded", correction.id)
    assert (answer.direction, answer.slot) == (Direction.OUT, Slot.AM_OUT)
    assert answer.next_planned == Planned(Slot.PM_IN, local(DAY, "15:20"))
    assert slots(punches) == ["am_in", "-", "am_out"]


def test_correction_refers_to_the_old_record_and_names_the_supervisor(
    corrections: Corrections,
    punches: Punches,
    tap: Tap,
    cards: Cards,
    take: Take,
    local: Local,
    store: Store,
) -> None:
    tap("A07", "12:31")
    corrections.correct_last(take(cards["M01"], local(DAY, "12:32")))
    raw, correction = listing(punches)
    assert correction.punch.corrects == raw.id
    assert (correction.punch.source, correction.punch.by) == ("correction", "M01")
    assert correction.punch.at == raw.punch.at
    assert (raw.punch.person, raw.punch.direction) == ("A07", None)
    with store.connection() as connection:
        leaves = connection.exec_driver_sql("SELECT leaf FROM ledger ORDER BY seq").scalars()
        *_, entry = map(parse, leaves)
    assert (entry.actor, entry.action, entry.table) == ("M01", "punch.correct", PUNCHES)


def test_a_second_correction_turns_it_back(
    corrections: Corrections, punches: Punches, tap: Tap, cards: Cards, take: Take, local: Local
) -> None:
    tap("A07", "09:10")
    for clock in ("09:11", "09:12"):
        answer = corrections.correct_last(take(cards["M01"], local(DAY, clock)))
    assert answer.direction is Direction.IN
    assert slots(punches) == ["-", "-", "am_in"]


def test_a_duplicate_stands_for_the_tap_that_it_repeats(
    corrections: Corrections, punches: Punches, tap: Tap, cards: Cards, take: Take, local: Local
) -> None:
    tap("A07", "09:10:00")
    tap("A07", "09:10:30")
    corrections.correct_last(take(cards["M01"], local(DAY, "09:11")))
    assert slots(punches) == ["-", "-", "am_out"]


@pytest.mark.parametrize("card", ["lost", "unknown"])
def test_a_tap_that_did_not_count_cannot_be_corrected(
    card: str, corrections: Corrections, tap: Tap, cards: Cards, take: Take, local: Local
) -> None:
    tap("A07", "09:10")
    tap(card, "09:12")
    with pytest.raises(NothingToCorrectError):
        corrections.correct_last(take(cards["M01"], local(DAY, "09:13")))


def test_another_terminal_s_tap_is_not_the_last_one_here(
    corrections: Corrections, tap: Tap, cards: Cards, take: Take, local: Local
) -> None:
    tap("A07", "09:10")
    with pytest.raises(NothingToCorrectError):
        corrections.correct_last(take(cards["M01"], local(DAY, "09:13"), terminal="back-door"))


@pytest.mark.parametrize("card", ["A07", "lost", "unknown"])
def test_only_a_supervisor_corrects(
    card: str,
    corrections: Corrections,
    punches: Punches,
    tap: Tap,
    cards: Cards,
    take: Take,
    local: Local,
) -> None:
    tap("A07", "09:10")
    with pytest.raises(NotEntitledError):
        corrections.correct_last(take(cards[card], local(DAY, "09:13")))
    assert [row.punch.result for row in listing(punches)] == [Result.RECORDED]


def test_supervisor_s_badge_must_reach_the_floor(
    store: Store,
    badges: Badges,
    punches: Punches,
    tap: Tap,
    cards: Cards,
    take: Take,
    local: Local,
) -> None:
    strict = Corrections(store, badges, punches, floor=Assurance.MUTUAL_AUTH)
    tap("A07", "09:10")
    with pytest.raises(NotEntitledError):
        strict.correct_last(take(cards["M01"], local(DAY, "09:13")))
