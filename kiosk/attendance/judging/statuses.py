"""What a slot, a line or a day can be, by the codes of the glossary; and the rules they cite."""

from enum import StrEnum

from keyroom.language import N_


class Status(StrEnum):
    """What became of one planned punch. Where leave covers it, its `LeaveKind` stands instead."""

    NORMAL = "normal"
    LATE = "late"
    SERIOUS_LATE = "serious_late"
    """In any tier but the lowest (regulation §4.1)."""
    EARLY_LEAVE = "early_leave"
    MISSING_IN = "missing_in"
    MISSING_OUT = "missing_out"
    ABSENT = "absent"
    ABSENT_LATE = "absent_late"
    """So late that it counts as absent: only where `attendance.late_as_absent_after` says so."""
    WAIVED = "waived"
    """A missing punch that was excused by decision (免责)."""
    FIELD_DUTY = "field_duty"
    """An approved visit lies over the planned time: no punch is due (D-18)."""
    REST = "rest"
    OPEN = "open"
    """Not due yet, or its part of the day is not over: nothing can be said."""


class Rule(StrEnum):
    """What a line cites: a clause of the regulation, or a decision on it."""

    PREP = "KQ-2-0"
    OFF_BY_TIER_1 = "KQ-2-1a"
    OFF_BY_TIER_2 = "KQ-2-1b"
    OFF_BY_TIER_3 = "KQ-2-1c"
    ABSENCE = "KQ-2-2"
    ERRAND = "KQ-2-3"
    UNIFORM = "KQ-2-4"
    LEAVE = "KQ-2-5"
    MISSING = "D-11"
    CAP = "D-23"


TIER_RULES = (Rule.OFF_BY_TIER_1, Rule.OFF_BY_TIER_2, Rule.OFF_BY_TIER_3)


class LineState(StrEnum):
    """Where a line stands. What is neither charged, objected nor upheld costs nothing."""

    CHARGED = "charged"
    PENDING = "pending"
    """Something speaks against charging it without a decision: see `Doubt`."""
    UNDECIDED = "undecided"
    """A missing punch: a correction, absence, or excused (D-11)."""
    OBJECTED = "objected"
    """Charged, and the person has objected; no decision yet."""
    UPHELD = "upheld"
    """Charged by decision: a doubt or an objection was dismissed."""
    WAIVED = "waived"
    """Excused by decision."""
    ABSORBED = "absorbed"
    """Another line of the same act costs more (D-19, D-20)."""

    @property
    def costs(self) -> bool:
        """Whether the line's amount counts."""
        return self in _COSTING

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide before the month can be closed."""
        return self in _WAITING


_COSTING = frozenset({LineState.CHARGED, LineState.OBJECTED, LineState.UPHELD})
_WAITING = frozenset({LineState.PENDING, LineState.UNDECIDED, LineState.OBJECTED})


class Doubt(StrEnum):
    """Why a line is pending (D-00: where a fact is missing, nothing is charged by itself)."""

    OUTAGE = "outage"
    """A reader or the terminal was out of order at that time."""
    CLOCK = "clock"
    """The clock had jumped when the tap was made."""
    CALENDAR = "calendar"
    """The notice that may swap this day is not known (D-52)."""
    OFF_DUTY = "off_duty"
    """Of a finding: by what is known now, the person was not on duty at that time."""


class Verdict(StrEnum):
    """A person's decision about a line."""

    CHARGE = "charge"
    WAIVE = "waive"
    ABSENT = "absent"
    """Of a missing punch: the session counts as absent (D-11)."""


class FindingKind(StrEnum):
    """What somebody found out about a person on duty."""

    PRIVATE_ERRAND = "private_errand"
    UNIFORM = "uniform"


STATUS_NAMES: dict[Status, str] = {
    Status.NORMAL: N_("normal"),
    Status.LATE: N_("late"),
    Status.SERIOUS_LATE: N_("seriously late"),
    Status.EARLY_LEAVE: N_("left early"),
    Status.MISSING_IN: N_("missing clock-in"),
    Status.MISSING_OUT: N_("missing clock-out"),
    Status.ABSENT: N_("absent"),
    Status.ABSENT_LATE: N_("so late that it counts as absent"),
    Status.WAIVED: N_("excused"),
    Status.FIELD_DUTY: N_("field duty"),
    Status.REST: N_("day off"),
    Status.OPEN: N_("not due yet"),
}
STATE_NAMES: dict[LineState, str] = {
    LineState.CHARGED: N_("charged"),
    LineState.PENDING: N_("pending"),
    LineState.UNDECIDED: N_("undecided"),
    LineState.OBJECTED: N_("objected"),
    LineState.UPHELD: N_("upheld"),
    LineState.WAIVED: N_("excused"),
    LineState.ABSORBED: N_("absorbed"),
}
VERDICT_NAMES: dict[Verdict, str] = {
    Verdict.CHARGE: N_("to be charged"),
    Verdict.WAIVE: N_("excused"),
    Verdict.ABSENT: N_("absent"),
}
DOUBT_NAMES: dict[Doubt, str] = {
    Doubt.OUTAGE: N_("a reader was out of order"),
    Doubt.CLOCK: N_("the clock had jumped"),
    Doubt.CALENDAR: N_("this day may still be swapped by the holiday notice"),
    Doubt.OFF_DUTY: N_("the person was not on duty at that time"),
}
"""How each is called on screens: message ids."""
