"""The tables of requests: finding, adding, moving on; each move leaves a decision behind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, TypeVar

from tinydb import where

from keyroom.language import N_
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.requests.kinds import Matter, Request, RequestKind
from kiosk.attendance.requests.records import (
    Correction,
    Decision,
    Finding,
    Leave,
    Objection,
    Visit,
)
from kiosk.attendance.requests.spans import days_of
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Timetable
from kiosk.errors import NoSuchRequestError
from kiosk.person import StaffNo
from kiosk.schema import CORRECTIONS, DECISIONS, FINDINGS, LEAVES, OBJECTIONS, VISITS
from kiosk.times import stored
from store import Document, Store


def _of_moment(day: date) -> str:
    return stored(datetime.combine(day, time(), tzinfo=UTC))


def _of_month(day: date) -> str:
    return str(Month.of(day))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where the requests of one kind are kept, and how they tell their time."""

    table: str
    load: Callable[[Mapping[str, Any]], Request]
    starts: str
    ends: str
    mark: Callable[[date], str] = _of_moment
    """A day as the fields `starts` and `ends` have it."""


_SHELVES: Final[Mapping[RequestKind, _Shelf]] = {
    RequestKind.LEAVE: _Shelf(LEAVES, Leave.from_document, "start", "end"),
    RequestKind.VISIT: _Shelf(VISITS, Visit.from_document, "start", "end"),
    RequestKind.CORRECTION: _Shelf(
        CORRECTIONS, Correction.from_document, "day", "day", date.isoformat
    ),
    RequestKind.FINDING: _Shelf(FINDINGS, Finding.from_document, "at", "at"),
    RequestKind.OBJECTION: _Shelf(OBJECTIONS, Objection.from_document, "month", "month", _of_month),
}
_DAY: Final = timedelta(days=1)
_AT_ONCE: Final = 500
"""How many ids one query names."""
R = TypeVar("R", Leave, Visit, Correction, Finding, Objection)
LIVE: Final = tuple(state for state in RequestState if state.is_live)


class Register:
    """The requests of one office, as documents."""

    def __init__(self, store: Store, timetable: Timetable) -> None:
        self._store = store
        self._timetable = timetable

    def add(self, record: Request) -> str:
        """Keep a request; joins the transaction that is open. Returns its document's id."""
        shelf = _SHELVES[RequestKind.of(type(record))]
        return str(self._store.table(shelf.table).insert(record.to_document()))

    def move(self, matter: Matter, decision: Decision) -> None:
        """Let a request become what was decided; joins the transaction that is open."""
        shelf = _SHELVES[matter.kind]
        state = {"state": decision.outcome.value}
        self._store.table(shelf.table).update(state, doc_ids=[matter.id])
        self.note(decision)

    def note(self, decision: Decision) -> None:
        """Keep a decision."""
        self._store.table(DECISIONS).insert(decision.to_document())

    def matter(self, matter: str, kind: RequestKind | None = None) -> Matter:
        """The request with this document id, of this kind. Raises NoSuchRequestError."""
        for each in RequestKind if kind is None else (kind,):
            for document in self._store.table(_SHELVES[each].table).get(doc_ids=[matter]):
                return _matter(each, document)
        raise NoSuchRequestError(
            N_("there is no request {matter}"),
            N_("the lists of leave, visits, corrections and findings show their ids"),
            matter=matter,
        )

    def decisions(self, matter: str) -> list[Decision]:
        """What was decided about a request, in order."""
        found = self._store.table(DECISIONS).search(where("matter") == matter)
        return [Decision.from_document(document) for document in found]

    def last_decisions(self, matters: Sequence[str]) -> dict[str, Decision]:
        """The newest decision about each of these requests that has any."""
        found: dict[str, Decision] = {}
        for start in range(0, len(matters), _AT_ONCE):
            some = list(matters[start : start + _AT_ONCE])
            for document in self._store.table(DECISIONS).search(where("matter").one_of(some)):
                found[document["matter"]] = Decision.from_document(document)
        return found

    def find(
        self,
        kind: RequestKind,
        person: StaffNo | None = None,
        states: Iterable[RequestState] = tuple(RequestState),
        first: date | None = None,
        last: date | None = None,
    ) -> list[Matter]:
        """The requests of a kind that touch the days from `first` to `last`, as they were made."""
        shelf = _SHELVES[kind]
        condition = where("state").one_of([state.value for state in states])
        if person is not None:
            condition &= where("person") == person
        # The engine narrows roughly, for the office's days are not those of UTC.
        if first is not None:
            condition &= where(shelf.ends) >= shelf.mark(first - _DAY)
        if last is not None:
            condition &= where(shelf.starts) <= shelf.mark(last + 2 * _DAY)
        found = (_matter(kind, each) for each in self._store.table(shelf.table).search(condition))
        return [each for each in found if self._touches(each.record, first, last)]

    def records(
        self,
        kind: type[R],
        person: StaffNo,
        states: Iterable[RequestState],
        first: date,
        last: date,
    ) -> list[R]:
        """One person's requests of a kind that touch these days."""
        found = self.find(RequestKind.of(kind), person, states, first, last)
        return [each.record for each in found if isinstance(each.record, kind)]

    def days(self, record: Request) -> tuple[date, date]:
        """The first and the last day that a request is about."""
        match record:
            case Leave() | Visit():
                return days_of(Span(record.start, record.end), self._timetable.zone)
            case Correction():
                return record.day, record.day
            case Finding():
                day = self._timetable.attendance_day(record.at)
                return day, day
            case Objection():
                month = Month.parse(record.month)
                return month.first, month.last

    def months(self, record: Request) -> list[Month]:
        """The months that a request is about."""
        first, last = (Month.of(day) for day in self.days(record))
        months = [first]
        while months[-1] < last:
            months.append(months[-1].next)
        return months

    def _touches(self, record: Request, first: date | None, last: date | None) -> bool:
        start, end = self.days(record)
        return (last is None or start <= last) and (first is None or first <= end)


def _matter(kind: RequestKind, document: Document) -> Matter:
    return Matter(str(document.doc_id), kind, _SHELVES[kind].load(document))
