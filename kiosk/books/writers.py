"""Who may write into whose book: oneself; a manager for others; the administrator by lists."""

from keyroom.language import N_
from kiosk.errors import NotEntitledError
from kiosk.person import Person

ADMINISTRATOR = "-"


def require_writer(by: Person | None, owner: Person) -> None:
    """Raises NotEntitledError; `by` is None where the administrator takes in a list."""
    if by is None or by.no == owner.no or by.role.supervises:
        return
    raise NotEntitledError(
        N_("{no} may not write into the books of {owner}"),
        N_("everybody keeps his own; the manager may add what is missing"),
        no=by.no,
        owner=owner.no,
    )
