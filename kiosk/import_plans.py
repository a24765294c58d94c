"""Takes in a list of plans, `no,date,time,customer,purpose`: all of it, or nothing."""

from datetime import datetime
from functools import partial
from pathlib import Path

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.attendance.requests.spans import parse_clock
from kiosk.books.entries import PlanEntry
from kiosk.books.purpose import parse_purpose
from kiosk.cells import parse_day, parse_moment, parse_name
from kiosk.csv_file import FaultList, Row, TakenIn, read_csv
from kiosk.errors import BadCellError, BookRefusedError, NoSuchPersonError, OfficeError
from kiosk.office import Office
from kiosk.person import staff_no

COLUMNS = ("no", "date", "time", "customer", "purpose")
OPTIONAL = ("note", "entered")


def import_plans(office: Office, path: Path, *, actor: str = "-") -> TakenIn:
    """Take in the list at `path`. Raises FileUnreadableError, FaultyFileError with every fault."""
    file = read_csv(path, COLUMNS, OPTIONAL)
    faults = FaultList(file.name)
    now = office.premises.clock.read().utc
    added = 0
    with office.store.transaction(actor=actor, action="plans.import"):
        for row in file.rows:
            entry = _entry(row, faults, office, actor, now)
            if entry is None:
                continue
            try:
                added += _take(office, entry)
            except OfficeError as error:
                faults.add(row.line, _column(error), error)
        faults.refuse()
    return TakenIn(file.encoding, added, len(file.rows) - added)


def entered_at(row: Row, faults: FaultList, office: Office, now: datetime) -> datetime | None:
    """When a line of a paper book was written: now, where it does not say."""
    text = row.cells["entered"]
    if not text:
        return now
    entered = faults.cell(row, "entered", partial(parse_moment, zone=office.premises.config.zone))
    if entered is not None and entered > now:
        error = KeyroomError(N_("this moment is still to come"), N_("check date and time"))
        faults.add(row.line, "entered", error)
        return None
    return entered


def _entry(
    row: Row, faults: FaultList, office: Office, actor: str, now: datetime
) -> PlanEntry | None:
    """One line of a plan; None where a cell is at fault."""
    no = faults.cell(row, "no", staff_no)
    day = faults.cell(row, "date", parse_day)
    clock = faults.cell(row, "time", parse_clock)
    customer = faults.cell(row, "customer", parse_name)
    purpose = faults.cell(row, "purpose", parse_purpose)
    entered = entered_at(row, faults, office, now)
    if no is None or day is None or clock is None:
        return None
    if customer is None or purpose is None or entered is None:
        return None
    at = datetime.combine(day, clock, tzinfo=office.premises.config.zone)
    return PlanEntry(no, day, at, customer, purpose, row.cells["note"], entered, actor)


def _take(office: Office, entry: PlanEntry) -> bool:
    """Whether it was added; False where the same line is on the plan."""
    number = office.books.customer_names().number(entry.customer)
    for each in office.books.plans.of(entry.day, entry.person):
        if (each.entry.customer, each.entry.at) == (number, entry.at):
            return False
    office.books.plans.keep(entry)
    return True


def _column(error: OfficeError) -> str:
    if isinstance(error, NoSuchPersonError):
        return "no"
    if isinstance(error, BookRefusedError) and error.field in (*COLUMNS, *OPTIONAL):
        return error.field
    return "customer" if isinstance(error, BadCellError) else ""
