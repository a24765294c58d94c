"""A case and its steps: what was taken up, and all that was asked, said and judged since. Pure.

Neither is ever changed: where a case stands is what its steps come to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self

from keyroom.language import N_
from kiosk.attendance.judging.statuses import FindingKind
from kiosk.person import StaffNo
from kiosk.privacy.flags.flag import Flag, FlagKind, Said
from kiosk.times import moment, stored


class CaseState(StrEnum):
    """Where a case stands."""

    TAKEN_UP = "taken_up"
    ASKED = "asked"
    ANSWERED = "answered"
    JUDGED = "judged"
    CLOSED = "closed"


CASE_STATE_NAMES: dict[CaseState, str] = {
    CaseState.TAKEN_UP: N_("taken up"),
    CaseState.ASKED: N_("asked"),
    CaseState.ANSWERED: N_("answered"),
    CaseState.JUDGED: N_("judged"),
    CaseState.CLOSED: N_("closed"),
}
"""How each is called on screens: message ids."""


class StepKind(StrEnum):
    """What was done in a case."""

    ASK = "ask"
    ANSWER = "answer"
    JUDGE = "judge"
    CLOSE = "close"


STATES: Final[Mapping[StepKind, CaseState]] = {
    StepKind.ASK: CaseState.ASKED,
    StepKind.ANSWER: CaseState.ANSWERED,
    StepKind.JUDGE: CaseState.JUDGED,
    StepKind.CLOSE: CaseState.CLOSED,
}
"""Where a case stands after each."""
FOLLOWS: Final[Mapping[CaseState, frozenset[StepKind]]] = {
    CaseState.TAKEN_UP: frozenset({StepKind.ASK, StepKind.JUDGE}),
    CaseState.ASKED: frozenset({StepKind.ANSWER, StepKind.JUDGE}),
    CaseState.ANSWERED: frozenset({StepKind.ASK, StepKind.JUDGE}),
    CaseState.JUDGED: frozenset({StepKind.ASK, StepKind.JUDGE, StepKind.CLOSE}),
    CaseState.CLOSED: frozenset(),
}
"""What can be done then: it is judged before it is closed, and closed for good."""


class Judgement(StrEnum):
    """What a case came to."""

    JUSTIFIED = "justified"
    REMINDED = "reminded"
    VIOLATION = "violation"


JUDGEMENT_NAMES: dict[Judgement, str] = {
    Judgement.JUSTIFIED: N_("justified"),
    Judgement.REMINDED: N_("reminded"),
    Judgement.VIOLATION: N_("against the rules"),
}
"""How each is called on screens: message ids."""

DEDUCTIONS: Final[Mapping[FlagKind, FindingKind]] = {
    FlagKind.NOT_CLOCKED_IN: FindingKind.PRIVATE_ERRAND,
    FlagKind.AFTER_CLOCK_OUT: FindingKind.PRIVATE_ERRAND,
}
"""The flags behind which the regulation has a deduction: who was out on an errand of his own while
his badge was at the desk (KQ-2-3). BM itself has none: other findings are kept without money."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a case is about, as it stood when it was taken up."""

    key: str
    """The flag's; of a single entry, its id."""
    kind: FlagKind | None
    """None where somebody took up a single entry."""
    person: StaffNo | None
    people: frozenset[StaffNo]
    """Who had a part in it: none of them judges it."""
    at: datetime
    why: Said
    entries: tuple[str, ...]

    @classmethod
    def of(cls, flag: Flag) -> Self:
        """A flag as a subject."""
        return cls(flag.key, flag.kind, flag.person, flag.people, flag.at, flag.why, flag.entries)

    def to_document(self) -> dict[str, Any]:
        """Its part of the document of the table `cases`; what is not known is left out."""
        document: dict[str, Any] = {
            "key": self.key,
            "kind": None if self.kind is None else self.kind.value,
            "person": self.person,
            "people": sorted(self.people),
            "about_at": stored(self.at),
            "message": self.why.message,
            "values": dict(self.why.values),
            "entries": list(self.entries),
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The subject that `to_document` wrote."""
        kind, person = document.get("kind"), document.get("person")
        return cls(
            document["key"],
            None if kind is None else FlagKind(kind),
            None if person is None else StaffNo(person),
            frozenset(map(StaffNo, document["people"])),
            moment(document["about_at"]),
            Said(document["message"], document["values"]),
            tuple(document["entries"]),
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done in a case (table `case_steps`)."""

    case: str
    nth: int
    """Its place among the case's steps: clocks and ids of several terminals need not agree."""
    kind: StepKind
    by: StaffNo
    at: datetime
    text: str
    """The question, the answer, the reason or the finding, in their words."""
    judgement: Judgement | None = None
    finding: str | None = None
    """The request's id, where closing reported a finding with a deduction."""

    def to_document(self) -> dict[str, Any]:
        """As kept; what is not known is left out."""
        document: dict[str, Any] = {
            "case": self.case,
            "nth": self.nth,
            "step": self.kind.value,
            "by": self.by,
            "at": stored(self.at),
            "text": self.text,
            "judgement": None if self.judgement is None else self.judgement.value,
            "finding": self.finding,
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The step that `to_document` wrote."""
        judgement = document.get("judgement")
        return cls(
            document["case"],
            document["nth"],
            StepKind(document["step"]),
            StaffNo(document["by"]),
            moment(document["at"]),
            document["text"],
            None if judgement is None else Judgement(judgement),
            document.get("finding"),
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One case with all its steps, in order."""

    id: str
    subject: Subject
    by: StaffNo
    """Who took it up."""
    at: datetime
    steps: Sequence[Step] = ()

    @property
    def state(self) -> CaseState:
        """Where it stands."""
        return STATES[self.steps[-1].kind] if self.steps else CaseState.TAKEN_UP

    @property
    def judgement(self) -> Judgement | None:
        """The last one."""
        found = [step.judgement for step in self.steps if step.judgement is not None]
        return found[-1] if found else None

    @property
    def deduction(self) -> FindingKind | None:
        """What the regulation has for it, once it is judged to be against the rules."""
        if self.judgement is not Judgement.VIOLATION or self.subject.kind is None:
            return None
        return DEDUCTIONS.get(self.subject.kind)

    def allows(self, step: StepKind) -> bool:
        """Whether this can be done now; nobody can be asked where it is nobody's alone."""
        asks = step in (StepKind.ASK, StepKind.ANSWER)
        return step in FOLLOWS[self.state] and not (asks and self.subject.person is None)


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked, as his own page shows it."""

    case: str
    why: Said
    by: StaffNo
    at: datetime
    text: str
