"""BM-5: the time that counts for publication, whatever somebody does to the wall clock."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import Reading
from kiosk.privacy.public_time import PublicTime

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def reading(
    wall: timedelta, boot_s: float, boot: str = "one", synchronised: bool | None = False
) -> Reading:
    """`wall` after ten o'clock."""
    return Reading(TEN + wall, boot, boot_s, synchronised)


def after(*readings: Reading) -> timedelta:
    """The time that counts at the last of them, after ten o'clock."""
    time = PublicTime()
    for each in readings[:-1]:
        time.look(each)
    return time.look(readings[-1]) - TEN


def test_bm_5_a_clock_that_nobody_moved_is_the_time() -> None:
    assert after(reading(0 * HOUR, 50), reading(HOUR, 3650)) == HOUR


def test_bm_5_a_clock_set_forward_publishes_nothing_early() -> None:
    assert after(reading(0 * HOUR, 50), reading(DAY, 51)) == timedelta(seconds=1)


def test_bm_5_many_small_steps_forward_publish_nothing_early() -> None:
    steps = [reading(timedelta(seconds=2 * n), 50 + n) for n in range(60)]
    assert after(*steps) == timedelta(seconds=59)


def test_bm_5_a_clock_set_back_is_believed() -> None:
    assert after(reading(0 * HOUR, 50), reading(-HOUR, 51)) == -HOUR


def test_bm_5_a_step_that_is_put_right_by_hand_leaves_nothing() -> None:
    there_and_back = (reading(0 * HOUR, 0), reading(-DAY, 0), reading(HOUR, 3600))
    assert after(*there_and_back) == HOUR
    back_and_there = (reading(0 * HOUR, 0), reading(DAY, 0), reading(HOUR, 3600))
    assert after(*back_and_there) == HOUR


def test_bm_5_what_a_former_boot_gained_is_not_forgotten_by_a_restart() -> None:
    moved = (reading(0 * HOUR, 50), reading(DAY, 50), reading(DAY + HOUR, 5, "two"))
    assert after(*moved) == HOUR


def test_bm_5_a_machine_that_comes_up_with_the_right_time_again_is_at_most_late() -> None:
    # The step forward was never written to the battery's clock: the machine is an hour on.
    moved = (reading(0 * HOUR, 50), reading(DAY, 50), reading(HOUR, 5, "two"))
    assert after(*moved) == 0 * HOUR


def test_bm_5_after_a_dead_battery_the_time_off_is_not_counted_until_somebody_vouches() -> None:
    readings = (
        reading(0 * HOUR, 50),
        reading(-20000 * DAY, 1, "two"),  # 1972
        reading(9 * HOUR, 60, "two"),  # set by hand
    )
    assert after(*readings) < HOUR
    time = PublicTime()
    for each in readings:
        time.look(each)
    vouched = time.look(reading(10 * HOUR, 3660, "two"), vouched=True)
    assert (vouched, time.ahead) == (TEN + 10 * HOUR, 0 * HOUR)


def test_bm_5_a_clock_that_the_kernel_disciplines_is_right() -> None:
    stepped = (reading(0 * HOUR, 50), reading(DAY, 51, synchronised=True))
    assert after(*stepped) == DAY
    unknown = (reading(0 * HOUR, 50), reading(DAY, 51, synchronised=None))
    assert after(*unknown) == timedelta(seconds=1)


MOVES = st.lists(
    st.tuples(
        st.sampled_from(("run", "set", "restart")),
        st.floats(min_value=-1e6, max_value=1e6, allow_nan=False),
    ),
    max_size=12,
)


@given(MOVES)
def test_bm_5_never_before_the_true_time_of_one_that_begins_right(
    moves: list[tuple[str, float]],
) -> None:
    """Runs, steps of the clock and restarts: the time that counts is never after the true one."""
    time, true, off, boot, booted = PublicTime(), TEN, timedelta(0), 0, TEN
    for what, seconds in [("run", 0.0), *moves]:
        if what == "set":
            off += timedelta(seconds=seconds)
        else:
            true += timedelta(seconds=abs(seconds))
        if what == "restart":
            boot, booted = boot + 1, true
        since_boot = (true - booted).total_seconds()
        counts = time.look(Reading(true + off, str(boot), since_boot, synchronised=False))
        assert counts <= true + timedelta(milliseconds=1)
        assert counts <= true + off
