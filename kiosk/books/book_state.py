"""Whether a book of a day is kept (GZ-3-8, HY-5-8, D-27): what was entered in, a state out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from keyroom.language import N_
from kiosk.books.punctual import in_time


class BookState(StrEnum):
    """How one person's book of one day stands."""

    FILLED = "filled"
    FILLED_LATE = "filled_late"
    """Kept, but only after the meeting that looks at it was due."""
    NO_VISIT = "no_visit"
    """Declared: 当日无走访."""
    MISSING = "missing"
    EXCUSED = "excused"
    """The person was away with permission, or not employed, the whole day."""

    @property
    def lacks(self) -> bool:
        """Whether somebody still has to write something."""
        return self is BookState.MISSING


BOOK_STATE_NAMES: dict[BookState, str] = {
    BookState.FILLED: N_("filled"),
    BookState.FILLED_LATE: N_("filled late"),
    BookState.NO_VISIT: N_("no visit"),
    BookState.MISSING: N_("not filled"),
    BookState.EXCUSED: N_("need not be kept"),
}
"""How each is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What one person wrote into one book of one day, as moments at which he did."""

    entries: Sequence[datetime] = ()
    """The first writing of each entry."""
    unlogged: int = 0
    """Approved visits of which the log says nothing: each must be in it (GZ-3-7b)."""
    declared: datetime | None = None
    """When he declared that there was no visit, or would be none."""


def book_state(
    entered: Entered, due: datetime, *, away: bool, must_declare: bool = True
) -> BookState:
    """How a book stands that must be kept by `due`.

    An entry counts for more than a declaration that it belies. Without `must_declare`, silence
    stands for no visit (D-27).
    """
    if entered.unlogged:
        return BookState.MISSING
    if entered.entries:
        late = not in_time(min(entered.entries), due)
        return BookState.FILLED_LATE if late else BookState.FILLED
    if entered.declared is not None:
        return BookState.NO_VISIT if in_time(entered.declared, due) else BookState.FILLED_LATE
    if away:
        return BookState.EXCUSED
    return BookState.MISSING if must_declare else BookState.NO_VISIT
