"""Takes in lines of a list of the administrator's: new requests, and decisions about known ones.

A line is held to the same rules as a request on a screen. What is there already is passed over, so
that a list can be taken in again; a line that says what was decided about a request which still
waits is that decision.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from keyroom.language import N_
from kiosk.attendance.judging.statuses import Rule, Verdict
from kiosk.attendance.requests.kinds import Matter, RequestKind
from kiosk.attendance.requests.records import Correction, Decision, Finding, Leave, Objection, Visit
from kiosk.attendance.requests.rights import require_decider
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Slot
from kiosk.errors import RequestRefusedError
from kiosk.person import StaffNo

if TYPE_CHECKING:
    from kiosk.office import Office

ADMINISTRATOR: Final = "-"
"""Whoever works on the office's home without naming himself: its owner (docs/cli.md)."""


_MISSING: Final = (Rule.MISSING, Rule.ABSENCE)


class Taken(Enum):
    """What became of a line."""

    ADDED = auto()
    DECIDED = auto()
    KNOWN = auto()


@dataclass(frozen=True, slots=True)
class DecidedPunch:
    """A missing punch that was decided without a correction (D-11)."""

    person: StaffNo
    day: date
    slot: Slot
    verdict: Verdict

    def line(self, about: str) -> str:
        """The name of the line about the slot, or about its session."""
        return f"{self.person}:{self.day}:{about}"


Wanted = Leave | Visit | Correction | Finding
Listed = Wanted | DecidedPunch
"""What a line of a list can be."""


class Intake:
    """Takes in the lines of one list, in the transaction that is open."""

    def __init__(self, office: "Office", by: str, reason: str, now: datetime) -> None:
        """`by` is the administrator or a staff number, which then must have the right to decide.

        `reason` stands in the decisions: the name of the list.
        """
        self._office = office
        self._by = by
        self._reason = reason
        self._now = now

    def take(self, listed: Listed) -> Taken:
        """Take in a line.

        Raises what asking for it does, and NotEntitledError, before anything is changed.
        """
        return self._decide(listed) if isinstance(listed, DecidedPunch) else self._file(listed)

    def _file(self, record: Wanted) -> Taken:
        register = self._office.requests.register
        state = record.asked.state
        known = self.known(record)
        if known is None:
            checked = self._office.requests.checks.checked(record)
            if state is not RequestState.REQUESTED:
                self._require_right(record.asked.person)
            matter = register.add(checked)
            if state is not RequestState.REQUESTED:
                register.note(Decision(matter, state, self._by, self._now, self._reason))
            return Taken.ADDED
        if known.state is not RequestState.REQUESTED or state is RequestState.REQUESTED:
            return Taken.KNOWN
        self._require_right(record.asked.person)
        self._office.requests.settle(known, state, self._reason, by=self._by, now=self._now)
        return Taken.DECIDED

    def _decide(self, punch: DecidedPunch) -> Taken:
        """D-11. Where the other punch of the session is missing too, the session is absence
        already, and is excused as a whole.
        """
        verdicts = self._office.verdicts
        self._office.people.get(punch.person)
        self._require_right(punch.person)
        about = [punch.line(punch.slot), punch.line(punch.slot.session)]
        if any(verdicts.newest(line) is punch.verdict for line in about):
            return Taken.KNOWN
        lines = verdicts.lines(punch.person, Month.of(punch.day), self._now)
        missing = (lines[name] for name in about if name in lines)
        line = next((each for each in missing if each.rule in _MISSING), None)
        if line is None:
            raise RequestRefusedError(
                "slot",
                N_("no punch is missing at this slot"),
                N_("see the day with: keyroom attendance day"),
            )
        if line.id == about[1] and punch.verdict is Verdict.ABSENT:
            return Taken.KNOWN
        verdicts.check(line, punch.verdict, self._reason)
        verdicts.note(line.id, punch.verdict, self._reason, by=self._by, now=self._now)
        return Taken.ADDED

    def known(self, record: Wanted) -> Matter | None:
        """The newest request that says the same, wherever it stands."""
        first, last = self._office.requests.register.days(record)
        found = self._office.requests.find(
            RequestKind.of(type(record)), record.asked.person, first=first, last=last
        )
        wanted = identity(record)
        same = [
            each
            for each in found
            if not isinstance(each.record, Objection) and identity(each.record) == wanted
        ]
        return same[-1] if same else None

    def _require_right(self, person: StaffNo) -> None:
        if self._by != ADMINISTRATOR:
            people = self._office.people
            today = self._now.astimezone(self._office.premises.config.zone).date()
            require_decider(people.get(self._by), people.get(person), today)


def identity(listed: Listed) -> tuple[object, ...]:
    """What makes a line the same as another: all of it but where it stands, and why."""
    match listed:
        case DecidedPunch():
            return (DecidedPunch, listed.person, listed.day, listed.slot)
        case Leave():
            about: tuple[object, ...] = (listed.kind, listed.start, listed.end)
        case Visit():
            about = (listed.start, listed.end, listed.customer)
        case Correction():
            about = (listed.day, listed.slot, listed.at)
        case Finding():
            about = (listed.kind, listed.at)
    return (type(listed), listed.asked.person, *about)
