"""A person's own month as plain data: what the entrance shows to that person and to nobody else."""

from dataclasses import dataclass
from datetime import date

from kiosk.attendance.judging.results import DayResult, Line, PersonMonth, SlotResult
from kiosk.attendance.requests.bulletins import Bulletin
from kiosk.attendance.requests.kinds import Matter
from kiosk.attendance.requests.records import Finding, Leave, Objection
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.verdicts import VerdictRecord
from kiosk.attendance.so_far import Sums
from kiosk.money import Fen
from kiosk.person import Person
from kiosk.privacy.cases.case import Question


@dataclass(frozen=True, slots=True)
class Discovery:
    """What somebody found out, and who that was."""

    finding: Finding
    by: str
    """The finder's name."""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One line of the sheet, with what it rests on and what was said about it."""

    line: Line
    punch: SlotResult | None = None
    """The planned punch it is about; None where it is about a session, a finding or the month."""
    discovery: Discovery | None = None
    leaves: tuple[Leave, ...] = ()
    """In order."""
    objection: Objection | None = None
    """The person's last one; its state says whether it is decided."""
    verdict: VerdictRecord | None = None
    """The last decision."""


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """Everything on the own page."""

    month: Month
    today: date
    next_working_day: date
    judged: PersonMonth
    sums: Sums
    lines: tuple[OwnLine, ...]
    asked: tuple[Matter, ...]
    """The leave, visits and corrections that the person asked for, the oldest first."""
    bulletins: tuple[Bulletin, ...]
    """The circulars that stand today, about anybody in the area (D-21)."""
    is_closed: bool
    """Settled: it is shown as it was then."""
    questions: tuple[Question, ...] = ()
    """What the person is asked about what was done at the desk, the oldest first."""
    changed_since: Fen = Fen(0)
    """What was decided after it was closed would cost so much more; less, where negative."""

    @property
    def person(self) -> Person:
        """Whose month it is."""
        return self.judged.person

    @property
    def first_month(self) -> Month:
        """The earliest that can be shown."""
        return Month.of(self.person.joined)

    @property
    def last_month(self) -> Month:
        """The latest that can be shown."""
        return Month.of(self.today)

    def day(self, day: date) -> DayResult:
        """One day of it."""
        return self.judged.days[day.day - 1]

    def lines_of(self, day: date) -> tuple[OwnLine, ...]:
        """The lines of one day."""
        return tuple(each for each in self.lines if each.line.date == day)
