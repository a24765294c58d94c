"""Cases: taken up, asked, answered, judged, closed; by whom, in which order, and kept for ever."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.attendance.requests.kinds import RequestKind
from kiosk.attendance.requests.state import RequestState
from kiosk.errors import (
    AlreadyDecidedError,
    NoSuchRequestError,
    NotEntitledError,
    RequestRefusedError,
)
from kiosk.office import Office
from kiosk.person import Person, StaffNo, staff_no
from kiosk.privacy.accesses import Access, Accesses, AccessKind
from kiosk.privacy.cases.case import CaseState, Judgement
from kiosk.privacy.cases.cases import BadTextError, Cases
from kiosk.privacy.flags.flag import Flag, FlagKind, Said
from kiosk.roles import Role
from kiosk.schema import CASE_STEPS, CASES
from store.errors import AppendOnly
from tests.kiosk.conftest import NOON

AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
"""10:30 of a Monday."""
A07, M01, M02, D01 = map(StaffNo, ("A07", "M01", "M02", "D01"))


def flag(
    person: StaffNo | None = A07,
    kind: FlagKind = FlagKind.NOT_CLOCKED_IN,
    people: frozenset[StaffNo] = frozenset({A07}),
) -> Flag:
    why = Said("on {day} data was accessed", {"day": "2026-11-23", "count": 2})
    return Flag(f"{kind}:{person}:2026-11-23", kind, person, AT, why, ("E1", "E2"), people)


@pytest.fixture
def cases(office: Office, staff: Mapping[str, Person]) -> Cases:
    department = Person(D01, "尼玛", Role.DEPT_GROUP, "集团客户部", date(2024, 3, 1))
    office.people.add(department, actor="-")
    return Cases(office)


@pytest.fixture
def case(cases: Cases) -> str:
    return cases.take_up(flag(), by=M01, now=NOON)


def test_the_whole_way(office: Office, cases: Cases, case: str) -> None:
    assert cases.case(case).state is CaseState.TAKEN_UP
    cases.ask(case, "What was this for?", by=M01, now=NOON)
    (question,) = cases.questions(A07)
    assert (question.case, question.by, question.text) == (case, M01, "What was this for?")
    assert question.why == flag().why
    cases.answer(case, "the customer was there", by=A07, now=NOON)
    assert cases.questions(A07) == []
    cases.judge(case, Judgement.REMINDED, "reminded", by=M01, now=NOON)
    cases.close(case, "nothing to add", by=M01, now=NOON)

    found = cases.case(case)
    assert found.subject.key == flag().key
    assert found.subject.entries == ("E1", "E2")
    assert [step.kind for step in found.steps] == ["ask", "answer", "judge", "close"]
    assert (found.state, found.judgement) == (CaseState.CLOSED, Judgement.REMINDED)
    assert cases.all() == [found]
    assert office.requests.find(RequestKind.FINDING) == []


STEPS: Mapping[str, Callable[[Cases, str], None]] = {
    "ask": lambda cases, case: cases.ask(case, "why?", by=M01, now=NOON),
    "answer": lambda cases, case: cases.answer(case, "so", by=A07, now=NOON),
    "judge": lambda cases, case: cases.judge(
        case, Judgement.VIOLATION, "no reason", by=M01, now=NOON
    ),
    "close": lambda cases, case: cases.close(case, "kept", by=M01, now=NOON),
}


@pytest.mark.parametrize(
    "before, refused",
    [
        ("", "answer close"),
        ("ask", "ask close"),
        ("ask answer", "answer close"),
        ("judge", "answer"),
        ("judge close", "ask answer judge close"),
    ],
)
def test_steps_come_in_their_order(cases: Cases, case: str, before: str, refused: str) -> None:
    for step in before.split():
        STEPS[step](cases, case)
    steps = cases.case(case).steps
    for step in refused.split():
        with pytest.raises(AlreadyDecidedError):
            STEPS[step](cases, case)
    assert cases.case(case).steps == steps


def test_a_flag_is_taken_up_once(cases: Cases, case: str) -> None:
    with pytest.raises(AlreadyDecidedError):
        cases.take_up(flag(), by=M02, now=NOON)


@pytest.mark.parametrize(
    "about, people, by, may",
    [
        (A07, {A07}, M01, True),
        (A07, {A07}, M02, True),
        (A07, {A07}, D01, False),
        (A07, {A07}, A07, False),
        (M01, {M01}, M01, False),
        (M01, {M01}, M02, False),
        (M01, {M01}, D01, True),
        (M02, {M02, A07}, D01, True),
        (None, {A07, M01}, M01, False),
        (None, {A07, M01}, M02, True),
        (None, {A07, M01}, StaffNo("A08"), False),
    ],
)
def test_par_9_nobody_works_on_a_case_of_his_own(
    cases: Cases, about: StaffNo | None, people: set[StaffNo], by: StaffNo, may: bool
) -> None:
    asked = flag(about, people=frozenset(people))
    if may:
        assert cases.take_up(asked, by=by, now=NOON)
        return
    with pytest.raises(NotEntitledError):
        cases.take_up(asked, by=by, now=NOON)
    assert cases.all() == []


def test_nobody_answers_for_another(cases: Cases, case: str) -> None:
    cases.ask(case, "why?", by=M01, now=NOON)
    with pytest.raises(NotEntitledError):
        cases.answer(case, "so", by=StaffNo("A08"), now=NOON)


def test_where_it_is_nobodys_alone_nobody_is_asked(cases: Cases) -> None:
    case = cases.take_up(flag(None), by=M01, now=NOON)
    with pytest.raises(AlreadyDecidedError):
        cases.ask(case, "why?", by=M01, now=NOON)
    cases.judge(case, Judgement.JUSTIFIED, "seen", by=M01, now=NOON)


@pytest.mark.parametrize("text", ["", "   ", "x" * 201, "two\nlines", "\u202eright to left"])
def test_words_that_nobody_can_read_are_refused(cases: Cases, case: str, text: str) -> None:
    with pytest.raises(BadTextError):
        cases.ask(case, text, by=M01, now=NOON)


def test_numbers_that_may_be_a_customers_are_hidden(cases: Cases, case: str) -> None:
    cases.ask(case, "who called from 13812341234 [bold]'; --", by=M01, now=NOON)
    assert cases.case(case).steps[0].text == "who called from *********** [bold]'; --"


def test_an_entry_is_taken_up(office: Office, cases: Cases) -> None:
    entry = Accesses(office.store).add(
        Access(AT, "desk", AccessKind.CUSTOMER, person=A07, customer="G0001", second_person=M01)
    )
    case = cases.case(cases.take_up_entry(entry, by=M02, now=NOON))
    assert (case.subject.key, case.subject.person) == (entry, A07)
    assert case.subject.people == {A07, M01}
    assert case.subject.why.shown(str) == "an entry of 2026-11-23 10:30 at desk"
    with pytest.raises(AlreadyDecidedError):
        cases.take_up_entry(entry, by=M02, now=NOON)


def test_what_is_not_there_is_not_taken_up(cases: Cases) -> None:
    with pytest.raises(NoSuchRequestError):
        cases.take_up_entry("nothing", by=M01, now=NOON)
    with pytest.raises(NoSuchRequestError):
        cases.ask("nothing", "why?", by=M01, now=NOON)


def test_kq_2_3_a_finding_becomes_a_deduction_finding(
    office: Office, cases: Cases, case: str
) -> None:
    cases.judge(case, Judgement.VIOLATION, "was shopping", by=M01, now=NOON)
    cases.close(case, "shopping while the badge was at the desk", by=M01, now=NOON, deduct=True)
    (finding,) = office.requests.find(RequestKind.FINDING)
    assert cases.case(case).steps[-1].finding == finding.id
    assert (finding.person, finding.state) == (A07, RequestState.REQUESTED)


@pytest.mark.parametrize(
    "kind, judgement",
    [
        (FlagKind.VOLUME, Judgement.VIOLATION),
        (FlagKind.NOT_CLOCKED_IN, Judgement.REMINDED),
    ],
)
def test_where_the_regulation_has_none_nothing_is_deducted(
    office: Office, cases: Cases, kind: FlagKind, judgement: Judgement
) -> None:
    case = cases.take_up(flag(kind=kind), by=M01, now=NOON)
    cases.judge(case, judgement, "seen", by=M01, now=NOON)
    with pytest.raises(NotEntitledError):
        cases.close(case, "seen", by=M01, now=NOON, deduct=True)
    assert cases.case(case).state is CaseState.JUDGED
    cases.close(case, "kept without money", by=M01, now=NOON)
    assert office.requests.find(RequestKind.FINDING) == []


def test_what_cannot_be_found_leaves_the_case_open(office: Office, cases: Cases) -> None:
    sunday = flag()
    sunday = Flag(
        sunday.key,
        sunday.kind,
        sunday.person,
        AT - timedelta(days=1),
        sunday.why,
        sunday.entries,
        sunday.people,
    )
    case = cases.take_up(sunday, by=M01, now=NOON)
    cases.judge(case, Judgement.VIOLATION, "seen", by=M01, now=NOON)
    with pytest.raises(RequestRefusedError):
        cases.close(case, "seen", by=M01, now=NOON, deduct=True)
    assert cases.case(case).state is CaseState.JUDGED


def test_past_reviews_stay(office: Office, cases: Cases, case: str) -> None:
    cases.ask(case, "why?", by=M01, now=NOON)
    for table in (CASES, CASE_STEPS):
        with pytest.raises(AppendOnly):
            office.store.table(table).update({"text": "other"})


def test_more_cases_than_one_query_names(office: Office, cases: Cases) -> None:
    with office.store.transaction():
        for number in range(501):
            base = flag()
            each = Flag(f"k{number}", base.kind, A07, AT, base.why, ("E",), base.people)
            cases.take_up(each, by=M01, now=NOON)
    found = cases.all()
    cases.ask(found[0].id, "why?", by=M01, now=NOON)
    assert len(cases.all()) == 501
    assert cases.questions(staff_no("A07"))[0].case == found[0].id
