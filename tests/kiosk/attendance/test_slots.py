"""D-08: duplicates, directions and slots, at every boundary."""

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.attendance.slots import Counted, Tap, TapRules
from kiosk.attendance.timetable import OFFICE_ZONE, Direction, Duty, Slot, Timetable

Local = Callable[[date, str], datetime]
Written = Callable[[date, str], list[Tap]]

RULES = TapRules()
TIMETABLE = Timetable()
SUMMER_DAY = date(2026, 7, 6)
WINTER_DAY = date(2026, 11, 23)


def counts_as(rules: TapRules, tap: Tap, earlier: Sequence[Tap]) -> Counted:
    """What a tap counts as at the door, after that person's `earlier` ones of the day."""
    return rules.assign([*earlier, tap])[tap.id]


def _filled(taps: list[Tap]) -> dict[str, str]:
    """Slot to the tap that fills it, both as written."""
    counted = RULES.assign(taps)
    return {count.slot.value: tap_id for tap_id, count in counted.items() if count.slot}


@pytest.mark.parametrize(
    "rule, taps, filled",
    [
        ("a full day", "09:10 12:31 15:15 18:40", "09:10 12:31 15:15 18:40"),
        ("(2) a second nervous tap at 09:19 fills nothing", "09:10 09:19 12:31", "09:10 12:31 - -"),
        ("(5) further taps before the midpoint", "09:10 09:30 10:54:59", "09:10 - - -"),
        ("(2) before the midpoint", "10:54:59", "10:54:59 - - -"),
        ("(3) midpoint exact goes out", "09:10 10:55", "09:10 10:55 - -"),
        ("(3) the latest goes out", "09:10 12:29 12:31 13:54:59", "09:10 13:54:59 - -"),
        ("(4) one tap, none before the midpoint", "10:55", "- 10:55 - -"),
        ("(4) two taps, none before the midpoint", "11:00 12:30", "11:00 12:30 - -"),
        ("(4) three taps, none before the midpoint", "11:00 11:30 12:30", "11:00 12:30 - -"),
        ("(4) in the afternoon", "16:55 18:30", "- - 16:55 18:30"),
        ("(2) before the afternoon's midpoint", "16:54:59", "- - 16:54:59 -"),
        ("(4) afternoon's midpoint exact, alone", "16:55", "- - - 16:55"),
        ("D-07 split exact is the afternoon", "13:55", "- - 13:55 -"),
        ("D-07 before the split is the morning", "13:54:59", "- 13:54:59 - -"),
        ("D-07 after midnight is the evening", "15:20 +03:59", "- - 15:20 +03:59"),
        ("D-07 four o'clock is the next morning", "+04:00", "+04:00 - - -"),
        ("explicit out before the midpoint", "09:10 out@10:00", "09:10 out@10:00 - -"),
        ("explicit in after the midpoint", "in@11:30 12:30", "in@11:30 12:30 - -"),
        ("explicit in after an undirected one", "11:00 in@11:30", "11:00 - - -"),
        ("the earliest way in counts", "09:10 in@09:30 12:30", "09:10 12:30 - -"),
        ("the latest way out counts", "09:10 out@12:30 12:40", "09:10 12:40 - -"),
        ("an explicit tap is a tap for (4)", "11:00 out@12:30", "11:00 out@12:30 - -"),
        ("(4) does not hold after an early explicit out", "out@10:00 11:00 12:30", "- 12:30 - -"),
        ("out, then in, in the first half", "out@09:00 in@10:00", "in@10:00 - - -"),
        ("out, then in, in the second half", "out@12:30 in@13:00", "- out@12:30 - -"),
        ("an explicit out stands alone", "out@09:00", "- out@09:00 - -"),
        ("an explicit in stands alone", "in@18:00", "- - in@18:00 -"),
    ],
)
def test_d08_slots_of_a_summer_day(rule: str, taps: str, filled: str, written: Written) -> None:
    slots = _filled(written(SUMMER_DAY, taps))
    assert [slots.get(slot, "-") for slot in Slot] == filled.split(), rule


@pytest.mark.parametrize(
    "rule, taps, filled",
    [
        ("D-08 before the midpoint", "11:24:59", "11:24:59 - - -"),
        ("D-08 midpoint exact", "11:25", "- 11:25 - -"),
        ("D-07 before the split", "14:09:59", "- 14:09:59 - -"),
        ("D-07 split exact", "14:10", "- - 14:10 -"),
        ("D-08 the afternoon does not move", "16:54:59 18:30", "- - 16:54:59 18:30"),
    ],
)
def test_d08_slots_of_a_winter_day(rule: str, taps: str, filled: str, written: Written) -> None:
    slots = _filled(written(WINTER_DAY, taps))
    assert [slots.get(slot, "-") for slot in Slot] == filled.split(), rule


@pytest.mark.parametrize(
    "rule, first, second, seconds, duplicate",
    [
        ("at once", None, None, 0, True),
        ("59 s", None, None, 59, True),
        ("60 s exact", None, None, 60, True),
        ("a microsecond over 60 s", None, None, 60.000001, False),
        ("the same explicit direction", Direction.IN, Direction.IN, 5, True),
        ("undirected after explicit", Direction.OUT, None, 5, True),
        ("explicit wins: the other direction", Direction.IN, Direction.OUT, 5, False),
        ("explicit wins: after an undirected tap", None, Direction.OUT, 5, False),
    ],
)
def test_d08_1_duplicates(
    rule: str,
    first: Direction | None,
    second: Direction | None,
    seconds: float,
    duplicate: bool,
    local: Local,
) -> None:
    at = local(SUMMER_DAY, "09:10")
    kept = Tap("kept", at, first)
    tap = Tap("new", at + timedelta(seconds=seconds), second)
    assert (counts_as(RULES, tap, [kept]).repeats == kept) is duplicate, rule


def test_d08_1_distance_is_taken_from_the_last_kept_tap(written: Written) -> None:
    taps = written(SUMMER_DAY, "09:10:00 09:10:50 09:11:10 09:12:11")
    counted = RULES.assign(taps)
    kept = [tap.id for tap in taps if counted[tap.id].repeats is None]
    assert kept == ["09:10:00", "09:11:10", "09:12:11"]


def test_d08_1_a_duplicate_counts_as_nothing(written: Written) -> None:
    kept, again = written(SUMMER_DAY, "09:10 09:10:30")
    counted = counts_as(RULES, again, [kept])
    assert (counted.direction, counted.slot, counted.repeats) == (None, None, kept)


def test_d08_1_reaches_over_the_cut_of_the_day(written: Written) -> None:
    kept, again = written(SUMMER_DAY, "+03:59:40 +04:00:10")
    assert counts_as(RULES, again, [kept]).repeats == kept


def test_d08_1_seconds_are_a_knob(written: Written) -> None:
    kept, again = written(SUMMER_DAY, "09:10:00 09:10:06")
    assert counts_as(TapRules(dedupe=timedelta(seconds=5)), again, [kept]).repeats is None


def test_d08_1_an_earlier_tap_that_comes_in_late_is_the_kept_one(written: Written) -> None:
    late, there = written(SUMMER_DAY, "09:20:10 09:21:00")
    assert counts_as(RULES, late, [there]).slot is Slot.AM_IN
    assert RULES.assign([there, late])[there.id].repeats == late


@pytest.mark.parametrize(
    "rule, seconds_off, clock, duplicate",
    [
        ("a clock set back between two reads", -30, "09:09:35", True),
        ("a clock set forward between two reads", 300, "09:15:05", True),
        ("what only looks like a second read", -3600, "09:10:30", False),
    ],
)
def test_d08_1_reckons_with_the_right_time(
    rule: str, seconds_off: int, clock: str, duplicate: bool, local: Local
) -> None:
    kept = Tap("kept", local(SUMMER_DAY, "09:10"))
    tap = Tap("new", local(SUMMER_DAY, clock), clock_off=timedelta(seconds=seconds_off))
    assert (counts_as(RULES, tap, [kept]).repeats == kept) is duplicate, rule


def test_d08_1_second_reads_turn_with_the_tap_that_was_turned(local: Local) -> None:
    at = local(SUMMER_DAY, "12:31")
    turned = Tap("turned", at, Direction.OUT, corrects="wrong")
    again = Tap("again", at + timedelta(seconds=5), Direction.IN)
    assert RULES.assign([again, turned])["again"].repeats == turned


@pytest.mark.parametrize(
    "taps, answers",
    [
        ("09:10 12:31 15:15 18:40", "am_in am_out pm_in pm_out"),
        ("09:10 09:19 12:31", "am_in - am_out"),
        ("17:00 18:30", "pm_out pm_out"),
        ("09:10 in@10:00", "am_in in"),
        ("09:10 out@10:00 out@09:30", "am_in am_out out"),
    ],
)
def test_d08_answer_at_the_door(taps: str, answers: str, written: Written) -> None:
    recorded = written(SUMMER_DAY, taps)
    said = []
    for number, tap in enumerate(recorded):
        counted = counts_as(RULES, tap, recorded[:number])
        said.append(counted.slot or counted.direction or "-")
    assert said == answers.split()


def test_d08_inference_is_a_knob(written: Written) -> None:
    taps = written(SUMMER_DAY, "09:10 12:31 in@15:15 18:40")
    counted = TapRules(infer=False).assign(taps)
    assert {tap_id: count.slot for tap_id, count in counted.items() if count.slot} == {
        "in@15:15": Slot.PM_IN
    }
    assert all(count.repeats is None for count in counted.values())


@pytest.mark.parametrize(
    "taps, direction",
    [
        ("09:10", Direction.OUT),
        ("09:10 12:31", Direction.IN),
        ("09:10 10:00", Direction.OUT),
        ("09:10 out@10:00", Direction.IN),
        ("09:10 in@10:00", Direction.OUT),
    ],
)
def test_correction_flips_the_last_tap(taps: str, direction: Direction, written: Written) -> None:
    recorded = written(SUMMER_DAY, taps)
    counted = RULES.assign(recorded)[recorded[-1].id]
    assert RULES.flipped(recorded[-1], counted) is direction


_minute = st.integers(min_value=0, max_value=3 * 24 * 60 - 1)
_direction = st.sampled_from([None, None, Direction.IN, Direction.OUT])
_clock_off = st.sampled_from([0, 0, 0, -30, 45, -3600])


def _taps(minutes: list[tuple[int, Direction | None]]) -> list[Tap]:
    """Distinct taps of one person at least two minutes apart, over a change of season."""
    start = datetime(2026, 9, 29, tzinfo=OFFICE_ZONE)
    return [
        Tap(str(number), start + timedelta(minutes=2 * minute), direction)
        for number, (minute, direction) in enumerate(minutes)
    ]


_many_taps = st.lists(st.tuples(_minute, _direction), unique_by=lambda tap: tap[0]).map(_taps)


def _dense_taps(rows: list[tuple[int, Direction | None, int]]) -> list[Tap]:
    """Taps around both midpoints of a day, many of them within a minute of another."""
    start = datetime(2026, 7, 6, 10, 50, tzinfo=OFFICE_ZONE)
    return [
        Tap(
            str(number),
            start + timedelta(hours=6 * (place % 2), seconds=10 * (place // 2)),
            direction,
            clock_off=timedelta(seconds=off),
        )
        for number, (place, direction, off) in enumerate(rows)
    ]


_many_close_taps = st.lists(
    st.tuples(st.integers(0, 120), _direction, _clock_off), unique=True, max_size=20
).map(_dense_taps)


def _outcome(taps: list[Tap]) -> set[tuple[Slot, datetime]]:
    counted = RULES.assign(taps)
    return {(slot, tap.at) for tap in taps if (slot := counted[tap.id].slot) is not None}


@given(_many_taps | _many_close_taps, st.randoms())
def test_d08_does_not_depend_on_the_order_of_arrival(
    taps: list[Tap], chance: random.Random
) -> None:
    shuffled = chance.sample(taps, len(taps))
    assert _outcome(shuffled) == _outcome(taps)


@given(_many_close_taps.filter(bool), st.integers(0, 60), st.booleans(), st.data())
def test_d08_1_a_second_read_changes_nothing(
    taps: list[Tap], seconds: int, says_the_same: bool, data: st.DataObject
) -> None:
    first = data.draw(st.sampled_from(taps))
    again = Tap(
        "again",
        first.at + timedelta(seconds=seconds),
        first.direction if says_the_same else None,
        clock_off=first.clock_off,
    )
    counted = RULES.assign([*taps, again])
    stands_alone = counted[first.id].repeats is None and not any(
        first.order < other.order <= again.order for other in taps
    )
    if stands_alone:
        assert counted["again"].repeats == first
    if counted["again"].repeats is not None:
        assert {tap.id: counted[tap.id] for tap in taps} == RULES.assign(taps)


@given(_many_taps)
def test_d08_fills_each_slot_once_in_before_out_with_its_own_direction(taps: list[Tap]) -> None:
    by_id = {tap.id: tap for tap in taps}
    filled: dict[tuple[date, Slot], Tap] = {}
    for tap_id, count in RULES.assign(taps).items():
        tap = by_id[tap_id]
        assert tap.direction in (None, count.direction)
        if count.slot is None:
            continue
        place = TIMETABLE.attendance_day(tap.at), count.slot
        assert place not in filled
        assert count.slot.direction is count.direction
        filled[place] = tap
    for (day, slot), tap in filled.items():
        way_out = filled.get((day, Slot.of(slot.session, Direction.OUT)))
        assert slot.direction is Direction.OUT or way_out is None or tap.at < way_out.at


@given(_many_taps)
def test_d08_a_session_with_a_tap_has_a_filled_slot(taps: list[Tap]) -> None:
    counted = RULES.assign(taps)
    tapped = {TIMETABLE.duty(tap.at) for tap in taps}
    filled = {
        Duty(TIMETABLE.attendance_day(tap.at), (slot.session,))
        for tap in taps
        if (slot := counted[tap.id].slot) is not None
    }
    assert filled == tapped


@given(_many_taps)
def test_d08_undirected_taps_take_the_earliest_in_and_the_latest_out(taps: list[Tap]) -> None:
    undirected = [Tap(tap.id, tap.at) for tap in taps]
    counted = RULES.assign(undirected)
    for tap in undirected:
        duty = TIMETABLE.duty(tap.at)
        others = [other.at for other in undirected if TIMETABLE.duty(other.at) == duty]
        if counted[tap.id].direction is Direction.IN:
            assert tap.at == min(others)
        if counted[tap.id].direction is Direction.OUT:
            assert tap.at == max(others) >= TIMETABLE.midpoint(duty)


@given(st.lists(st.tuples(st.integers(0, 2_000), _direction), max_size=30))
def test_d08_1_kept_taps_are_never_duplicates_of_one_another(
    seconds: list[tuple[int, Direction | None]],
) -> None:
    start = datetime(2026, 7, 6, 9, 0, tzinfo=OFFICE_ZONE)
    taps = [
        Tap(str(number), start + timedelta(seconds=second), direction)
        for number, (second, direction) in enumerate(seconds)
    ]
    once = RULES.assign(taps)
    kept = [tap for tap in taps if once[tap.id].repeats is None]
    again = RULES.assign(kept)
    assert again == {tap.id: once[tap.id] for tap in kept}
