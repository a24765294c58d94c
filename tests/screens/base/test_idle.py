"""Idle time: counted from the last touch, by a clock that sleep does not stop."""

import time

from screens.base.idle import Idle, since_boot


class Boot:
    """Seconds since boot, as the test says."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


def test_it_is_over_after_the_limit_and_a_touch_begins_anew() -> None:
    boot = Boot()
    idle = Idle(60, 10, boot)
    boot.s += 59.9
    assert not idle.is_over
    idle.touch()
    boot.s += 59.9
    assert not idle.is_over
    boot.s += 0.1
    assert idle.is_over
    assert idle.left_s == 0


def test_the_last_seconds_are_a_warning() -> None:
    boot = Boot()
    idle = Idle(60, 10, boot)
    boot.s += 49.9
    assert not idle.is_ending
    boot.s += 0.1
    assert idle.is_ending
    assert not idle.is_over


def test_sleep_counts_as_idle() -> None:
    # CLOCK_MONOTONIC stands still in a suspend; this one does not.
    assert abs(since_boot() - time.clock_gettime(time.CLOCK_BOOTTIME)) < 1
