"""The kinds of requests, and one of any kind with its id."""

from dataclasses import dataclass
from enum import StrEnum

from keyroom.language import N_
from kiosk.attendance.judging.statuses import FindingKind
from kiosk.attendance.requests.records import Correction, Finding, Leave, Objection, Visit
from kiosk.attendance.requests.state import RequestState
from kiosk.person import StaffNo

Request = Leave | Visit | Correction | Finding | Objection


class RequestKind(StrEnum):
    """What is asked for, or reported."""

    LEAVE = "leave"
    VISIT = "visit"
    CORRECTION = "correction"
    FINDING = "finding"
    OBJECTION = "objection"

    @classmethod
    def of(cls, record: type[Request]) -> "RequestKind":
        """The kind whose records are of this class."""
        return _KINDS[record]


_KINDS: dict[type[Request], RequestKind] = {
    Leave: RequestKind.LEAVE,
    Visit: RequestKind.VISIT,
    Correction: RequestKind.CORRECTION,
    Finding: RequestKind.FINDING,
    Objection: RequestKind.OBJECTION,
}

REQUEST_KIND_NAMES: dict[RequestKind, str] = {
    RequestKind.LEAVE: N_("leave"),
    RequestKind.VISIT: N_("visit"),
    RequestKind.CORRECTION: N_("punch correction"),
    RequestKind.FINDING: N_("finding"),
    RequestKind.OBJECTION: N_("objection to a line"),
}
"""How each is called on screens: message ids."""

FINDING_NAMES: dict[FindingKind, str] = {
    FindingKind.PRIVATE_ERRAND: N_("private errand"),
    FindingKind.UNIFORM: N_("no work uniform"),
}
"""How each kind of finding is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One request of any kind."""

    id: str
    """The document's."""
    kind: RequestKind
    record: Request

    @property
    def person(self) -> StaffNo:
        """Whom it is about."""
        return self.record.asked.person

    @property
    def state(self) -> RequestState:
        """Where it stands."""
        return self.record.asked.state
