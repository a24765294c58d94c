"""Holds a request against the records: gathers what its rules ask for, in the transaction of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.attendance.requests.corrections import CorrectionLimits, check_correction
from kiosk.attendance.requests.evidence import evidence_around
from kiosk.attendance.requests.findings import check_finding
from kiosk.attendance.requests.kinds import Request
from kiosk.attendance.requests.leave import check_leave
from kiosk.attendance.requests.objections import check_objection
from kiosk.attendance.requests.records import Correction, Finding, Leave, Objection, Visit
from kiosk.attendance.requests.register import LIVE, Register
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.requests.visits import check_visit
from kiosk.attendance.sheets.closed import require_open
from kiosk.attendance.sheets.line_name import no_such_line, parse_line
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import Sheets
from kiosk.attendance.timetable import Timetable
from kiosk.people import People
from kiosk.person import Person
from store import Store

IN_TIME: Final = (Correction, Finding)
"""What comes too late once the month is closed. Papers for leave and visits may come after it, and
an objection always can: what they change shows as a difference that somebody has to sign for.
"""


class Checks:
    """Says no to what cannot be asked for."""

    def __init__(
        self,
        store: Store,
        people: People,
        sheets: Sheets,
        register: Register,
        limits: CorrectionLimits,
        readers: Sequence[str],
        timetable: Timetable,
    ) -> None:
        """`readers` are those of the entrances."""
        self._store = store
        self._people = people
        self._sheets = sheets
        self._register = register
        self._limits = limits
        self._readers = readers
        self._timetable = timetable

    def checked(self, record: Request) -> Request:
        """The request as it is to be kept.

        Raises NoSuchPersonError, RequestRefusedError, MonthClosedError, NoSuchLineError.
        """
        person = self._people.get(record.asked.person)
        match record:
            case Leave():
                check_leave(record, person, self._others(record), self._timetable.zone)
            case Visit():
                check_visit(record, person, self._timetable.zone)
            case Correction():
                record = self._correction(record, person)
            case Finding():
                self._finding(record, person)
            case Objection():
                self._objection(record)
        if record.asked.state.is_live and isinstance(record, IN_TIME):
            require_open(self._store, self._register.months(record))
        return record

    def _others(self, leave: Leave) -> list[Leave]:
        """The person's other leave, where it matters whether this one meets it."""
        if not leave.asked.state.is_live:
            return []
        days = self._register.days(leave)
        return self._register.records(Leave, leave.asked.person, LIVE, *days)

    def _correction(self, record: Correction, person: Person) -> Correction:
        month = Month.of(record.day)
        others = self._register.records(Correction, person.no, LIVE, month.first, month.last)
        plan = self._sheets.plan(record.day, record.asked.asked_at)
        check_correction(record, person, plan, others, self._limits)
        evidence = evidence_around(self._store, person.no, record.at, self._readers)
        return replace(record, evidence=evidence)

    def _finding(self, record: Finding, person: Person) -> None:
        days = self._register.days(record)
        approved = (RequestState.APPROVED,)
        check_finding(
            record,
            person,
            self._sheets.plan(days[0], record.asked.asked_at),
            self._register.records(Leave, person.no, approved, *days),
            self._register.records(Visit, person.no, approved, *days),
        )

    def _objection(self, record: Objection) -> None:
        owner, month = parse_line(record.line)
        if owner != record.asked.person:
            raise no_such_line(record.line)
        sheet = self._sheets.month(month, record.asked.asked_at, owner)
        check_objection(record, [line for person in sheet.people for line in person.lines])
