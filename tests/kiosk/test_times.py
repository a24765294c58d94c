"""Times in the records: text of one width that sorts as the moments do."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.times import moment, stored

offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
moments = st.datetimes(
    datetime(2, 1, 1),  # noqa: DTZ001 - the zone comes apart
    datetime(9998, 12, 31),  # noqa: DTZ001
    timezones=offsets,
)


@given(at=moments)
def test_moment_reads_back_as_the_same_instant(at: datetime) -> None:
    assert moment(stored(at)) == at
    assert len(stored(at)) == len("2026-11-23T01:12:03.000456Z")


@given(first=moments, second=moments)
def test_text_sorts_as_the_moments_do(first: datetime, second: datetime) -> None:
    assert (stored(first) < stored(second)) is (first < second)


def test_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        stored(datetime(2026, 11, 23, tzinfo=UTC).replace(tzinfo=None))


@pytest.mark.parametrize("text", ["2026-11-23T01:12:03Z", "2026-11-23 01:12:03.000000Z", ""])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no time of the records"):
        moment(text)
