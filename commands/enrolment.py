"""Put badges into people's hands: by two taps at a reader, or by an administrator's word."""

import re
from datetime import datetime
from typing import Final

from commands.output import prompt
from commands.readings import Taps, listening
from commands.values import today_in
from devices.events import CardPresented
from keyroom.language import N_, _
from kiosk.badge import Badge, BadgeState, parse_credential
from kiosk.errors import AmbiguousBadgeError, NotEntitledError
from kiosk.office import Office
from kiosk.person import Person

_RECORD: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A document id, by which a badge of the list can be named."""


def enrol_with_taps(office: Office, no: str, reader: str, until: datetime | None) -> Badge:
    """A supervisor taps, then the new badge. Raises what `Badges.enrol` does, RefusedError."""
    office.people.get(no)
    with listening(office.premises, reader) as taps:
        supervisor, new = _two_taps(office, taps, no)
    return office.badges.enrol(no, new, supervisor, until)


def replace_with_taps(office: Office, no: str, reader: str, old: str | None) -> Badge:
    """As `enrol_with_taps`, and the old badge dies. Raises what `Badges.replace` does."""
    office.people.get(no)
    with listening(office.premises, reader) as taps:
        supervisor, new = _two_taps(office, taps, no)
    return office.badges.replace(no, new, supervisor, old)


def enrol_without_taps(
    office: Office, no: str, supervisor: str, badge: str, until: datetime | None
) -> Badge:
    """Whoever may write the home folder gives a badge; the ledger names the supervisor."""
    by = _supervisor(office, supervisor)
    now = office.premises.clock.read().utc
    with office.store.transaction(actor=by.no, action="badge.enrol"):
        return office.badges.give(no, parse_credential(badge), now, by=by.no, until=until)


def replace_without_taps(
    office: Office, no: str, supervisor: str, badge: str, old: str | None
) -> Badge:
    """As `enrol_without_taps`, and the old badge dies in the same transaction."""
    by = _supervisor(office, supervisor)
    now = office.premises.clock.read().utc
    with office.store.transaction(actor=by.no, action="badge.replace"):
        dead = _to_replace(office, no, old, now)
        office.badges.end(dead.id, BadgeState.REPLACED, now, by=by.no)
        return office.badges.give(no, parse_credential(badge), now, by=by.no)


def badge_meant(office: Office, text: str) -> Badge:
    """The badge that a person names by its record or by its number, if somebody wears it now.

    Raises NoSuchBadgeError, BadCredentialError.
    """
    if _RECORD.fullmatch(text):
        return office.badges.get(text)
    return office.badges.worn(parse_credential(text), office.premises.clock.read().utc)


def _two_taps(office: Office, taps: Taps, no: str) -> tuple[CardPresented, CardPresented]:
    prompt(_("the supervisor taps now…"))
    supervisor = taps.next()
    # Said before the new badge is tapped, not after it: nobody should tap in vain.
    person = office.badges.supervisor(supervisor, office.premises.config.assurance.enrol)
    prompt(_("{name} has tapped; now the new badge of {no}…").format(name=person.name, no=no))
    return supervisor, taps.next()


def _supervisor(office: Office, no: str) -> Person:
    person = office.people.get(no)
    if not person.role.supervises or not person.works_on(today_in(office)):
        raise NotEntitledError(
            N_("{no} is not a supervisor"),
            N_("the room manager or the acting manager must answer for it"),
            no=no,
        )
    return person


def _to_replace(office: Office, no: str, old: str | None, now: datetime) -> Badge:
    worn = [
        badge
        for badge in office.badges.of(no)
        if badge.covers(now) and (badge.id == old if old else not badge.signed)
    ]
    if len(worn) == 1:
        return worn[0]
    raise AmbiguousBadgeError(
        N_("{no} wears {count} badges"),
        N_("name the one to replace; see them with: keyroom badge list"),
        no=no,
        count=len(worn),
    )
