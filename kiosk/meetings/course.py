"""What the steps of a meeting come to, in the order in which they were recorded. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce

from kiosk.books.book_state import BookState
from kiosk.meetings.agenda import MeetingKind, block_ids, unfilled
from kiosk.meetings.hosts import Choice, HostReason
from kiosk.meetings.running import NOT_STARTED, Move, Run, step
from kiosk.meetings.steps import Step, StepKind
from kiosk.person import StaffNo


@dataclass(slots=True)
class Course:
    """How far a meeting has come."""

    kind: MeetingKind
    run: Run = NOT_STARTED
    named: Choice | None = None
    """Who was named host by hand, if anybody was."""
    started: Choice | None = None
    """Who started it, and why it was he."""
    texts: dict[str, str] = field(default_factory=dict)
    """By block."""
    prepared_at: datetime | None = None
    """Since when every block has been filled."""
    prepared_by: str = ""
    arrivals: dict[StaffNo, datetime] = field(default_factory=dict)
    """Taps at the wall, the first of each person."""
    checked: Mapping[StaffNo, tuple[BookState, BookState]] | None = None
    """How the books stood when the host signed for them: visit log and plan book."""
    checked_by: str = ""
    minutes: dict[StaffNo, str] = field(default_factory=dict)
    """The newest notes of each person."""

    def take(self, said: Step) -> "Course":
        """Let one more step happen."""
        match said.kind:
            case StepKind.HOST:
                host = StaffNo(said.said["host"])
                self.named = Choice(host, HostReason.MANUAL, said.said["reason"])
            case StepKind.PREPARED:
                self._prepare(said)
            case StepKind.ARRIVED:
                self.arrivals.setdefault(StaffNo(said.said["person"]), said.at.at)
            case StepKind.CHECKED:
                self.checked = {StaffNo(no): _states(text) for no, text in said.said.items()}
                self.checked_by = said.by
            case StepKind.MINUTES:
                self.minutes[StaffNo(said.by)] = said.said["text"]
            case kind:
                move = Move(kind.value)
                self.run = step(self.run, move, said.at, block_ids(self.kind))
                if move is Move.START:
                    reason = HostReason(said.said["reason"])
                    self.started = Choice(StaffNo(said.by), reason, said.said["said"])
                elif move is Move.VOID:
                    self.started, self.checked = None, None
        return self

    def _prepare(self, said: Step) -> None:
        self.texts |= said.said
        if self.prepared_at is None and not unfilled(self.kind, self.texts):
            self.prepared_at = said.at.at
            self.prepared_by = said.by


def course(kind: MeetingKind, steps: Iterable[Step]) -> Course:
    """What has come of a meeting."""
    return reduce(Course.take, steps, Course(kind))


def signed(states: Mapping[StaffNo, tuple[BookState, BookState]]) -> dict[str, str]:
    """What a host signs for, as a step keeps it."""
    return {no: f"{visit_log} {plan_book}" for no, (visit_log, plan_book) in states.items()}


def _states(text: str) -> tuple[BookState, BookState]:
    visit_log, plan_book = text.split()
    return BookState(visit_log), BookState(plan_book)
