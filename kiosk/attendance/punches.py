"""The table of punches: adding records, and what a person's taps of a day count as.

What a tap counts as is never kept: every reader asks the same rules (`slots`), so that a
correction, a late import or a spool that comes in late changes the whole day's answer at once.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tinydb import where

from kiosk.attendance.answer import Result
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.due import next_due
from kiosk.attendance.office_calendar import CalendarUnreadableError
from kiosk.attendance.punch import Punch
from kiosk.attendance.slots import Counted, Tap, TapRules
from kiosk.attendance.timetable import Planned, Slot
from kiosk.person import Person, StaffNo
from kiosk.schema import PUNCHES
from kiosk.times import stored
from store import DocId, Document, Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a tap counts as among the person's others of the day, and when he is due next."""

    counted: Counted
    due: Planned | None
    """None, too, where the calendar cannot be read: no tap waits for it."""
    repeated: Counted | None = None
    """Of a duplicate: what the tap that it repeats counts as."""


class Punches:
    """The punches of one office."""

    def __init__(self, store: Store, rules: TapRules, calendar: Callable[[], Calendar]) -> None:
        """`calendar` gives the calendar that holds now."""
        self.rules = rules
        self._store = store
        self._calendar = calendar

    def add(self, punch_id: str, punch: Punch) -> None:
        """Write a record under an id made before; joins the transaction that is open."""
        doc_id: DocId = punch_id
        self._store.table(PUNCHES).insert(Document(punch.to_document(), doc_id))

    def has(self, punch_id: str) -> bool:
        """Whether this record is there."""
        return self._store.table(PUNCHES).contains(doc_id=punch_id)

    def last_of(self, terminal: str) -> tuple[str, Punch] | None:
        """The record that this terminal made last, with its id."""
        newest = self._store.table(PUNCHES).newest(1, where("terminal") == terminal)
        return next(((str(found.doc_id), Punch.from_document(found)) for found in newest), None)

    def taps_of(self, person: StaffNo, day: date) -> list[Tap]:
        """A person's taps in force on an attendance day, in the order they were recorded.

        With those of the last minute before the day, of which a tap may be a duplicate.
        """
        start, end = self.rules.timetable.bounds(day)
        return taps_in_force(self.between(start - self.rules.dedupe, end, person))

    def standing(self, person: Person, tap: Tap, instead_of: str | None = None) -> Standing:
        """Where a new tap of a person stands; a correction stands `instead_of` another tap."""
        timetable = self.rules.timetable
        day = timetable.attendance_day(tap.at)
        taps = [other for other in self.taps_of(person.no, day) if other.id != instead_of]
        counted = self.rules.assign([*taps, tap])
        filled = [
            slot
            for other in (*taps, tap)
            if timetable.attendance_day(other.at) == day
            and (slot := counted[other.id].slot) is not None
        ]
        latest = max(filled, key=list(Slot).index, default=None)
        repeats = counted[tap.id].repeats
        repeated = None if repeats is None else counted[repeats.id]
        return Standing(counted[tap.id], self._due(tap, latest, person), repeated)

    def _due(self, tap: Tap, latest: Slot | None, person: Person) -> Planned | None:
        try:
            calendar = self._calendar()
        except CalendarUnreadableError as fault:
            log.error("nobody can be told when he is due next: %s", fault)  # noqa: TRY400
            return None
        return next_due(tap.at, latest, self.rules.timetable, calendar, person.left)

    def between(
        self, start: datetime, end: datetime, person: StaffNo | None = None
    ) -> dict[str, Punch]:
        """The records of a stretch of time, `end` excluded, by id; of one person, or of all."""
        within = (where("at") >= stored(start)) & (where("at") < stored(end))
        whose = within if person is None else (where("person") == person) & within
        found = self._store.table(PUNCHES).search(whose)
        return {str(document.doc_id): Punch.from_document(document) for document in found}

    def any_before(self, at: datetime) -> bool:
        """Whether there is a record of a time before `at`."""
        return self._store.table(PUNCHES).count(where("at") < stored(at)) > 0

    def any_from(self, at: datetime) -> bool:
        """Whether there is a record of `at` or a later time."""
        return self._store.table(PUNCHES).count(where("at") >= stored(at)) > 0


def taps_in_force(punches: Mapping[str, Punch]) -> list[Tap]:
    """The taps that count, as recorded; a correction stands in place of the tap it corrects."""
    corrected = {punch.corrects for punch in punches.values()}
    return [
        Tap(punch_id, punch.at, punch.direction)
        for punch_id, punch in sorted(punches.items())
        if punch.result is Result.RECORDED and punch_id not in corrected
    ]
