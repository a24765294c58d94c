"""Whether a month is closed, read in the transaction that relies on it."""

from collections.abc import Iterable

from tinydb import where

from keyroom.language import N_
from kiosk.attendance.sheets.month import Month
from kiosk.errors import MonthClosedError
from kiosk.schema import CLOSINGS
from store import Store


def is_closed(store: Store, month: Month) -> bool:
    """Whether the month has been settled."""
    return store.table(CLOSINGS).contains(where("month") == str(month))


def require_open(store: Store, months: Iterable[Month]) -> None:
    """Raises MonthClosedError where one of the months is closed."""
    for month in months:
        if is_closed(store, month):
            raise MonthClosedError(
                N_("{month} is closed"),
                N_("leave, visits and objections can still change what it comes to"),
                month=month,
            )
