"""A meeting as somebody sees it at one moment: everything that screens and reports show of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.books.book_state import BookState
from kiosk.books.items import Owed
from kiosk.meetings.agenda import AGENDAS, unfilled
from kiosk.meetings.attending import Attendance, Attended
from kiosk.meetings.course import Course
from kiosk.meetings.hosts import Choice, HostReason
from kiosk.meetings.running import Ended, Instant, Length, Running, Waiting, block_seconds
from kiosk.meetings.schedule import MeetingTimes
from kiosk.person import Person
from kiosk.times import stored


@dataclass(frozen=True, slots=True)
class Participant:
    """One person at a meeting."""

    person: Person
    attended: Attended
    visit_log: BookState | None
    """None for whoever keeps no books."""
    plan_book: BookState | None
    minutes: BookState | None
    """None while the meeting is not over."""


@dataclass(frozen=True, slots=True)
class BlockLook:
    """One block of the agenda."""

    id: str
    title: str
    """A message id."""
    seconds: int | None
    """None where the meeting has not come to it."""
    text: str


@dataclass(frozen=True, slots=True)
class MeetingLook:
    """One meeting at one moment."""

    times: MeetingTimes
    choice: Choice
    course: Course
    length: Length | None
    people: tuple[Participant, ...]
    """By staff number."""
    actions: tuple[Owed, ...]
    """What this meeting decided, and what earlier ones did that was not done by then."""
    now: Instant
    over: bool
    """Nobody can hold it any more, or it was held."""
    reason: str = ""
    """Why an ad-hoc meeting was called."""

    @property
    def started(self) -> Instant | None:
        """When it began."""
        run = self.course.run
        return None if isinstance(run, Waiting) else run.started

    @property
    def ended(self) -> Instant | None:
        """When it ended."""
        run = self.course.run
        return run.ended if isinstance(run, Ended) else None

    @property
    def running(self) -> str | None:
        """The block that it is in."""
        run = self.course.run
        return run.block if isinstance(run, Running) else None

    @property
    def prepared_in_time(self) -> bool:
        """Whether its host was prepared by when he must be (D-26)."""
        at = self.course.prepared_at
        return at is not None and self.times.prepared_in_time(at)

    @property
    def unfilled(self) -> list[str]:
        """The blocks that its host has still to fill (HY-5-7)."""
        return unfilled(self.times.kind, self.course.texts)

    @property
    def blocks(self) -> tuple[BlockLook, ...]:
        """Its agenda."""
        spent = block_seconds(self.course.run, self.now)
        return tuple(
            BlockLook(each.id, each.title, spent.get(each.id), self.course.texts.get(each.id, ""))
            for each in AGENDAS[self.times.kind]
        )

    @property
    def missing_minutes(self) -> list[Person]:
        """Who still owes his notes (HY-5-10)."""
        return [each.person for each in self.people if each.minutes is BookState.MISSING]

    @property
    def missing_books(self) -> list[Participant]:
        """Whose visit log or plan is not filled (HY-5-8)."""
        return [
            each for each in self.people if BookState.MISSING in (each.visit_log, each.plan_book)
        ]

    def count(self, attendance: Attendance) -> int:
        """How many took part so."""
        return sum(each.attended.attendance is attendance for each in self.people)


def look_json(look: MeetingLook) -> dict[str, Any]:
    """A meeting as programs read it (docs/cli.md)."""
    length, choice = look.length, look.choice
    return {
        "date": look.times.day.isoformat(),
        "kind": look.times.kind,
        "planned_start": stored(look.times.planned),
        "host": choice.host,
        "host_reason": choice.said if choice.reason is HostReason.MANUAL else choice.reason,
        "prepared_at": _moment(look.course.prepared_at),
        "prepared_in_time": look.prepared_in_time,
        "started": _moment(look.started.at if look.started else None),
        "ended": _moment(look.ended.at if look.ended else None),
        "seconds": length and length.seconds,
        "overrun_s": length.overrun_s if length else 0,
        "short": bool(length and length.short),
        "into_work_time": bool(length and length.into_work_time),
        "people": [_person(each) for each in look.people],
        "blocks": [
            {"id": each.id, "title": each.title, "seconds": each.seconds, "text": each.text}
            for each in look.blocks
        ],
        "actions": [action_json(each) for each in look.actions],
    }


def action_json(owed: Owed) -> Mapping[str, Any]:
    """An action item."""
    return {
        "id": owed.id,
        "owner": owed.owner,
        "due": owed.item.due and owed.item.due.isoformat(),
        "text": owed.item.text,
        "done": _moment(owed.done),
    }


def _person(each: Participant) -> dict[str, Any]:
    return {
        "no": each.person.no,
        "attendance": each.attended.attendance,
        "arrived": _moment(each.attended.arrived),
        "visit_log": each.visit_log,
        "plan_book": each.plan_book,
        "minutes": each.minutes,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else stored(at)
