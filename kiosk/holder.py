"""Whom a credential stands for at a moment, and why not (pure; the reading is in `badges`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from devices.events import Assurance
from kiosk.badge import Badge, BadgeState
from kiosk.person import Person
from kiosk.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Holder:
    """What the office makes of a credential; the default is an unknown one."""

    person: Person | None = None
    """Whose badge it is or was, also when it is refused."""
    badge: Badge | None = None
    refusal: Refusal | None = None
    assurance: Assurance = Assurance.UID_ONLY
    """How hard to copy what was read is; a token whose signature was checked is a signed code."""

    @property
    def accepted(self) -> bool:
        """Whether it opens: somebody's badge, and no reason against it."""
        return self.person is not None and self.refusal is None


UNKNOWN = Holder()


def badge_in_force(history: Sequence[Badge], at: datetime) -> Badge | None:
    """Which of the badges that one credential ever was speaks for it at `at`.

    The one that covers the moment; else the last one before it, which tells why it does not open;
    else the first one to come. The spans of `history` do not overlap.
    """
    for badge in history:
        if badge.covers(at):
            return badge
    begun = [badge for badge in history if badge.since <= at]
    if begun:
        return max(begun, key=lambda badge: badge.since)
    return min(history, key=lambda badge: badge.since, default=None)


def why_not(badge: Badge, person: Person, at: datetime, day: date) -> Refusal | None:
    """Why this badge does not open at `at`, `day` in the office's zone; None where it does."""
    reasons = {
        BadgeState.LOST: Refusal.LOST,
        BadgeState.REPLACED: Refusal.REPLACED,
        BadgeState.REVOKED: Refusal.REVOKED,
        BadgeState.ACTIVE: Refusal.EXPIRED,
    }
    ended = badge.until is not None and at >= badge.until
    # A lost badge stays a lost badge: whoever holds it is not the one who left.
    if ended and badge.state is BadgeState.LOST:
        return Refusal.LOST
    if person.left is not None and day > person.left:
        return Refusal.LEFT
    if day < person.joined or at < badge.since:
        return Refusal.NOT_YET
    return reasons[badge.state] if ended else None
