"""The way of an enquiry, step by step: a state machine, pure, in which nothing can be skipped.

    paper -> officers -> matter -> refused
                               \\-> approval -> showing -> given -> printed -> signed

A state carries what was stated so far, so that none can be made without the one before it. What
does not belong to a state changes nothing. Given up is a state too, and so is refused: of them
nothing leads on.
"""

from dataclasses import dataclass, replace
from datetime import date

from kiosk.person import StaffNo
from kiosk.privacy.enquiries.form import Form, Matter, Officer, Paper
from kiosk.privacy.enquiries.judge import EnquiryRules, Ground, judge


@dataclass(frozen=True, slots=True)
class StatingPaper:
    """The unit and its paper are asked for."""

    handler: StaffNo
    """Who receives the officers."""


@dataclass(frozen=True, slots=True)
class SeeingOfficers:
    """Each officer's card is asked for, until there are no more."""

    handler: StaffNo
    paper: Paper
    officers: tuple[Officer, ...] = ()


@dataclass(frozen=True, slots=True)
class StatingMatter:
    """Subject, scope and period are asked for."""

    handler: StaffNo
    paper: Paper
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The end: it may not be answered."""

    form: Form
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Approving:
    """Allowed by the rules; a supervisor's badge is awaited."""

    handler: StaffNo
    form: Form


@dataclass(frozen=True, slots=True)
class Showing:
    """Approved: the stated scope may be shown."""

    form: Form
    approved_by: StaffNo


@dataclass(frozen=True, slots=True)
class Given:
    """It was handed over; the receipt is not printed yet."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The receipt is printed and not signed yet."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The end: the receipt is signed."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The end: it was not brought to one."""


State = (
    StatingPaper
    | SeeingOfficers
    | StatingMatter
    | Refused
    | Approving
    | Showing
    | Given
    | Printed
    | Signed
    | GivenUp
)


@dataclass(frozen=True, slots=True)
class PaperStated:
    """The unit and its paper."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class OfficerSeen:
    """One officer's card, and his work ID."""

    officer: Officer


@dataclass(frozen=True, slots=True)
class OfficersDone:
    """There are no more officers."""


@dataclass(frozen=True, slots=True)
class MatterStated:
    """About whom and for what; with it the form is whole."""

    matter: Matter


@dataclass(frozen=True, slots=True)
class ApprovedBy:
    """A supervisor's badge."""

    person: StaffNo


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The officers have what they asked for."""


@dataclass(frozen=True, slots=True)
class ReceiptPrinted:
    """The receipt came out."""


@dataclass(frozen=True, slots=True)
class ReceiptSigned:
    """The officers have signed it."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Whatever it was: finish key, lock, another work."""


Event = (
    PaperStated
    | OfficerSeen
    | OfficersDone
    | MatterStated
    | ApprovedBy
    | HandedOver
    | ReceiptPrinted
    | ReceiptSigned
    | Stopped
)

UNDER_WAY = StatingPaper | SeeingOfficers | StatingMatter | Approving | Showing
"""What stopping gives up; what was given stays given."""


def step(state: State, event: Event, rules: EnquiryRules, today: date) -> State:
    """What comes after `event`."""
    match state, event:
        case StatingPaper(handler), PaperStated(paper):
            return SeeingOfficers(handler, paper)
        case SeeingOfficers(officers=officers), OfficerSeen(officer):
            return replace(state, officers=(*officers, officer))
        case SeeingOfficers(handler, paper, officers), OfficersDone():
            return StatingMatter(handler, paper, officers)
        case StatingMatter(handler, paper, officers), MatterStated(matter):
            form = Form(paper, officers, matter)
            grounds = judge(form, rules, today)
            return Refused(form, grounds) if grounds else Approving(handler, form)
        case Approving(handler, form), ApprovedBy(person) if person != handler:
            return Showing(form, person)
        case Showing(), HandedOver():
            return Given()
        case Given() | Printed(), ReceiptPrinted():
            return Printed()
        case Printed(), ReceiptSigned():
            return Signed()
        case _, Stopped() if isinstance(state, UNDER_WAY):
            return GivenUp()
        case _:
            return state
