"""What comes out of judging: a slot's result, lines of deduction, a day, a person's month."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.attendance.calendar import Day
from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.rulebook import Knobs
from kiosk.attendance.judging.statuses import Doubt, LineState, Rule, Status
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.timetable import Season, Slot
from kiosk.money import Fen
from kiosk.person import Person

SlotStatus = Status | LeaveKind


@dataclass(frozen=True, slots=True)
class SlotResult:
    """What became of one planned punch."""

    due: datetime
    """When it was due, leave reckoned in (D-17); aware, office zone."""
    at: datetime | None
    """When it was made, or by decision counts as made (D-12)."""
    result: SlotStatus
    minutes: int = 0
    """Late or early by so many."""
    rule: Rule | None = None
    """What the result rests on, where it is not simply normal."""
    fen: Fen = Fen(0)
    """What its line costs, as things stand."""
    prep_missed: bool = False
    """In time, but not early enough to prepare (KQ-2-0): a reminder."""
    evidence: tuple[str, ...] = ()
    """Ids of the records that it rests on: punches, corrections, leave, visits."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the deduction sheet."""

    id: str
    """The same whenever the month is judged again: decisions and objections refer to it."""
    date: date
    slot: str | None
    """The slot or the session; None where it is about the day or the month."""
    rule: Rule
    minutes: int
    at_stake: Fen
    """What it costs where it is charged."""
    state: LineState
    evidence: tuple[str, ...]
    version: str
    """Of the rulebook it was judged by."""
    knobs: Knobs = field(default_factory=dict)
    doubt: Doubt | None = None

    @property
    def fen(self) -> Fen:
        """What it costs as things stand."""
        return self.at_stake if self.state.costs else Fen(0)


@dataclass(frozen=True, slots=True)
class DayResult:
    """One person's day."""

    date: date
    day: Day
    season: Season
    slots: Mapping[Slot, SlotResult] = field(default_factory=dict)
    """In the order of the day; none where the person was not employed."""
    lines: tuple[Line, ...] = ()
    due_sessions: int = 0
    attended_sessions: int = 0
    worked_minutes: int = 0
    """Between in and out, inside the planned hours."""
    overtime_minutes: int = 0
    """Between in and out on a day off: recorded, not paid by the regulation (§4.1)."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that whoever settles the month must see; words are message ids."""

    code: str
    message: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """One person's month: the days, and every line of deduction."""

    person: Person
    days: tuple[DayResult, ...]
    lines: tuple[Line, ...]
    """Of all days and of the month as a whole, by date."""
    counts: Mapping[str, int]
    warnings: tuple[Remark, ...] = ()
    leaves: tuple[ApprovedLeave, ...] = ()
    """Approved, and touching these days; by their beginning."""
    visits: tuple[ApprovedVisit, ...] = ()
    wage: Fen | None = None
    """The month's, where it is known."""

    @property
    def total(self) -> Fen:
        """The sum of the lines."""
        return Fen(sum(line.fen for line in self.lines))

    @property
    def days_due(self) -> float:
        """Working days of the person's employment; half a day is a session."""
        return sum(day.due_sessions for day in self.days) / 2

    @property
    def days_attended(self) -> float:
        """Half a day for each session attended (regulation §4.2)."""
        return sum(day.attended_sessions for day in self.days) / 2
