"""Whether the records of a file from elsewhere are such as the office can read.

The store takes any document; the office's tables are read by programs that rely on their form.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from commands.exits import WrongUsageError
from keyroom.language import N_
from kiosk.attendance.punch import Punch
from kiosk.badge import Badge
from kiosk.person import Person
from kiosk.schema import BADGES, BOOTS, PEOPLE, PUNCHES, READER_EVENTS
from kiosk.times import moment
from store import Store

Form = Callable[[Mapping[str, Any]], object]


def _event(fields: tuple[str, ...], document: Mapping[str, Any]) -> None:
    for field in fields:
        document[field]
    moment(document["at"])


_FORMS: Final[dict[str, Form]] = {
    PEOPLE: Person.from_document,
    BADGES: partial(Badge.from_document, "-"),
    PUNCHES: Punch.from_document,
    READER_EVENTS: partial(_event, ("reader", "terminal", "event")),
    BOOTS: partial(_event, ("terminal", "event", "boot_id", "boot_s", "synchronised")),
}
"""By table: what fails on a document that is none of the table's."""


def refuse_strange_records(store: Store, file: Path, tables: Collection[str]) -> None:
    """Raise WrongUsageError if one of these tables holds a record that the office cannot read."""
    for table in _FORMS.keys() & set(tables):
        for document in store.table(table):
            try:
                _FORMS[table](document)
            except (KeyError, ValueError, TypeError, AttributeError) as fault:
                raise WrongUsageError(
                    N_("{file}: the table {table} holds what is no record of it: {reason}"),
                    N_("nothing was taken in; see what an export looks like"),
                    file=file,
                    table=table,
                    reason=repr(fault),
                ) from fault
