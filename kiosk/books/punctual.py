"""Whether something was done in time: both times are cut to the minute first (D-03)."""

from datetime import datetime


def to_the_minute(at: datetime) -> datetime:
    """`at` without its seconds."""
    return at.replace(second=0, microsecond=0)


def in_time(at: datetime, due: datetime) -> bool:
    """Whether `at` is not later than `due`: 18:30:59 is still 18:30 (D-26)."""
    return to_the_minute(at) <= to_the_minute(due)
