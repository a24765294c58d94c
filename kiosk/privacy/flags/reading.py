"""Flags from the records: reads what they are judged by, in one go, and judges."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from tinydb import where
from tinydb.queries import QueryInstance

from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.judging.results import DayResult, PersonMonth
from kiosk.attendance.judging.statuses import LineState, Status
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.outages import outages
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.timetable import Direction, Session, Timetable
from kiosk.boots import BootEvent
from kiosk.collector import collector_paused
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.accesses import AccessKind, AccessResult
from kiosk.privacy.flags.facts import (
    OPENED,
    Attended,
    Business,
    Entry,
    Facts,
    Jump,
    Mark,
    Outage,
)
from kiosk.privacy.flags.flag import Flag
from kiosk.privacy.flags.judge import judge
from kiosk.schema import ACCESSES, BOOTS, CUSTOMERS, READER_EVENTS, VISITS
from kiosk.times import moment, stored

Months = Callable[[Month], MonthSheet]
_FIELDS: Final = (
    *("at", "kind", "person", "customer", "reason", "second_person", "terminal", "result"),
)
_KINDS: Final[Mapping[str | None, AccessKind]] = {kind.value: kind for kind in AccessKind}
_NOT_NEEDED: Final = frozenset({Status.WAIVED, Status.FIELD_DUTY})
"""Clock-ins that were not due: the person was on duty all the same."""
_MINUTE: Final = len("2026-11-23T01:12")
_DAY: Final = timedelta(days=1)


def flags_between(
    office: Office, start: datetime, end: datetime, now: datetime, months: Months | None = None
) -> list[Flag]:
    """Every flag about what happened from `start` to `end`, the weightiest first.

    `months` gives the sheets of attendance, where somebody has judged them already.
    """
    with collector_paused(), office.store.connection():
        facts = _Reader(office, now, months or _judged(office, now)).facts(start, min(end, now))
        return judge(facts, office.premises.config.flags)


def _judged(office: Office, now: datetime) -> Months:
    return lambda month: office.sheets.month(month, now)


@dataclass(slots=True)
class _Days:
    """Tells the attendance day of a moment as the records write it; remembers each minute's."""

    timetable: Timetable
    known: dict[str, date]

    def of(self, text: str) -> date:
        day = self.known.get(text[:_MINUTE])
        if day is None:
            day = self.known[text[:_MINUTE]] = self.timetable.attendance_day(moment(text))
        return day


class _Reader:
    def __init__(self, office: Office, now: datetime, months: Months) -> None:
        self._office = office
        self._store = office.store
        self._now = now
        self._months = months
        self._knobs = office.premises.config.flags
        self._timetable = office.rulebooks.current.timetable
        self._zone = self._timetable.zone
        self._days = _Days(self._timetable, {})

    def facts(self, start: datetime, end: datetime) -> Facts:
        """All that is known of this stretch."""
        entries = list(self._entries(start, end))
        newest = max(start, end - timedelta.resolution)
        first, last = (self._timetable.attendance_day(at) for at in (start, newest))
        days = [first + n * _DAY for n in range((last - first).days + 1)]
        calendar = self._office.calendar.current()
        return Facts(
            entries,
            self._now.astimezone(self._zone),
            self._zone,
            attended=self._attended(days, {entry.person for entry in entries}),
            hours={day: self._hours(day) for day in days if calendar.day(day).working},
            owners=dict(self._owners()),
            seconds=frozenset(
                person.no for person in self._office.people.all() if person.role.supervises
            ),
            opened=self._opened(entries, start),
            business=tuple(self._business(start, end)),
            outages=tuple(self._outages(start, end)),
            jumps=tuple(self._jumps(start, end)),
        )

    def _entries(self, start: datetime, end: datetime) -> Iterator[Entry]:
        """Ends of what lasted, and what a newer version writes, are not among them."""
        refused = AccessResult.REFUSED.value
        for id_, at, kind, person, customer, reason, second, terminal, result in self._store.table(
            ACCESSES
        ).texts(_FIELDS, _between(start, end)):
            known = _KINDS.get(kind)
            if known is not None and at is not None:
                yield Entry(
                    str(id_),
                    datetime.fromisoformat(at).astimezone(self._zone),
                    self._days.of(at),
                    known,
                    None if person is None else StaffNo(person),
                    customer,
                    reason or "",
                    None if second is None else StaffNo(second),
                    terminal or "",
                    result == refused,
                )

    def _opened(
        self, entries: Iterable[Entry], start: datetime
    ) -> Mapping[StaffNo, Mapping[date, int]]:
        counts: dict[StaffNo, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for entry in entries:
            if entry.kind in OPENED and entry.person is not None and not entry.refused:
                counts[entry.person][entry.day] += 1
        before = _between(start - self._knobs.history_days * _DAY - _DAY, start)
        wanted = {kind.value for kind in OPENED}
        for _id, at, kind, person, result in self._store.table(ACCESSES).texts(
            ("at", "kind", "person", "result"), before
        ):
            allowed = result != AccessResult.REFUSED.value
            if kind in wanted and allowed and person is not None and at is not None:
                counts[StaffNo(person)][self._days.of(at)] += 1
        return counts

    def _attended(
        self, days: list[date], people: set[StaffNo | None]
    ) -> Mapping[tuple[StaffNo, date], Attended]:
        wanted, found = set(days), {}
        for month in sorted({Month.of(day) for day in days}):
            for person in self._months(month).people:
                if person.person.no in people:
                    for day in person.days:
                        if day.date in wanted:
                            found[person.person.no, day.date] = _attended(person, day)
        return found

    def _hours(self, day: date) -> Span:
        return Span(
            self._timetable.session(day, Session.AM)[0], self._timetable.session(day, Session.PM)[1]
        )

    def _owners(self) -> Iterator[tuple[str, StaffNo]]:
        for _id, no, owner in self._store.table(CUSTOMERS).texts(
            ("no", "owner"), where("no").exists()
        ):
            if no is not None and owner is not None:
                yield no, StaffNo(owner)

    def _business(self, start: datetime, end: datetime) -> Iterator[Business]:
        """Visits, as far as they name a customer of the register."""
        numbers: dict[str, str] = {}
        for _id, no, group in self._store.table(CUSTOMERS).texts(
            ("no", "group"), where("no").exists()
        ):
            if no is not None:
                numbers |= {no: no, group or no: no}
        later = end + (self._knobs.business_days + 1) * _DAY
        meant = (where("start") < stored(later)) & (where("end") >= stored(start - _DAY))
        for visit in self._store.table(VISITS).search(meant):
            no = numbers.get(visit["customer"])
            if no is not None and RequestState(visit["state"]).is_live:
                yield Business(no, moment(visit["start"]).astimezone(self._zone))

    def _outages(self, start: datetime, end: datetime) -> Iterator[Outage]:
        readers = self._office.premises.config.readers_at("entrance")
        for span in outages(self._store, readers, start, end):
            around = _between(span.start, span.end + timedelta(microseconds=1))
            records = (
                str(document.doc_id)
                for table in (READER_EVENTS, BOOTS)
                for document in self._store.table(table).search(around)
            )
            yield Outage(Span(*(at.astimezone(self._zone) for at in span)), tuple(records))

    def _jumps(self, start: datetime, end: datetime) -> Iterator[Jump]:
        is_jump = where("event") == BootEvent.JUMP.value
        for record in self._store.table(BOOTS).search(_between(start, end) & is_jump):
            yield Jump(
                str(record.doc_id),
                moment(record["at"]).astimezone(self._zone),
                self._days.of(record["at"]),
                record["terminal"],
                record["jump_s"],
            )


def _attended(person: PersonMonth, day: DayResult) -> Attended:
    excused = {line.slot for line in day.lines if line.state is LineState.WAIVED}
    marks = [
        Mark(result.due if result.at is None else result.at, slot.direction is Direction.IN)
        for slot, result in day.slots.items()
        if result.at is not None
        or (slot.direction is Direction.IN and (result.result in _NOT_NEEDED or slot in excused))
    ]
    leaves = (
        Span(leave.start, leave.end)
        for leave in person.leaves
        if not leave.kind.is_duty
        and leave.start.date() <= day.date
        and leave.end.date() >= day.date
    )
    return Attended(tuple(sorted(marks)), tuple(leaves))


def _between(start: datetime, end: datetime) -> QueryInstance:
    return (where("at") >= stored(start)) & (where("at") < stored(end))
