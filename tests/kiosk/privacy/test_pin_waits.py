"""Growing waits from the third failure, locked at ten, and no way to shorten them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.privacy.pin_waits import LOCKED_AT, is_locked, left_s, wait_s


@pytest.mark.parametrize(
    "failures, seconds", [(0, 0), (1, 0), (2, 0), (3, 5), (4, 10), (5, 20), (9, 320)]
)
def test_waits_grow_from_the_third_failure(failures: int, seconds: float) -> None:
    assert wait_s(failures) == seconds


@pytest.mark.parametrize("failures, locked", [(0, False), (9, False), (10, True), (11, True)])
def test_locked_at_ten(failures: int, locked: bool) -> None:
    assert is_locked(failures) is locked


@pytest.mark.parametrize(
    "last, now, same_boot, left",
    [
        (100, 100, True, 5),
        (100, 104.9, True, 0.1),
        (100, 105, True, 0),
        (100, 90, True, 5),
        (100, 3, False, 2),
        (3, 100, False, 0),
    ],
)
def test_the_wait_counts_boot_time(last: float, now: float, same_boot: bool, left: float) -> None:
    assert left_s(3, last, now, same_boot=same_boot) == pytest.approx(left)


@given(
    st.integers(0, LOCKED_AT - 1),
    st.floats(0, 1e6),
    st.floats(0, 1e6),
    st.booleans(),
)
def test_no_clock_makes_the_wait_longer_than_it_is_or_negative(
    failures: int, last: float, now: float, same_boot: bool
) -> None:
    assert 0 <= left_s(failures, last, now, same_boot=same_boot) <= wait_s(failures)
