"""What is undecided about a month, and so keeps it from being closed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from keyroom.language import N_
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.judging.results import Line
from kiosk.attendance.judging.statuses import LineState
from kiosk.attendance.requests.kinds import Matter
from kiosk.attendance.requests.records import Correction, Finding, Leave, Objection, Visit
from kiosk.attendance.requests.spans import written
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.timetable import Timetable
from kiosk.errors import ClosingRefusedError
from kiosk.person import StaffNo


class OpenKind(StrEnum):
    """What waits."""

    MONTH = "month"
    """It is not over."""
    MISSING = "missing"
    """A missing punch without a decision (D-11)."""
    PENDING = "pending"
    """A line that something speaks against."""
    LEAVE = "leave"
    VISIT = "visit"
    CORRECTION = "correction"
    FINDING = "finding"
    OBJECTION = "objection"


OPEN_NAMES: dict[OpenKind, str] = {
    OpenKind.MONTH: N_("the month is not over"),
    OpenKind.MISSING: N_("missing punch, undecided"),
    OpenKind.PENDING: N_("pending line"),
    OpenKind.LEAVE: N_("leave, undecided"),
    OpenKind.VISIT: N_("visit, undecided"),
    OpenKind.CORRECTION: N_("punch correction, undecided"),
    OpenKind.FINDING: N_("finding, undecided"),
    OpenKind.OBJECTION: N_("objection, undecided"),
}
"""How each is called on screens: message ids."""
_LINES: dict[LineState, OpenKind] = {
    LineState.UNDECIDED: OpenKind.MISSING,
    LineState.PENDING: OpenKind.PENDING,
}
"""Lines that wait; a line that is objected to waits for its objection."""


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """One thing that somebody has to decide, or to wait for."""

    kind: OpenKind
    person: StaffNo | None
    """Whom it is about; None where it is about the month."""
    place: str
    """The days, the slot or the line that it is about, as people write them."""
    id: str
    """The line's, or the request's: what the commands that decide ask for."""


class OpenMattersError(ClosingRefusedError):
    """A month that cannot be closed, because something of it is undecided."""

    def __init__(self, month: Month, matters: Sequence[OpenMatter]) -> None:
        super().__init__(
            N_("{month} cannot be closed; open matters: {count}"),
            N_("decide lines with keyroom attendance decide, requests with their own commands"),
            month=month,
            count=len(matters),
        )
        self.matters = tuple(matters)

    def headline(self, translate: Callable[[str], str]) -> str:
        """The refusal without what is behind it."""
        return super().shown(translate)

    def shown(self, translate: Callable[[str], str]) -> str:
        """The refusal, then a line for each matter."""
        return "\n".join(
            [super().shown(translate), *(_line(each, translate) for each in self.matters)]
        )


def open_lines(sheet: MonthSheet) -> list[OpenMatter]:
    """The lines of a sheet that wait."""
    return [
        OpenMatter(_LINES[line.state], month.person.no, _place(line), line.id)
        for month in sheet.people
        for line in month.lines
        if line.state in _LINES
    ]


def open_requests(waiting: Iterable[Matter], timetable: Timetable) -> list[OpenMatter]:
    """Requests without a decision; `waiting` are those that touch the month."""
    return [
        OpenMatter(OpenKind(matter.kind), matter.person, _about(matter, timetable), matter.id)
        for matter in waiting
    ]


def _place(line: Line) -> str:
    return f"{line.date}" if line.slot is None else f"{line.date} {line.slot}"


def _about(matter: Matter, timetable: Timetable) -> str:
    match matter.record:
        case Leave() | Visit() as away:
            return written(Span(away.start, away.end), timetable.zone)
        case Correction() as correction:
            return f"{correction.day} {correction.slot}"
        case Finding() as finding:
            return f"{finding.at.astimezone(timetable.zone):%Y-%m-%d %H:%M}"
        case Objection() as objection:
            return objection.line


def _line(matter: OpenMatter, translate: Callable[[str], str]) -> str:
    words = translate(OPEN_NAMES[matter.kind])
    parts = (matter.person, matter.place, words, matter.id)
    return "  " + "  ".join(part for part in parts if part)
