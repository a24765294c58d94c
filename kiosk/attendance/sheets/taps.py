"""The taps of a stretch of days, as the rules see them.

Of each of 80,000 punches a month only a few fields matter here, and of all people only one at a
time: so the rows stay texts until somebody's taps are asked for.
"""

from collections import defaultdict
from datetime import timedelta

from tinydb import where

from kiosk.attendance.answer import Result
from kiosk.attendance.sheets.stretch import Stretch, of_person
from kiosk.attendance.slots import Tap
from kiosk.attendance.timetable import Direction
from kiosk.person import StaffNo
from kiosk.schema import PUNCHES
from kiosk.times import moment
from store import Store, Texts

_FIELDS = ("person", "at", "result", "direction", "corrects")
_JUDGED = frozenset(result.value for result in Result if result.judged)
_NOT_OFF = timedelta()


class RecordedTaps:
    """Everybody's taps of a stretch, or one person's, read in one go."""

    def __init__(self, store: Store, stretch: Stretch, person: StaffNo | None) -> None:
        table, wanted = store.table(PUNCHES), of_person(person) & stretch.moments
        self._zone = stretch.zone
        self._clock_off = {
            document.doc_id: timedelta(seconds=document["jump_s"])
            for document in table.search(wanted & where("jump_s").exists())
        }
        self._rows: dict[str, list[Texts]] = defaultdict(list)
        for row in table.texts(_FIELDS, wanted):
            self._rows[row[1]].append(row)

    def of(self, person: StaffNo) -> list[Tap]:
        """A person's taps in force; a correction stands in place of the tap it corrects."""
        rows = self._rows.get(person, [])
        corrected = {corrects for *_, corrects in rows if corrects is not None}
        return [
            Tap(
                id=punch_id,
                at=moment(at).astimezone(self._zone),
                direction=None if way is None else Direction(way),
                corrects=corrects,
                clock_off=self._clock_off.get(punch_id, _NOT_OFF),
            )
            for punch_id, _, at, result, way, corrects in rows
            if result in _JUDGED and punch_id not in corrected
        ]
