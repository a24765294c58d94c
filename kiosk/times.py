"""Times as the records keep them: UTC text of fixed width, which sorts as the moments do."""

import re
from datetime import UTC, datetime

_STORED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def stored(at: datetime) -> str:
    """`at` (aware) as kept in documents: `2026-11-23T01:12:03.000456Z`."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} names no zone")
    # Not strftime, which leaves years before 1000 unpadded.
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def moment(text: str) -> datetime:
    """The aware UTC moment that `stored` wrote. Raises ValueError for any other text."""
    if not _STORED.fullmatch(text):
        raise ValueError(f"{text!r} is no time of the records")
    # Not strptime: lists of a million punches are read.
    return datetime.fromisoformat(text)
