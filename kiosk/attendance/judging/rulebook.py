"""The rules with the office's knobs as one value (D-03 to D-23); defaults are the regulation's.

A rulebook is what a line was judged by: its version and the knobs that mattered stand in the line.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from kiosk.attendance.judging.statuses import TIER_RULES, Rule
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.slots import TapRules
from kiosk.attendance.timetable import Session, Timetable
from kiosk.money import Fen, yuan
from kiosk.roles import Role

REGULATION: Final = "v1"
"""The regulation of 2009-12-02 with the decisions of docs/regulation.md (QF-1)."""

Knobs = Mapping[str, object]
"""Names as in `keyroom.toml`, and their values, as a line keeps them."""


class Unresolved(StrEnum):
    """What an undecided missing punch does (D-11)."""

    BLOCK_CLOSE = "block_close"
    ABSENT = "absent"
    IGNORE = "ignore"


class CapMode(StrEnum):
    """What is done about deductions beyond the cap (D-23)."""

    WARN = "warn"
    CAP = "cap"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Tiers:
    """What lateness and early leave cost (KQ-2-1, D-04)."""

    limits: tuple[int, ...] = (30, 60)
    """Upper bounds in minutes."""
    fines: tuple[Fen, ...] = (yuan(50), yuan(100), yuan(200))
    upper_included: bool = True
    """`tier_edge = "lower"`: a time exactly at a limit is in the lower tier."""

    def of(self, minutes: int) -> int:
        """The number of the tier, from 0, that `minutes` of lateness are in."""
        find = bisect_left if self.upper_included else bisect_right
        return find(self.limits, minutes)

    def fine(self, minutes: int) -> Fen:
        """What `minutes` of lateness cost."""
        return self.fines[self.of(minutes)]

    def rule(self, minutes: int) -> Rule:
        """The clause that says so; the last one where the office has more tiers than it."""
        return TIER_RULES[min(self.of(minutes), len(TIER_RULES) - 1)]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that decides what a month of punches costs."""

    taps: TapRules = field(default_factory=TapRules)
    tiers: Tiers = field(default_factory=Tiers)
    to_the_second: bool = False
    """`rounding = "second"`, D-03: a begun minute counts; else both times are cut to the minute."""
    late_as_absent_after: int | None = None
    """Minutes, D-10; None: never."""
    absence_fine: Fen = yuan(100)
    absence_by_day: bool = False
    """`absence.unit = "day"`, D-09."""
    absence_min_equal_late: bool = False
    """D-10."""
    errand_fine: Fen = yuan(200)
    errand_on_absence: bool = False
    """`stack.absence_and_errand`, D-19."""
    uniform_fine: Fen = yuan(50)
    uniform_a_day: int = 1
    """D-20."""
    leave_free: int = 3
    leave_fine: Fen = yuan(100)
    leave_each: bool = False
    """`leave.fine_mode = "per_extra"`, D-14."""
    leave_counted: frozenset[LeaveKind] = frozenset({LeaveKind.PERSONAL, LeaveKind.SICK})
    """D-16."""
    visits_excuse: bool = True
    """D-18."""
    prep: timedelta = timedelta(minutes=10)
    prep_sessions: frozenset[Session] = frozenset(Session)
    prep_fine: Fen = Fen(0)
    """D-13."""
    unresolved: Unresolved = Unresolved.BLOCK_CLOSE
    """D-11."""
    fined_roles: frozenset[Role] = frozenset({Role.ACCOUNT_MANAGER, Role.TEAM_LEAD})
    """D-22."""
    cap_percent: float = 20.0
    cap_mode: CapMode = CapMode.WARN
    minimum_wage: Fen | None = None
    """A month's, where the office states it. D-23."""
    version: str = REGULATION
    knobs: Mapping[Rule, Knobs] = field(default_factory=dict)
    """The knobs that a line of each rule depends on, as its line keeps them."""

    @property
    def timetable(self) -> Timetable:
        """When people are due."""
        return self.taps.timetable

    @property
    def absence(self) -> Fen:
        """What one absence costs (KQ-2-2, D-10)."""
        if self.absence_min_equal_late:
            return max(self.absence_fine, *self.tiers.fines)
        return self.absence_fine
