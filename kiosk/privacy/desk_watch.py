"""Watches from a desk whether its person is elsewhere by now, or may no longer be here (BM-1)."""

from tinydb import where

from devices.events import CardPresented
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.timetable import Direction
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.accesses import Accesses
from kiosk.privacy.desk import Cause
from kiosk.privacy.desk_badges import DeskBadges
from kiosk.privacy.desk_rights import may_open_desk
from kiosk.schema import PUNCHES

_TAPS = frozenset({Source.BADGE, Source.KIOSK})
_LATEST = 8
"""So many records of a person are looked through: a correction may hide a tap before it."""


class PersonWatch:
    """What had happened when a person's badge was laid down; what is newer ends his session.

    By ids, which rise in the order of the records whatever the wall clock does.
    """

    def __init__(
        self, office: Office, badges: DeskBadges, accesses: Accesses, card: CardPresented
    ) -> None:
        self._office = office
        self._badges = badges
        self._accesses = accesses
        self._card = card
        self._person: StaffNo | None = None
        self._known: Person | None = None
        self._tap: str | None = None
        self._session: str | None = None

    def begin(self, person: StaffNo) -> None:
        """From here on."""
        self._person = person
        self._known = self._office.people.find(person)
        self._tap = next((entry for entry, _ in self._taps(person)), None)
        self._session = self._accesses.newest_session(person, self._office.terminal)

    def gone(self) -> Cause | None:
        """Why the session must end; None while it may go on."""
        if self._person is None:
            return None
        holder = self._badges.holder(self._card)
        if holder.person is None or not holder.accepted or not may_open_desk(holder.person):
            return Cause.RIGHT_REVOKED
        if self._known is None or holder.person.role is not self._known.role:
            return Cause.RIGHT_REVOKED  # BM-4: another post has rights of its own
        for entry, punch in self._taps(self._person):
            if entry == self._tap:
                break
            return self._left(holder.person, entry, punch)
        elsewhere = self._accesses.newest_session(self._person, self._office.terminal)
        return Cause.TAPPED_ELSEWHERE if elsewhere != self._session else None

    def _taps(self, person: StaffNo) -> list[tuple[str, Punch]]:
        found = self._office.store.table(PUNCHES).newest(_LATEST, where("person") == person)
        taps = [(str(each.doc_id), Punch.from_document(each)) for each in found]
        return [(entry, punch) for entry, punch in taps if punch.source in _TAPS]

    def _left(self, person: Person, entry: str, punch: Punch) -> Cause:
        """A tap is a clock-out where it counts as one, by itself or among those of its day."""
        punches = self._office.punches
        day = punches.rules.timetable.attendance_day(punch.at)
        counted = punches.rules.assign(punches.taps_of(person.no, day)).get(entry)
        direction = punch.direction if counted is None else counted.direction
        return Cause.CLOCKED_OUT if direction is Direction.OUT else Cause.TAPPED_ELSEWHERE
