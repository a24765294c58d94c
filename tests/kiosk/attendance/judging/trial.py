"""A person's case before the rules, written in few words: what happened in, what it costs out.

`outcome` says a day's slots in a word each, and `costs` its lines:

    tried(SUMMER, "09:31 12:30 15:20 18:30")  ->  "late+11 ok ok! ok",  "am_in KQ-2-1a 50"

A word for a tap is its clock time, with `in@` or `out@` before it where it says so, and a leading
`+` for the small hours of the next day; it is the tap's id too.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.evidence import (
    ApprovedCorrection,
    ApprovedFinding,
    ApprovedLeave,
    ApprovedVisit,
    Evidence,
    Span,
)
from kiosk.attendance.judging.month_judge import judge_month
from kiosk.attendance.judging.plan import plan_days
from kiosk.attendance.judging.results import DayResult, Line, PersonMonth, SlotResult
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.judging.statuses import FindingKind, LineState, Status, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.slots import Tap
from kiosk.attendance.timetable import Direction, Slot
from kiosk.config import Config
from kiosk.money import Fen, written_yuan
from kiosk.person import Person, StaffNo
from kiosk.roles import Role
from tests.kiosk.attendance.conftest import local_time

T = TypeVar("T")

SUMMER = date(2026, 7, 6)
"""A Monday: 09:20–12:30, 15:20–18:30; split at 13:55."""
WINTER = date(2026, 11, 3)
"""A Tuesday: 09:50–13:00, 15:20–18:30; split at 14:10."""
FULL = {SUMMER: "09:10 12:30 15:10 18:30", WINTER: "09:40 13:00 15:10 18:30"}
"""A day on which nobody has anything to say."""

_KINDS = {kind.value.removeprefix("leave."): kind for kind in LeaveKind}
_FINDINGS = {"errand": FindingKind.PRIVATE_ERRAND, "uniform": FindingKind.UNIFORM}
_LONG_AFTER = local_time(date(2030, 1, 1), "00:00")
_CLOCK_OFF = timedelta(minutes=5)
_WORDS: dict[str, str] = {
    Status.NORMAL: "ok",
    Status.LATE: "late",
    Status.SERIOUS_LATE: "serious",
    Status.EARLY_LEAVE: "early",
    Status.MISSING_IN: "no-in",
    Status.MISSING_OUT: "no-out",
    Status.FIELD_DUTY: "field",
}


@dataclass
class Trial:
    """What is known about one person. Times and words stand for `day` unless told otherwise."""

    day: date
    taps: str = ""
    leave: str = ""
    """`sick 09:20-10:30, annual 15:20-18:30`: ids L1, L2, …"""
    visits: str = ""
    """`09:00-11:00, 16:00-19:00`: ids V1, V2, …"""
    corrected: str = ""
    """`am_in@09:15 am_out@12:30`: ids C1, C2, …"""
    found: str = ""
    """`errand@10:00 uniform@11:00`: ids F1, F2, …"""
    decided: str = ""
    """`am_in=absent finding:F1=waive`: about lines of the day."""
    objected: str = ""
    """`am_in finding:F1`: lines of the day."""
    jumped: str = ""
    """Taps that were made while the clock was 5 minutes fast, and the terminal knew."""
    outages: str = ""
    """`09:00-09:30`."""
    knobs: str = ""
    """What `keyroom.toml` says."""
    role: Role = Role.ACCOUNT_MANAGER
    now: str = ""
    """By default all is over."""
    wage: int | None = None
    """In fen."""
    joined: date = date(2020, 1, 1)
    left: date | None = None
    calendar: Calendar = field(default_factory=Calendar)
    others: list["Trial"] = field(default_factory=list)
    """Other days of the same person: what happened on them counts too."""

    @property
    def rules(self) -> Rulebook:
        """The rules as the office has them."""
        return rulebook(self.knobs)

    @property
    def person(self) -> Person:
        """Who is judged."""
        return Person(StaffNo("A07"), "扎西", self.role, "一组", self.joined, self.left)

    def evidence(self) -> Evidence:
        """Of all days."""
        days = [self, *self.others]
        return Evidence(
            taps=[tap for each in days for tap in each._all_taps(of_another=each is not self)],
            leaves=_numbered(ApprovedLeave, "L", (row for each in days for row in each._leaves())),
            visits=_numbered(
                ApprovedVisit, "V", (row for each in days for row in each._spans(each.visits))
            ),
            corrections=dict(row for each in days for row in each._corrections()),
            findings=_numbered(
                ApprovedFinding, "F", (row for each in days for row in each._findings())
            ),
            verdicts=dict(row for each in days for row in each._verdicts()),
            objected=frozenset(
                f"A07:{each.day}:{about}" for each in days for about in each.objected.split()
            ),
            wage=None if self.wage is None else Fen(self.wage),
        )

    def case(self) -> Case:
        """The person before the rules."""
        outages = [Span(*row) for row in self._spans(self.outages)]
        now = local_time(self.day, self.now) if self.now else _LONG_AFTER
        return Case(self.person, self.evidence(), outages, now)

    def month(self, first: date | None = None, last: date | None = None) -> PersonMonth:
        """The verdict on the days from `first` to `last`, by default on `day` alone."""
        plans = plan_days(
            first or self.day, last or self.day, [(date.min, self.rules)], self.calendar
        )
        return judge_month(self.case(), list(plans))

    def whole_month(self) -> PersonMonth:
        """The verdict on the month that `day` lies in."""
        first = self.day.replace(day=1)
        return self.month(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    def _all_taps(self, *, of_another: bool) -> Iterator[Tap]:
        for word in self.taps.split():
            way, _, clock = word.rpartition("@")
            tap_id = f"{self.day} {word}" if of_another else word
            off = _CLOCK_OFF if word in self.jumped.split() else timedelta(0)
            direction = Direction(way) if way else None
            yield Tap(tap_id, local_time(self.day, clock), direction, clock_off=off)

    def _leaves(self) -> Iterator[tuple[LeaveKind, datetime, datetime]]:
        for row in _rows(self.leave):
            kind, span = row.split()
            yield (_KINDS[kind], *self._span(span))

    def _corrections(self) -> Iterator[tuple[tuple[date, Slot], ApprovedCorrection]]:
        for number, word in enumerate(self.corrected.split(), start=1):
            slot, _, clock = word.partition("@")
            at = local_time(self.day, clock)
            yield (self.day, Slot(slot)), ApprovedCorrection(f"C{number}", at)

    def _findings(self) -> Iterator[tuple[FindingKind, datetime]]:
        for word in self.found.split():
            kind, _, clock = word.partition("@")
            yield _FINDINGS[kind], local_time(self.day, clock)

    def _verdicts(self) -> Iterator[tuple[str, Verdict]]:
        for word in self.decided.split():
            about, _, verdict = word.partition("=")
            yield f"A07:{self.day}:{about}", Verdict(verdict)

    def _spans(self, text: str) -> Iterator[tuple[datetime, datetime]]:
        for row in _rows(text):
            yield self._span(row)

    def _span(self, text: str) -> tuple[datetime, datetime]:
        start, _, end = text.partition("-")
        return local_time(self.day, start), local_time(self.day, end)


def rulebook(knobs: str = "") -> Rulebook:
    """The rules as `keyroom.toml` has them."""
    return Config.model_validate(tomllib.loads(knobs)).rulebook()


def outcome(day: DayResult | PersonMonth) -> str:
    """A word for each slot of a day: `late+11 ok ok! early-5`; `ok!` is KQ-2-0's reminder."""
    if isinstance(day, PersonMonth):
        (day,) = day.days
    return " ".join(_word(result) for result in day.slots.values())


def costs(lines: PersonMonth | Iterable[Line]) -> str:
    """The lines as `am_in KQ-2-1a 50`, with the state of those that are not simply charged."""
    if isinstance(lines, PersonMonth):
        lines = lines.lines
    return ", ".join(_line(line) for line in lines)


def tried(day: date, taps: str, **circumstances: object) -> tuple[str, str]:
    """Slots and lines of one day."""
    month = Trial(day, taps, **circumstances).month()  # type: ignore[arg-type]
    return outcome(month), costs(month)


def _word(result: SlotResult) -> str:
    match result.result:
        case Status.NORMAL if result.prep_missed:
            return "ok!"
        case Status.EARLY_LEAVE:
            return f"early-{result.minutes}"
        case Status.LATE | Status.SERIOUS_LATE | Status.ABSENT_LATE:
            word = _WORDS.get(result.result, result.result.removesuffix("_late"))
            return f"{word}+{result.minutes}"
        case LeaveKind() as kind:
            return kind.removeprefix("leave.")
        case status:
            return _WORDS.get(status, status.value)


def _line(line: Line) -> str:
    words = [line.slot or "-", line.rule, written_yuan(line.at_stake)]
    if line.state is not LineState.CHARGED:
        words.append(line.state)
    if line.doubt is not None:
        words.append(line.doubt)
    return " ".join(words)


def _rows(text: str) -> list[str]:
    return [row.strip() for row in text.split(",") if row.strip()]


def _numbered(make: Callable[..., T], letter: str, rows: Iterable[tuple[object, ...]]) -> list[T]:
    return [make(f"{letter}{number}", *row) for number, row in enumerate(rows, start=1)]
