"""Who hosts a meeting (HY-3-2, HY-4-1, HY-5-2): the rotation, for those on duty. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from keyroom.language import N_
from kiosk.person import Person, StaffNo
from kiosk.roles import SUPERVISORS, Role


class HostReason(StrEnum):
    """Why somebody hosts."""

    TEAM_LEAD = "team_lead"
    """A team lead on duty; several take turns by staff number."""
    ROTATION = "rotation"
    """No team lead is on duty: the next account manager by staff number."""
    MANAGER = "manager"
    """Neither is there: the managers drive the meetings (HY-3-1)."""
    NOBODY = "nobody"
    """Nobody on duty can host."""
    MANUAL = "manual"
    """Somebody was named, with a reason."""


HOST_REASON_NAMES: dict[HostReason, str] = {
    HostReason.TEAM_LEAD: N_("team lead on duty"),
    HostReason.ROTATION: N_("next in the rotation"),
    HostReason.MANAGER: N_("manager, for want of others"),
    HostReason.NOBODY: N_("nobody on duty can host"),
    HostReason.MANUAL: N_("named by hand"),
}
"""How each is called on screens: message ids."""

PARTICIPANTS: Final = frozenset({Role.ACCOUNT_MANAGER, Role.TEAM_LEAD}) | SUPERVISORS
"""Who takes part (HY-2, HY-5-4)."""
_CIRCLES: Final = (
    (frozenset({Role.TEAM_LEAD}), HostReason.TEAM_LEAD),
    (frozenset({Role.ACCOUNT_MANAGER}), HostReason.ROTATION),
    (SUPERVISORS, HostReason.MANAGER),
)
"""Each takes turns within itself; the next comes in where nobody of it is on duty."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who hosts, and why."""

    host: StaffNo | None
    reason: HostReason
    said: str = ""
    """The words of whoever named him by hand."""


def choose_host(
    people: Iterable[Person], on_duty: Collection[StaffNo], former: Sequence[StaffNo]
) -> Choice:
    """The host by rotation.

    `people` are all that ever were in the office, `former` those who hosted before, the last one
    first: the turn goes on from the last of a circle, even if he has left.
    """
    everybody = tuple(people)
    for roles, reason in _CIRCLES:
        circle = {person.no for person in everybody if person.role in roles}
        there = sorted(circle & set(on_duty))
        if there:
            last = next((no for no in former if no in circle), "")
            return Choice(next((no for no in there if no > last), there[0]), reason)
    return Choice(None, HostReason.NOBODY)
