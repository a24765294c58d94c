"""What counts as one presentation, however often a reader repeats the card that lies on it."""

from enum import Enum

from devices.events import Credential


class Seconds(float, Enum):
    """How long after its last sight a credential still is the same presentation."""

    REPEAT = 2.0


class Presentations:
    """The credentials that one reader saw lately. All times are monotonic seconds."""

    def __init__(self) -> None:
        self._seen: dict[Credential, float] = {}

    def see(self, credential: Credential, at: float) -> bool:
        """Note a sight; True if a new presentation begins with it."""
        self._seen = {
            each: seen_at for each, seen_at in self._seen.items() if at - seen_at <= Seconds.REPEAT
        }
        is_new = credential not in self._seen
        self._seen[credential] = at
        return is_new

    def forget(self) -> None:
        """Whatever comes next is new."""
        self._seen.clear()
