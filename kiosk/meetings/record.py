"""The tables of meetings: finding one, making one, adding to its steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tinydb import where

from kiosk.meetings.agenda import MeetingKind
from kiosk.meetings.course import Course, course
from kiosk.meetings.running import Instant
from kiosk.meetings.steps import Meeting, Step, StepKind
from kiosk.person import StaffNo
from kiosk.schema import MEETING_STEPS, MEETINGS
from store import Document, Store

_MOST_TURNS = 100
"""How many starts back the rotation looks."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A meeting with its document's id."""

    id: str
    meeting: Meeting


class MeetingRecords:
    """The meetings of one office, as documents."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, day: date, kind: MeetingKind) -> Recorded | None:
        """The meeting of a kind on a day; of several ad-hoc ones the one called last."""
        same = (where("day") == day.isoformat()) & (where("kind") == kind.value)
        found = self._store.table(MEETINGS).newest(1, same)
        return _recorded(found[0]) if found else None

    def between(self, first: date, last: date) -> list[Recorded]:
        """The meetings of these days, by the time for which they were planned."""
        within = (where("day") >= first.isoformat()) & (where("day") <= last.isoformat())
        found = map(_recorded, self._store.table(MEETINGS).search(within))
        return sorted(found, key=lambda each: (each.meeting.planned, each.id))

    def add(self, meeting: Meeting) -> Recorded:
        """Keep a meeting; joins the transaction that is open."""
        return Recorded(str(self._store.table(MEETINGS).insert(meeting.to_document())), meeting)

    def note(
        self,
        meeting: str,
        kind: StepKind,
        at: Instant,
        by: str,
        said: Mapping[str, str] | None = None,
    ) -> None:
        """Keep a step; joins the transaction that is open."""
        step = Step(meeting, kind, at, by, said or {})
        self._store.table(MEETING_STEPS).insert(step.to_document())

    def course(self, recorded: Recorded) -> Course:
        """What has come of a meeting."""
        steps = self._store.table(MEETING_STEPS).search(where("meeting") == recorded.id)
        return course(recorded.meeting.kind, map(Step.from_document, steps))

    def former_hosts(self, before: date) -> list[StaffNo]:
        """Who hosted the morning meetings before a day, the last one first."""
        turns = where("step").one_of([StepKind.STARTED.value, StepKind.VOIDED.value])
        newest: dict[str, Step] = {}
        for document in self._store.table(MEETING_STEPS).newest(_MOST_TURNS, turns):
            newest.setdefault(document["meeting"], Step.from_document(document))
        found = map(_recorded, self._store.table(MEETINGS).get(doc_ids=list(newest)))
        held = [
            each
            for each in found
            if each.meeting.kind is MeetingKind.MORNING
            and each.meeting.day < before
            and newest[each.id].kind is StepKind.STARTED
        ]
        held.sort(key=lambda each: each.meeting.day, reverse=True)
        return [StaffNo(newest[each.id].by) for each in held]


def _recorded(document: Document) -> Recorded:
    return Recorded(str(document.doc_id), Meeting.from_document(document))
