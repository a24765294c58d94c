"""The month as the paper form has it: a row for each person, a symbol for each day (§4.2).

Data only; screens, lists and the workbook draw it each in its own way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from keyroom.language import N_
from kiosk.attendance.calendar import Day, DayKind
from kiosk.attendance.judging.results import DayResult, PersonMonth, SlotResult, SlotStatus
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.person import Person


class Tone(StrEnum):
    """How a symbol strikes the eye."""

    GRAVE = "grave"
    """Absent, or a punch is missing: somebody has to do something."""
    FAULT = "fault"
    """Late or early."""
    NOTED = "noted"
    """In order by decision."""
    AWAY = "away"
    """Away with permission, or working elsewhere."""
    GOOD = "good"
    OFF = "off"
    NONE = "none"
    """Nothing to be seen yet, or at all."""


class Symbol(StrEnum):
    """What one day is in one word; in this order the worst of a day's slots stands for it.

    So a half day of sick leave followed by lateness is late, and a corrected punch on a day on
    which another one is missing is missing.
    """

    ABSENT = "absent"
    MISSING = "missing"
    LATE = "late"
    EARLY = "early"
    OPEN = "open"
    """Not over; nothing bad until now."""
    EXCUSED = "excused"
    CORRECTED = "corrected"
    SICK = "sick"
    PERSONAL = "personal"
    ANNUAL = "annual"
    OTHER_LEAVE = "other_leave"
    TRIP = "trip"
    FIELD = "field"
    MAKEUP = "makeup"
    """A day swapped by the holiday notice, worked in order."""
    PRESENT = "present"
    HOLIDAY = "holiday"
    REST = "rest"
    NOT_EMPLOYED = "not_employed"

    @property
    def tone(self) -> Tone:
        """How it strikes the eye."""
        return _TONES[self]


LETTERS: Final[Mapping[Symbol, str]] = {
    Symbol.ABSENT: N_("A "),
    Symbol.MISSING: N_("M "),
    Symbol.LATE: N_("L "),
    Symbol.EARLY: N_("E "),
    Symbol.OPEN: N_("- "),
    Symbol.EXCUSED: N_("X "),
    Symbol.CORRECTED: N_("C "),
    Symbol.SICK: N_("S "),
    Symbol.PERSONAL: N_("B "),
    Symbol.ANNUAL: N_("V "),
    Symbol.OTHER_LEAVE: N_("O "),
    Symbol.TRIP: N_("T "),
    Symbol.FIELD: N_("F "),
    Symbol.MAKEUP: N_("W "),
    Symbol.PRESENT: N_("P "),
    Symbol.HOLIDAY: N_("H "),
    Symbol.REST: N_("R "),
}
"""What stands in the grid, message ids; two cells wide in each language, as a Chinese character."""

BLANK: Final = "  "
"""What stands where the person was not employed."""

WEEKDAYS: Final = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
"""Above the days, two cells wide too: message ids."""

MEANINGS: Final[Mapping[Symbol, str]] = {
    Symbol.ABSENT: N_("absent"),
    Symbol.MISSING: N_("missing punch"),
    Symbol.LATE: N_("late"),
    Symbol.EARLY: N_("left early"),
    Symbol.OPEN: N_("not over yet"),
    Symbol.EXCUSED: N_("excused"),
    Symbol.CORRECTED: N_("punch corrected"),
    Symbol.SICK: N_("sick leave"),
    Symbol.PERSONAL: N_("personal leave"),
    Symbol.ANNUAL: N_("annual leave"),
    Symbol.OTHER_LEAVE: N_("other leave"),
    Symbol.TRIP: N_("business trip"),
    Symbol.FIELD: N_("field duty"),
    Symbol.MAKEUP: N_("make-up workday"),
    Symbol.PRESENT: N_("present"),
    Symbol.HOLIDAY: N_("holiday"),
    Symbol.REST: N_("day off"),
}
"""The legend: message ids."""

_TONES: Final[Mapping[Symbol, Tone]] = {
    Symbol.ABSENT: Tone.GRAVE,
    Symbol.MISSING: Tone.GRAVE,
    Symbol.LATE: Tone.FAULT,
    Symbol.EARLY: Tone.FAULT,
    Symbol.OPEN: Tone.NONE,
    Symbol.EXCUSED: Tone.NOTED,
    Symbol.CORRECTED: Tone.NOTED,
    Symbol.SICK: Tone.AWAY,
    Symbol.PERSONAL: Tone.AWAY,
    Symbol.ANNUAL: Tone.AWAY,
    Symbol.OTHER_LEAVE: Tone.AWAY,
    Symbol.TRIP: Tone.AWAY,
    Symbol.FIELD: Tone.AWAY,
    Symbol.MAKEUP: Tone.GOOD,
    Symbol.PRESENT: Tone.GOOD,
    Symbol.HOLIDAY: Tone.OFF,
    Symbol.REST: Tone.OFF,
    Symbol.NOT_EMPLOYED: Tone.NONE,
}

_OF_STATUS: Final[Mapping[SlotStatus, Symbol]] = {
    Status.NORMAL: Symbol.PRESENT,
    Status.LATE: Symbol.LATE,
    Status.SERIOUS_LATE: Symbol.LATE,
    Status.EARLY_LEAVE: Symbol.EARLY,
    Status.MISSING_IN: Symbol.MISSING,
    Status.MISSING_OUT: Symbol.MISSING,
    Status.ABSENT: Symbol.ABSENT,
    Status.ABSENT_LATE: Symbol.ABSENT,
    Status.WAIVED: Symbol.EXCUSED,
    Status.FIELD_DUTY: Symbol.FIELD,
    Status.REST: Symbol.REST,
    Status.OPEN: Symbol.OPEN,
    LeaveKind.PERSONAL: Symbol.PERSONAL,
    LeaveKind.SICK: Symbol.SICK,
    LeaveKind.ANNUAL: Symbol.ANNUAL,
    LeaveKind.BUSINESS_TRIP: Symbol.TRIP,
    LeaveKind.OFFICIAL_ERRAND: Symbol.FIELD,
}
"""Leave of any kind that is not named here is other leave; field duty is one code of both."""

_RANK: Final[Mapping[Symbol, int]] = {symbol: rank for rank, symbol in enumerate(Symbol)}


@dataclass(frozen=True, slots=True)
class GridDay:
    """A column of the grid."""

    date: date
    day: Day

    @property
    def weekday(self) -> str:
        """Its letter, a message id."""
        return WEEKDAYS[self.date.weekday()]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One person's month."""

    person: Person
    symbols: tuple[Symbol, ...]
    """A symbol for each day."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Everybody's month."""

    days: tuple[GridDay, ...]
    rows: tuple[GridRow, ...]

    @property
    def legend(self) -> list[Symbol]:
        """The symbols that occur and have a meaning, the worst first."""
        found = {symbol for row in self.rows for symbol in row.symbols}
        return [symbol for symbol in Symbol if symbol in found and symbol in MEANINGS]


def grid_of(people: Sequence[PersonMonth]) -> Grid:
    """The grid of a sheet's people; they all have the same days."""
    days = people[0].days if people else ()
    return Grid(
        days=tuple(GridDay(day.date, day.day) for day in days),
        rows=tuple(
            GridRow(month.person, tuple(symbol(day) for day in month.days)) for month in people
        ),
    )


def symbol(day: DayResult) -> Symbol:
    """What a day is in one word: the worst of its slots."""
    if not day.employed:
        return Symbol.NOT_EMPLOYED
    if not day.day.working:
        return Symbol.HOLIDAY if day.day.kind is DayKind.HOLIDAY else Symbol.REST
    worst = min((slot_symbol(slot) for slot in day.slots.values()), key=lambda each: _RANK[each])
    if worst is Symbol.PRESENT and day.day.kind is DayKind.MAKEUP_WORKDAY:
        return Symbol.MAKEUP
    return worst


def slot_symbol(slot: SlotResult) -> Symbol:
    """What one slot comes to."""
    found = _OF_STATUS.get(slot.result, Symbol.OTHER_LEAVE)
    return Symbol.CORRECTED if found is Symbol.PRESENT and slot.corrected else found
