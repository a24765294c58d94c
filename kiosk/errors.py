"""What the office refuses, and why: every error carries its remedy."""

from keyroom.errors import KeyroomError


class OfficeError(KeyroomError):
    """Root of the errors of `kiosk`."""


class NoSuchPerson(OfficeError):
    """A staff number that nobody in the office has."""


class PersonExists(OfficeError):
    """A staff number that somebody already has."""


class BadStaffNo(OfficeError):
    """A text that cannot be a staff number."""


class BadCredential(OfficeError):
    """A text that cannot be a badge number."""


class BadgeInUse(OfficeError):
    """A badge that somebody already wears: a badge belongs to at most one person at a time."""


class NoSuchBadge(OfficeError):
    """A badge that the office does not know, or that this person does not wear."""


class BadgeEnded(OfficeError):
    """A badge whose use has already ended cannot be ended once more."""


class AmbiguousBadge(OfficeError):
    """The person wears several badges: the one that is meant must be named."""


class NotEntitled(OfficeError):
    """The badge that was presented does not give the right to do this."""


class ClockBehind(OfficeError):
    """The clock stands before something that has already happened."""


class SecretMissing(OfficeError):
    """A key file that is not there, is damaged, or may not be read."""


class SecretExposed(OfficeError):
    """A key file that others than its owner may read."""


class NoOffice(OfficeError):
    """A home folder without an office."""


class HomeInUse(OfficeError):
    """A home folder that already holds something."""


class HomeUnusable(OfficeError):
    """A home folder that this user may not work in."""
