"""Who may decide about whom, report findings, and close months (regulation §9).

Nobody decides about himself. A manager's own requests go to the department.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from keyroom.language import N_
from kiosk.errors import NotEntitledError
from kiosk.person import Person, StaffNo
from kiosk.roles import Role


@dataclass(frozen=True, slots=True)
class _Deciders:
    roles: frozenset[Role]
    said: str
    """A message id."""


_MANAGERS: Final = _Deciders(
    frozenset({Role.ROOM_MANAGER, Role.ACTING_MANAGER}),
    N_("the room manager or the acting manager decides"),
)
_DEPARTMENT: Final = _Deciders(
    frozenset({Role.DEPT_GROUP, Role.BRANCH_VP}),
    N_("the group customer department decides about managers"),
)
_ABOVE_THE_ROOM: Final = _MANAGERS.roles | _DEPARTMENT.roles
REPORTERS: Final = _ABOVE_THE_ROOM | {Role.TEAM_LEAD}
"""Who may report findings."""
CLOSERS: Final = _MANAGERS.roles | {Role.DEPT_GROUP}
"""Who may close a month."""


def may_decide(role: Role, no: StaffNo, about: Person) -> bool:
    """Whether somebody of this role and number decides about a person."""
    return no != about.no and role in _deciders(about).roles


def require_decider(decider: Person, about: Person, today: date) -> None:
    """Raises NotEntitledError where `decider` may not decide about a person."""
    said = _deciders(about).said
    if not decider.works_on(today):
        raise NotEntitledError(N_("{no} is not in the office"), said, no=decider.no)
    if may_decide(decider.role, decider.no, about):
        return
    if decider.no == about.no:
        raise NotEntitledError(N_("nobody decides about himself"), said)
    raise NotEntitledError(
        N_("{no} may not decide about {about}"), said, no=decider.no, about=about.no
    )


def require_reporter(reporter: Person, about: Person) -> None:
    """Raises NotEntitledError where `reporter` may not report a finding about a person."""
    if reporter.role in REPORTERS and reporter.no != about.no:
        return
    raise NotEntitledError(
        N_("{no} may not report a finding about {about}"),
        N_("team leads and managers report what they find out about others"),
        no=reporter.no,
        about=about.no,
    )


def require_closer(closer: Person, today: date) -> None:
    """Raises NotEntitledError where `closer` may not close a month, or sign for its differences."""
    said = N_("the room manager, the acting manager or the department closes months")
    if not closer.works_on(today):
        raise NotEntitledError(N_("{no} is not in the office"), said, no=closer.no)
    if closer.role not in CLOSERS:
        raise NotEntitledError(N_("{no} may not close a month"), said, no=closer.no)


def _deciders(about: Person) -> _Deciders:
    return _DEPARTMENT if about.role in _ABOVE_THE_ROOM else _MANAGERS
