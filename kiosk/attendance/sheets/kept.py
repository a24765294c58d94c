"""Months as they stand, kept between two looks: judged anew is only what has changed meanwhile.

A tap changes one person's month; that is judged in the time of a blink, however many others there
are. Which documents were written since the last look, the ledger says. What may change everybody's
month (the calendar, the rules, an outage) makes all of it be judged anew.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from kiosk.attendance.judging.results import Remark
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.rulebooks import Rulebooks
from kiosk.attendance.sheets.sheets import MonthSheet, Sheets
from kiosk.person import StaffNo
from kiosk.schema import (
    BOOTS,
    CORRECTIONS,
    DAY_DECISIONS,
    FINDINGS,
    LEAVES,
    NOTICES,
    OBJECTIONS,
    PEOPLE,
    PUNCHES,
    READER_EVENTS,
    RULEBOOKS,
    VERDICTS,
    VISITS,
    WAGES,
)
from store import Store

if TYPE_CHECKING:
    import sqlalchemy as sa

ONE_BY_ONE: Final = 40
"""Of so many people at most the months are judged one by one; of more, all at once is faster."""

_OF_A_PERSON: Final = frozenset(
    {PUNCHES, LEAVES, VISITS, CORRECTIONS, FINDINGS, OBJECTIONS, VERDICTS}
)
_OF_EVERYBODY: Final = frozenset(
    {PEOPLE, READER_EVENTS, BOOTS, NOTICES, DAY_DECISIONS, RULEBOOKS, WAGES}
)
JUDGED: Final = _OF_A_PERSON | _OF_EVERYBODY
"""Documents of all other tables change nothing that is judged."""


@dataclass(slots=True)
class _Kept:
    sheet: MonthSheet
    phase: tuple[date, bool]
    stale: set[StaffNo]


class KeptSheets:
    """Answers as `Sheets.month` does. One thread uses it."""

    def __init__(self, store: Store, sheets: Sheets, rulebooks: Rulebooks) -> None:
        self._store = store
        self._sheets = sheets
        self._rulebooks = rulebooks
        self._kept: dict[Month, _Kept] = {}
        self._seen = 0
        """So many entries of the ledger are taken into account."""

    def month(self, month: Month, now: datetime) -> MonthSheet:
        """The sheet of a month as things stand."""
        with self._store.connection() as connection:
            self._catch_up(connection)
            kept, phase = self._kept.get(month), self._phase(month, now)
            if kept is None or kept.phase != phase or len(kept.stale) > ONE_BY_ONE:
                kept = _Kept(self._sheets.month(month, now), phase, set())
                self._kept[month] = kept
            for person in sorted(kept.stale):
                kept.sheet = _with(kept.sheet, person, self._sheets.month(month, now, person))
            kept.stale.clear()
            return kept.sheet

    def _phase(self, month: Month, now: datetime) -> tuple[date, bool]:
        """What the time of day decides about a month: which of its duties are over."""
        timetable = self._rulebooks.current.timetable
        day = timetable.attendance_day(now)
        if day > month.last:
            return month.last, True
        return max(day, month.first), now >= timetable.split(day)

    def _catch_up(self, connection: "sa.Connection") -> None:
        ledger, before = self._store.ledger, self._seen
        self._seen = ledger.size(connection)
        if not self._kept:
            return
        if self._seen < before:  # another ledger: a backup was restored
            self._kept.clear()
            return
        for table, document in ledger.since(connection, before):
            if table in _OF_A_PERSON:
                self._spoil(table, document)
            elif table in _OF_EVERYBODY:
                self._kept.clear()

    def _spoil(self, table: str, document: str) -> None:
        found = self._store.table(table).get(doc_id=document)
        person = None if found is None else found.get("person")
        if person is not None:  # a tap of an unknown badge is nobody's
            for kept in self._kept.values():
                kept.stale.add(person)


def _with(sheet: MonthSheet, person: StaffNo, anew: MonthSheet) -> MonthSheet:
    """The sheet with what it says of a person taken from one that was judged anew."""
    people = [each for each in sheet.people if each.person.no != person]
    remarks = [each for each in sheet.remarks if _about(each) != person]
    of_person = (each for each in anew.remarks if _about(each) == person)
    return replace(
        sheet,
        people=tuple(sorted((*people, *anew.people), key=lambda each: each.person.no)),
        remarks=tuple(sorted((*remarks, *of_person), key=_about)),
    )


def _about(remark: Remark) -> str:
    """Whom a remark is about; empty where it is about the month, which comes first."""
    return str(remark.details.get("no", ""))
