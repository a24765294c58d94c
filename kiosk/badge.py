"""A badge: one credential in one person's hands for a span of time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from devices.events import Credential, CredentialKind
from keyroom.language import N_
from kiosk.errors import BadCredentialError
from kiosk.person import StaffNo
from kiosk.times import moment, stored


class BadgeState(StrEnum):
    """What became of a badge. Only the active one opens; the others stay as history."""

    ACTIVE = "active"
    REPLACED = "replaced"
    LOST = "lost"
    REVOKED = "revoked"


STATE_NAMES: dict[BadgeState, str] = {
    BadgeState.ACTIVE: N_("active"),
    BadgeState.REPLACED: N_("replaced"),
    BadgeState.LOST: N_("lost"),
    BadgeState.REVOKED: N_("revoked"),
}
"""How each state is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A credential in a person's hands from `since` (included) to `until` (excluded), UTC.

    `until` is the planned end of an active badge for a time, and the moment at which a badge that
    is not active any more stopped to open.
    """

    id: str
    person: StaffNo
    credential: Credential
    since: datetime
    until: datetime | None = None
    state: BadgeState = BadgeState.ACTIVE
    by: str = "-"
    """Staff number of whoever enrolled it; `-` where it was imported."""
    signed: bool = False
    """A QR badge: its number is the id of the signed token, whose text is never kept. Only a
    token whose signature was checked stands for it; a barcode that spells the id does not."""

    def covers(self, at: datetime) -> bool:
        """Whether the badge opened at `at`, whatever became of it later."""
        return self.since <= at and self.lasts_beyond(at)

    def lasts_beyond(self, at: datetime) -> bool:
        """Whether the badge opens at some time after `at`."""
        return self.until is None or max(at, self.since) < self.until

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `badges`."""
        document: dict[str, Any] = {
            "person": self.person,
            "kind": self.credential.kind.value,
            "number": self.credential.number,
            "from": stored(self.since),
            "state": self.state.value,
            "by": self.by,
        }
        if self.until is not None:
            document["until"] = stored(self.until)
        if self.signed:
            document["signed"] = True
        return document

    @classmethod
    def from_document(cls, badge_id: str, document: Mapping[str, Any]) -> Self:
        """The badge that `to_document` wrote under this id."""
        until = document.get("until")
        return cls(
            id=badge_id,
            person=StaffNo(document["person"]),
            credential=Credential(CredentialKind(document["kind"]), document["number"]),
            since=moment(document["from"]),
            until=None if until is None else moment(until),
            state=BadgeState(document["state"]),
            by=document["by"],
            signed=document.get("signed", False),
        )


_FORMS: dict[CredentialKind, re.Pattern[str]] = {
    CredentialKind.EM4100: re.compile(r"[0-9A-F]{10}"),
    CredentialKind.WIEGAND26: re.compile(r"0*(25[0-5]|2[0-4]\d|1?\d?\d)-0*(\d{1,5})"),
    CredentialKind.WIEGAND34: re.compile(r"0*(\d{1,5})-0*(\d{1,5})"),
    CredentialKind.CARD_UID: re.compile(r"(?:[0-9A-F]{2}){4,10}"),
    CredentialKind.CODE: re.compile(r"[\x21-\x7e]{4,64}"),
}
"""How each kind's number is written; the first that fits names the kind of a bare number."""


def parse_credential(text: str) -> Credential:
    """A badge as people write it: `kind:number`, or a bare number whose form names its kind.

    Ten hex digits are an EM4100 tag, `90-324` is Wiegand-26, other hex digits in pairs are a card
    UID; a barcode must say `code:`. Raises BadCredentialError.
    """
    prefix, colon, number = text.strip().partition(":")
    if colon:
        kinds = [kind for kind in CredentialKind if kind.value == prefix.lower()]
    else:
        kinds = [kind for kind in CredentialKind if kind is not CredentialKind.CODE]
        number = prefix
    for kind in kinds:
        written = number if kind is CredentialKind.CODE else number.upper()
        match = _FORMS[kind].fullmatch(written)
        if match is not None:
            return Credential(kind, "-".join(match.groups()) or written)
    raise BadCredentialError(
        N_("“{text}” cannot be a badge number"),
        N_("write 10 hex digits for an EM4100 tag, uid:04A1B2C3 for a card, wiegand26:90-324"),
        text=text.strip(),
    )
