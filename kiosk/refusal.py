"""Why a credential does not open: each reason has its own answer at the door."""

from enum import StrEnum


class Refusal(StrEnum):
    """The reason for which a known or signed credential is refused."""

    LOST = "lost"
    """The badge was reported lost."""
    REVOKED = "revoked"
    """The badge was taken back."""
    REPLACED = "replaced"
    """Its holder has a newer badge."""
    EXPIRED = "expired"
    """The end of validity has passed: a badge for a time, or a QR badge."""
    NOT_YET = "not_yet"
    """Its validity, or its holder's employment, has not begun."""
    LEFT = "left"
    """Its holder has left the office."""
    FOREIGN = "foreign"
    """A QR badge that another office signed."""
    FORGED = "forged"
    """A QR badge whose signature is wrong."""
    ASSURANCE = "assurance"
    """Too easily copied for what is asked (`[assurance]` in the configuration)."""
