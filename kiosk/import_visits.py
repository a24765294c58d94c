"""Takes in a list of visits, with what the visit log says of them: all of it, or nothing.

The columns are those of any list of visits, `no,from,to,customer,status`. Further ones, which may
be missing, write the visits up: `result,problem,signature,next,entered`. A line whose customer is
当日无走访 declares a day without a visit.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Final

from keyroom.language import N_
from kiosk.attendance.requests.intake import Intake, Taken, identity
from kiosk.attendance.requests.lists import Cells
from kiosk.attendance.requests.records import Visit
from kiosk.books.entries import VisitResult
from kiosk.cells import parse_day
from kiosk.csv_file import FaultList, Row, read_csv
from kiosk.errors import BadCellError, NoSuchPersonError, OfficeError, RequestRefusedError
from kiosk.import_plans import entered_at
from kiosk.import_requests import RequestImport
from kiosk.office import Office
from kiosk.person import staff_no

COLUMNS: Final = ("no", "from", "to", "customer", "status")
LOG_COLUMNS: Final = ("result", "problem", "signature", "next", "entered")
NO_VISIT: Final = frozenset({"当日无走访", "无走访", "no_visit"})
_YES_OR_NO: Final[Mapping[str, bool]] = {
    "": False,
    "no": False,
    "否": False,
    "yes": True,
    "是": True,
}


@dataclass(frozen=True, slots=True)
class VisitImport:
    """What an import did."""

    requests: RequestImport
    logged: int
    declared: int
    """Days without a visit."""


class _Line(Enum):
    """What a line came to, besides a request."""

    LOGGED = auto()
    DECLARED = auto()


def import_visits(office: Office, path: Path, *, actor: str = "-") -> VisitImport:
    """Take in the list at `path`. Raises FileUnreadableError, FaultyFileError with every fault."""
    file = read_csv(path, COLUMNS, LOG_COLUMNS)
    now = office.premises.clock.read().utc
    faults = FaultList(file.name)
    taker = _Taker(office, faults, actor, now, file.name)
    with office.store.transaction(actor=actor, action="visits.import"):
        for row in file.rows:
            try:
                taker.take(row)
            except OfficeError as error:
                faults.add(row.line, _column(error), error)
        faults.refuse()
    done, lines = taker.requests, taker.lines
    return VisitImport(
        RequestImport(file.encoding, done[Taken.ADDED], done[Taken.DECIDED], done[Taken.KNOWN]),
        lines[_Line.LOGGED],
        lines[_Line.DECLARED],
    )


class _Taker:
    """Takes in the lines of one list, in the transaction that is open."""

    def __init__(
        self, office: Office, faults: FaultList, by: str, now: datetime, name: str
    ) -> None:
        self._office = office
        self._faults = faults
        self._by = by
        self._now = now
        self._name = name
        self._intake = Intake(office, by, name, now)
        self._seen: dict[tuple[object, ...], int] = {}
        self.requests: Counter[Taken] = Counter()
        self.lines: Counter[_Line] = Counter()

    def take(self, row: Row) -> None:
        """Take in one line; notes faults of its cells. Raises what writing it up does."""
        if row.cells["customer"] in NO_VISIT:
            self._declare(row)
            return
        timetable = self._office.rulebooks.current.timetable
        cells = Cells(row, self._faults, timetable, self._by, self._now, self._name)
        visit = cells.visit()
        entered = entered_at(row, self._faults, self._office, self._now)
        problem = self._faults.cell(row, "problem", _yes_or_no)
        if visit is None or entered is None or problem is None:
            return
        first = self._seen.setdefault(identity(visit), row.line)
        if first != row.line:
            raise RequestRefusedError(
                "", N_("this is in line {line} already"), N_("keep one of them"), line=first
            )
        self.requests[self._intake.take(visit)] += 1
        if row.cells["result"]:
            self._log(row, visit, entered, problem=problem)

    def _log(self, row: Row, visit: Visit, entered: datetime, *, problem: bool) -> None:
        books, matter = self._office.books.visits, self._intake.known(visit)
        if matter is None:
            return
        day, _ = self._office.requests.register.days(visit)
        signature = books.paper(row.cells["signature"]) if row.cells["signature"] else None
        result = VisitResult(
            visit=matter.id,
            person=matter.person,
            day=day,
            result=row.cells["result"],
            entered=entered,
            by=self._by,
            problem=problem,
            signature=signature,
            next_step=row.cells["next"],
        )
        (former,) = [each for each in books.between(day, day) if each.id == matter.id]
        if former.result is None or not _same(former.result, result):
            books.log(result)
            self.lines[_Line.LOGGED] += 1

    def _declare(self, row: Row) -> None:
        no = self._faults.cell(row, "no", staff_no)
        day = self._faults.cell(row, "from", parse_day)
        entered = entered_at(row, self._faults, self._office, self._now)
        if no is None or day is None or entered is None:
            return
        books = self._office.books.visits
        if (no, day) not in books.declared(day, day):
            books.declare(no, day, by=self._by, now=entered)
            self.lines[_Line.DECLARED] += 1


def _same(one: VisitResult, other: VisitResult) -> bool:
    return (one.result, one.problem, one.signature, one.next_step) == (
        other.result,
        other.problem,
        other.signature,
        other.next_step,
    )


def _yes_or_no(text: str) -> bool:
    found = _YES_OR_NO.get(text.lower())
    if found is None:
        raise BadCellError(
            N_("“{text}” is neither yes nor no"), N_("write yes, no or nothing"), text=text
        )
    return found


def _column(error: OfficeError) -> str:
    """The column at fault; of a closed month, and of a right that is missing, the line's."""
    if isinstance(error, RequestRefusedError):
        column = {"date": "from"}.get(error.field, error.field)
        return column if column in (*COLUMNS, *LOG_COLUMNS) else ""
    return "no" if isinstance(error, NoSuchPersonError) else ""
