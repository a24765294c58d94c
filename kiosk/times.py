"""Times as the records keep them: UTC text of fixed width, which sorts as the moments do."""

from datetime import UTC, datetime

STORED = "%Y-%m-%dT%H:%M:%S.%fZ"


def stored(at: datetime) -> str:
    """`at` (aware) as kept in documents: `2026-11-23T01:12:03.000456Z`."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} names no zone")
    # Not strftime: it leaves years before 1000 unpadded, and is slower.
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def moment(text: str) -> datetime:
    """The aware UTC moment that `stored` wrote. Raises ValueError for any other text."""
    return datetime.strptime(text, STORED).replace(tzinfo=UTC)
