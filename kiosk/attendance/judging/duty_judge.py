"""Judges one duty of one person: who came late, left early, forgot a punch, or was absent.

KQ-2-0 to KQ-2-2 with D-03 to D-05, D-09 to D-11, D-13, D-17, D-18.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.doubts import doubt_of_absence, doubt_of_time
from kiosk.attendance.judging.evidence import ApprovedVisit
from kiosk.attendance.judging.excuses import Excused, visit_over
from kiosk.attendance.judging.plan import DayPlan, DutyPlan
from kiosk.attendance.judging.results import Line, SlotResult
from kiosk.attendance.judging.rulebook import Unresolved
from kiosk.attendance.judging.statuses import Rule, Status, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.timetable import Direction, Session, Slot
from kiosk.money import Fen

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Made:
    """How a slot was filled."""

    at: datetime
    evidence: tuple[str, ...]
    tap: str | None = None
    """The tap itself; None where a correction filled it."""


@dataclass(slots=True)
class DutyResult:
    """What became of a duty."""

    slots: dict[Slot, SlotResult] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    absent: list[Session] = field(default_factory=list)
    attended: int = 0
    """Sessions."""
    worked_minutes: int = 0


def judge_duty(
    case: Case, plan: DayPlan, duty: DutyPlan, left: Excused, made: Mapping[Direction, Made]
) -> DutyResult:
    """The result of one duty; `left` is what leave leaves of it, `made` are its punches."""
    if left.covered_by is not None:
        return _on_leave(left.covered_by, duty, left, made)
    return _Judge(case, plan, duty, left, made).result()


def minutes_between(first: datetime, second: datetime, *, to_the_second: bool) -> int:
    """Whole minutes from `first` to `second`, negative where it is earlier (D-03)."""
    if to_the_second:
        return -((first - second) // _MINUTE)  # a begun minute counts
    return (_cut(second) - _cut(first)) // _MINUTE


def _cut(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _on_leave(
    kind: LeaveKind, duty: DutyPlan, left: Excused, made: Mapping[Direction, Made]
) -> DutyResult:
    done = DutyResult(attended=len(duty.sessions) if kind.is_duty else 0)
    for direction, due in ((Direction.IN, left.start), (Direction.OUT, left.end)):
        there = made.get(direction)
        at = None if there is None else there.at
        done.slots[duty.duty.slot(direction)] = SlotResult(due, at, kind, evidence=left.leaves)
    return done


class _Judge:
    """Judges one duty; exists for the length of one call."""

    def __init__(
        self,
        case: Case,
        plan: DayPlan,
        duty: DutyPlan,
        left: Excused,
        made: Mapping[Direction, Made],
    ) -> None:
        self._case = case
        self._plan = plan
        self._duty = duty
        self._left = left
        self._rules = plan.rules
        self._fined = case.fined(plan.rules)
        self._done = DutyResult()
        self._due = {Direction.IN: left.start, Direction.OUT: left.end}
        self._made = {way: each for way, each in made.items() if self._is_valid(way, each.at)}
        self._visits = {way: self._visit(due) for way, due in self._due.items()}

    def result(self) -> DutyResult:
        required = [way for way, visit in self._visits.items() if visit is None]
        unfilled = [way for way in required if way not in self._made]
        over = self._case.now >= self._duty.over
        absent = over and len(unfilled) == len(self._due) and not self._is_excused()
        for way in Direction:
            if absent:
                self._put(way, Status.ABSENT, rule=Rule.ABSENCE)
            elif way in unfilled:
                self._unfilled(way, over=over)
            elif (visit := self._visits[way]) is not None:
                self._waived_by_visit(way, visit)
            else:
                self._filled(way, self._made[way])
        if absent:
            self._absence(tuple(session for session, _, _ in self._duty.sessions))
        self._drop_lines_of_absent_sessions()
        self._count()
        return self._done

    def _is_valid(self, way: Direction, at: datetime) -> bool:
        # D-09: who comes when the session is over, or goes before it begins, did not attend it.
        if way is Direction.IN:
            return _cut(at) < self._left.end
        return _cut(at) > self._left.start

    def _visit(self, due: datetime) -> ApprovedVisit | None:
        return visit_over(due, self._case.evidence.visits) if self._rules.visits_excuse else None

    def _is_excused(self) -> bool:
        """Whether any approved leave or visit touches the duty: then it is no absence (D-09)."""
        visits = self._case.evidence.visits if self._rules.visits_excuse else ()
        return bool(self._left.leaves) or any(
            visit.start <= self._duty.end and self._duty.start <= visit.end for visit in visits
        )

    def _filled(self, way: Direction, made: Made) -> None:
        due, exact = self._due[way], self._rules.to_the_second
        if way is Direction.IN:
            minutes = minutes_between(due, made.at, to_the_second=exact)
        else:
            minutes = minutes_between(made.at, due, to_the_second=exact)
        if minutes > 0:
            self._off(way, made, minutes)
        else:
            self._in_time(way, made, -minutes)

    def _off(self, way: Direction, made: Made, minutes: int) -> None:
        """Late, or left early (KQ-2-1)."""
        limit = self._rules.late_as_absent_after
        if way is Direction.IN and limit is not None and minutes > limit:  # D-10
            self._put(way, Status.ABSENT_LATE, made=made, minutes=minutes, rule=Rule.ABSENCE)
            self._absence((self._duty.duty.slot(way).session,), made.evidence)
            return
        tiers = self._rules.tiers
        late = Status.SERIOUS_LATE if tiers.of(minutes) else Status.LATE
        status = late if way is Direction.IN else Status.EARLY_LEAVE
        rule = tiers.rule(minutes)
        self._put(way, status, made=made, minutes=minutes, rule=rule)
        start, end = sorted((self._due[way], made.at))
        doubt = doubt_of_time(made.tap, self._case.evidence.jumped, self._case.outages, start, end)
        slot = self._duty.duty.slot(way)
        if self._fined:
            line = self._case.line(
                self._rules,
                rule,
                self._plan.date,
                slot,
                at_stake=tiers.fine(minutes),
                minutes=minutes,
                slot=slot,
                evidence=made.evidence,
                doubt=doubt,
            )
            self._done.lines.append(line)

    def _in_time(self, way: Direction, made: Made, minutes_early: int) -> None:
        short = self._rules.prep // _MINUTE - minutes_early
        missed = (
            way is Direction.IN
            and short > 0
            and self._left.start_leave is None
            and self._duty.duty.sessions[0] in self._rules.prep_sessions
        )
        rule = Rule.PREP if missed else None
        self._put(way, Status.NORMAL, made=made, rule=rule, prep_missed=missed)
        if missed and self._rules.prep_fine and self._fined:
            slot = self._duty.duty.slot(way)
            line = self._case.line(
                self._rules,
                Rule.PREP,
                self._plan.date,
                slot,
                at_stake=self._rules.prep_fine,
                minutes=short,
                slot=slot,
                evidence=made.evidence,
            )
            self._done.lines.append(line)

    def _unfilled(self, way: Direction, *, over: bool) -> None:
        """A missing punch, once its part of the day is over (D-11)."""
        if not over:
            self._put(way, Status.OPEN)
            return
        slot = self._duty.duty.slot(way)
        verdict = self._case.verdict(self._plan.date, slot)
        if verdict is None and self._rules.unresolved is Unresolved.ABSENT:
            verdict = Verdict.ABSENT
        if verdict is Verdict.WAIVE:
            self._put(way, Status.WAIVED, rule=Rule.MISSING)
            return
        if verdict is not None:
            self._put(way, Status.ABSENT, rule=Rule.ABSENCE)
            self._absence((slot.session,))
            return
        missing = Status.MISSING_IN if way is Direction.IN else Status.MISSING_OUT
        self._put(way, missing, rule=Rule.MISSING)
        if self._fined and self._rules.unresolved is Unresolved.BLOCK_CLOSE:
            self._done.lines.append(self._missing_line(slot))

    def _missing_line(self, slot: Slot) -> Line:
        others = tuple(each for made in self._made.values() for each in made.evidence)
        return self._case.line(
            self._rules,
            Rule.MISSING,
            self._plan.date,
            slot,
            at_stake=Fen(0),
            slot=slot,
            evidence=(*others, *self._left.leaves),
            doubt=doubt_of_absence(
                self._plan, self._case.outages, self._duty.start, self._duty.end
            ),
            undecided=True,
        )

    def _waived_by_visit(self, way: Direction, visit: ApprovedVisit) -> None:
        made = self._made.get(way)
        at = None if made is None else made.at
        slot = self._duty.duty.slot(way)
        self._done.slots[slot] = SlotResult(
            self._due[way], at, Status.FIELD_DUTY, evidence=(visit.id,)
        )

    def _absence(self, sessions: tuple[Session, ...], evidence: tuple[str, ...] = ()) -> None:
        """KQ-2-2, once for each session (D-09)."""
        spans = {session: (start, end) for session, start, end in self._duty.sessions}
        for session in sessions:
            if session in self._done.absent:
                continue
            self._done.absent.append(session)
            if not self._fined:
                continue
            start, end = spans[session]
            line = self._case.line(
                self._rules,
                Rule.ABSENCE,
                self._plan.date,
                session,
                at_stake=self._rules.absence,
                minutes=(end - start) // _MINUTE,
                slot=session,
                evidence=evidence,
                doubt=doubt_of_absence(self._plan, self._case.outages, start, end),
            )
            self._done.lines.append(line)

    def _drop_lines_of_absent_sessions(self) -> None:
        """Who was absent from a session cannot have left it early too."""
        if self._done.absent:
            self._done.lines = [
                line
                for line in self._done.lines
                if line.rule is Rule.ABSENCE or not self._is_of_absent_session(line)
            ]

    def _is_of_absent_session(self, line: Line) -> bool:
        return line.slot is not None and Slot(line.slot).session in self._done.absent

    def _count(self) -> None:
        there = bool(self._made) or any(self._visits.values())
        spans = self._duty.sessions
        absent = self._done.absent
        self._done.attended = sum(
            there and session not in absent and self._was_in(start, end)
            for session, start, end in spans
        )
        self._done.worked_minutes = sum(self._minutes_in(start, end) for _, start, end in spans)

    def _was_in(self, start: datetime, end: datetime) -> bool:
        came, went = self._made.get(Direction.IN), self._made.get(Direction.OUT)
        return not (came and came.at >= end) and not (went and went.at <= start)

    def _minutes_in(self, start: datetime, end: datetime) -> int:
        came, went = self._made.get(Direction.IN), self._made.get(Direction.OUT)
        if came is None or went is None:
            return 0
        return max(min(_cut(went.at), end) - max(_cut(came.at), start), timedelta()) // _MINUTE

    def _put(
        self,
        way: Direction,
        status: Status,
        *,
        made: Made | None = None,
        minutes: int = 0,
        rule: Rule | None = None,
        prep_missed: bool = False,
    ) -> None:
        self._done.slots[self._duty.duty.slot(way)] = SlotResult(
            due=self._due[way],
            at=None if made is None else made.at,
            result=status,
            minutes=minutes,
            rule=rule,
            prep_missed=prep_missed,
            evidence=() if made is None else made.evidence,
            corrected=made is not None and made.tap is None,
        )
