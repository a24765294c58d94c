"""The access log as programs and people read it: fields are named, never shown."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from keyroom.language import N_
from kiosk.privacy.accesses import Access
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.desk import Cause
from kiosk.times import stored

KEYS: Final = (
    "id",
    "at",
    "person",
    "terminal",
    "session",
    "kind",
    "customer",
    "fields",
    "reason",
    "second_person",
    "seconds",
    "result",
    "cause",
)
"""Of `access list --json` and the columns of `access export`; docs/cli.md keeps them stable."""


SHORTEST_REASON, LONGEST_REASON = 2, 64
"""Characters."""


class Reason(StrEnum):
    """The usual reasons for showing something in clear; any other is typed."""

    CALL = "call_verified"
    BUSINESS = "business"
    COMPLAINT = "complaint"


REASON_NAMES: dict[str, str] = {
    Reason.CALL: N_("verified call"),
    Reason.BUSINESS: N_("business"),
    Reason.COMPLAINT: N_("complaint"),
}
"""How each is called on screens: message ids."""

FIELD_NAMES: dict[PersonalField, str] = {
    PersonalField.NAME: N_("name"),
    PersonalField.PHONE: N_("phone"),
    PersonalField.ID_NUMBER: N_("ID number"),
    PersonalField.ADDRESS: N_("address"),
}
"""How each is called on screens: message ids."""

CLOSED: Final = "closed"
"""Why a record or a reveal ended that its person has put away."""

CAUSE_NAMES: dict[str, str] = {
    CLOSED: N_("put away"),
    Cause.START: N_("started"),
    Cause.IDLE: N_("nobody touched it"),
    Cause.BADGE_REMOVED: N_("badge removed"),
    Cause.READER_LOST: N_("reader lost"),
    Cause.OTHER_BADGE: N_("another badge"),
    Cause.PIN_REFUSED: N_("PIN refused"),
    Cause.FINISHED: N_("finished"),
    Cause.CLOCKED_OUT: N_("clocked out"),
    Cause.TAPPED_ELSEWHERE: N_("tapped elsewhere"),
    Cause.RIGHT_REVOKED: N_("right revoked"),
    Cause.SESSION_LIMIT: N_("session limit"),
    Cause.STORE_FAILED: N_("records failed"),
    Cause.FAULT: N_("fault of the program"),
    Cause.RESUMED: N_("machine slept"),
    Cause.KILLED: N_("killed"),
}
"""How each cause of an end is called: message ids."""


def access_row(entry: str, access: Access) -> Mapping[str, object]:
    """One entry, by `KEYS`."""
    return {
        "id": entry,
        "at": stored(access.at),
        "person": access.person,
        "terminal": access.terminal,
        "session": access.session,
        "kind": access.kind.value,
        "customer": access.customer,
        "fields": [field.value for field in access.fields],
        "reason": access.reason or None,
        "second_person": access.second_person,
        "seconds": access.seconds,
        "result": access.result.value,
        "cause": access.cause,
    }


def is_reason(text: str) -> bool:
    """Whether a person has given a reason that others can read."""
    return SHORTEST_REASON <= len(text) <= LONGEST_REASON and text.isprintable()
