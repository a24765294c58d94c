"""Who may use the supervisor's screen: by a badge at its reader, or by number in a command.

Rights are read from the records whenever they are used: whoever loses the role loses the screen.
"""

from datetime import datetime

from devices.events import CardPresented
from keyroom.language import N_
from kiosk.errors import NoSuchPersonError, NotEntitledError
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.desk_rights import may_open_desk


def reviewer_by_badge(office: Office, presented: CardPresented) -> Person:
    """The reviewer whose badge was presented. Raises NotEntitledError for anybody else."""
    with office.store.connection():
        return office.badges.reviewer(presented, office.premises.config.assurance.review)


def reviewer_by_number(office: Office, no: str, now: datetime) -> Person:
    """The reviewer with this staff number. Raises NoSuchPersonError, NotEntitledError."""
    person = staff_by_number(office, no, now)
    if not person.role.reviews:
        raise NotEntitledError(
            N_("{no} {name} may not use the supervisor's screen"),
            N_("it is for the room manager, the acting manager and the department's reviewer"),
            no=person.no,
            name=person.name,
        )
    return person


def supervisor_by_number(office: Office, no: str, now: datetime) -> Person:
    """The supervisor with this staff number. Raises NoSuchPersonError, NotEntitledError."""
    person = staff_by_number(office, no, now)
    if not person.role.supervises:
        raise NotEntitledError(
            N_("{no} {name} is no supervisor"),
            N_("this is for the room manager and the acting manager"),
            no=person.no,
            name=person.name,
        )
    return person


def staff_by_number(office: Office, no: str, now: datetime) -> Person:
    """Whoever has this staff number and is on the staff today.

    Raises NoSuchPersonError, NotEntitledError.
    """
    person = office.people.get(no)
    if not person.works_on(now.astimezone(office.premises.config.zone).date()):
        raise NotEntitledError(
            N_("{no} {name} is not on the staff today"),
            N_("check the first and the last day: keyroom people list --all"),
            no=person.no,
            name=person.name,
        )
    return person


def whose_log(office: Office, no: str, now: datetime) -> StaffNo | None:
    """Whose entries of the access log this person may read (BM-7): None means everybody's.

    A supervisor reads all, and whoever works with customers his own. Raises NoSuchPersonError,
    NotEntitledError for everybody else.
    """
    person = staff_by_number(office, no, now)
    if person.role.supervises:
        return None
    if may_open_desk(person):
        return person.no
    raise NotEntitledError(
        N_("{no} {name} may not read the access log"),
        N_("it is for the room manager and the acting manager; account managers read their own"),
        no=person.no,
        name=person.name,
    )


def still_reviews(office: Office, no: str, now: datetime) -> bool:
    """Whether a person who has opened the screen may still use it."""
    try:
        reviewer_by_number(office, no, now)
    except (NoSuchPersonError, NotEntitledError):
        return False
    return True
