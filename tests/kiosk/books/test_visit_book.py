"""GZ-3-7b, GZ-3-8, D-18, D-27: the visit log, its signatures, and days without a visit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Slot
from kiosk.books.book_state import BookState
from kiosk.books.books import Books, DayBooks
from kiosk.books.entries import SignedBy, VisitResult
from kiosk.books.items import ItemKind, ItemStep
from kiosk.books.outcome import Outcome
from kiosk.books.purpose import Purpose
from kiosk.errors import BookRefusedError, NoSuchRequestError, NotEntitledError
from kiosk.office import Office
from kiosk.person import StaffNo
from tests.kiosk.books.conftest import At

A07 = StaffNo("A07")
DAY, NEXT = date(2026, 11, 23), date(2026, 11, 24)
Visit = Callable[..., str]
ID_NUMBER = "540202199001010017"


def result(visit: str, at: At, when: str = "2026-11-23 18:00") -> VisitResult:
    return VisitResult(visit, A07, DAY, "续签协议", at(when), "A07")


def never(_no: StaffNo, _day: date) -> bool:
    return False


def states(office: Office, at: At) -> DayBooks:
    due = at("2026-11-24 09:35")
    return office.books.states(office.people.all(), DAY, NEXT, due, never)[A07]


def test_GZ_3_7b_a_visit_is_written_up_and_the_newest_result_counts(  # noqa: N802 - the rule's id
    books: Books, visit: Visit, at: At
) -> None:
    made = visit("2026-11-23 15:30", "2026-11-23 17:00")
    first = books.visits.log(result(made, at))
    assert first.result == result(made, at)
    again = replace(result(made, at, "2026-11-23 19:00"), out=at("2026-11-23 15:40"))
    books.visits.log(again)
    (logged,) = books.visits.between(DAY, DAY)
    assert logged.result == again
    assert logged.first_entered == at("2026-11-23 18:00")
    assert logged.start == at("2026-11-23 15:40")


def test_D_18_the_visit_of_the_log_is_the_one_that_excuses_slots(  # noqa: N802 - the rule's id
    office: Office, visit: Visit, at: At
) -> None:
    made = visit("2026-11-23 15:00", "2026-11-23 18:30", approve=False)
    office.books.visits.log(result(made, at))

    def pm() -> list[object]:
        month = office.sheets.month(Month(2026, 11), at("2026-11-24 08:00"), A07)
        slots = month.people[0].days[22].slots
        return [slots[Slot.PM_IN].result, slots[Slot.PM_OUT].result]

    assert pm() == [Status.ABSENT, Status.ABSENT]
    office.requests.decide(made, RequestState.APPROVED, by="M01", now=at("2026-11-23 19:00"))
    assert pm() == [Status.FIELD_DUTY, Status.FIELD_DUTY]


def test_GZ_3_7b_a_problem_is_closed_by_the_customers_signature_alone(  # noqa: N802 - the rule's id
    books: Books, visit: Visit, at: At
) -> None:
    made = visit("2026-11-23 15:30", "2026-11-23 17:00")
    books.visits.log(replace(result(made, at), problem=True))
    assert books.report(DAY, DAY, at("2026-11-24 08:00")).unsigned
    signed = books.visits.sign(
        made, books.visits.paper("2026-118"), by="A07", now=at("2026-11-23 18:30")
    )
    assert signed.result is not None
    assert signed.result.is_closed
    assert not books.report(DAY, DAY, at("2026-11-24 08:00")).unsigned
    with pytest.raises(BookRefusedError, match="nothing of this visit waits"):
        books.visits.sign(made, books.visits.paper("1"), by="A07", now=at("2026-11-23 18:31"))


def test_an_id_card_signs_without_its_number_being_kept(office: Office) -> None:
    signature = office.books.visits.card(ID_NUMBER)
    assert signature.kind is SignedBy.ID_CARD
    assert signature == office.books.visits.card(ID_NUMBER.lower())
    assert signature != office.books.visits.card("540102198802290039")
    assert ID_NUMBER not in signature.mark


def test_a_next_step_is_owed_once(books: Books, visit: Visit, at: At) -> None:
    made = visit("2026-11-23 15:30", "2026-11-23 17:00")
    for when in ("2026-11-23 18:00", "2026-11-23 18:10"):
        books.visits.log(replace(result(made, at, when), next_step="送合同"))
    (owed,) = books.items.all()
    assert (owed.item.kind, owed.owner, owed.item.customer, owed.item.source) == (
        ItemKind.NEXT_STEP,
        "A07",
        "G0002",
        made,
    )


@pytest.mark.parametrize(
    ("changed", "error", "why"),
    [
        ({"result": " "}, BookRefusedError, "what came of the visit"),
        ({"result": "长" * 2001}, BookRefusedError, "what came of the visit"),
        ({"out": "2026-11-23 16:00", "back": "2026-11-23 15:59"}, BookRefusedError, "before"),
        ({"signature": "paper"}, BookRefusedError, "no problem"),
        ({"by": "A08"}, NotEntitledError, "A08 may not write"),
        ({"visit": "nothing"}, NoSuchRequestError, "no request"),
    ],
)
def test_bad_results_are_refused(
    books: Books,
    visit: Visit,
    at: At,
    changed: dict[str, str],
    error: type[Exception],
    why: str,
) -> None:
    made = result(visit("2026-11-23 15:30", "2026-11-23 17:00"), at)
    values: dict[str, object] = dict(changed)
    for name in {"out", "back"} & changed.keys():
        values[name] = at(changed[name])
    if "signature" in changed:
        values["signature"] = books.visits.paper("1")
    with pytest.raises(error, match=why):
        books.visits.log(replace(made, **values))  # type: ignore[arg-type]
    assert books.visits.between(DAY, DAY)[0].result is None


def test_a_rejected_visit_is_not_written_up(office: Office, visit: Visit, at: At) -> None:
    made = visit("2026-11-23 15:30", "2026-11-23 17:00", approve=False)
    office.requests.decide(made, RequestState.REJECTED, by="M01", now=at("2026-11-23 18:00"))
    with pytest.raises(BookRefusedError, match="rejected or withdrawn"):
        office.books.visits.log(result(made, at))
    assert office.books.visits.between(DAY, DAY) == []


def test_HY_5_8_the_books_of_a_meeting(office: Office, visit: Visit, at: At) -> None:  # noqa: N802 - the rule's id
    assert states(office, at) == DayBooks(BookState.MISSING, BookState.MISSING)
    made = visit("2026-11-23 15:30", "2026-11-23 17:00")
    office.books.visits.log(result(made, at))
    office.books.plans.add(
        A07, NEXT, time(16), "G0001", Purpose.CARE, by="A07", now=at("2026-11-24 09:36")
    )
    assert states(office, at) == DayBooks(BookState.FILLED, BookState.FILLED_LATE)


def test_HY_5_8_only_account_managers_keep_books(office: Office, at: At) -> None:  # noqa: N802 - the rule's id
    kept = office.books.states(office.people.all(), DAY, NEXT, at("2026-11-24 09:35"), never)
    assert set(kept) == {"A07", "A08"}


def test_D_27_a_day_without_a_visit_is_declared(office: Office, at: At) -> None:  # noqa: N802 - the rule's id
    office.books.visits.declare(A07, DAY, by="A07", now=at("2026-11-23 18:00"))
    office.books.visits.declare(A07, NEXT, by="A07", now=at("2026-11-24 09:35"))
    office.books.visits.declare(A07, NEXT, by="A07", now=at("2026-11-24 12:00"))
    assert states(office, at) == DayBooks(BookState.NO_VISIT, BookState.NO_VISIT)


def test_D_27_a_day_with_a_visit_cannot_be_declared(  # noqa: N802 - the rule's id
    books: Books, visit: Visit, at: At
) -> None:
    visit("2026-11-23 15:30", "2026-11-23 17:00", approve=False)
    with pytest.raises(BookRefusedError, match="has a visit"):
        books.visits.declare(A07, DAY, by="A07", now=at("2026-11-23 18:00"))
    with pytest.raises(NotEntitledError):
        books.visits.declare(A07, NEXT, by="A08", now=at("2026-11-23 18:00"))


def test_GZ_3_7_and_GZ_3_9_the_report_judges_plans_and_finds_who_is_due(  # noqa: N802 - the rule's id
    books: Books, visit: Visit, at: At
) -> None:
    for clock, customer in ((time(15, 30), "人民医院"), (time(10), "G0001")):
        books.plans.add(
            A07, DAY, clock, customer, Purpose.REGULAR, by="A07", now=at("2026-11-23 09:00")
        )
    books.visits.log(result(visit("2026-11-23 15:31", "2026-11-23 17:00"), at))
    promise = books.items.note(
        ItemKind.PROMISE, A07, "x", by="A07", now=at("2026-11-20 10:00"), due=date(2026, 11, 22)
    )
    note = books.items.note(
        ItemKind.COMPETITOR_NOTE, A07, "降价", by="A07", now=at("2026-11-23 10:00")
    )
    report = books.report(DAY, DAY, at("2026-11-24 08:00"))
    assert [each.outcome for each in report.plans] == [Outcome.MISSED, Outcome.LATE]
    assert [each.customer for each in report.due] == ["G0001", "G0003"]
    assert list(report.overdue) == [promise]
    assert list(report.unreported) == [note]
    later = books.report(DAY, DAY, at("2026-12-23 08:00"))
    assert [each.customer for each in later.due] == ["G0001", "G0003", "G0002"]
    books.items.step(
        note.id, ItemStep.PASSED, to=StaffNo("M01"), by="A07", now=at("2026-11-23 23:59")
    )
    assert not books.report(DAY, DAY, at("2026-11-24 08:00")).unreported
    assert not books.report(DAY, DAY, at("2026-11-24 08:00"), StaffNo("A08")).due
