"""Takes in lists of leave, findings and corrections: all of a list, or nothing."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from keyroom.language import N_
from kiosk.attendance.requests.intake import Intake, Listed, Taken, identity
from kiosk.attendance.requests.kinds import RequestKind
from kiosk.attendance.requests.lists import Cells
from kiosk.attendance.requests.records import Finding
from kiosk.csv_file import FaultList, read_csv
from kiosk.errors import NoSuchPersonError, OfficeError, RequestRefusedError
from kiosk.office import Office


@dataclass(frozen=True, slots=True)
class RequestImport:
    """What an import did."""

    encoding: str
    added: int
    decided: int
    """Requests that were known, and waited for what the list says."""
    known: int
    """How many were there already."""


@dataclass(frozen=True, slots=True)
class _List:
    columns: tuple[str, ...]
    read: Callable[[Cells], Listed | None]
    action: str


_LISTS: Final = {
    RequestKind.LEAVE: _List(("no", "kind", "from", "to", "status"), Cells.leave, "leave.import"),
    RequestKind.FINDING: _List(
        ("no", "kind", "at", "by", "status"), Cells.finding, "findings.import"
    ),
    RequestKind.CORRECTION: _List(
        ("no", "slot", "date", "time", "decision"), Cells.correction, "corrections.import"
    ),
}


def import_requests(
    office: Office, kind: RequestKind, path: Path, *, actor: str = "-"
) -> RequestImport:
    """Take in the list of this kind at `path`.

    Raises FileUnreadableError, FaultyFileError with every fault.
    """
    form = _LISTS[kind]
    file = read_csv(path, form.columns)
    faults = FaultList(file.name)
    now = office.premises.clock.read().utc
    intake = Intake(office, actor, file.name, now)
    timetable = office.rulebooks.current.timetable
    seen: dict[tuple[object, ...], int] = {}
    done: Counter[Taken] = Counter()
    with office.store.transaction(actor=actor, action=form.action):
        for row in file.rows:
            line = form.read(Cells(row, faults, timetable, actor, now, file.name))
            if line is None:
                continue
            try:
                _refuse_twice(line, seen, row.line)
                _refuse_unknown_finder(line, office)
                done[intake.take(line)] += 1
            except OfficeError as error:
                faults.add(row.line, _column(error, form), error)
        faults.refuse()
    return RequestImport(file.encoding, done[Taken.ADDED], done[Taken.DECIDED], done[Taken.KNOWN])


def _refuse_twice(line: Listed, seen: dict[tuple[object, ...], int], number: int) -> None:
    first = seen.setdefault(identity(line), number)
    if first != number:
        raise RequestRefusedError(
            "", N_("this is in line {line} already"), N_("keep one of them"), line=first
        )


def _refuse_unknown_finder(line: Listed, office: Office) -> None:
    if isinstance(line, Finding) and office.people.find(line.asked.asked_by) is None:
        raise RequestRefusedError(
            "by",
            N_("nobody has the staff number {no}"),
            N_("name who found it"),
            no=line.asked.asked_by,
        )


def _column(error: OfficeError, form: _List) -> str:
    """The column at fault; of a closed month, and of a right that is missing, the line's."""
    if isinstance(error, RequestRefusedError):
        return error.field if error.field in form.columns else ""
    return "no" if isinstance(error, NoSuchPersonError) else ""
