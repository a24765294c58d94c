"""What counts as one presentation, however often a reader repeats the card that lies on it."""

from enum import Enum

from devices.events import Credential


class Seconds(float, Enum):
    """How long after its last sight a credential still is the same presentation."""

    REPEAT = 2.0


class Presentations:
    """The credentials that one reader saw lately. All times are monotonic seconds."""

    def __init__(self) -> None:
        # The longest unseen comes first, so that the stale ones are all in front.
        self._seen: dict[Credential, float] = {}

    def see(self, credential: Credential, at: float) -> bool:
        """Note a sight; True if a new presentation begins with it."""
        while self._seen:
            oldest = next(iter(self._seen))
            if at - self._seen[oldest] <= Seconds.REPEAT:
                break
            del self._seen[oldest]
        is_new = self._seen.pop(credential, None) is None
        self._seen[credential] = at
        return is_new

    def forget(self) -> None:
        """Whatever comes next is new."""
        self._seen.clear()
