"""Takes in a list of staff, `no,name,role,team,joined,left,badge`: all of it, or nothing.

A number that is known already is brought up to date; a badge is enrolled unless the person wears
it already. The file's owner is the administrator: no supervisor taps here.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from devices.events import Credential
from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.badge import parse_credential
from kiosk.cells import parse_day, parse_name, parse_role
from kiosk.csv_file import FaultList, Row, read_csv
from kiosk.office import Office
from kiosk.person import Person, StaffNo, staff_no

COLUMNS = ("no", "name", "role", "team", "joined", "left", "badge")


@dataclass(slots=True)
class PeopleImport:
    """What an import did."""

    encoding: str
    added: list[StaffNo] = field(default_factory=list)
    changed: list[StaffNo] = field(default_factory=list)
    unchanged: list[StaffNo] = field(default_factory=list)
    badges: int = 0
    """How many were enrolled."""


@dataclass(frozen=True, slots=True)
class _Entry:
    line: int
    person: Person
    badge: Credential | None


def import_people(office: Office, path: Path, *, actor: str = "-") -> PeopleImport:
    """Take in the list at `path`. Raises FileUnreadableError, FaultyFileError with every fault."""
    file = read_csv(path, COLUMNS)
    faults = FaultList(file.name)
    entries = [entry for row in file.rows if (entry := _entry(row, faults)) is not None]
    _check_twice(entries, faults)
    done = PeopleImport(file.encoding)
    now = office.premises.clock.read().utc
    with office.store.transaction(actor=actor, action="people.import"):
        new_badges = _new_badges(office, entries, now, faults)
        faults.refuse()
        for entry in entries:
            _take(office, entry.person, done, actor)
        for no, credential in new_badges:
            office.badges.give(no, credential, now, by=actor)
    done.badges = len(new_badges)
    return done


def _entry(row: Row, faults: FaultList) -> _Entry | None:
    """One line's person and badge; None where a cell is at fault."""
    no = faults.cell(row, "no", staff_no)
    name = faults.cell(row, "name", parse_name)
    role = faults.cell(row, "role", parse_role)
    team = faults.cell(row, "team", lambda text: parse_name(text) if text else "")
    joined = faults.cell(row, "joined", parse_day)
    left = faults.cell(row, "left", parse_day) if row.cells["left"] else None
    badge = faults.cell(row, "badge", parse_credential) if row.cells["badge"] else None
    if no is None or name is None or role is None or team is None or joined is None:
        return None
    if left is not None and left < joined:
        error = KeyroomError(
            N_("the last day {left} is before the first, {joined}"),
            N_("check both dates"),
            left=left,
            joined=joined,
        )
        faults.add(row.line, "left", error)
    return _Entry(row.line, Person(no, name, role, team, joined, left), badge)


def _check_twice(entries: list[_Entry], faults: FaultList) -> None:
    people: dict[StaffNo, int] = {}
    badges: dict[Credential, int] = {}
    for entry in entries:
        first = people.setdefault(entry.person.no, entry.line)
        if first != entry.line:
            error = KeyroomError(
                N_("{no} is in line {line} already"),
                N_("keep one line for each person"),
                no=entry.person.no,
                line=first,
            )
            faults.add(entry.line, "no", error)
        if entry.badge is None:
            continue
        first = badges.setdefault(entry.badge, entry.line)
        if first != entry.line:
            error = KeyroomError(
                N_("badge {number} is in line {line} already"),
                N_("a badge belongs to one person"),
                number=entry.badge.number,
                line=first,
            )
            faults.add(entry.line, "badge", error)


def _new_badges(
    office: Office, entries: list[_Entry], now: datetime, faults: FaultList
) -> list[tuple[StaffNo, Credential]]:
    """The badges to enrol; notes those that cannot be."""
    today = now.astimezone(office.premises.config.zone).date()
    new: list[tuple[StaffNo, Credential]] = []
    for entry in entries:
        person, badge = entry.person, entry.badge
        if badge is None:
            continue
        holder = office.badges.holder_of(badge, now)
        if (
            holder.badge is not None
            and holder.badge.covers(now)
            and holder.badge.person == person.no
        ):
            continue
        taken = office.badges.why_taken(badge, now)
        if taken is not None:
            faults.add(entry.line, "badge", taken)
        elif person.left is not None and person.left < today:
            error = KeyroomError(
                N_("{no} has left and can wear no badge"), N_("leave the cell empty"), no=person.no
            )
            faults.add(entry.line, "badge", error)
        else:
            new.append((person.no, badge))
    return new


def _take(office: Office, person: Person, done: PeopleImport, actor: str) -> None:
    known = office.people.find(person.no)
    if known is None:
        office.people.add(person, actor=actor)
        done.added.append(person.no)
    elif known != person:
        office.people.change(person, actor=actor)
        done.changed.append(person.no)
    else:
        done.unchanged.append(person.no)
