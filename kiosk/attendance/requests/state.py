"""Where a request stands, and where it can go from there."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from keyroom.language import N_


class RequestState(StrEnum):
    """Asked for, then decided; withdrawn by the one who asked, or by whoever may decide."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def is_live(self) -> bool:
        """Whether it counts, or may come to count."""
        return self in _LIVE


_LIVE = frozenset({RequestState.REQUESTED, RequestState.APPROVED})

MOVES: Final[Mapping[RequestState, frozenset[RequestState]]] = {
    RequestState.REQUESTED: frozenset(
        {RequestState.APPROVED, RequestState.REJECTED, RequestState.WITHDRAWN}
    ),
    RequestState.APPROVED: frozenset({RequestState.WITHDRAWN}),
    RequestState.REJECTED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
}
"""What each state can become: a request is decided once."""

REQUEST_STATE_NAMES: dict[RequestState, str] = {
    RequestState.REQUESTED: N_("requested"),
    RequestState.APPROVED: N_("approved"),
    RequestState.REJECTED: N_("rejected"),
    RequestState.WITHDRAWN: N_("withdrawn"),
}
"""How each is called on screens: message ids."""
