"""HY-5-3, D-24: a meeting as it runs; whatever is pressed, its times add up."""

from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.attendance.timetable import Timetable
from kiosk.clock import UNKNOWN_BOOT
from kiosk.config import Config
from kiosk.errors import MeetingRefusedError
from kiosk.meetings.agenda import MeetingKind, block_ids
from kiosk.meetings.running import (
    NOT_STARTED,
    Ended,
    Instant,
    Length,
    LengthRules,
    Move,
    Run,
    Running,
    Waiting,
    block_seconds,
    length,
    require_window,
    step,
)
from kiosk.meetings.schedule import morning_times, other_times

BLOCKS = block_ids(MeetingKind.MORNING)
DAY = date(2026, 11, 24)
CALENDAR = Config().working_days()
TIMES = morning_times(DAY, CALENDAR, Timetable(), Timetable(), timedelta(minutes=15))
START = TIMES.planned.astimezone(UTC)
RULES = LengthRules()


def instant(seconds: float, *, wall: float | None = None, boot: str = "b1") -> Instant:
    """So long after the planned start; the wall clock may show another time."""
    return Instant(
        START + timedelta(seconds=seconds if wall is None else wall), boot, 1000 + seconds
    )


def after(*moves: tuple[Move, Instant], run: Run = NOT_STARTED) -> Run:
    for move, at in moves:
        run = step(run, move, at, BLOCKS)
    return run


def held(seconds: float, start: float = 0) -> Length:
    run = after((Move.START, instant(start)), (Move.END, instant(start + seconds)))
    found = length(run, instant(start + seconds), TIMES, RULES)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("seconds", "overrun_s", "short"),
    [
        (599, 0, True),
        (599.999, 0, True),
        (600, 0, False),
        (900, 0, False),
        (900.999, 0, False),
        (901, 1, False),
        (1500, 600, False),
    ],
)
def test_HY_5_3_ten_to_fifteen_minutes(seconds: float, overrun_s: int, short: bool) -> None:  # noqa: N802 - the rule's id
    found = held(seconds)
    assert (found.seconds, found.overrun_s, found.short) == (int(seconds), overrun_s, short)


@pytest.mark.parametrize(
    ("start", "seconds", "into"),
    [(0, 959, False), (0, 960, True), (300, 659, False), (300, 660, True)],
)
def test_D_24_into_work_time_is_flagged_apart_from_the_overrun(  # noqa: N802 - the rule's id
    start: int, seconds: int, into: bool
) -> None:
    assert held(seconds, start).into_work_time is into


def test_a_running_meeting_overruns_too_and_is_never_short() -> None:
    run = after((Move.START, instant(0)))
    at_first = length(run, instant(1), TIMES, RULES)
    at_last = length(run, instant(901), TIMES, RULES)
    assert at_first is not None
    assert at_last is not None
    assert not at_first.short
    assert at_last.overrun_s == 1
    assert length(NOT_STARTED, instant(1), TIMES, RULES) is None


def test_only_mornings_are_measured() -> None:
    planned = TIMES.planned
    weekly = other_times(MeetingKind.WEEKLY, DAY, planned, CALENDAR, Timetable(), Timetable())
    run = after((Move.START, instant(0)), (Move.END, instant(5000)))
    assert length(run, instant(5000), weekly, RULES) == Length(5000, 0, False, False, False)


def test_HY_5_1_every_block_has_its_own_time() -> None:  # noqa: N802 - the rule's id
    run = after(
        (Move.START, instant(0)),
        (Move.NEXT, instant(100)),
        (Move.NEXT, instant(250)),
        (Move.NEXT, instant(250)),
    )
    assert isinstance(run, Running)
    assert run.block == "HY-5-1d"
    assert block_seconds(run, instant(300)) == {
        "HY-5-1a": 100,
        "HY-5-1b": 150,
        "HY-5-1c": 0,
        "HY-5-1d": 50,
    }


def test_the_key_of_the_last_block_ends_the_meeting() -> None:
    run = after((Move.START, instant(0)), *((Move.NEXT, instant(60 * n)) for n in range(1, 6)))
    assert isinstance(run, Ended)
    assert block_seconds(run, instant(9999)) == dict.fromkeys(BLOCKS, 60)


def test_two_starts_are_one_and_a_refusal() -> None:
    with pytest.raises(MeetingRefusedError, match="running already"):
        after((Move.START, instant(0)), (Move.START, instant(1)))
    with pytest.raises(MeetingRefusedError, match="held already"):
        after((Move.START, instant(0)), (Move.END, instant(1)), (Move.START, instant(2)))


@pytest.mark.parametrize("move", [Move.NEXT, Move.END, Move.VOID])
def test_what_was_not_started_does_not_go_on(move: Move) -> None:
    with pytest.raises(MeetingRefusedError, match="not been started"):
        step(NOT_STARTED, move, instant(0), BLOCKS)


@pytest.mark.parametrize("move", [Move.NEXT, Move.END])
def test_what_is_over_does_not_go_on(move: Move) -> None:
    with pytest.raises(MeetingRefusedError, match="is over"):
        after((Move.START, instant(0)), (Move.END, instant(1)), (move, instant(2)))


def test_what_was_started_by_mistake_is_taken_back_and_started_again() -> None:
    run = after((Move.START, instant(-900)), (Move.VOID, instant(-890)))
    assert run == NOT_STARTED
    assert after((Move.START, instant(0)), run=run) == Running(instant(0), BLOCKS[0], instant(0))


@pytest.mark.parametrize("seconds", [-1801, -34500, 12300, 86400])
def test_a_start_at_midnight_is_a_mistake(seconds: int) -> None:
    with pytest.raises(MeetingRefusedError, match="planned for 2026-11-24 09:35"):
        require_window(TIMES, START + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [-1800, 0, 12299])
def test_a_start_near_its_time_is_none(seconds: int) -> None:
    require_window(TIMES, START + timedelta(seconds=seconds))


@pytest.mark.parametrize("jump", [-3600, -5, 5, 3600])
def test_a_clock_that_steps_changes_no_length(jump: int) -> None:
    run = after((Move.START, instant(0)), (Move.END, instant(700, wall=700 + jump)))
    found = length(run, instant(700), TIMES, RULES)
    assert found == Length(700, 0, short=False, into_work_time=False, clock_moved=True)


def test_across_a_reboot_the_wall_clock_is_all_there_is() -> None:
    run = after(
        (Move.START, instant(0)), (Move.END, Instant(START + timedelta(seconds=700), "b2", 5))
    )
    found = length(run, instant(0), TIMES, RULES)
    assert found == Length(700, 0, short=False, into_work_time=False, clock_moved=False)


def test_moments_of_no_known_boot_are_told_apart_by_the_wall_clock() -> None:
    """Those of a list were seen by no clock of this machine."""
    started, ended = Instant(START), Instant(START + timedelta(seconds=700))
    assert (started.boot_id, ended.since(started)) == (UNKNOWN_BOOT, 700)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from(["b1", "b2", UNKNOWN_BOOT]))
def test_no_time_is_ever_negative(one: float, other: float, boot: str) -> None:
    assert instant(one).since(instant(other, boot=boot)) >= 0


class Pressed(RuleBasedStateMachine):
    """Any keys in any order, on a clock that somebody moves."""

    def __init__(self) -> None:
        super().__init__()
        self.run_: Run = NOT_STARTED
        self.seconds = 0.0
        self.wall = 0.0

    def at(self) -> Instant:
        return instant(self.seconds, wall=self.wall)

    @rule(seconds=st.floats(0, 2000), jump=st.sampled_from([0.0, 0.0, -7200.0, 7200.0]))
    def time_goes_by(self, seconds: float, jump: float) -> None:
        self.seconds += seconds
        self.wall += seconds + jump

    @rule(move=st.sampled_from([Move.START, Move.NEXT, Move.NEXT, Move.END, Move.VOID]))
    def press(self, move: Move) -> None:
        before = self.run_
        try:
            self.run_ = step(before, move, self.at(), BLOCKS)
        except MeetingRefusedError:
            assert self.run_ is before
            return
        assert self.run_ != before
        if move is Move.START:
            assert isinstance(before, Waiting)

    @invariant()
    def blocks_add_up_to_the_whole(self) -> None:
        found = length(self.run_, self.at(), TIMES, RULES)
        spent = block_seconds(self.run_, self.at())
        if found is None:
            assert spent == {}
            return
        assert abs(sum(spent.values()) - found.seconds) <= len(BLOCKS)
        assert list(spent) == list(BLOCKS[: len(spent)])


TestPressed = Pressed.TestCase
