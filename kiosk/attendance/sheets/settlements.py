"""The closed months of an office, as their records have them, and whether those are untouched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from tinydb import where

from kiosk.attendance.sheets.json_reading import read_sheet
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.settled import Amendment, ClosedMonth, SettledSheet, closing_digest
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.sheets.stretch import of_person
from kiosk.person import StaffNo
from kiosk.schema import CLOSINGS, SETTLED
from store import Store


@dataclass(frozen=True, slots=True)
class Settlement:
    """A closed month: everybody's sheets, or one person's."""

    closed: ClosedMonth
    records: Sequence[SettledSheet]
    """As they were made: what was settled at first, and amendments."""
    closing_intact: bool
    """Whether the closing's own digest is that of all sheets."""

    @property
    def newest(self) -> dict[StaffNo, SettledSheet]:
        """The record that holds for each person, by staff number."""
        by_person = {record.person: record for record in self.records}
        return {no: by_person[no] for no in sorted(by_person)}

    @property
    def amendments(self) -> list[tuple[StaffNo, Amendment]]:
        """What was signed for after the month was closed, in order, and whose sheet it is about."""
        return [
            (record.person, record.amendment)
            for record in self.records
            if record.amendment is not None
        ]

    @property
    def altered(self) -> list[StaffNo]:
        """Whose sheets are not what was frozen."""
        return sorted({record.person for record in self.records if not record.intact})

    @property
    def intact(self) -> bool:
        """Whether all of it is as it was frozen."""
        return self.closing_intact and not self.altered

    @property
    def form(self) -> dict[str, Any]:
        """The sheet as `json_form` writes it."""
        newest = [each for each in self.newest.values() if each.sheet is not None]
        return {
            "month": str(self.closed.month),
            "rule_version": self.closed.version,
            "warnings": [*self.closed.warnings, *(w for each in newest for w in each.warnings)],
            "people": [each.sheet for each in newest],
        }

    def sheet(self, zone: ZoneInfo) -> MonthSheet:
        """The sheet as it was settled."""
        return read_sheet(self.form, zone)


class Settlements:
    """Reads and writes the records of closed months; joins the transaction that is open."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def closed(self, month: Month) -> ClosedMonth | None:
        """Who closed the month; None while it is open."""
        found = self._store.table(CLOSINGS).search(where("month") == str(month))
        return ClosedMonth.from_document(found[0]) if found else None

    def months(self) -> set[Month]:
        """The months that are closed."""
        return {Month.parse(document["month"]) for document in self._store.table(CLOSINGS).all()}

    def find(self, month: Month, person: StaffNo | None = None) -> Settlement | None:
        """What was settled of a closed month; None while it is open."""
        closed = self.closed(month)
        if closed is None:
            return None
        found = self._store.table(SETTLED).search(_of(month) & of_person(person))
        records = [SettledSheet.from_document(str(each.doc_id), each) for each in found]
        return Settlement(closed, records, self._digest(closed) == closed.digest)

    def add(self, closed: ClosedMonth, sheets: Sequence[SettledSheet]) -> None:
        """Keep a closing, and what it froze."""
        self._store.table(CLOSINGS).insert(closed.to_document())
        self.amend(sheets)

    def amend(self, sheets: Sequence[SettledSheet]) -> None:
        """Keep sheets that take the place of older ones."""
        self._store.table(SETTLED).insert_multiple(each.to_document() for each in sheets)

    def _digest(self, closed: ClosedMonth) -> str:
        """The closing's digest, of the digests that are in the records now."""
        rows = self._store.table(SETTLED).texts(("person", "digest", "reason"), _of(closed.month))
        people = {person: digest for _, person, digest, reason in rows if reason is None}
        return closing_digest(closed.month, closed.version, closed.warnings, people)


def _of(month: Month) -> Any:  # noqa: ANN401 - TinyDB's query
    return where("month") == str(month)
