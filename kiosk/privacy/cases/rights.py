"""Who works on which case (regulation §9): nobody on one about himself. Pure."""

from datetime import date

from keyroom.language import N_
from kiosk.attendance.requests.rights import require_decider
from kiosk.errors import NotEntitledError
from kiosk.person import Person
from kiosk.privacy.cases.case import Subject


def require_reviewer(reviewer: Person, subject: Subject, about: Person | None, today: date) -> None:
    """Raises NotEntitledError where `reviewer` may not work on a case.

    A manager's is the department's, as with all that is decided about people; `about` is the
    person whom it is about, None where it is nobody's alone.
    """
    if about is not None:
        require_decider(reviewer, about, today)
    if not reviewer.role.reviews or not reviewer.works_on(today):
        raise NotEntitledError(
            N_("{no} may not work on this case"),
            N_("the room manager, the acting manager and the department's reviewer do"),
            no=reviewer.no,
        )
    if reviewer.no in subject.people:
        raise NotEntitledError(
            N_("nobody judges a case in which he had a part"),
            N_("another reviewer takes it up"),
        )
