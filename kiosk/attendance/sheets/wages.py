"""What people are paid in a month, as the cap on deductions needs it (D-23); the newest counts."""

from dataclasses import dataclass

from tinydb import where

from kiosk.attendance.sheets.closed import require_open
from kiosk.attendance.sheets.month import Month
from kiosk.money import Fen
from kiosk.people import People
from kiosk.person import StaffNo
from kiosk.schema import WAGES
from store import Store


@dataclass(frozen=True, slots=True)
class Wage:
    """One person's wage of one month."""

    person: StaffNo
    month: Month
    fen: Fen


class Wages:
    """The wages of one office. Whoever closes the month sees what they make of its deductions."""

    def __init__(self, store: Store, people: People) -> None:
        self._store = store
        self._people = people

    def of(self, month: Month) -> dict[StaffNo, Fen]:
        """Everybody's wage of a month, as far as it is known."""
        found = self._store.table(WAGES).search(where("month") == str(month))
        return {document["person"]: Fen(document["fen"]) for document in found}

    def all(self) -> list[Wage]:
        """Every wage that is known, by month and staff number."""
        newest = {
            (Month.parse(document["month"]), StaffNo(document["person"])): Fen(document["fen"])
            for document in self._store.table(WAGES).all()
        }
        return [Wage(person, month, fen) for (month, person), fen in sorted(newest.items())]

    def state(self, wage: Wage) -> bool:
        """Keep a wage; False where it is known. Joins the transaction that is open.

        Raises NoSuchPersonError, MonthClosedError, before anything is changed.
        """
        self._people.get(wage.person)
        if self.of(wage.month).get(wage.person) == wage.fen:
            return False
        require_open(self._store, [wage.month])
        self._store.table(WAGES).insert(
            {"person": wage.person, "month": str(wage.month), "fen": wage.fen}
        )
        return True
