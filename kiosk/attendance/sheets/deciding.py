"""Decides about lines of a month's sheet: charged, excused, or a missing punch that is absence."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tinydb import where

from keyroom.language import N_
from kiosk.attendance.judging.results import Line
from kiosk.attendance.judging.statuses import LineState, Verdict
from kiosk.attendance.requests.rights import require_decider
from kiosk.attendance.sheets.closed import require_open
from kiosk.attendance.sheets.line_name import no_such_line, parse_line
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import Sheets
from kiosk.attendance.sheets.verdicts import VerdictRecord
from kiosk.errors import AlreadyDecidedError, RequestRefusedError
from kiosk.people import People
from kiosk.person import StaffNo
from kiosk.schema import VERDICTS
from store import Store


class Verdicts:
    """Writes what is decided about lines; the records of it are never changed."""

    def __init__(self, store: Store, people: People, sheets: Sheets, zone: ZoneInfo) -> None:
        self._store = store
        self._people = people
        self._sheets = sheets
        self._zone = zone

    def give(self, line: str, verdict: Verdict, reason: str, *, by: str, now: datetime) -> None:
        """Decide about a line.

        Raises NoSuchPersonError, NoSuchLineError, NotEntitledError, AlreadyDecidedError,
        RequestRefusedError, MonthClosedError.
        """
        with self._store.transaction(actor=by, action="verdict.give"):
            owner, month = parse_line(line)
            today = now.astimezone(self._zone).date()
            require_decider(self._people.get(by), self._people.get(owner), today)
            found = self.lines(owner, month, now).get(line)
            if found is None:
                raise no_such_line(line)
            self.check(found, verdict, reason)
            self.note(line, verdict, reason, by=by, now=now)

    def lines(self, person: StaffNo, month: Month, now: datetime) -> dict[str, Line]:
        """The lines of one person's month as things stand, by their names."""
        sheet = self._sheets.month(month, now, person)
        return {line.id: line for each in sheet.people for line in each.lines}

    def check(self, line: Line, verdict: Verdict, reason: str) -> None:
        """Raises where nobody can decide so about the line."""
        _, month = parse_line(line.id)
        require_open(self._store, [month])
        if not reason:
            raise RequestRefusedError(
                "reason", N_("a decision needs a reason"), N_("say why it is decided so")
            )
        _check_state(line, verdict)

    def newest(self, line: str) -> Verdict | None:
        """What was last decided about a line."""
        owner, month = parse_line(line)
        found = self._store.table(VERDICTS).search(
            (where("person") == owner) & (where("month") == str(month))
        )
        ours = [Verdict(document["verdict"]) for document in found if document["line"] == line]
        return ours[-1] if ours else None

    def note(self, line: str, verdict: Verdict, reason: str, *, by: str, now: datetime) -> None:
        """Keep a decision; joins the transaction that is open."""
        owner, month = parse_line(line)
        record = VerdictRecord(owner, str(month), line, verdict, by, now, reason)
        self._store.table(VERDICTS).insert(record.to_document())


def _check_state(line: Line, verdict: Verdict) -> None:
    if line.state is LineState.OBJECTED:
        raise AlreadyDecidedError(
            N_("the person has objected to this line"), N_("decide the objection instead")
        )
    if not (line.state.waits or line.state.costs):
        raise AlreadyDecidedError(
            N_("this line costs nothing any more"), N_("there is nothing left to decide")
        )
    is_missing = line.state is LineState.UNDECIDED
    if verdict is Verdict.WAIVE or is_missing == (verdict is Verdict.ABSENT):
        return
    if is_missing:
        raise RequestRefusedError(
            "verdict",
            N_("a missing punch cannot be charged"),
            N_("decide that it is absence, or excuse it"),
        )
    raise RequestRefusedError(
        "verdict",
        N_("only a missing punch can be decided to be absence"),
        N_("charge the line, or excuse it"),
    )
