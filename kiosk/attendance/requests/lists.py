"""Lines of lists as requests: leave, visits, findings, corrections; every cell's fault is noted."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from kiosk.attendance.judging.statuses import Verdict
from kiosk.attendance.requests.intake import DecidedPunch
from kiosk.attendance.requests.records import Asked, Correction, Finding, Leave, Visit
from kiosk.attendance.requests.spans import moment_on, parse_clock, parse_end, parse_start
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.requests.words import (
    parse_decision,
    parse_finding_kind,
    parse_leave_kind,
    parse_slot,
    parse_state,
)
from kiosk.attendance.timetable import Timetable
from kiosk.cells import parse_day, parse_moment, parse_name
from kiosk.csv_file import FaultList, Row
from kiosk.person import staff_no


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one line, read; notes their faults."""

    row: Row
    faults: FaultList
    timetable: Timetable
    by: str
    now: datetime
    note: str
    """The name of the list: what a decision that it brings gives as its reason."""

    def _asked(self, state: RequestState | None) -> Asked | None:
        """What every request says of itself."""
        no = self.faults.cell(self.row, "no", staff_no)
        if no is None or state is None:
            return None
        return Asked(no, state, self.now, self.by, self.note)

    def leave(self) -> Leave | None:
        """A line of a list of leave; None where a cell is at fault, as in all of these."""
        asked = self._asked(self.faults.cell(self.row, "status", parse_state))
        kind = self.faults.cell(self.row, "kind", parse_leave_kind)
        start, end = self._span()
        if asked is None or kind is None or start is None or end is None:
            return None
        return Leave(asked, kind, start, end)

    def visit(self) -> Visit | None:
        """A line of a list of visits."""
        asked = self._asked(self.faults.cell(self.row, "status", parse_state))
        start, end = self._span()
        customer = self.faults.cell(self.row, "customer", parse_name)
        if asked is None or start is None or end is None or customer is None:
            return None
        return Visit(asked, start, end, customer)

    def finding(self) -> Finding | None:
        """A line of a list of findings; `by` is who found it."""
        asked = self._asked(self.faults.cell(self.row, "status", parse_state))
        kind = self.faults.cell(self.row, "kind", parse_finding_kind)
        at = self.faults.cell(self.row, "at", partial(parse_moment, zone=self.timetable.zone))
        finder = self.faults.cell(self.row, "by", staff_no)
        if asked is None or kind is None or at is None or finder is None:
            return None
        return Finding(Asked(asked.person, asked.state, self.now, finder, self.note), kind, at)

    def correction(self) -> Correction | DecidedPunch | None:
        """A line of a list of corrections, or of missing punches decided without one (D-11)."""
        decision = self.faults.cell(self.row, "decision", parse_decision)
        decided = isinstance(decision, Verdict)
        asked = self._asked(RequestState.APPROVED if isinstance(decision, Verdict) else decision)
        slot = self.faults.cell(self.row, "slot", parse_slot)
        day = self.faults.cell(self.row, "date", parse_day)
        needs_time = not decided or self.row.cells["time"]
        clock = self.faults.cell(self.row, "time", parse_clock) if needs_time else None
        if asked is None or slot is None or day is None:
            return None
        if isinstance(decision, Verdict):
            return DecidedPunch(asked.person, day, slot, decision)
        if clock is None:
            return None
        return Correction(asked, day, slot, moment_on(day, clock, self.timetable))

    def _span(self) -> tuple[datetime | None, datetime | None]:
        zone = self.timetable.zone
        return (
            self.faults.cell(self.row, "from", partial(parse_start, zone=zone)),
            self.faults.cell(self.row, "to", partial(parse_end, zone=zone)),
        )
