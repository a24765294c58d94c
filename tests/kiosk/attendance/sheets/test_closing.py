"""Settlement: when a month can be closed, what is frozen, and how differences are signed for."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from kiosk.attendance.judging.statuses import FindingKind, Verdict
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.closing import Closing
from kiosk.attendance.sheets.freezing import Frozen
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.open_matters import OpenKind, OpenMattersError
from kiosk.attendance.timetable import OFFICE_ZONE, Slot
from kiosk.errors import (
    ClosingRefusedError,
    MonthClosedError,
    NoSuchPersonError,
    NotEntitledError,
    RequestRefusedError,
)
from kiosk.money import Fen, yuan
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.roles import Role
from kiosk.schema import CLOSINGS, RULEBOOKS, SETTLED
from store.errors import AppendOnly
from store.verify import verify

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
NOW = datetime(2026, 11, 2, 12, 0, tzinfo=OFFICE_ZONE)
A07 = StaffNo("A07")
LATE = {"A07": {12: "10:15 13:05 15:05 18:35"}}
"""25 minutes late on one morning: 50 yuan."""
LINE = "A07:2026-10-12:am_in"
Fill = Callable[..., None]
Ask = Callable[..., str]


@pytest.fixture
def closing(office: Office) -> Closing:
    return office.closing


@pytest.fixture
def settled(closing: Closing, fill_month: Fill) -> Closing:
    """October is closed, with one line of 50 yuan."""
    fill_month(OCTOBER, LATE)
    closing.close(OCTOBER, by="M01", now=NOW)
    return closing


def total(closing: Closing, person: str = "A07", now: datetime = NOW) -> int:
    (month,) = closing.look(OCTOBER, now, StaffNo(person)).sheet.people
    return month.total


def test_close_freezes_everybody_under_one_digest(
    office: Office, closing: Closing, fill_month: Fill
) -> None:
    fill_month(OCTOBER, LATE)
    closed = closing.close(OCTOBER, by="M01", now=NOW)
    assert (closed.people, closed.total, closed.by) == (4, yuan(50), "M01")
    assert (closing.is_closed(OCTOBER), closing.closed(OCTOBER)) == (True, closed)
    assert not closing.is_closed(NOVEMBER)
    records = {record["person"]: record for record in office.store.table(SETTLED).all()}
    assert set(records) == {"M01", "A07", "A08", "D01"}
    assert [record["total_fen"] for record in records.values()].count(5000) == 1
    (line,) = records["A07"]["sheet"]["lines"]
    assert (line["id"], line["minutes"], line["rule"]) == (LINE, 25, "KQ-2-1a")


def test_closing_and_judging_anew_gives_the_same_digest(settled: Closing, office: Office) -> None:
    anew = office.sheets.month(OCTOBER, NOW + timedelta(days=400))
    again = Frozen.of(anew, OFFICE_ZONE).closed(by="D01", at=NOW + timedelta(days=400))
    assert settled.closed(OCTOBER) is not None
    assert again.digest == settled.closed(OCTOBER).digest  # type: ignore[union-attr]
    assert settled.look(OCTOBER, NOW + timedelta(days=400)).differences == ()


def test_a_closed_month_is_shown_as_it_was_settled(settled: Closing, office: Office) -> None:
    look = settled.look(OCTOBER, NOW)
    assert look.settlement is not None
    assert look.settlement.intact
    assert look.sheet == office.sheets.month(OCTOBER, NOW)


def test_closing_writes_one_transaction_and_the_ledger_covers_it(
    settled: Closing, office: Office
) -> None:
    report = verify(office.store)
    assert report.ok
    before = report.entries
    with pytest.raises(ClosingRefusedError):
        settled.close(OCTOBER, by="M01", now=NOW)
    assert verify(office.store).entries == before


def test_closing_records_the_rules(settled: Closing, office: Office) -> None:
    (record,) = office.store.table(RULEBOOKS).all()
    assert (record["since"], record["version"]) == ("2026-11-02", "v1")


# When it is refused


def open_kinds(closing: Closing, now: datetime = NOW) -> list[tuple[str, str | None, str]]:
    with pytest.raises(OpenMattersError) as refusal:
        closing.close(OCTOBER, by="M01", now=now)
    assert list(refusal.value.matters) == closing.open_matters(OCTOBER, now)
    return [(each.kind.value, each.person, each.place) for each in refusal.value.matters]


def test_d11_an_undecided_missing_punch_keeps_the_month_open(
    office: Office, closing: Closing, fill_month: Fill
) -> None:
    fill_month(OCTOBER, {"A07": {12: "09:35 15:05 18:35"}})
    assert open_kinds(closing) == [("missing", "A07", "2026-10-12 am_out")]
    office.verdicts.give("A07:2026-10-12:am_out", Verdict.WAIVE, "forgot", by="M01", now=NOW)
    assert closing.close(OCTOBER, by="M01", now=NOW).total == 0


def test_the_refusal_names_each_matter_on_a_line(closing: Closing, fill_month: Fill) -> None:
    fill_month(OCTOBER, {"A07": {12: "09:35 15:05 18:35"}, "A08": {13: "13:05 15:05 18:35"}})
    with pytest.raises(OpenMattersError) as refusal:
        closing.close(OCTOBER, by="M01", now=NOW)
    first, *others = str(refusal.value).splitlines()
    assert first.startswith("2026-10 cannot be closed; open matters: 2")
    assert others == [
        "  A07  2026-10-12 am_out  missing punch, undecided  A07:2026-10-12:am_out",
        "  A08  2026-10-13 am_in  missing punch, undecided  A08:2026-10-13:am_in",
    ]


@pytest.mark.parametrize("unresolved, total_fen", [("absent", 10000), ("ignore", 0)])
def test_d11_the_knob_decides_about_missing_punches(
    office: Office, fill_month: Fill, unresolved: str, total_fen: int
) -> None:
    fill_month(OCTOBER, {"A07": {12: "09:35 15:05 18:35"}})
    config = office.premises.home.config_file
    with config.open("a", encoding="utf-8") as file:
        file.write(f'\n[missing_punch]\nunresolved = "{unresolved}"\n')
    with Office.open(office.premises.home) as other:
        assert other.closing.open_matters(OCTOBER, NOW) == []
        assert other.closing.close(OCTOBER, by="M01", now=NOW).total == total_fen


def test_requests_that_touch_the_month_keep_it_open(
    office: Office, closing: Closing, fill_month: Fill, leave: Ask
) -> None:
    fill_month(OCTOBER, LATE)
    leave("A08", "2026-10-20", approved=False)
    leave("A08", "2026-11-20", approved=False)
    start = datetime(2026, 10, 21, 10, tzinfo=OFFICE_ZONE)
    office.requests.ask_visit(A07, start, start + timedelta(hours=2), "客户", by="A07", now=NOW)
    office.requests.ask_correction(
        A07, start.date(), Slot.AM_IN, start.replace(hour=9), "queue", by="A07", now=NOW
    )
    office.requests.report_finding(
        A07, FindingKind.UNIFORM, start.replace(hour=11), by="M01", now=NOW
    )
    office.requests.object_to(A07, LINE, "the reader was slow", by="A07", now=NOW)
    assert open_kinds(closing) == [
        ("leave", "A08", "2026-10-20"),
        ("visit", "A07", "2026-10-21 10:00 – 12:00"),
        ("correction", "A07", "2026-10-21 am_in"),
        ("finding", "A07", "2026-10-21 11:00"),
        ("objection", "A07", LINE),
    ]


def test_a_pending_line_keeps_the_month_open(
    office: Office, closing: Closing, fill_month: Fill
) -> None:
    fill_month(OCTOBER, LATE)
    for event, clock in (("down", "02:05"), ("up", "02:20")):
        office.store.table("reader_events").insert(
            {
                "reader": "door",
                "terminal": "entrance",
                "at": f"2026-10-12T{clock}:00.000000Z",
                "event": event,
                "detail": "",
            }
        )
    assert open_kinds(closing) == [("pending", "A07", "2026-10-12 am_in")]


@pytest.mark.parametrize(
    "clock, is_over", [("2026-11-01 03:59", False), ("2026-11-01 04:00", True)]
)
def test_a_month_is_over_with_its_last_attendance_day(
    closing: Closing, fill_month: Fill, clock: str, is_over: bool
) -> None:
    fill_month()
    now = datetime.fromisoformat(clock).replace(tzinfo=OFFICE_ZONE)
    kinds = [each.kind for each in closing.open_matters(OCTOBER, now)]
    assert kinds == ([] if is_over else [OpenKind.MONTH])


@pytest.mark.parametrize(
    "by, refusal",
    [("A07", NotEntitledError), ("-", NoSuchPersonError), ("M01", None), ("D01", None)],
)
def test_only_managers_and_the_department_close(
    closing: Closing, fill_month: Fill, by: str, refusal: type[Exception] | None
) -> None:
    fill_month()
    if refusal is None:
        assert closing.close(OCTOBER, by=by, now=NOW).by == by
        return
    with pytest.raises(refusal):
        closing.close(OCTOBER, by=by, now=NOW)


def test_who_has_left_closes_nothing(office: Office, closing: Closing, fill_month: Fill) -> None:
    fill_month()
    office.people.leave("M01", datetime(2026, 11, 1).date(), actor="-")  # noqa: DTZ001
    with pytest.raises(NotEntitledError):
        closing.close(OCTOBER, by="M01", now=NOW)


def test_an_earlier_month_with_punches_is_closed_first(closing: Closing, fill_month: Fill) -> None:
    fill_month(Month(2026, 9), {})
    fill_month(OCTOBER)
    with pytest.raises(ClosingRefusedError, match="2026-09 is still open"):
        closing.close(OCTOBER, by="M01", now=NOW)


def test_months_without_punches_are_skipped(closing: Closing, fill_month: Fill) -> None:
    fill_month(OCTOBER)
    closing.close(OCTOBER, by="M01", now=NOW)
    december = Month(2026, 12)
    fill_month(december)
    later = NOW + timedelta(days=70)
    assert closing.close(december, by="M01", now=later).month == december


def test_a_month_in_which_nobody_tapped_is_not_settled(closing: Closing) -> None:
    with pytest.raises(ClosingRefusedError, match="nobody tapped in 2026-10"):
        closing.close(OCTOBER, by="M01", now=NOW)


# A closed month


def test_a_closed_month_refuses_corrections_and_verdicts(settled: Closing, office: Office) -> None:
    with pytest.raises(MonthClosedError):
        office.verdicts.give(LINE, Verdict.WAIVE, "kind", by="M01", now=NOW)
    at = datetime(2026, 10, 12, 9, 30, tzinfo=OFFICE_ZONE)
    with pytest.raises(MonthClosedError):
        office.requests.ask_correction(A07, at.date(), Slot.AM_IN, at, "queue", by="A07", now=NOW)
    assert total(settled) == 5000


def test_leave_that_comes_late_is_a_difference(settled: Closing, leave: Ask) -> None:
    leave("A07", "2026-10-12")
    look = settled.look(OCTOBER, NOW)
    (found,) = look.differences
    assert (found.person.no, found.before, found.after, found.fen) == ("A07", 5000, 0, -5000)
    assert [(each.id, each.before_fen, each.after_fen) for each in found.lines] == [(LINE, 5000, 0)]
    assert {each.name: (each.before, each.after) for each in found.counts}["leave"] == (0, 1)
    assert total(settled) == 5000


def test_an_upheld_objection_is_no_difference_and_a_granted_one_is(
    settled: Closing, office: Office
) -> None:
    objection = office.requests.object_to(A07, LINE, "queue", by="A07", now=NOW)
    assert settled.look(OCTOBER, NOW).differences == ()
    office.requests.decide(objection, RequestState.APPROVED, "true", by="M01", now=NOW)
    (found,) = settled.look(OCTOBER, NOW).differences
    assert found.fen == Fen(-5000)


def test_an_amendment_takes_the_place_of_what_was_settled(
    settled: Closing, office: Office, leave: Ask
) -> None:
    before = office.store.table(SETTLED).all()
    leave("A07", "2026-10-12")
    (signed,) = settled.amend(OCTOBER, "papers came late", by="D01", now=NOW)
    assert signed.fen == -5000
    look = settled.look(OCTOBER, NOW)
    assert look.differences == ()
    assert total(settled) == 0
    assert look.settlement is not None
    ((no, amendment),) = look.settlement.amendments
    assert (no, amendment.by, amendment.reason) == ("A07", "D01", "papers came late")
    assert amendment.difference == -5000
    old = next(each for each in before if each["person"] == "A07")
    assert amendment.before == str(old.doc_id)
    assert office.store.table(SETTLED).all()[: len(before)] == before
    assert look.settlement.intact
    assert verify(office.store).ok


def test_differences_after_an_amendment_are_taken_from_it(settled: Closing, leave: Ask) -> None:
    leave("A07", "2026-10-12")
    settled.amend(OCTOBER, "papers came late", by="M01", now=NOW)
    leave("A08", "2026-10-13")
    (found,) = settled.look(OCTOBER, NOW).differences
    assert found.person.no == "A08"
    assert found.fen == 0
    assert {each.name for each in found.counts} == {"days_attended", "leave"}


def test_there_is_nothing_to_amend_where_nothing_differs(settled: Closing) -> None:
    with pytest.raises(ClosingRefusedError, match="nothing of 2026-10 differs"):
        settled.amend(OCTOBER, "tidy up", by="M01", now=NOW)


def test_an_open_month_is_not_amended(closing: Closing, fill_month: Fill) -> None:
    fill_month()
    with pytest.raises(ClosingRefusedError, match="2026-10 is not closed"):
        closing.amend(OCTOBER, "too soon", by="M01", now=NOW)


def test_an_amendment_needs_a_reason_and_the_right(settled: Closing, leave: Ask) -> None:
    leave("A07", "2026-10-12")
    with pytest.raises(RequestRefusedError, match="needs a reason"):
        settled.amend(OCTOBER, "", by="M01", now=NOW)
    with pytest.raises(NotEntitledError):
        settled.amend(OCTOBER, "mine", by="A07", now=NOW)
    assert len(settled.look(OCTOBER, NOW).differences) == 1


def test_settled_records_are_never_changed(settled: Closing, office: Office) -> None:
    for name in (CLOSINGS, SETTLED):
        with pytest.raises(AppendOnly):
            office.store.table(name).update({"total_fen": 0})


def test_a_new_role_changes_no_closed_month(settled: Closing, office: Office) -> None:
    promoted = office.people.get("A07")
    office.people.change(
        type(promoted)(promoted.no, "新名", Role.ROOM_MANAGER, "二组", promoted.joined), actor="-"
    )
    assert settled.look(OCTOBER, NOW).differences == ()
    assert office.sheets.month(OCTOBER, NOW, A07).people[0].total == 0


def test_somebody_whose_employment_is_known_late_is_a_difference(
    settled: Closing, office: Office
) -> None:
    gone = office.people.get("A07")
    office.people.leave("A07", gone.joined + timedelta(days=30), actor="-")
    newcomer = type(gone)(StaffNo("A09"), "A09", Role.ACCOUNT_MANAGER, "一组", gone.joined)
    office.people.add(newcomer, actor="-")
    found = {each.person.no: each.fen for each in settled.look(OCTOBER, NOW).differences}
    absences = 18 * 2 * 10000
    assert found == {"A07": -5000, "A09": absences}
    settled.amend(OCTOBER, "the register was wrong", by="D01", now=NOW)
    look = settled.look(OCTOBER, NOW)
    assert look.differences == ()
    assert [month.person.no for month in look.sheet.people] == ["A08", "A09", "D01", "M01"]


# Tampering


def tamper(office: Office, change: str) -> None:
    """Change the records behind the store's back."""
    with office.store.connection() as connection:
        connection.exec_driver_sql(change)


@pytest.fixture
def altered(settled: Closing, office: Office) -> Closing:
    """Somebody has taken the 50 yuan out of the frozen sheet."""
    with office.store.transaction() as transaction:
        transaction.connection.exec_driver_sql(
            "UPDATE doc_settled SET body = replace(body, '\"total_fen\":5000', '\"total_fen\":0') "
            "WHERE field_person = 'A07'"
        )
    return settled


def test_a_tampered_sheet_is_found_by_verify_and_by_its_digest(
    altered: Closing, office: Office
) -> None:
    report = verify(office.store)
    assert [(each.kind.value, each.table) for each in report.problems] == [("altered", "settled")]
    look = altered.look(OCTOBER, NOW)
    assert look.settlement is not None
    assert (look.settlement.intact, look.settlement.altered) == (False, ["A07"])


def test_nobody_signs_on_top_of_a_tampered_month(altered: Closing, leave: Ask) -> None:
    leave("A07", "2026-10-12")
    with pytest.raises(ClosingRefusedError, match="not what was settled"):
        altered.amend(OCTOBER, "late", by="M01", now=NOW)


def test_a_digest_written_anew_is_found_by_the_closing(settled: Closing, office: Office) -> None:
    record: dict[str, Any] = next(
        each for each in office.store.table(SETTLED).all() if each["person"] == "A07"
    )
    record["sheet"]["lines"] = []
    forged = Frozen.of(office.sheets.month(OCTOBER, NOW), OFFICE_ZONE).sheets[StaffNo("A08")]
    with office.store.transaction() as transaction:
        transaction.connection.exec_driver_sql(
            "UPDATE doc_settled SET body = ? WHERE field_person = 'A07'",
            (json.dumps({**forged.to_document(), "person": "A07"}, ensure_ascii=False),),
        )
    settlement = settled.look(OCTOBER, NOW).settlement
    assert settlement is not None
    assert (settlement.altered, settlement.closing_intact) == ([], False)
