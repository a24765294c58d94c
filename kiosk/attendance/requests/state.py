"""Where a request stands."""

from enum import StrEnum

from keyroom.language import N_


class RequestState(StrEnum):
    """Asked for, then decided; withdrawn by the one who asked, or by whoever may decide."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


REQUEST_STATE_NAMES: dict[RequestState, str] = {
    RequestState.REQUESTED: N_("requested"),
    RequestState.APPROVED: N_("approved"),
    RequestState.REJECTED: N_("rejected"),
    RequestState.WITHDRAWN: N_("withdrawn"),
}
"""How each is called on screens: message ids."""
