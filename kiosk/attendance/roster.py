"""Who wears which badge, as last known: for greeting people by name while the records are away.

It grants nothing: whether a badge opens is read from the records, in the transaction that writes
the tap.
"""

from collections.abc import Iterable
from datetime import datetime

from devices.events import Credential
from kiosk.badge import Badge
from kiosk.holder import badge_in_force
from kiosk.person import Person, StaffNo


class Roster:
    """Badges and people as they were when last looked at."""

    def __init__(self, badges: Iterable[Badge] = (), people: Iterable[Person] = ()) -> None:
        self._people = {person.no: person for person in people}
        self._badges: dict[Credential, list[Badge]] = {}
        for badge in badges:
            self._badges.setdefault(badge.credential, []).append(badge)

    def person(self, no: StaffNo) -> Person | None:
        """The person with this staff number."""
        return self._people.get(no)

    def greeting(self, credential: Credential, at: datetime) -> Person | None:
        """The person to greet: who wore this badge at `at`, as far as known."""
        badge = badge_in_force(self._badges.get(credential, []), at)
        if badge is None or not badge.covers(at):
            return None
        return self._people.get(badge.person)
