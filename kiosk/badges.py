"""Badges: who wears which, since when, and what became of the others.

A credential is in at most one person's hands at a time, and history stays: a badge that is given
back and enrolled again is a new record. Whoever puts a badge into somebody's hands at a terminal
shows his own first; taking one away needs no such ceremony.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from devices.events import Assurance, CardPresented, Credential, CredentialKind
from keyroom.language import N_
from kiosk.badge import Badge, BadgeState
from kiosk.errors import (
    AmbiguousBadgeError,
    BadCredentialError,
    BadDatesError,
    BadgeEndedError,
    BadgeInUseError,
    ClockBehindError,
    NoSuchBadgeError,
    NotEntitledError,
    OfficeError,
)
from kiosk.holder import UNKNOWN, Holder, badge_in_force, why_not
from kiosk.person import Person, StaffNo
from kiosk.records import (
    all_badges,
    badges_with,
    badges_worn,
    find_person,
    require_badge,
    require_person,
)
from kiosk.schema import BADGES
from kiosk.tokens import Token, TokenFault, TokenSigner, looks_like_token
from store import Store

log = logging.getLogger(__name__)

SUPERVISOR_WINDOW = timedelta(seconds=60)
"""How long after the supervisor's tap the new badge may come: he stands there while it does."""


class Badges:
    """The badges of one office."""

    def __init__(
        self,
        store: Store,
        zone: ZoneInfo,
        tokens: TokenSigner,
        enrol_floor: Assurance = Assurance.UID_ONLY,
    ) -> None:
        """`enrol_floor` is how hard to copy a supervisor's badge must be to enrol another."""
        self._store = store
        self._zone = zone
        self._tokens = tokens
        self._enrol_floor = enrol_floor

    def all(self) -> list[Badge]:
        """Every badge of the office, oldest first."""
        return all_badges(self._store)

    def of(self, no: str) -> list[Badge]:
        """Every badge this person ever had, oldest first. Raises NoSuchPersonError."""
        require_person(self._store, no)
        return badges_worn(self._store, no)

    def get(self, badge_id: str) -> Badge:
        """The badge with this document id. Raises NoSuchBadgeError."""
        return require_badge(self._store, badge_id)

    def worn(self, credential: Credential, at: datetime) -> Badge:
        """The badge that this credential is at `at`. Raises NoSuchBadgeError."""
        badge = badge_in_force(badges_with(self._store, credential), at)
        if badge is None or not badge.covers(at):
            raise NoSuchBadgeError(
                N_("nobody wears the badge {credential}"),
                N_("see the badges with: keyroom badge list"),
                credential=credential,
            )
        return badge

    def why_taken(self, credential: Credential, since: datetime) -> OfficeError | None:
        """Why this credential cannot be somebody's new badge from `since` on; None if it can."""
        for other in badges_with(self._store, credential):
            if other.lasts_beyond(since):
                return _taken(other)
        return None

    def holder_of(
        self, credential: Credential, at: datetime, assurance: Assurance = Assurance.UID_ONLY
    ) -> Holder:
        """Whom this credential stands for at `at`, and whether it opens.

        `assurance` is what the reader says of it. The text of a QR badge is a credential too: its
        signature and dates are checked before anything is looked up.
        """
        if credential.kind is CredentialKind.CODE:
            token = self._tokens.read(credential.number, at)
            if isinstance(token, Token):
                signed = Credential(CredentialKind.CODE, token.id)
                return self._holder(signed, at, Assurance.SIGNED_CODE, signed=True)
            if token is not TokenFault.NOT_A_TOKEN:
                return Holder(refusal=token.value)
        return self._holder(credential, at, assurance)

    def supervisor(self, presented: CardPresented, floor: Assurance) -> Person:
        """The supervisor whose badge was presented. Raises NotEntitledError for anybody else."""
        person = self._bearer(presented, floor)
        if person is None or not person.role.supervises:
            raise NotEntitledError(
                N_("this is not the badge of a supervisor"),
                N_("the room manager or the acting manager must tap"),
            )
        return person

    def reviewer(self, presented: CardPresented, floor: Assurance) -> Person:
        """Whose badge opens the supervisor's screen. Raises NotEntitledError for anybody else."""
        person = self._bearer(presented, floor)
        if person is None or not person.role.reviews:
            raise NotEntitledError(
                N_("this badge does not open the supervisor's screen"),
                N_("the room manager, the acting manager or the department's reviewer must tap"),
            )
        return person

    def enrol(
        self,
        no: str,
        new: CardPresented,
        supervisor: CardPresented,
        until: datetime | None = None,
    ) -> Badge:
        """Give the new badge to a person: a supervisor's tap, then the badge's own.

        `until` ends a badge for a time. Raises NotEntitledError, NoSuchPersonError,
        BadgeInUseError, BadCredentialError.
        """
        with self._store.transaction(action="badge.enrol"):
            by = self._authorised(supervisor, new)
            return self.give(no, new.credential, new.at, by=by.no, until=until)

    def replace(
        self, no: str, new: CardPresented, supervisor: CardPresented, old: str | None = None
    ) -> Badge:
        """Give a person a new badge and kill the old one, in one transaction.

        `old` is the id of the badge to kill, needed only where the person wears several; QR
        badges stay out of it. Raises what `enrol` raises, AmbiguousBadgeError, NoSuchBadgeError.
        """
        with self._store.transaction(action="badge.replace"):
            by = self._authorised(supervisor, new)
            dead = self._to_replace(no, new.at, old)
            self._finish(dead, BadgeState.REPLACED, new.at, actor=by.no)
            return self.give(no, new.credential, new.at, by=by.no)

    def give(
        self,
        no: str,
        credential: Credential,
        since: datetime,
        *,
        by: str,
        until: datetime | None = None,
    ) -> Badge:
        """Put a badge into a person's hands without a tap, as imports do.

        Raises NoSuchPersonError, BadgeInUseError, BadCredentialError, BadDatesError.
        """
        if credential.kind is CredentialKind.CODE and looks_like_token(credential.number):
            raise BadCredentialError(
                N_("a QR badge cannot be enrolled as a badge of its own"),
                N_("make one with: keyroom badge qr NO"),
            )
        if credential.is_random:
            raise BadCredentialError(
                N_("this card shows another number at each tap, so it cannot be a badge"),
                N_("use a card with a number of its own"),
            )
        return self._insert(Badge("", StaffNo(no), credential, since, until, by=by))

    def end(self, badge_id: str, state: BadgeState, at: datetime, *, by: str) -> Badge:
        """End a badge at `at`: it was lost, or is taken back.

        Raises NoSuchBadgeError, BadgeEndedError.
        """
        with self._store.transaction(actor=by, action=f"badge.{state}"):
            badge = require_badge(self._store, badge_id)
            return self._finish(badge, state, at, actor=by)

    def issue_code(
        self, no: str, since: datetime, until: datetime, *, by: str
    ) -> tuple[Badge, str]:
        """A QR badge for a person who forgot his badge: the record, and the text of the code.

        Only the token's id is kept, so that the records do not hold what opens the door. Raises
        NoSuchPersonError, BadDatesError.
        """
        with self._store.transaction(actor=by, action="badge.qr"):
            person = require_person(self._store, no)
            token, text = self._tokens.issue(person.no, since, until)
            credential = Credential(CredentialKind.CODE, token.id)
            badge = Badge(
                "", person.no, credential, token.issued, token.expires, by=by, signed=True
            )
            return self._insert(badge), text

    def _holder(
        self, credential: Credential, at: datetime, assurance: Assurance, *, signed: bool = False
    ) -> Holder:
        history = badges_with(self._store, credential)
        badge = badge_in_force([badge for badge in history if badge.signed is signed], at)
        if badge is None:
            return UNKNOWN
        person = find_person(self._store, badge.person)
        if person is None:
            # Only a store that was tampered with has badges of nobody; the door answers on.
            log.error("badge %s belongs to %s, who is not in the register", badge.id, badge.person)
            return UNKNOWN
        day = at.astimezone(self._zone).date()
        return Holder(person, badge, why_not(badge, person, at, day), assurance)

    def _bearer(self, presented: CardPresented, floor: Assurance) -> Person | None:
        """Whose badge was presented, where it opens. Raises NotEntitledError below `floor`."""
        holder = self.holder_of(presented.credential, presented.at, presented.assurance)
        if not holder.accepted:
            return None
        if holder.assurance < floor:
            raise NotEntitledError(
                N_("this badge is too easily copied to be enough here"),
                N_("tap a badge of the kind that [assurance] in the configuration asks for"),
            )
        return holder.person

    def _authorised(self, supervisor: CardPresented, new: CardPresented) -> Person:
        person = self.supervisor(supervisor, self._enrol_floor)
        if supervisor.credential == new.credential:
            raise NotEntitledError(
                N_("the supervisor's own badge cannot be the new one"),
                N_("tap the supervisor's badge first, then the new badge"),
            )
        if not timedelta(0) <= new.at - supervisor.at <= SUPERVISOR_WINDOW:
            raise NotEntitledError(
                N_("the supervisor's tap is more than {seconds} seconds old"),
                N_("tap the supervisor's badge again, then the new badge"),
                seconds=int(SUPERVISOR_WINDOW.total_seconds()),
            )
        return person

    def _insert(self, badge: Badge) -> Badge:
        if badge.until is not None and badge.until <= badge.since:
            raise BadDatesError(
                N_("a badge cannot end before it begins"), N_("check the end of validity")
            )
        with self._store.transaction(actor=badge.by, action="badge.enrol"):
            require_person(self._store, badge.person)
            taken = self.why_taken(badge.credential, badge.since)
            if taken is not None:
                raise taken
            badge_id = self._store.table(BADGES).insert(badge.to_document())
        return replace(badge, id=str(badge_id))

    def _to_replace(self, no: str, at: datetime, old: str | None) -> Badge:
        worn = [badge for badge in self.of(no) if badge.covers(at)]
        if old is not None:
            worn = [badge for badge in worn if badge.id == old]
        else:
            worn = [badge for badge in worn if not badge.signed]
        if not worn:
            raise NoSuchBadgeError(
                N_("{no} wears no badge that could be replaced"),
                N_("give a first badge with: keyroom badge enrol"),
                no=no,
            )
        if len(worn) > 1:
            raise AmbiguousBadgeError(
                N_("{no} wears {count} badges"),
                N_("name the one to replace; see them with: keyroom badge list"),
                no=no,
                count=len(worn),
            )
        return worn[0]

    def _finish(self, badge: Badge, state: BadgeState, at: datetime, *, actor: str) -> Badge:
        if badge.state is not BadgeState.ACTIVE or not badge.lasts_beyond(at):
            raise BadgeEndedError(
                N_("this badge of {no} has ended already"),
                N_("see the badges with: keyroom badge list"),
                no=badge.person,
            )
        # A badge that begins only later was never worn: it ends where it begins.
        ended = replace(badge, state=state, until=max(at, badge.since))
        with self._store.transaction(actor=actor, action=f"badge.{state}"):
            self._store.table(BADGES).update(ended.to_document(), doc_ids=[badge.id])
        return ended


def _taken(other: Badge) -> OfficeError:
    if other.state is BadgeState.ACTIVE:
        return BadgeInUseError(
            N_("badge {number} is already worn by {no}"),
            N_("end that badge first with: keyroom badge revoke"),
            number=other.credential.number,
            no=other.person,
        )
    return ClockBehindError(
        N_("badge {number} was still worn by {no} at this time"),
        N_("check this machine's clock: it seems to be behind"),
        number=other.credential.number,
        no=other.person,
    )
