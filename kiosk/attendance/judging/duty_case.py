"""One duty of one person before the rules: what was due, and what was made."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.evidence import ApprovedVisit
from kiosk.attendance.judging.excuses import Remainder, visit_over
from kiosk.attendance.judging.plan import DayPlan, DutyPlan, PlannedSession
from kiosk.attendance.judging.results import SlotResult, SlotStatus
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.judging.statuses import Rule, Verdict
from kiosk.attendance.slots import Tap
from kiosk.attendance.timetable import Direction, Slot

MINUTE = timedelta(minutes=1)


class Made(NamedTuple):
    """How a slot was filled."""

    at: datetime
    """Aware, in the office's zone."""
    evidence: tuple[str, ...]
    tap: Tap | None = None
    """The tap itself; None where a correction filled it."""

    @property
    def is_stated(self) -> bool:
        """Whether the tap, or a decision, says which way it went: it was not inferred."""
        return self.tap is None or self.tap.direction is not None


class DutyCase:
    """Answers what the rules ask about a duty; made for one call of `judge_duty`."""

    def __init__(
        self,
        case: Case,
        plan: DayPlan,
        duty: DutyPlan,
        left: Remainder,
        made: Mapping[Direction, Made],
    ) -> None:
        self.case = case
        self.plan = plan
        self.duty = duty
        self.left = left
        self.made = made
        self.due = {Direction.IN: left.start, Direction.OUT: left.end}
        self.is_over = case.now >= duty.over
        self.times = {way: self._reckoned(each.at) for way, each in made.items()}
        """Of the punches, as they are compared (D-03)."""
        self.valid = self._showing_attendance()
        """The punches that show attendance (D-09)."""
        self.visits = self._waiving_visits()
        """The visits that lie over planned times (D-18)."""

    @property
    def rules(self) -> Rulebook:
        """Those of the day."""
        return self.plan.rules

    @property
    def missing(self) -> list[Direction]:
        """Where a punch was due and none was made (D-11)."""
        if not self.is_over:
            return []
        return [way for way in self.due if way not in self.valid and way not in self.visits]

    def minutes_off(self, way: Direction) -> int:
        """Minutes late in, or early out; negative with so many to spare. A begun minute counts."""
        due = self.duty.without_lunch(self._reckoned(self.due[way]))
        there = self.duty.without_lunch(self.times[way])
        to_spare = due - there if way is Direction.IN else there - due
        return -(to_spare // MINUTE)

    def slot(self, way: Direction) -> Slot:
        """The slot that a punch of this direction fills."""
        return self.duty.slots[way]

    def session(self, way: Direction) -> PlannedSession:
        """The session in which the punch is due."""
        return self.duty.session_of(self.due[way])

    def verdict(self, way: Direction) -> Verdict | None:
        """What was decided about the slot."""
        return self.case.verdict(self.plan, self.slot(way))

    def evidence(self) -> tuple[str, ...]:
        """All that is known of the duty: its punches and its leave."""
        made = (self.made[way] for way in self.due if way in self.made)
        taps = (each for punch in made for each in punch.evidence)
        return (*taps, *(leave.id for leave in self.left.leaves))

    def result(
        self,
        way: Direction,
        status: SlotStatus,
        *,
        rule: Rule | None = None,
        minutes: int = 0,
        prep_missed: bool = False,
        cites: tuple[str, ...] = (),
    ) -> SlotResult:
        """What became of a slot; its punch, if any, and the leave that moved it are cited."""
        made = self.made.get(way)
        at, evidence = (None, ()) if made is None else (made.at, made.evidence)
        moved_by = self.left.start_moved_by if way is Direction.IN else self.left.end_moved_by
        return SlotResult(
            due=self.due[way],
            at=at if way in self.valid else None,
            result=status,
            minutes=minutes,
            rule=rule,
            prep_missed=prep_missed,
            evidence=evidence + cites + moved_by,
            corrected=made is not None and made.tap is None,
        )

    def _reckoned(self, at: datetime) -> datetime:
        """A time as it is compared: cut to the minute, unless the office counts seconds (D-03)."""
        if self.plan.rules.to_the_second or not (at.second or at.microsecond):
            return at
        return at.replace(second=0, microsecond=0)

    def _showing_attendance(self) -> dict[Direction, Made]:
        """D-09: who comes when all is over did not attend; nor who goes before it has begun.

        Whoever says that he comes then shows nothing by going after it. But two taps after the
        end that do not say so may both be of one who goes: then only the way in is missing.
        """
        valid = dict(self.made)
        came, went = valid.get(Direction.IN), valid.get(Direction.OUT)
        if went is not None and self.times[Direction.OUT] <= self.left.start:
            del valid[Direction.OUT]
        if came is not None and self.times[Direction.IN] >= self.left.end:
            del valid[Direction.IN]
            if came.is_stated and went is not None and came.at <= went.at:
                valid.pop(Direction.OUT, None)
        return valid

    def _waiving_visits(self) -> dict[Direction, ApprovedVisit]:
        visits = self.case.evidence.visits
        if not visits or not self.rules.visits_excuse:
            return {}
        over = {way: visit_over(due, visits) for way, due in self.due.items()}
        return {way: visit for way, visit in over.items() if visit is not None}
