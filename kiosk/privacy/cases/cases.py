"""The cases of one office: each step is a record of its own, in one transaction, never changed.

What reviewers do in cases is on record by that, for the next level to look at.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tinydb import where

from keyroom.language import N_
from kiosk.errors import AlreadyDecidedError, NoSuchRequestError, NotEntitledError, OfficeError
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access
from kiosk.privacy.cases.case import Case, Judgement, Question, Step, StepKind, Subject
from kiosk.privacy.cases.rights import require_reviewer
from kiosk.privacy.flags.flag import Flag, Said
from kiosk.privacy.masking import mask_numbers
from kiosk.schema import ACCESSES, CASE_STEPS, CASES
from kiosk.times import moment, stored
from store import Document

LONGEST: Final = 200
"""Characters of a question, an answer or a finding."""

_AT_ONCE: Final = 500
"""How many ids one query names."""


class BadTextError(OfficeError):
    """A question or an answer that nobody can read."""


@dataclass(frozen=True, slots=True)
class _Act:
    by: StaffNo
    now: datetime


class Cases:
    """Over the open office."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._store = office.store

    def take_up(self, flag: Flag, *, by: StaffNo, now: datetime) -> str:
        """Make a case of a flag; returns its id.

        Raises NotEntitledError, AlreadyDecidedError where somebody has done so.
        """
        return self._take_up(Subject.of(flag), _Act(by, now))

    def take_up_entry(self, entry: str, *, by: StaffNo, now: datetime) -> str:
        """Make a case of one entry of the access log. Raises NoSuchRequestError besides."""
        document = self._store.table(ACCESSES).get(doc_id=entry)
        if document is None or "kind" not in document:
            raise NoSuchRequestError(
                N_("there is no entry {entry} in the access log"),
                N_("see the ids with: keyroom access list --json"),
                entry=entry,
            )
        access = Access.from_document(document)
        people = frozenset(no for no in (access.person, access.second_person) if no is not None)
        local = access.at.astimezone(self._office.premises.config.zone)
        why = Said(
            N_("an entry of {at} at {terminal}"),
            {"at": f"{local:%Y-%m-%d %H:%M}", "terminal": access.terminal},
        )
        subject = Subject(entry, None, access.person, people, access.at, why, (entry,))
        return self._take_up(subject, _Act(by, now))

    def ask(self, case: str, question: str, *, by: StaffNo, now: datetime) -> None:
        """Ask the person, who finds it on the own page. Raises NotEntitledError, BadTextError."""
        self._step(case, StepKind.ASK, question, _Act(by, now))

    def answer(self, case: str, text: str, *, by: StaffNo, now: datetime) -> None:
        """The person's answer. Raises NotEntitledError for anybody else's, BadTextError."""
        self._step(case, StepKind.ANSWER, text, _Act(by, now))

    def judge(
        self, case: str, judgement: Judgement, reason: str, *, by: StaffNo, now: datetime
    ) -> None:
        """Say what it came to. Raises NotEntitledError, BadTextError."""
        self._step(case, StepKind.JUDGE, reason, _Act(by, now), judgement)

    def close(
        self, case: str, finding: str, *, by: StaffNo, now: datetime, deduct: bool = False
    ) -> None:
        """Close it for good, with a finding; where the regulation has one, with a deduction.

        That goes the way of all findings: reported here, decided like any other. Raises what
        `Requests.report_finding` does besides.
        """
        self._step(case, StepKind.CLOSE, finding, _Act(by, now), deduct=deduct)

    def case(self, case: str) -> Case:
        """The case with this id. Raises NoSuchRequestError."""
        found = self._store.table(CASES).get(doc_ids=[case])
        if not found:
            raise NoSuchRequestError(
                N_("there is no case {case}"), N_("the flags show which are taken up"), case=case
            )
        return self._with_steps(found)[0]

    def all(self) -> list[Case]:
        """Every case, the newest first."""
        with self._store.connection():
            return self._with_steps(self._store.table(CASES).all())[::-1]

    def questions(self, person: StaffNo) -> list[Question]:
        """What waits for this person's answer, the oldest first."""
        found = self._store.table(CASES).search(where("person") == person)
        return [
            Question(case.id, case.subject.why, step.by, step.at, step.text)
            for case in self._with_steps(found)
            for step in case.steps[-1:]
            if step.kind is StepKind.ASK
        ]

    def require_right(self, subject: Subject, by: StaffNo, now: datetime) -> None:
        """Raises NotEntitledError where this reviewer may not work on such a case."""
        people = self._office.people
        about = None if subject.person is None else people.find(subject.person)
        today = now.astimezone(self._office.premises.config.zone).date()
        require_reviewer(people.get(by), subject, about, today)

    def _take_up(self, subject: Subject, act: _Act) -> str:
        with self._store.transaction(actor=act.by, action="case.take_up"):
            self.require_right(subject, act.by, act.now)
            if self._store.table(CASES).contains(where("key") == subject.key):
                raise AlreadyDecidedError(
                    N_("this was taken up already"), N_("look for it among the cases")
                )
            document = subject.to_document() | {"by": act.by, "at": stored(act.now)}
            return str(self._store.table(CASES).insert(document))

    def _step(
        self,
        case: str,
        kind: StepKind,
        text: str,
        act: _Act,
        judgement: Judgement | None = None,
        *,
        deduct: bool = False,
    ) -> None:
        text = _readable(text)
        with self._store.transaction(actor=act.by, action=f"case.{kind}"):
            found = self.case(case)
            if kind is StepKind.ANSWER:
                _require_asked(found, act.by)
            else:
                self.require_right(found.subject, act.by, act.now)
            if not found.allows(kind):
                raise AlreadyDecidedError(
                    N_("this cannot be done in the case as it stands"),
                    N_("it is asked about, judged, then closed"),
                )
            finding = self._report(found, text, act) if deduct else None
            nth = len(found.steps) + 1
            step = Step(case, nth, kind, act.by, act.now, text, judgement, finding)
            self._store.table(CASE_STEPS).insert(step.to_document())

    def _report(self, case: Case, text: str, act: _Act) -> str:
        kind, person = case.deduction, case.subject.person
        if kind is None or person is None:
            raise NotEntitledError(
                N_("the regulation has no deduction for this"),
                N_("close it with a finding that is kept without money"),
            )
        return self._office.requests.report_finding(
            person, kind, case.subject.at, "", text, by=act.by, now=act.now
        )

    def _with_steps(self, documents: Iterable[Document]) -> list[Case]:
        found = list(documents)
        ids = [str(each.doc_id) for each in found]
        steps: dict[str, list[Step]] = defaultdict(list)
        for start in range(0, len(ids), _AT_ONCE):
            some = where("case").one_of(ids[start : start + _AT_ONCE])
            for document in self._store.table(CASE_STEPS).search(some):
                steps[document["case"]].append(Step.from_document(document))
        return [
            Case(
                str(each.doc_id),
                Subject.from_document(each),
                StaffNo(each["by"]),
                moment(each["at"]),
                tuple(sorted(steps[str(each.doc_id)], key=lambda step: step.nth)),
            )
            for each in found
        ]


def _require_asked(case: Case, by: StaffNo) -> None:
    if case.subject.person != by:
        raise NotEntitledError(
            N_("nobody answers for another"), N_("each answers on his own page, after a tap")
        )


def _readable(text: str) -> str:
    """What was typed, without numbers that may be a customer's. Raises BadTextError."""
    text = text.strip()
    if not text or len(text) > LONGEST or not text.isprintable():
        raise BadTextError(
            N_("this cannot be kept: it must be one line of 1 to {longest} visible characters"),
            N_("say it in a sentence"),
            longest=LONGEST,
        )
    return mask_numbers(text)
