"""What the work with a judicial enquiry shows: plain data, masked but for the stated scope."""

from dataclasses import dataclass
from enum import StrEnum

from keyroom.errors import KeyroomError
from kiosk.privacy.customer import Contact
from kiosk.privacy.enquiries.enquiry import Enquiry
from kiosk.privacy.enquiries.filling import Answered
from kiosk.privacy.enquiries.questions import Question
from kiosk.privacy.works.page import Page


class Stage(StrEnum):
    """Where the enquiry is."""

    LIST = "list"
    """None is under way: the last ones of the person are listed."""
    PAPER = "paper"
    OFFICERS = "officers"
    MATTER = "matter"
    APPROVAL = "approval"
    SHOWING = "showing"
    RECEIPT = "receipt"
    """Refused, or given: its receipt can be printed."""


class Told(StrEnum):
    """What there is to say besides."""

    CARD_EXPIRED = "card_expired"
    CARD_NUMBER = "card_number"
    SEEN_TWICE = "seen_twice"
    GIVE_UP = "give_up"
    """Once more, and the enquiry is given up."""
    GIVEN_UP = "given_up"
    NOTHING_HELD = "nothing_held"
    GONE = "gone"
    """The record cannot be opened: destroyed, altered, or its key is away."""
    PRINTED = "printed"
    TO_SIGN = "to_sign"
    """Printed, and to be signed now."""
    PRINT_FAILED = "print_failed"
    NOT_PRINTED = "not_printed"
    """A receipt that was not printed cannot be signed."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held about the subject, in one group: in clear for the stated scope alone."""

    customer: str
    group: str
    contact: Contact
    nth: int
    count: int


@dataclass(frozen=True, slots=True)
class EnquiryPage(Page):
    """One stage of an enquiry."""

    stage: Stage
    recent: tuple[Enquiry, ...] = ()
    question: Question | None = None
    answered: tuple[Answered, ...] = ()
    """Of this stage, so far."""
    officers: int = 0
    """So many were seen."""
    enquiry: Enquiry | None = None
    """From the judgement on: masked."""
    held: Held | None = None
    told: Told | None = None
    fault: KeyroomError | None = None
    """Why the last answer cannot be, or why nothing was printed."""

    @property
    def customer(self) -> str | None:
        """Whose data is shown."""
        return None if self.held is None else self.held.customer
