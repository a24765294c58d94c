"""A supervisor's correction of the last tap at a terminal: one key, and his badge."""

from dataclasses import replace

from devices.events import Assurance
from keyroom.language import N_
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.punch import Source
from kiosk.attendance.punches import Punches, tap_of
from kiosk.attendance.slots import Tap
from kiosk.attendance.taken import TakenTap
from kiosk.badges import Badges
from kiosk.errors import OfficeError
from kiosk.person import Person
from kiosk.records import require_person
from store import Store


class NothingToCorrectError(OfficeError):
    """The last tap is not one whose direction can be turned."""


class Corrections:
    """Turns the direction of a terminal's last tap; the old record stays."""

    def __init__(
        self,
        store: Store,
        badges: Badges,
        punches: Punches,
        floor: Assurance = Assurance.UID_ONLY,
    ) -> None:
        """`floor` is how hard to copy a supervisor's badge must be to correct."""
        self._store = store
        self._badges = badges
        self._punches = punches
        self._floor = floor

    def correct_last(self, by: TakenTap) -> Answer:
        """Turn the last tap of the terminal where the supervisor's badge was presented.

        The answer is about the person whose tap it was. A second correction turns it back. Raises
        NotEntitledError, NothingToCorrectError, StoreError.
        """
        with self._store.transaction(action="punch.correct"):
            supervisor = self._badges.supervisor(by.presented, self._floor)
            person, tap = self._last_tap(by.terminal)
            direction = self._punches.rules.flipped(
                tap, self._punches.standing(person, tap, instead_of=tap.id).counted
            )
            punch = replace(
                by.punch(Result.RECORDED),
                at=tap.at,
                source=Source.CORRECTION,
                person=person.no,
                direction=direction,
                corrects=tap.id,
                by=supervisor.no,
                jump=tap.clock_off or None,
            )
            with self._store.transaction(actor=supervisor.no):
                self._punches.add(by.id, punch)
            standing = self._punches.standing(person, tap_of(by.id, punch), instead_of=by.id)
        return replace(
            by.answer(Result.RECORDED, person),
            direction=direction,
            slot=standing.counted.slot,
            next_planned=standing.due,
        )

    def _last_tap(self, terminal: str) -> tuple[Person, Tap]:
        """The last tap in force at a terminal; a duplicate stands for the tap that it repeats."""
        last = self._punches.last_of(terminal)
        if last is None or last[1].person is None:
            raise _nothing()
        punch_id, punch = last
        person = require_person(self._store, last[1].person)
        rules = self._punches.rules
        taps = self._punches.taps_of(person.no, rules.timetable.attendance_day(punch.at))
        last_tap = next((tap for tap in taps if tap.id == punch_id), None)
        if last_tap is None:
            raise _nothing()
        return person, rules.assign(taps)[punch_id].repeats or last_tap


def _nothing() -> NothingToCorrectError:
    return NothingToCorrectError(
        N_("the last tap here cannot be corrected"),
        N_("only a tap that counted can be turned, right after it was made"),
    )
