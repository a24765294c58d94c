"""Takes in the morning meetings of a paper book: all of the list, or nothing.

`date,host,prepared,started,ended` with the texts of the five blocks in `a,b,c,d,e`. A meeting that
is there already is passed over.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Final

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.attendance.requests.spans import parse_clock
from kiosk.cells import parse_day, parse_moment
from kiosk.clock import UNKNOWN_BOOT, Reading
from kiosk.csv_file import FaultList, Row, TakenIn, read_csv
from kiosk.errors import MeetingRefusedError, NoMeetingError, OfficeError
from kiosk.meetings.agenda import MeetingKind, block_ids
from kiosk.meetings.running import Move
from kiosk.office import Office
from kiosk.person import StaffNo, staff_no

LETTERS: Final = ("a", "b", "c", "d", "e")
COLUMNS: Final = ("date", "host", "prepared", "started", "ended")
_REASON: Final = "纸质记录"
"""Why somebody hosted whose turn it may not have been: the paper book says so."""


@dataclass(frozen=True, slots=True)
class _Written:
    """One line of the book."""

    day: date
    host: StaffNo
    prepared: datetime | None
    started: datetime
    ended: datetime
    texts: dict[str, str]


def import_meetings(office: Office, path: Path, *, actor: str = "-") -> TakenIn:
    """Take in the list at `path`. Raises FileUnreadableError, FaultyFileError with every fault."""
    file = read_csv(path, COLUMNS, LETTERS)
    faults = FaultList(file.name)
    now = office.premises.clock.read().utc
    added = 0
    with office.store.transaction(actor=actor, action="meeting.import"):
        for row in file.rows:
            written = _written(row, faults, office, now)
            if written is None:
                continue
            try:
                added += _take(office, written, actor)
            except OfficeError as error:
                column = "date" if isinstance(error, NoMeetingError) else _column(error)
                faults.add(row.line, column, error)
        faults.refuse()
    return TakenIn(file.encoding, added, len(file.rows) - added)


def _written(row: Row, faults: FaultList, office: Office, now: datetime) -> _Written | None:
    """One line; None where a cell is at fault."""
    zone = office.premises.config.zone
    day = faults.cell(row, "date", parse_day)
    host = faults.cell(row, "host", staff_no)
    started = faults.cell(row, "started", parse_clock)
    ended = faults.cell(row, "ended", parse_clock)
    prepared = (
        faults.cell(row, "prepared", partial(parse_moment, zone=zone))
        if row.cells["prepared"]
        else None
    )
    if day is None or host is None or started is None or ended is None:
        return None
    if row.cells["prepared"] and prepared is None:
        return None
    texts = {
        block: row.cells[letter]
        for letter, block in zip(LETTERS, block_ids(MeetingKind.MORNING), strict=True)
        if row.cells[letter]
    }

    def moment_of(clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=zone)

    written = _Written(day, host, prepared, moment_of(started), moment_of(ended), texts)
    if written.ended < written.started or written.ended > now:
        error = KeyroomError(N_("the meeting did not end then"), N_("check date, start and end"))
        faults.add(row.line, "ended", error)
        return None
    return written


def _take(office: Office, written: _Written, actor: str) -> bool:
    """Whether the meeting was added; False where it is there."""
    meetings, day, host = office.meetings, written.day, written.host
    began = _read(written.started)
    if meetings.look(day, began).started is not None:
        return False
    if written.prepared is not None and written.texts:
        meetings.prepare(day, written.texts, by=actor, now=_read(written.prepared))
    if meetings.look(day, began).choice.host != host:
        meetings.name_host(day, host, _REASON, by=actor, now=began)
    meetings.start(day, by=host, now=began)
    meetings.move(day, Move.END, by=host, now=_read(written.ended))
    return True


def _read(at: datetime) -> Reading:
    """A moment that no clock of this machine saw."""
    return Reading(at, UNKNOWN_BOOT, 0.0, synchronised=None)


def _column(error: OfficeError) -> str:
    return "started" if isinstance(error, MeetingRefusedError) else "host"
