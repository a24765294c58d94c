"""The one queue of everything that waits for a decision about attendance, the oldest first.

Requests (leave, visits, corrections, findings, objections) and lines of the open months (missing
punches, and what is pending because of a doubt). Plain data: screens and commands show the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.attendance.judging.results import Line, PersonMonth
from kiosk.attendance.judging.statuses import LineState, Verdict
from kiosk.attendance.requests.kinds import Matter, Request
from kiosk.attendance.requests.records import Correction, Finding, Leave, Objection, Visit
from kiosk.attendance.requests.rights import require_decider
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.closed import is_closed
from kiosk.attendance.sheets.line_name import parse_line
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.proofs import Proof, proofs
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.errors import NotEntitledError
from kiosk.office import Office
from kiosk.person import Person

MONTHS_BACK: Final = 3
"""So many months before the current one are looked through for lines that wait."""


class QueueKind(StrEnum):
    """What waits."""

    LEAVE = "leave"
    VISIT = "visit"
    CORRECTION = "correction"
    FINDING = "finding"
    OBJECTION = "objection"
    MISSING = "missing"
    """A missing punch (D-11)."""
    PENDING = "pending"
    """A line with a doubt (D-00)."""


QUEUE_KIND_NAMES: dict[QueueKind, str] = {
    QueueKind.LEAVE: N_("leave"),
    QueueKind.VISIT: N_("visit"),
    QueueKind.CORRECTION: N_("punch correction"),
    QueueKind.FINDING: N_("finding"),
    QueueKind.OBJECTION: N_("objection to a line"),
    QueueKind.MISSING: N_("missing punch"),
    QueueKind.PENDING: N_("line in doubt"),
}
"""How each is called on screens: message ids."""


class Choice(StrEnum):
    """What can be decided."""

    APPROVE = "approve"
    REJECT = "reject"
    WAIVE = "waive"
    CHARGE = "charge"
    ABSENT = "absent"


CHOICES: Mapping[QueueKind, tuple[Choice, ...]] = {
    QueueKind.LEAVE: (Choice.APPROVE, Choice.REJECT),
    QueueKind.VISIT: (Choice.APPROVE, Choice.REJECT),
    QueueKind.CORRECTION: (Choice.APPROVE, Choice.REJECT),
    QueueKind.FINDING: (Choice.APPROVE, Choice.REJECT),
    QueueKind.OBJECTION: (Choice.APPROVE, Choice.REJECT),
    QueueKind.MISSING: (Choice.WAIVE, Choice.ABSENT),
    QueueKind.PENDING: (Choice.WAIVE, Choice.CHARGE),
}
_LINES: Mapping[LineState, QueueKind] = {
    LineState.UNDECIDED: QueueKind.MISSING,
    LineState.PENDING: QueueKind.PENDING,
}
_OUTCOMES: Mapping[Choice, RequestState] = {
    Choice.APPROVE: RequestState.APPROVED,
    Choice.REJECT: RequestState.REJECTED,
}
_VERDICTS: Mapping[Choice, Verdict] = {
    Choice.WAIVE: Verdict.WAIVE,
    Choice.CHARGE: Verdict.CHARGE,
    Choice.ABSENT: Verdict.ABSENT,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a decision."""

    kind: QueueKind
    id: str
    """Of the request's document, or of the line."""
    person: Person
    since: datetime
    """When it was asked for; of a line, when its day began. Aware."""
    day: date
    """What it is about, or the first day of it."""
    request: Matter | None = None
    line: Line | None = None
    """The line itself, or the one that is objected to."""
    so_far: PersonMonth | None = None
    """The person's month as it stands, where it is one of those looked through."""
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    """What it rests on, by id."""
    refusal: KeyroomError | None = None
    """Why the one who looks may not decide it."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the one who looks can decide."""
        return CHOICES[self.kind] if self.refusal is None else ()

    @property
    def needs_reason(self) -> bool:
        """Whether a decision about it is refused without a reason: those about money are."""
        return self.kind in (QueueKind.MISSING, QueueKind.PENDING, QueueKind.OBJECTION)


SheetOf = Callable[[Month], MonthSheet]


def waiting(office: Office, sheet_of: SheetOf, decider: Person, now: datetime) -> list[Waiting]:
    """All that waits, the oldest first, as `decider` may or may not decide it.

    `sheet_of` gives the sheet of a month as of `now`.
    """
    with office.store.connection():
        sheets = [sheet_of(month) for month in open_months(office, now)]
        found = _Finding(office, decider, now, sheets)
        requests = [*found.requests()]
        asked = {_place(item) for item in requests}
        # A missing punch for which a correction is asked waits as that correction.
        lines = (item for item in found.lines() if _place(item) not in asked)
        items = sorted((*requests, *lines), key=lambda each: (each.since, each.id))
        known = proofs(office.store, (each for item in items for each in evidence(item)))
    return [
        replace(item, proofs={each: known[each] for each in evidence(item) if each in known})
        for item in items
    ]


def _place(item: Waiting) -> tuple[str, date, str] | str:
    """The planned punch that it is about; another thing's own id."""
    match item:
        case Waiting(request=Matter(record=Correction(day=day, slot=slot))):
            return item.person.no, day, slot.value
        case Waiting(kind=QueueKind.MISSING, line=Line(slot=str(slot))):
            return item.person.no, item.day, slot
        case _:
            return item.id


def evidence(item: Waiting) -> tuple[str, ...]:
    """Ids of the records that it rests on."""
    record = None if item.request is None else item.request.record
    gathered = record.evidence if isinstance(record, Correction) else ()
    return (*gathered, *(() if item.line is None else item.line.evidence))


def open_months(office: Office, now: datetime) -> list[Month]:
    """The current month and those before it that are not closed, the earliest first."""
    month = Month.of(office.rulebooks.current.timetable.attendance_day(now))
    months = [month]
    for _ in range(MONTHS_BACK):
        month = month.before
        if is_closed(office.store, month):
            break
        months.append(month)
    return months[::-1]


def decide(
    office: Office, item: Waiting, choice: Choice, reason: str, *, by: str, now: datetime
) -> None:
    """Decide. Raises what `Requests.decide` and `Verdicts.give` do."""
    if choice in _OUTCOMES:
        office.requests.decide(item.id, _OUTCOMES[choice], reason, by=by, now=now)
    else:
        office.verdicts.give(item.id, _VERDICTS[choice], reason, by=by, now=now)


class _Finding:
    """Finds what waits; exists for the length of one call."""

    def __init__(
        self, office: Office, decider: Person, now: datetime, sheets: Iterable[MonthSheet]
    ) -> None:
        self._office = office
        self._decider = decider
        self._timetable = office.rulebooks.current.timetable
        self._today = now.astimezone(self._timetable.zone).date()
        self._judged = {
            (sheet.month, each.person.no): each for sheet in sheets for each in sheet.people
        }

    def requests(self) -> Iterator[Waiting]:
        people = {person.no: person for person in self._office.people.all()}
        for matter in self._office.requests.waiting():
            person, record = people[matter.person], matter.record
            line_id = record.line if isinstance(record, Objection) else None
            month = Month.of(self._day(record)) if line_id is None else parse_line(line_id)[1]
            so_far = self._judged.get((month, person.no))
            lines = () if so_far is None else so_far.lines
            line = next((line for line in lines if line.id == line_id), None)
            yield Waiting(
                kind=QueueKind(matter.kind.value),
                id=matter.id,
                person=person,
                since=record.asked.asked_at,
                day=self._day(record) if line is None else line.date,
                request=matter,
                line=line,
                so_far=so_far,
                refusal=self._refusal(person),
            )

    def lines(self) -> Iterator[Waiting]:
        for judged in self._judged.values():
            for line in judged.lines:
                # Of a line that is objected to, the objection waits.
                if line.state in _LINES:
                    yield Waiting(
                        kind=_LINES[line.state],
                        id=line.id,
                        person=judged.person,
                        since=self._timetable.bounds(line.date)[0],
                        day=line.date,
                        line=line,
                        so_far=judged,
                        refusal=self._refusal(judged.person),
                    )

    def _day(self, record: Request) -> date:
        match record:
            case Leave() | Visit():
                return record.start.astimezone(self._timetable.zone).date()
            case Correction():
                return record.day
            case Finding():
                return self._timetable.attendance_day(record.at)
            case Objection():
                return Month.parse(record.month).first

    def _refusal(self, about: Person) -> KeyroomError | None:
        try:
            require_decider(self._decider, about, self._today)
        except NotEntitledError as refusal:
            return refusal
        return None


def by_kind(items: Sequence[Waiting]) -> dict[QueueKind, list[Waiting]]:
    """Grouped: what people ask for before what is only missing, each group in its order."""
    groups = {kind: [item for item in items if item.kind is kind] for kind in QueueKind}
    return {kind: group for kind, group in groups.items() if group}
