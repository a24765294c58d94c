"""Takes in punches of another system, `no,at,direction,terminal`: all of them, or nothing.

A punch that is there already (same person, same moment) is passed over, so that a list can be
taken in again. What the taps count as is judged when they are read, as for any other tap.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.timetable import Direction
from kiosk.cells import parse_moment, parse_name
from kiosk.csv_file import FaultList, Row, TakenIn, read_csv
from kiosk.errors import BadCellError
from kiosk.office import NO_TERMINAL, Office
from kiosk.person import Person, StaffNo, staff_no
from kiosk.schema import PUNCHES

COLUMNS = ("no", "at", "direction", "terminal")

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Entry:
    line: int
    punch: Punch
    person: StaffNo


def import_punches(office: Office, path: Path, *, actor: str = "-") -> TakenIn:
    """Take in the list at `path`. Raises FileUnreadableError, FaultyFileError with every fault."""
    file = read_csv(path, COLUMNS)
    faults = FaultList(file.name)
    now = office.premises.clock.read().utc
    entries = [
        entry for row in file.rows if (entry := _entry(row, office, now, faults)) is not None
    ]
    _check_twice(entries, faults)
    with office.store.transaction(actor=actor, action="punches.import"):
        _check_people(entries, office, faults)
        faults.refuse()
        new = _unknown(entries, office)
        # Records are made in the order of the taps: it decides which one is a duplicate (D-08).
        new.sort(key=lambda entry: entry.punch.at)
        office.store.table(PUNCHES).insert_multiple(entry.punch.to_document() for entry in new)
    return TakenIn(file.encoding, added=len(new), known=len(entries) - len(new))


def _entry(row: Row, office: Office, now: datetime, faults: FaultList) -> _Entry | None:
    """One line's punch; None where a cell is at fault."""
    person = faults.cell(row, "no", staff_no)
    at = faults.cell(row, "at", partial(parse_moment, zone=office.premises.config.zone))
    direction = faults.cell(row, "direction", _direction) if row.cells["direction"] else None
    terminal = faults.cell(row, "terminal", parse_name) if row.cells["terminal"] else NO_TERMINAL
    if at is not None and at > now:
        error = KeyroomError(
            N_("this moment lies in the future"),
            N_("correct it; if it is right, check this machine's clock"),
        )
        faults.add(row.line, "at", error)
    if person is None or at is None or terminal is None:
        return None
    punch = Punch(
        at=at,
        terminal=terminal,
        result=Result.RECORDED,
        source=Source.IMPORT,
        person=person,
        direction=direction,
    )
    return _Entry(row.line, punch, person)


def _direction(text: str) -> Direction:
    try:
        return Direction(text.lower())
    except ValueError:
        raise BadCellError(
            N_("“{text}” is no direction"), N_("write in, out or nothing"), text=text
        ) from None


def _check_twice(entries: Iterable[_Entry], faults: FaultList) -> None:
    seen: dict[tuple[StaffNo, datetime], int] = {}
    for entry in entries:
        first = seen.setdefault((entry.person, entry.punch.at), entry.line)
        if first != entry.line:
            error = KeyroomError(
                N_("this punch is in line {line} already"), N_("keep one of them"), line=first
            )
            faults.add(entry.line, "", error)


def _check_people(entries: Iterable[_Entry], office: Office, faults: FaultList) -> None:
    people: dict[StaffNo, Person] = {person.no: person for person in office.people.all()}
    for entry in entries:
        person = people.get(entry.person)
        if person is None:
            error = KeyroomError(
                N_("nobody has the staff number {no}"),
                N_("import the staff first: keyroom people import"),
                no=entry.person,
            )
            faults.add(entry.line, "no", error)
            continue
        day = office.punches.rules.timetable.attendance_day(entry.punch.at)
        if not person.works_on(day):
            error = KeyroomError(
                N_("{no} was not in the office on {day}"),
                N_("check the day, and the person's first and last day"),
                no=person.no,
                day=day,
            )
            faults.add(entry.line, "at", error)


def _unknown(entries: Iterable[_Entry], office: Office) -> list[_Entry]:
    """The entries whose punches are not in the records yet."""
    by_person: dict[StaffNo, list[_Entry]] = defaultdict(list)
    for entry in entries:
        by_person[entry.person].append(entry)
    new: list[_Entry] = []
    for person, theirs in by_person.items():
        moments = [entry.punch.at for entry in theirs]
        there = office.punches.between(min(moments), max(moments) + _INSTANT, person)
        known = {punch.at for punch in there.values()}
        new += [entry for entry in theirs if entry.punch.at not in known]
    return new
