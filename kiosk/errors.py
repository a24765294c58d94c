"""What the office refuses, and why: every error carries its remedy."""

from keyroom.errors import KeyroomError


class OfficeError(KeyroomError):
    """Root of the errors of `kiosk`."""


class NoSuchPersonError(OfficeError):
    """A staff number that nobody in the office has."""


class PersonExistsError(OfficeError):
    """A staff number that somebody already has."""


class BadStaffNoError(OfficeError):
    """A text that cannot be a staff number."""


class BadNameError(OfficeError):
    """A name that cannot be shown on one line."""


class BadDatesError(OfficeError):
    """Dates that cannot both be right."""


class BadCredentialError(OfficeError):
    """A text that cannot be a badge number."""


class BadgeInUseError(OfficeError):
    """A badge that somebody already wears: a badge belongs to at most one person at a time."""


class NoSuchBadgeError(OfficeError):
    """A badge that the office does not know, or that this person does not wear."""


class BadgeEndedError(OfficeError):
    """A badge whose use has already ended cannot be ended once more."""


class AmbiguousBadgeError(OfficeError):
    """The person wears several badges: the one that is meant must be named."""


class NotEntitledError(OfficeError):
    """The badge that was presented, or the person who is named, may not do this."""


class RequestRefusedError(OfficeError):
    """A request that breaks a rule."""

    def __init__(self, field: str, message: str, hint: str = "", /, **details: object) -> None:
        """`field` is what is at fault, as the lists call their columns."""
        super().__init__(message, hint, **details)
        self.field = field


class BookRefusedError(RequestRefusedError):
    """An entry of a book that cannot be as it is written."""


class NoSuchItemError(OfficeError):
    """A document id that no open item or plan has."""


class MeetingRefusedError(OfficeError):
    """A step that the meeting cannot take as it stands."""


class NoMeetingError(OfficeError):
    """A day on which no such meeting is held."""


class NoSuchRequestError(OfficeError):
    """A document id that no request has."""


class AlreadyDecidedError(OfficeError):
    """A request or a line about which nothing is left to decide."""


class NoSuchLineError(OfficeError):
    """A name that no line of a month's sheet has."""


class MonthClosedError(OfficeError):
    """The month is settled: nothing of it changes any more but by signed differences."""


class ClosingRefusedError(OfficeError):
    """A month that cannot be closed now, or one in which there is nothing to sign for."""


class ClockBehindError(OfficeError):
    """The clock stands before something that has already happened."""


class ClockInDoubtError(OfficeError):
    """The clock may be ahead, and something would become public too early by it."""


class SecretMissingError(OfficeError):
    """A key file that is not there, is damaged, or may not be read."""


class SecretExposedError(OfficeError):
    """A key file that others than its owner may read."""


class NoOfficeError(OfficeError):
    """A home folder without an office."""


class HomeInUseError(OfficeError):
    """A home folder that already holds something."""


class HomeUnusableError(OfficeError):
    """A home folder that this user may not work in."""


class ConfigUnreadableError(OfficeError):
    """A configuration file that is not there or may not be read."""


class FileUnreadableError(OfficeError):
    """A list that is not there or may not be read."""


class FileUnwritableError(OfficeError):
    """A file that cannot be put where somebody asked for it."""


class BadCellError(OfficeError):
    """A cell of a list that does not say what its column asks for."""
