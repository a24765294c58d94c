"""What a badge is worth at a desk now: by the records, never by what was read before."""

from devices.events import CardPresented, CardRemoved
from kiosk.errors import NotEntitledError
from kiosk.holder import Holder
from kiosk.office import Office
from kiosk.person import Person
from kiosk.privacy.desk import Held
from kiosk.privacy.desk_rights import may_be_second, may_open_desk
from kiosk.privacy.desk_view import Said


class DeskBadges:
    """Judges badges that are laid on the readers of one desk."""

    def __init__(self, office: Office) -> None:
        config = office.premises.config
        self._office = office
        self._floor = config.assurance.desk
        self._require_presence = config.privacy.require_presence
        self._seeing = {
            reader.name for reader in config.readers_of(office.terminal) if reader.sees_presence
        }

    def sees(self, reader: str) -> bool:
        """Whether a reader tells that a badge was taken away."""
        return reader in self._seeing

    def holder(self, card: CardPresented) -> Holder:
        """Whose badge it is now."""
        now = self._office.premises.clock.read().utc
        return self._office.badges.holder_of(card.credential, now, card.assurance)

    def why_not(self, card: CardPresented, holder: Holder) -> Said | None:
        """Why this badge opens no desk; None where it may."""
        if holder.person is None:
            return Said.UNKNOWN_BADGE
        if not self.accepts(holder):
            return Said.BADGE_REFUSED
        if not may_open_desk(holder.person):
            return Said.NO_RIGHT
        if self._require_presence and not self.sees(card.reader):
            return Said.NO_PRESENCE
        return None

    def ends(self, card: CardPresented) -> bool:
        """Whether this badge may end the program: a supervisor's, as at the other terminals."""
        try:
            self._office.badges.supervisor(card, self._office.premises.config.assurance.leave)
        except NotEntitledError:
            return False
        return True

    def is_second(self, holder: Holder, first: Person) -> bool:
        """Whether this badge authorises what `first` has asked for (D-42, BM-2)."""
        second = holder.person
        return self.accepts(holder) and second is not None and may_be_second(second, first)

    def accepts(self, holder: Holder) -> bool:
        """Whether this badge counts at a desk at all: somebody's, valid, hard enough to copy."""
        return holder.accepted and holder.assurance >= self._floor


def concerns(event: CardRemoved, reader: str, badge: CardPresented | Held) -> bool:
    """Whether this badge may be the one that is away: in doubt it is."""
    return event.reader == reader and event.credential in (None, badge.credential)
