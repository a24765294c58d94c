"""The own page's service: judges a person's month anew at each look, and hands on what he asks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from tinydb import where

from kiosk.attendance.answer import Answer
from kiosk.attendance.judging.results import Line, PersonMonth, SlotResult
from kiosk.attendance.judging.statuses import LineState, Rule
from kiosk.attendance.own_asks import (
    CorrectionAsked,
    LeaveAsked,
    ObjectionMade,
    QuestionAnswered,
    Request,
)
from kiosk.attendance.own_month import Discovery, OwnLine, OwnMonth
from kiosk.attendance.requests.kinds import Matter, RequestKind
from kiosk.attendance.requests.records import Finding, Leave, Objection
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.verdicts import VerdictRecord
from kiosk.attendance.so_far import Allowance, MonthSoFar, Sums, Tapped
from kiosk.attendance.timetable import Slot
from kiosk.money import Fen
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.cases.cases import Cases
from kiosk.schema import FINDINGS, LEAVES, VERDICTS

_FOUND: Final = frozenset({Rule.ERRAND, Rule.UNIFORM})
_LISTED: Final = frozenset({RequestKind.LEAVE, RequestKind.VISIT, RequestKind.CORRECTION})


class OwnMonths:
    """Over the records of one office. Whether somebody may look is for the door to say."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._store = office.store
        self._cases = Cases(office)
        self._timetable = office.rulebooks.current.timetable

    def so_far(self, answer: Answer, now: datetime) -> MonthSoFar | None:
        """What to add to an answer; None where it is about nobody."""
        if answer.person is None:
            return None
        day = self._timetable.attendance_day(answer.at)
        month = Month.of(day)
        with self._store.connection():
            judged = self._judged(answer.person.no, month, now)
            sums = self._sums(judged, month)
            questions = len(self._cases.questions(answer.person.no))
        tapped = Tapped.of(judged, day, answer.slot, answer.since or answer.at)
        return MonthSoFar(tapped, sums, questions)

    def month(self, person: StaffNo, month: Month | None, now: datetime) -> OwnMonth:
        """A month of a person's employment, the current one where none is named.

        Raises NoSuchPersonError, CalendarUnreadableError.
        """
        today = self._timetable.attendance_day(now)
        shown = month or Month.of(today)
        office = self._office
        with self._store.connection():
            look = office.closing.look(shown, now, person)
            (judged,) = look.sheet.people
            asked = office.requests.of_person(person, shown.first, shown.last)
            return OwnMonth(
                month=shown,
                today=today,
                next_working_day=office.calendar.current().next_working_day(today),
                judged=judged,
                sums=self._sums(judged, shown),
                lines=tuple(self._lines(judged, shown, asked)),
                asked=tuple(each for each in asked if each.kind in _LISTED),
                bulletins=tuple(office.bulletins.on(today)),
                is_closed=look.settlement is not None,
                questions=tuple(self._cases.questions(person)),
                changed_since=Fen(sum(each.fen for each in look.differences)),
            )

    def request(self, asked: Request, now: datetime) -> None:
        """Put on record what a person asks for himself. Raises what `Requests` does."""
        requests, person = self._office.requests, asked.person
        match asked:
            case LeaveAsked():
                start, end = asked.span(self._timetable)
                requests.ask_leave(person, asked.kind, start, end, by=person, now=now)
            case CorrectionAsked():
                at = asked.moment(self._timetable)
                requests.ask_correction(
                    person, asked.day, asked.slot, at, asked.reason, by=person, now=now
                )
            case ObjectionMade():
                requests.object_to(person, asked.line, asked.reason, by=person, now=now)
            case QuestionAnswered():
                self._cases.answer(asked.case, asked.text, by=person, now=now)

    def _judged(self, person: StaffNo, month: Month, now: datetime) -> PersonMonth:
        return self._office.sheets.month(month, now, person).people[0]

    def _sums(self, judged: PersonMonth, month: Month) -> Sums:
        left = self._office.requests.corrections_left(judged.person.no, month)
        return Sums.of(judged, Allowance(self._office.rulebooks.current.leave_free, left))

    def _lines(
        self, judged: PersonMonth, month: Month, asked: Sequence[Matter]
    ) -> Iterator[OwnLine]:
        objections = {
            each.record.line: each.record for each in asked if isinstance(each.record, Objection)
        }
        verdicts = self._verdicts(judged.person.no, month)
        for line in judged.lines:
            yield OwnLine(
                _objected(line, objections.get(line.id)),
                punch=_punch(judged, line),
                discovery=self._discovery(line),
                leaves=self._leaves(line),
                objection=objections.get(line.id),
                verdict=verdicts.get(line.id),
            )

    def _verdicts(self, person: StaffNo, month: Month) -> dict[str, VerdictRecord]:
        """By line; records come in the order in which they were made, the newest stays."""
        of_month = (where("person") == person) & (where("month") == str(month))
        found = map(VerdictRecord.from_document, self._store.table(VERDICTS).search(of_month))
        return {record.line: record for record in found}

    def _discovery(self, line: Line) -> Discovery | None:
        if line.rule not in _FOUND:
            return None
        (found,) = self._store.table(FINDINGS).get(doc_ids=line.evidence)
        finding = Finding.from_document(found)
        finder = self._office.people.find(finding.asked.asked_by)
        return Discovery(finding, finding.asked.asked_by if finder is None else finder.name)

    def _leaves(self, line: Line) -> tuple[Leave, ...]:
        if line.rule is not Rule.LEAVE:
            return ()
        found = map(Leave.from_document, self._store.table(LEAVES).get(doc_ids=line.evidence))
        return tuple(sorted(found, key=lambda leave: leave.start))


def _objected(line: Line, objection: Objection | None) -> Line:
    """The line, which in a closed month keeps the state that it was settled with."""
    asked = objection is not None and objection.asked.state is RequestState.REQUESTED
    return replace(line, state=LineState.OBJECTED) if asked and line.state.costs else line


def _punch(judged: PersonMonth, line: Line) -> SlotResult | None:
    """What became of the planned punch that a line is about."""
    if line.slot not in set(Slot) or line.rule in _FOUND:
        return None
    day = next(day for day in judged.days if day.date == line.date)
    return day.slots.get(Slot(line.slot))
