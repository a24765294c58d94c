"""The one queue: everything that waits is in it once, with what it rests on and who may decide."""

from collections.abc import Callable, Mapping
from datetime import datetime

import pytest

from kiosk.attendance.judging.statuses import FindingKind, LineState
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.punch import Punch
from kiosk.attendance.queue import (
    CHOICES,
    Choice,
    QueueKind,
    Waiting,
    by_kind,
    decide,
    open_months,
    waiting,
)
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.proofs import MachineNote, proofs
from kiosk.attendance.timetable import Slot
from kiosk.errors import NotEntitledError, RequestRefusedError
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.schema import CLOSINGS, READER_EVENTS
from kiosk.times import stored

At = Callable[[str], datetime]
Tap = Callable[..., str]
Queue = Callable[..., list[Waiting]]
CLERK, OTHER, MANAGER = StaffNo("A07"), StaffNo("A08"), StaffNo("M01")


@pytest.fixture
def now(at: At) -> datetime:
    return at("11-23 12:00")


@pytest.fixture
def queue(
    office: Office, staff: Mapping[str, Person], now: datetime
) -> Callable[..., list[Waiting]]:
    """What waits, as the manager or somebody else sees it."""

    def look(decider: str = "manager") -> list[Waiting]:
        return waiting(office, lambda month: office.sheets.month(month, now), staff[decider], now)

    return look


def ask_leave(office: Office, at: At, person: StaffNo, asked: str = "11-20 09:00") -> str:
    return office.requests.ask_leave(
        person,
        LeaveKind.PERSONAL,
        at("11-25 09:50"),
        at("11-25 18:30"),
        "家中有事",
        by=person,
        now=at(asked),
    )


def test_d11_a_missing_punch_waits_with_the_punch_that_was_made(queue: Queue, tap: Tap) -> None:
    made = tap("A07", "11-23 09:40")
    tap("A07", "11-20 09:40")
    tap("A07", "11-20 13:01")
    tap("A07", "11-20 15:10")
    found = [item for item in queue() if item.kind is QueueKind.MISSING]
    (friday,) = [item for item in found if item.day.day == 20]
    assert friday.id == "A07:2026-11-20:pm_out"
    assert friday.person.no == "A07"
    assert friday.line is not None
    assert friday.line.state is LineState.UNDECIDED
    assert friday.so_far is not None
    (proof,) = friday.proofs.values()
    assert isinstance(proof, Punch)
    assert made not in friday.proofs
    assert friday.choices == (Choice.WAIVE, Choice.ABSENT)
    assert friday.needs_reason


def test_d00_a_line_in_doubt_waits(office: Office, queue: Queue, tap: Tap, at: At) -> None:
    for name, when in (("down", "11-20 09:30"), ("up", "11-20 10:30")):
        office.store.table(READER_EVENTS).insert(
            {"reader": "door", "terminal": "entrance", "at": stored(at(when)), "event": name}
        )
    for when in ("11-20 10:20", "11-20 13:01", "11-20 15:10", "11-20 18:31"):
        tap("A07", when)
    pending = [item for item in queue() if item.kind is QueueKind.PENDING]
    (item,) = [each for each in pending if each.person.no == "A07" and each.day.day == 20]
    assert item.line is not None
    assert (item.line.state, item.line.minutes) == (LineState.PENDING, 30)
    assert item.choices == (Choice.WAIVE, Choice.CHARGE)


def test_every_kind_of_request_waits_and_the_oldest_comes_first(
    office: Office, queue: Queue, tap: Tap, at: At, now: datetime
) -> None:
    requests = office.requests
    tap("A07", "11-19 09:40")
    tap("A07", "11-19 14:50")
    leave = ask_leave(office, at, CLERK, "11-20 09:00")
    visit = requests.ask_visit(
        CLERK, at("11-24 10:00"), at("11-24 11:00"), "邮政局", by=CLERK, now=at("11-20 09:03")
    )
    correction = requests.ask_correction(
        CLERK, at("11-19 00:00").date(), Slot.AM_OUT, at("11-19 13:00"), "忘记打卡",
        by=CLERK, now=at("11-20 09:02"),
    )  # fmt: skip
    finding = requests.report_finding(
        CLERK, FindingKind.UNIFORM, at("11-19 11:00"), by=MANAGER, now=at("11-20 09:01")
    )
    found = [item for item in queue() if item.request is not None]
    assert [item.id for item in found] == [leave, finding, correction, visit]
    assert [item.kind.value for item in found] == ["leave", "finding", "correction", "visit"]
    assert all(item.choices == (Choice.APPROVE, Choice.REJECT) for item in found)
    assert not any(item.needs_reason for item in found)
    (asked,) = [item for item in found if item.kind is QueueKind.CORRECTION]
    assert [type(proof) for proof in asked.proofs.values()] == [Punch]
    assert asked.day.day == 19
    assert "A07:2026-11-19:am_out" not in {item.id for item in queue()}
    assert "A07:2026-11-19:pm_out" in {item.id for item in queue()}


def test_an_objection_waits_with_its_line_and_the_line_waits_no_second_time(
    office: Office, queue: Queue, tap: Tap, at: At, now: datetime
) -> None:
    for when in ("11-20 10:20", "11-20 13:01", "11-20 15:10", "11-20 18:31"):
        tap("A07", when)
    line = "A07:2026-11-20:am_in"
    office.requests.object_to(CLERK, line, "雪大堵车", by=CLERK, now=at("11-21 09:00"))
    (item,) = [each for each in queue() if each.person.no == "A07" and each.day.day == 20]
    assert item.kind is QueueKind.OBJECTION
    assert item.line is not None
    assert (item.line.id, item.line.state) == (line, LineState.OBJECTED)
    assert len(item.proofs) == 1
    decide(office, item, Choice.APPROVE, "属实", by="M01", now=now)
    (person,) = office.sheets.month(Month(2026, 11), now, CLERK).people
    assert next(each for each in person.lines if each.id == line).state is LineState.WAIVED


@pytest.mark.parametrize(
    "decider, about, why",
    [
        ("manager", "A07", None),
        ("acting", "A07", None),
        ("manager", "M01", "nobody decides about himself"),
        ("manager", "M02", "M01 may not decide about M02"),
        ("acting", "M01", "M02 may not decide about M01"),
    ],
)
def test_what_the_decider_may_not_decide_says_why(
    office: Office, queue: Queue, at: At, decider: str, about: str, why: str | None
) -> None:
    ask_leave(office, at, StaffNo(about))
    (item,) = [each for each in queue(decider) if each.request is not None]
    assert (item.refusal is None) == (why is None)
    assert item.choices == (CHOICES[QueueKind.LEAVE] if why is None else ())
    if item.refusal is not None:
        assert str(item.refusal).startswith(why or "")


@pytest.mark.parametrize(
    "choice, state",
    [(Choice.APPROVE, RequestState.APPROVED), (Choice.REJECT, RequestState.REJECTED)],
)
def test_a_request_is_decided_and_waits_no_more(
    office: Office, queue: Queue, at: At, now: datetime, choice: Choice, state: RequestState
) -> None:
    leave = ask_leave(office, at, CLERK)
    (item,) = [each for each in queue() if each.request is not None]
    decide(office, item, choice, "", by="M01", now=now)
    assert office.requests.matter(leave).state is state
    (decision,) = office.requests.decisions(leave)
    assert (decision.by, decision.outcome) == ("M01", state)
    assert not [each for each in queue() if each.request is not None]


@pytest.mark.parametrize("choice", [Choice.WAIVE, Choice.ABSENT])
def test_d11_a_missing_punch_is_decided_with_a_reason_only(
    office: Office, queue: Queue, tap: Tap, now: datetime, choice: Choice
) -> None:
    for when in ("11-20 09:40", "11-20 13:01", "11-20 15:10"):
        tap("A07", when)

    def missing() -> list[Waiting]:
        return [each for each in queue() if each.id == "A07:2026-11-20:pm_out"]

    (item,) = missing()
    with pytest.raises(RequestRefusedError):
        decide(office, item, choice, "", by="M01", now=now)
    decide(office, item, choice, "已核实", by="M01", now=now)
    assert missing() == []


def test_the_right_to_decide_is_read_when_it_is_used(
    office: Office, queue: Queue, at: At, now: datetime
) -> None:
    ask_leave(office, at, CLERK)
    (item,) = [each for each in queue() if each.request is not None]
    with pytest.raises(NotEntitledError):
        decide(office, item, Choice.APPROVE, "", by="A08", now=now)


def test_months_are_looked_through_back_to_the_last_closed_one(
    office: Office, now: datetime
) -> None:
    assert [str(month) for month in open_months(office, now)] == [
        "2026-08",
        "2026-09",
        "2026-10",
        "2026-11",
    ]
    office.store.table(CLOSINGS).insert({"month": "2026-09"})
    assert [str(month) for month in open_months(office, now)] == ["2026-10", "2026-11"]


@pytest.mark.usefixtures("staff")
def test_what_people_ask_for_comes_before_what_is_missing_each_group_in_its_order(
    office: Office, queue: Queue, tap: Tap, at: At
) -> None:
    for when in ("11-20 09:40", "11-20 13:01", "11-20 15:10"):
        tap("A07", when)
    ask_leave(office, at, CLERK, "11-19 09:00")
    ask_leave(office, at, OTHER, "11-21 09:00")
    groups = by_kind([each for each in queue() if each.day.day in (20, 25)])
    assert list(groups) == [QueueKind.LEAVE, QueueKind.MISSING]
    assert [each.person.no for each in groups[QueueKind.LEAVE]] == ["A07", "A08"]


@pytest.mark.usefixtures("staff")
def test_proofs_are_found_in_whatever_table_they_are_and_others_left_out(
    office: Office, tap: Tap, at: At
) -> None:
    note = office.store.table(READER_EVENTS).insert(
        {"reader": "door", "terminal": "entrance", "at": stored(at("11-20 09:00")), "event": "down"}
    )
    made, leave = tap("A07", "11-20 09:40"), ask_leave(office, at, CLERK)
    found = proofs(office.store, [leave, str(note), made, "no such record", made])
    assert list(found) == [leave, str(note), made]
    assert found[str(note)] == MachineNote(at("11-20 09:00"), "door", "down")
    assert proofs(office.store, []) == {}
