"""What people ask for and report, and who decides: one transaction for each step.

A request's document moves from state to state; who moved it, when and why is a record of its own
(table `decisions`), which is never changed.
"""

from collections.abc import Iterable
from datetime import date, datetime

from keyroom.language import N_
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.judging.statuses import FindingKind, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.requests.checks import IN_TIME, Checks
from kiosk.attendance.requests.corrections import CorrectionLimits
from kiosk.attendance.requests.kinds import Matter, Request, RequestKind
from kiosk.attendance.requests.leave import LeaveUse, leave_use
from kiosk.attendance.requests.records import (
    Asked,
    Correction,
    Decision,
    Finding,
    Leave,
    Objection,
    Visit,
)
from kiosk.attendance.requests.register import LIVE, Register
from kiosk.attendance.requests.rights import require_decider, require_reporter
from kiosk.attendance.requests.state import MOVES, RequestState
from kiosk.attendance.sheets.closed import require_open
from kiosk.attendance.sheets.deciding import Verdicts
from kiosk.attendance.sheets.line_name import parse_line
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import Sheets
from kiosk.attendance.timetable import Slot
from kiosk.config import Config
from kiosk.errors import AlreadyDecidedError, NotEntitledError
from kiosk.people import People
from kiosk.person import Person, StaffNo
from store import Store

_ACTIONS = {
    RequestState.APPROVED: "approve",
    RequestState.REJECTED: "reject",
    RequestState.WITHDRAWN: "withdraw",
}
"""What a decision is called in the ledger."""
_DECIDED = {
    RequestState.APPROVED: N_("this request has been approved already"),
    RequestState.REJECTED: N_("this request has been rejected already"),
    RequestState.WITHDRAWN: N_("this request has been withdrawn already"),
}
_VERDICTS = {RequestState.APPROVED: Verdict.WAIVE, RequestState.REJECTED: Verdict.CHARGE}
"""What the decision about an objection makes of the line."""


class Requests:
    """Leave, visits, corrections, findings and objections of one office."""

    def __init__(
        self,
        store: Store,
        people: People,
        sheets: Sheets,
        verdicts: Verdicts,
        rules: Rulebook,
        config: Config,
    ) -> None:
        """`rules` are those of `config`."""
        self._store = store
        self._people = people
        self._verdicts = verdicts
        self._rules = rules
        self._limits = CorrectionLimits(
            config.correction.max_per_month, config.correction.deadline_day
        )
        self.register = Register(store, rules.timetable)
        self.checks = Checks(
            store,
            people,
            sheets,
            self.register,
            self._limits,
            config.readers_at("entrance"),
            rules.timetable,
        )

    def ask_leave(
        self,
        person: StaffNo,
        kind: LeaveKind,
        start: datetime,
        end: datetime,
        reason: str = "",
        *,
        by: str,
        now: datetime,
    ) -> str:
        """Ask for leave; `end` is excluded. Returns the request's id, as all of these do.

        Raises NoSuchPersonError, RequestRefusedError, MonthClosedError.
        """
        return self._ask(Leave(_asked(person, by, now, reason), kind, start, end))

    def ask_visit(
        self,
        person: StaffNo,
        start: datetime,
        end: datetime,
        customer: str,
        reason: str = "",
        *,
        by: str,
        now: datetime,
    ) -> str:
        """Register a visit to a customer. Raises what `ask_leave` does, and BadCellError."""
        return self._ask(Visit(_asked(person, by, now, reason), start, end, customer))

    def ask_correction(
        self,
        person: StaffNo,
        day: date,
        slot: Slot,
        at: datetime,
        reason: str,
        *,
        by: str,
        now: datetime,
    ) -> str:
        """Ask for a punch that is missing or wrong (D-12). Raises what `ask_leave` does."""
        return self._ask(Correction(_asked(person, by, now, reason), day, slot, at))

    def report_finding(
        self,
        person: StaffNo,
        kind: FindingKind,
        at: datetime,
        where: str = "",
        reason: str = "",
        *,
        by: str,
        now: datetime,
    ) -> str:
        """Report what was found out; `by` is who found it.

        Raises NotEntitledError, and what `ask_leave` does.
        """
        require_reporter(self._people.get(by), self._people.get(person))
        return self._ask(Finding(_asked(person, by, now, reason), kind, at, where))

    def object_to(self, person: StaffNo, line: str, reason: str, *, by: str, now: datetime) -> str:
        """Object to a line of the person's own sheet, of whatever month.

        Raises NotEntitledError, NoSuchPersonError, NoSuchLineError, RequestRefusedError.
        """
        if by != person:
            raise NotEntitledError(
                N_("nobody objects for {no}"), N_("each objects on his own page"), no=person
            )
        _, month = parse_line(line)
        return self._ask(Objection(_asked(person, by, now, reason), str(month), line))

    def decide(
        self, matter: str, outcome: RequestState, reason: str = "", *, by: str, now: datetime
    ) -> Matter:
        """Approve, reject or withdraw a request; returns it as it is then.

        Raises NoSuchRequestError, NoSuchPersonError, NotEntitledError, AlreadyDecidedError,
        MonthClosedError, and of a finding that cannot stand any more RequestRefusedError.
        """
        with self._store.transaction(actor=by):
            found = self.register.matter(matter)
            self._require_right(found, outcome, self._people.get(by), now)
            return self.settle(found, outcome, reason, by=by, now=now)

    def settle(
        self, matter: Matter, outcome: RequestState, reason: str, *, by: str, now: datetime
    ) -> Matter:
        """Decide without asking who does: for `decide`, and for lists of the administrator's."""
        is_objection = matter.kind is RequestKind.OBJECTION
        was = matter.state
        if outcome not in MOVES[was] or (is_objection and was is RequestState.APPROVED):
            raise AlreadyDecidedError(_DECIDED[was], N_("a request is decided once"))
        if RequestState.APPROVED in (was, outcome) and isinstance(matter.record, IN_TIME):
            require_open(self._store, self.register.months(matter.record))
        if outcome is RequestState.APPROVED and matter.kind is RequestKind.FINDING:
            self.checks.checked(matter.record)  # leave may have been approved meanwhile
        with self._store.transaction(actor=by, action=f"{matter.kind}.{_ACTIONS[outcome]}"):
            self.register.move(matter, Decision(matter.id, outcome, by, now, reason))
            if isinstance(matter.record, Objection) and outcome in _VERDICTS:
                line, verdict = matter.record.line, _VERDICTS[outcome]
                self._verdicts.note(line, verdict, reason, by=by, now=now)
        return self.register.matter(matter.id)

    def find(
        self,
        kind: RequestKind,
        person: StaffNo | None = None,
        states: Iterable[RequestState] = tuple(RequestState),
        first: date | None = None,
        last: date | None = None,
    ) -> list[Matter]:
        """The requests of a kind that touch these days, in the order in which they were made."""
        return self.register.find(kind, person, states, first, last)

    def of_person(self, no: StaffNo, first: date, last: date) -> list[Matter]:
        """One person's requests of all kinds that touch these days, the oldest first.

        Objections count to the month of their line, whatever its day.
        """
        return _in_order(
            each
            for kind in RequestKind
            for each in self.register.find(kind, no, tuple(RequestState), first, last)
        )

    def waiting(self) -> list[Matter]:
        """Everything that waits for a decision, the oldest first."""
        return _in_order(
            each
            for kind in RequestKind
            for each in self.register.find(kind, states=(RequestState.REQUESTED,))
        )

    def matter(self, matter: str, kind: RequestKind | None = None) -> Matter:
        """The request with this id, of this kind. Raises NoSuchRequestError."""
        return self.register.matter(matter, kind)

    def decisions(self, matter: str) -> list[Decision]:
        """What was decided about a request, in order."""
        return self.register.decisions(matter)

    def last_decisions(self, matters: Iterable[Matter]) -> dict[str, Decision]:
        """The newest decision about each of these requests that has any, by the request's id."""
        return self.register.last_decisions([matter.id for matter in matters])

    def leave_use(self, person: StaffNo, month: Month) -> LeaveUse:
        """How many counted leaves of a month the person has had (D-14 to D-16)."""
        leaves = self.register.records(Leave, person, LIVE, month.first, month.last)
        return leave_use(leaves, month, self._rules)

    def corrections_left(self, person: StaffNo, month: Month) -> int:
        """How many corrections the person may still ask for in a month (D-12)."""
        used = self.register.records(Correction, person, LIVE, month.first, month.last)
        return max(self._limits.a_month - len(used), 0)

    def _ask(self, record: Request) -> str:
        kind = RequestKind.of(type(record))
        with self._store.transaction(actor=record.asked.asked_by, action=f"{kind}.ask"):
            return self.register.add(self.checks.checked(record))

    def _require_right(
        self, matter: Matter, outcome: RequestState, by: Person, now: datetime
    ) -> None:
        asked = matter.record.asked
        is_finding = matter.kind is RequestKind.FINDING
        is_own = by.no == asked.asked_by or (by.no == asked.person and not is_finding)
        # What was found out is the office's once it is approved, not the finder's.
        may_withdraw = is_own and not (is_finding and asked.state is RequestState.APPROVED)
        if outcome is RequestState.WITHDRAWN and may_withdraw:
            return
        today = now.astimezone(self._rules.timetable.zone).date()
        require_decider(by, self._people.get(asked.person), today)


def _asked(person: StaffNo, by: str, now: datetime, reason: str) -> Asked:
    return Asked(person, RequestState.REQUESTED, now, by, reason)


def _in_order(matters: Iterable[Matter]) -> list[Matter]:
    return sorted(matters, key=lambda matter: (matter.record.asked.asked_at, matter.id))
