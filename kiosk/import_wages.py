"""Takes in a list of wages, `no,month,yuan`: all of it, or nothing."""

from pathlib import Path

from keyroom.language import N_
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.wages import Wage
from kiosk.cells import parse_yuan
from kiosk.csv_file import FaultList, Row, TakenIn, read_csv
from kiosk.errors import NoSuchPersonError, OfficeError, RequestRefusedError
from kiosk.office import Office
from kiosk.person import StaffNo, staff_no

COLUMNS = ("no", "month", "yuan")


def import_wages(office: Office, path: Path, *, actor: str = "-") -> TakenIn:
    """Take in the list at `path`. Raises FileUnreadableError, FaultyFileError with every fault."""
    file = read_csv(path, COLUMNS)
    faults = FaultList(file.name)
    seen: dict[tuple[StaffNo, Month], int] = {}
    added = 0
    with office.store.transaction(actor=actor, action="wages.import"):
        for row in file.rows:
            wage = _wage(row, faults)
            if wage is None:
                continue
            try:
                _refuse_twice(wage, seen, row.line)
                added += office.wages.state(wage)
            except OfficeError as error:
                column = "no" if isinstance(error, NoSuchPersonError) else "month"
                faults.add(row.line, column, error)
        faults.refuse()
    return TakenIn(file.encoding, added, len(file.rows) - added)


def _wage(row: Row, faults: FaultList) -> Wage | None:
    """One line's wage; None where a cell is at fault."""
    no = faults.cell(row, "no", staff_no)
    month = faults.cell(row, "month", Month.parse)
    fen = faults.cell(row, "yuan", parse_yuan)
    if no is None or month is None or fen is None:
        return None
    return Wage(no, month, fen)


def _refuse_twice(wage: Wage, seen: dict[tuple[StaffNo, Month], int], line: int) -> None:
    first = seen.setdefault((wage.person, wage.month), line)
    if first != line:
        raise RequestRefusedError(
            "month",
            N_("this wage is in line {line} already"),
            N_("keep one of them"),
            line=first,
        )
