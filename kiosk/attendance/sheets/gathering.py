"""Gathers from the records what a stretch of days is judged by, for one person or for all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from tinydb import where
from tinydb.queries import QueryInstance

from kiosk.attendance.answer import Result
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
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.slots import Tap, TapRules
from kiosk.attendance.timetable import Direction, Slot
from kiosk.money import Fen
from kiosk.person import StaffNo
from kiosk.schema import (
    CORRECTIONS,
    FINDINGS,
    LEAVES,
    OBJECTIONS,
    PUNCHES,
    VERDICTS,
    VISITS,
    WAGES,
)
from kiosk.times import moment, stored
from store import Document, Store

T = TypeVar("T")
ByPerson = Mapping[str, list[T]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of a month, both included, with the moments between which their taps lie."""

    first: date
    last: date
    start: datetime
    end: datetime

    @classmethod
    def of(cls, first: date, last: date, rules: TapRules) -> "Stretch":
        """The stretch of these days; a tap of the minute before may be what one repeats."""
        timetable = rules.timetable
        return cls(
            first, last, timetable.bounds(first)[0] - rules.dedupe, timetable.bounds(last)[1]
        )

    @property
    def months(self) -> list[str]:
        """The months it touches."""
        months = [Month.of(self.first)]
        while months[-1] < Month.of(self.last):
            months.append(months[-1].next)
        return [str(month) for month in months]


def gather(
    store: Store, stretch: Stretch, person: StaffNo | None = None
) -> Callable[[StaffNo], Evidence]:
    """What gives each person's evidence; read in one go, to be called in a snapshot."""
    taps, jumped = _taps(store, stretch, person)
    leaves = _approved(store, LEAVES, _touching(stretch), person, _leave)
    visits = _approved(store, VISITS, _touching(stretch), person, _visit)
    corrections = _approved(store, CORRECTIONS, _on_days(stretch), person, _correction)
    findings = _approved(store, FINDINGS, _at(stretch), person, _finding)
    verdicts = _verdicts(store, stretch, person)
    objected = _objected(store, stretch, person)
    wages = _wages(store, stretch)

    def evidence(no: StaffNo) -> Evidence:
        return Evidence(
            taps=taps.get(no, []),
            jumped=jumped,
            leaves=leaves.get(no, []),
            visits=visits.get(no, []),
            corrections=dict(corrections.get(no, [])),
            findings=findings.get(no, []),
            verdicts=verdicts.get(no, {}),
            objected=frozenset(objected.get(no, [])),
            wage=wages.get(no),
        )

    return evidence


def _taps(
    store: Store, stretch: Stretch, person: StaffNo | None
) -> tuple[ByPerson[Tap], frozenset[str]]:
    """The taps in force, as recorded; a correction stands in place of the tap it corrects.

    From the documents themselves: of 80,000 punches a month only a few fields matter here.
    """
    found = store.table(PUNCHES).search(_of(person) & _at(stretch))
    found = [document for document in found if Result(document["result"]).judged]
    corrected = {document["corrects"] for document in found if "corrects" in document}
    taps: dict[str, list[Tap]] = defaultdict(list)
    jumped: list[str] = []
    for document in found:  # in the order of ids, which is that of recording
        tap_id = str(document.doc_id)
        if tap_id in corrected or "person" not in document:
            continue
        tap = _tap(document)
        taps[document["person"]].append(tap)
        if tap.clock_off:
            jumped.append(tap_id)
    return taps, frozenset(jumped)


def _tap(document: Document) -> Tap:
    way = document.get("direction")
    return Tap(
        id=str(document.doc_id),
        at=moment(document["at"]),
        direction=Direction(way) if way else None,
        corrects=document.get("corrects"),
        clock_off=timedelta(seconds=document.get("jump_s", 0)),
    )


def _approved(
    store: Store,
    table: str,
    when: QueryInstance,
    person: StaffNo | None,
    make: Callable[[Document], T],
) -> ByPerson[T]:
    approved = where("state") == RequestState.APPROVED.value
    by_person: dict[str, list[T]] = defaultdict(list)
    for document in store.table(table).search(_of(person) & when & approved):
        by_person[document["person"]].append(make(document))
    return by_person


def _leave(document: Document) -> ApprovedLeave:
    return ApprovedLeave(
        str(document.doc_id),
        LeaveKind(document["kind"]),
        moment(document["start"]),
        moment(document["end"]),
    )


def _visit(document: Document) -> ApprovedVisit:
    return ApprovedVisit(str(document.doc_id), moment(document["start"]), moment(document["end"]))


def _correction(document: Document) -> tuple[tuple[date, Slot], ApprovedCorrection]:
    place = (date.fromisoformat(document["day"]), Slot(document["slot"]))
    return place, ApprovedCorrection(str(document.doc_id), moment(document["at"]))


def _finding(document: Document) -> ApprovedFinding:
    return ApprovedFinding(
        str(document.doc_id), FindingKind(document["kind"]), moment(document["at"])
    )


def _verdicts(
    store: Store, stretch: Stretch, person: StaffNo | None
) -> Mapping[str, dict[str, Verdict]]:
    """By person and line; records come in the order in which they were made, the newest wins."""
    by_person: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for document in _in_months(store, VERDICTS, stretch, _of(person)):
        by_person[document["person"]][document["line"]] = Verdict(document["verdict"])
    return by_person


def _objected(store: Store, stretch: Stretch, person: StaffNo | None) -> ByPerson[str]:
    undecided = where("state") == RequestState.REQUESTED.value
    by_person: dict[str, list[str]] = defaultdict(list)
    for document in _in_months(store, OBJECTIONS, stretch, _of(person) & undecided):
        by_person[document["person"]].append(document["line"])
    return by_person


def _wages(store: Store, stretch: Stretch) -> dict[str, Fen]:
    found = _in_months(store, WAGES, stretch, _anything())
    return {document["person"]: Fen(document["fen"]) for document in found}


def _in_months(
    store: Store, table: str, stretch: Stretch, condition: QueryInstance
) -> Iterable[Document]:
    for month in stretch.months:
        yield from store.table(table).search((where("month") == month) & condition)


def _of(person: StaffNo | None) -> QueryInstance:
    return _anything() if person is None else where("person") == person


def _anything() -> QueryInstance:
    return where("person").exists()


def _at(stretch: Stretch) -> QueryInstance:
    return (where("at") >= stored(stretch.start)) & (where("at") < stored(stretch.end))


def _touching(stretch: Stretch) -> QueryInstance:
    return (where("start") < stored(stretch.end)) & (where("end") >= stored(stretch.start))


def _on_days(stretch: Stretch) -> QueryInstance:
    return (where("day") >= stretch.first.isoformat()) & (where("day") <= stretch.last.isoformat())
