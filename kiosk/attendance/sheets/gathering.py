"""Gathers from the records what a stretch of days is judged by, for one person or for all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from tinydb import where
from tinydb.queries import QueryInstance

from kiosk.attendance.judging.evidence import (
    ApprovedCorrection,
    ApprovedFinding,
    ApprovedLeave,
    ApprovedVisit,
    Evidence,
)
from kiosk.attendance.judging.statuses import FindingKind, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.stretch import Stretch, of_person
from kiosk.attendance.sheets.taps import RecordedTaps
from kiosk.attendance.timetable import Slot
from kiosk.money import Fen
from kiosk.person import StaffNo
from kiosk.schema import (
    CORRECTIONS,
    FINDINGS,
    LEAVES,
    OBJECTIONS,
    VERDICTS,
    VISITS,
    WAGES,
)
from kiosk.times import moment
from store import Document, Store

T = TypeVar("T")
ByPerson = Mapping[str, list[T]]


def gather(
    store: Store, stretch: Stretch, person: StaffNo | None = None
) -> Callable[[StaffNo], Evidence]:
    """What gives each person's evidence; read in one go, to be called in a snapshot."""
    taps = RecordedTaps(store, stretch, person)
    read = _Reader(stretch.zone)
    leaves = _approved(store, LEAVES, stretch.touching, person, read.leave)
    visits = _approved(store, VISITS, stretch.touching, person, read.visit)
    corrections = _approved(store, CORRECTIONS, stretch.on_days, person, read.correction)
    findings = _approved(store, FINDINGS, stretch.moments, person, read.finding)
    verdicts = _verdicts(store, stretch, person)
    objected = _objected(store, stretch, person)
    wages = _wages(store, stretch)

    def evidence(no: StaffNo) -> Evidence:
        return Evidence(
            taps=taps.of(no),
            leaves=leaves.get(no, []),
            visits=visits.get(no, []),
            corrections=dict(corrections.get(no, [])),
            findings=findings.get(no, []),
            verdicts=verdicts.get(no, {}),
            objected=frozenset(objected.get(no, [])),
            wage=wages.get(no),
        )

    return evidence


def _approved(
    store: Store,
    table: str,
    when: QueryInstance,
    person: StaffNo | None,
    make: Callable[[Document], T],
) -> ByPerson[T]:
    approved = where("state") == RequestState.APPROVED.value
    by_person: dict[str, list[T]] = defaultdict(list)
    for document in store.table(table).search(of_person(person) & when & approved):
        by_person[document["person"]].append(make(document))
    return by_person


class _Reader:
    """Reads what was approved; all times come in the office's zone, as the plans have them."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def leave(self, document: Document) -> ApprovedLeave:
        kind = LeaveKind(document["kind"])
        start, end = self._at(document, "start"), self._at(document, "end")
        return ApprovedLeave(str(document.doc_id), kind, start, end)

    def visit(self, document: Document) -> ApprovedVisit:
        start, end = self._at(document, "start"), self._at(document, "end")
        return ApprovedVisit(str(document.doc_id), start, end)

    def correction(self, document: Document) -> tuple[tuple[date, Slot], ApprovedCorrection]:
        place = (date.fromisoformat(document["day"]), Slot(document["slot"]))
        return place, ApprovedCorrection(str(document.doc_id), self._at(document, "at"))

    def finding(self, document: Document) -> ApprovedFinding:
        kind = FindingKind(document["kind"])
        return ApprovedFinding(str(document.doc_id), kind, self._at(document, "at"))

    def _at(self, document: Document, field: str) -> datetime:
        return moment(document[field]).astimezone(self._zone)


def _verdicts(
    store: Store, stretch: Stretch, person: StaffNo | None
) -> Mapping[str, dict[str, Verdict]]:
    """By person and line; records come in the order in which they were made, the newest wins."""
    by_person: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for document in _in_months(store, VERDICTS, stretch, of_person(person)):
        by_person[document["person"]][document["line"]] = Verdict(document["verdict"])
    return by_person


def _objected(store: Store, stretch: Stretch, person: StaffNo | None) -> ByPerson[str]:
    undecided = where("state") == RequestState.REQUESTED.value
    by_person: dict[str, list[str]] = defaultdict(list)
    for document in _in_months(store, OBJECTIONS, stretch, of_person(person) & undecided):
        by_person[document["person"]].append(document["line"])
    return by_person


def _wages(store: Store, stretch: Stretch) -> dict[str, Fen]:
    found = _in_months(store, WAGES, stretch, of_person(None))
    return {document["person"]: Fen(document["fen"]) for document in found}


def _in_months(
    store: Store, table: str, stretch: Stretch, condition: QueryInstance
) -> Iterable[Document]:
    for month in stretch.months:
        yield from store.table(table).search((where("month") == month) & condition)
