"""Invented work at the desk: whoever was there opened his customers, and showed what he needed.

The one desk is used by one person after the other, while they are in the office and on no leave.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any, Final

from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.judging.results import DayResult, PersonMonth
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.requests.kinds import RequestKind
from kiosk.attendance.requests.records import Visit
from kiosk.attendance.timetable import Session
from kiosk.example.customers import CUSTOMERS_OF, NUMBERS, WITH_PIN
from kiosk.example.days import SEED
from kiosk.example.stretch import ExampleDays
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.access_words import CLOSED, Reason
from kiosk.privacy.accesses import Access, AccessKind, AccessResult
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.desk import Cause
from kiosk.privacy.desk_view import Said
from kiosk.roles import SUPERVISORS
from kiosk.schema import ACCESSES
from kiosk.times import stored
from store import Document

DESK: Final = "desk"
OWN_ONLY: Final = StaffNo("A07")
"""Who opens no others' customers on ordinary days."""
_SEARCHES: Final = ("r**", "G****", "日**", "138****0000")
"""What people look for, as the log keeps it."""
_SEARCHED: Final = 0.5
_SHOWN: Final = 0.6
_OTHERS: Final = 0.03
_WRONG_PIN: Final = 0.06
_SUPERVISOR_COMES: Final = 0.35
"""Shares: of openings and of half days."""
_MINUTE: Final = timedelta(minutes=1)
_FROM_TAP: Final = 6 * _MINUTE
"""So long after clock-in, and before clock-out, somebody is at the desk at most."""
_LONGEST: Final = 9 * _MINUTE
"""Nobody is at the desk for longer at once."""
_TRIES: Final = 6
"""So often a free time at the desk is looked for."""
_BUSINESS: Final = timedelta(days=3)


@dataclass(slots=True)
class Work:
    """What one person does at the desk from laying down the badge to the lock."""

    person: StaffNo
    at: datetime
    acts: list[tuple[Access, timedelta]] = field(default_factory=list)
    """Each with how long it lasted; nothing for what does not last."""
    lasted: timedelta = _MINUTE
    refused: list[Access] = field(default_factory=list)
    """Before it: PINs that were wrong."""

    @property
    def span(self) -> Span:
        """When the desk is his."""
        return Span(self.at, self.at + self.lasted)

    def do(self, kind: AccessKind, lasts: timedelta = timedelta(), **more: Any) -> None:  # noqa: ANN401
        """Do one thing after the other; opening takes a moment."""
        self.acts.append((access(kind, self.person, self.at + self.lasted, **more), lasts))
        self.lasted += lasts + timedelta(seconds=20)

    def open(
        self, customer: str, shown: Reason | None = None, second: StaffNo | None = None
    ) -> None:
        """Open a customer, and show something of him."""
        reading = timedelta(seconds=45)
        self.acts.append(
            (
                access(
                    AccessKind.CUSTOMER,
                    self.person,
                    self.at + self.lasted,
                    customer=customer,
                    second_person=second,
                ),
                2 * reading,
            )
        )
        if shown is not None:
            self.acts.append(
                (
                    access(
                        AccessKind.REVEAL,
                        self.person,
                        self.at + self.lasted + reading / 3,
                        customer=customer,
                        fields=(PersonalField.PHONE,),
                        reason=shown.value,
                        second_person=second,
                    ),
                    reading,
                )
            )
        self.lasted += 2 * reading + timedelta(seconds=15)


def access(kind: AccessKind, person: StaffNo, at: datetime, **more: Any) -> Access:  # noqa: ANN401
    """One entry of the desk."""
    return Access(at.astimezone(UTC), DESK, kind, person=person, **more)


class DeskDays:
    """All days at the desk, as they are invented."""

    def __init__(self, office: Office, days: ExampleDays) -> None:
        self._office = office
        self.days = days
        self._work: dict[date, list[Work]] = defaultdict(list)
        """By day."""
        self.months: Sequence[PersonMonth] = [
            person
            for month in days.months
            for person in office.sheets.month(month, days.now).people
        ]
        """Everybody's, as judged."""
        self._visited = _visited(office)
        self._there: dict[StaffNo, list[Span]] = {}
        for person in self.months:
            spans = (span for day in person.days for span in there(person, day))
            self._there.setdefault(person.person.no, []).extend(spans)

    def usual(self) -> None:
        """What people do on ordinary days."""
        for person in self.months:
            if person.person.no in WITH_PIN:
                for day in person.days:
                    self._day(person, day)

    def take(self, work: Work) -> None:
        """Put work into the book if the desk is free then."""
        same_day = self._work[work.at.date()]
        if not any(work.span.meets(*other.span) for other in same_day):
            same_day.append(work)

    def write(self) -> None:
        """Write the book into the records, in the order of time; joins the open transaction."""
        rows = sorted(self._rows(), key=lambda row: row.at)
        store, table = self._office.store, self._office.store.table(ACCESSES)
        for row in rows:
            row.id = store.new_id()
        table.insert_multiple(Document(row.document(), row.id) for row in rows)

    def _day(self, person: PersonMonth, day: DayResult) -> None:
        no = person.person.no
        chance = random.Random(f"{SEED} {no} {day.date} desk")
        supervises = person.person.role in SUPERVISORS
        for span in there(person, day):
            if supervises and chance.random() >= _SUPERVISOR_COMES:
                continue
            room = span.end - span.start - _LONGEST
            for _ in range(1 if supervises else chance.randrange(1, 3)):
                at = self._free(span.start, room, chance)
                if at is not None:
                    self.take(self._some_work(person, at, chance))

    def _free(self, start: datetime, room: timedelta, chance: random.Random) -> datetime | None:
        """When the desk is free for somebody, if there is such a time."""
        for _ in range(_TRIES if room > timedelta() else 0):
            at = start + chance.random() * room
            if not any(work.span.meets(at, at + _LONGEST) for work in self._work[at.date()]):
                return at
        return None

    def _some_work(self, person: PersonMonth, at: datetime, chance: random.Random) -> Work:
        no = person.person.no
        work = Work(no, at)
        if chance.random() < _WRONG_PIN:
            before = at - timedelta(seconds=20)
            work.refused.append(wrong_pin(no, before))
        for _ in range(chance.randrange(1, 4)):
            if chance.random() < _SEARCHED:
                work.do(AccessKind.SEARCH, reason=chance.choice(_SEARCHES))
            own, second = CUSTOMERS_OF.get(no, ()), None
            if own and (chance.random() >= _OTHERS or no == OWN_ONLY):
                customer = chance.choice(own)
            else:
                customer = chance.choice(others_of(no))
                second = self.second(no, at, chance)
                if second is None:
                    continue
            shown = None
            if chance.random() < _SHOWN:
                shown = chance.choice((Reason.CALL, Reason.CALL, Reason.COMPLAINT))
                if self._visits(person, customer, at):
                    shown = Reason.BUSINESS
            work.open(customer, shown, second)
        return work

    def second(self, first: StaffNo, at: datetime, chance: random.Random) -> StaffNo | None:
        """A supervisor who was there."""
        present = [
            person.person.no
            for person in self.months
            if person.person.role in SUPERVISORS
            and person.person.no != first
            and any(span.start <= at < span.end for span in self._there[person.person.no])
        ]
        return chance.choice(present) if present else None

    def _visits(self, person: PersonMonth, customer: str, at: datetime) -> bool:
        """Whether a visit to this customer follows."""
        visited = self._visited.get(person.person.no, ())
        return any(no == customer and at < start < at + _BUSINESS for no, start in visited)

    def _rows(self) -> Iterator["_Row"]:
        for work in chain.from_iterable(self._work.values()):
            yield from (_Row(each.at, each) for each in work.refused)
            begin = access(AccessKind.SESSION, work.person, work.at)
            session = _Row(begin.at, begin)
            yield session
            for act, lasted in work.acts:
                row = _Row(act.at, act, session)
                yield row
                if lasted:
                    yield _Row(act.at + lasted, None, row, lasted, CLOSED)
            end = begin.at + work.lasted
            yield _Row(end, None, session, work.lasted, Cause.FINISHED)


@dataclass(slots=True)
class _Row:
    """A document to be: an entry, or the end of one."""

    at: datetime
    access: Access | None
    of: "_Row | None" = None
    """The session of an entry; of an end, what ends."""
    lasted: timedelta = timedelta()
    cause: str = ""
    id: str = ""

    def document(self) -> dict[str, Any]:
        of = None if self.of is None else self.of.id
        if self.access is not None:
            return replace(self.access, session=of).to_document()
        return {
            "at": stored(self.at),
            "of": of,
            "seconds": round(self.lasted.total_seconds(), 3),
            "cause": self.cause,
        }


def _visited(office: Office) -> Mapping[StaffNo, Sequence[tuple[str, datetime]]]:
    """Whom each person visited, by the customer's number, and when."""
    found: dict[StaffNo, list[tuple[str, datetime]]] = {}
    for matter in office.requests.find(RequestKind.VISIT):
        if isinstance(matter.record, Visit) and matter.record.customer in NUMBERS:
            visit = NUMBERS[matter.record.customer], matter.record.start
            found.setdefault(matter.person, []).append(visit)
    return found


def wrong_pin(person: StaffNo, at: datetime) -> Access:
    """A PIN that was refused."""
    return access(
        AccessKind.PIN, person, at, result=AccessResult.REFUSED, reason=Said.PIN_WRONG.value
    )


def others_of(person: StaffNo) -> list[str]:
    """The customers of everybody else."""
    return [no for owner, theirs in CUSTOMERS_OF.items() if owner != person for no in theirs]


def there(person: PersonMonth, day: DayResult) -> Iterator[Span]:
    """When somebody was in the office and on duty: a tap that he forgot was made as planned."""
    away = [Span(leave.start, leave.end) for leave in person.leaves]
    away += [Span(visit.start, visit.end) for visit in person.visits]
    for session in Session:
        slots = {slot: each for slot, each in day.slots.items() if slot.session is session}
        if not any(each.at for each in slots.values()):
            continue
        if any(each.result in (Status.ABSENT, Status.OPEN) for each in slots.values()):
            continue
        start, end = (each.at or each.due for each in slots.values())
        spans = [Span(start + _FROM_TAP, end - _FROM_TAP)]
        for leave in away:
            spans = [part for span in spans for part in _without(span, leave)]
        yield from (span for span in spans if span.start < span.end)


def _without(span: Span, away: Span) -> Iterator[Span]:
    if not away.meets(*span):
        yield span
        return
    yield Span(span.start, away.start - _FROM_TAP)
    yield Span(away.end + _FROM_TAP, span.end)
