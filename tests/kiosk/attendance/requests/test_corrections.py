"""Corrections of punches (补卡, D-12): what can be asked for, how often, until when, on what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.requests.records import Correction
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE, Slot
from kiosk.errors import AlreadyDecidedError, MonthClosedError, RequestRefusedError
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.schema import PUNCHES, READER_EVENTS
from kiosk.times import stored

At = Callable[[str], datetime]
Ask = Callable[..., str]
CLERK = StaffNo("A07")


@pytest.fixture
def ask(office: Office, at: At, now: datetime) -> Ask:
    """Ask for a correction; the time is on the slot's day unless it is a whole moment."""

    def asked(
        day: str,
        slot: Slot = Slot.AM_IN,
        clock: str = "09:40",
        *,
        reason: str = "badge forgotten",
        person: str = "A07",
        when: datetime = now,
    ) -> str:
        moment = at(clock if " " in clock else f"{day} {clock}")
        return office.requests.ask_correction(
            StaffNo(person), date.fromisoformat(day), slot, moment, reason, by=person, now=when
        )

    return asked


def test_D_12_approved_correction_fills_the_slot_and_the_raw_punch_stays(  # noqa: N802
    office: Office, ask: Ask, tap: Callable[..., str], now: datetime
) -> None:
    late = tap("2026-11-03 10:30")
    office.requests.decide(ask("2026-11-03"), RequestState.APPROVED, by="M01", now=now)
    day = office.sheets.month(Month(2026, 11), now, CLERK).people[0].days[2]
    result = day.slots[Slot.AM_IN]
    assert result.result is Status.NORMAL
    assert result.at == datetime(2026, 11, 3, 9, 40, tzinfo=OFFICE_ZONE)
    assert late in result.evidence
    assert office.store.table(PUNCHES).contains(doc_id=late)


def test_D_12_correction_brings_its_own_evidence(  # noqa: N802 - the rule's id
    office: Office, ask: Ask, at: At, tap: Callable[..., str]
) -> None:
    refused = tap("2026-11-03 09:45", Result.REFUSED)
    doubled = tap("2026-11-03 07:40", Result.DUPLICATE)
    kept = tap("2026-11-03 11:40")
    tap("2026-11-03 11:40:01")
    tap("2026-11-03 07:39")
    tap("2026-11-03 09:45", person="T01")
    events = [
        office.store.table(READER_EVENTS).insert(
            {"reader": "door", "at": stored(at(f"2026-11-03 {clock}")), "event": event}
        )
        for clock, event in (("06:00", "up"), ("09:00", "down"), ("09:30", "up"))
    ]
    correction = office.requests.matter(ask("2026-11-03")).record
    assert isinstance(correction, Correction)
    wanted = {refused, doubled, kept, *map(str, events[1:])}
    assert set(correction.evidence) == wanted


@pytest.mark.parametrize(
    ("day", "slot", "clock", "why"),
    [
        ("2026-11-01", Slot.AM_IN, "09:40", "2026-11-01 is no working day"),
        ("2026-10-01", Slot.AM_IN, "09:40", "2026-10-01 is no working day"),
        ("2026-01-04", Slot.AM_IN, "09:40", "A07 was not in the office on 2026-01-04"),
        ("2026-11-03", Slot.AM_IN, "2026-11-04 09:40", "2026-11-04 09:40 cannot fill"),
        ("2026-11-03", Slot.AM_IN, "03:59", "03:59 cannot fill this slot"),
        (
            "2026-11-03",
            Slot.AM_IN,
            "14:10",
            "14:10 cannot fill this slot — the slot is due at 09:50",
        ),
        ("2026-11-03", Slot.AM_IN, "13:00", "13:00 cannot fill this slot"),
        ("2026-11-03", Slot.AM_OUT, "09:50", "09:50 cannot fill this slot — the slot is due at 13"),
        ("2026-11-03", Slot.PM_IN, "14:09", "14:09 cannot fill this slot"),
        ("2026-11-03", Slot.PM_IN, "18:30", "18:30 cannot fill this slot"),
        ("2026-11-03", Slot.PM_OUT, "15:20", "15:20 cannot fill this slot"),
        ("2026-11-23", Slot.AM_OUT, "12:01", "lies in the future"),
        ("2026-11-24", Slot.AM_IN, "09:40", "lies in the future"),
    ],
)
def test_D_12_implausible_corrections_are_refused(  # noqa: N802 - the rule's id
    ask: Ask, day: str, slot: Slot, clock: str, why: str
) -> None:
    with pytest.raises(RequestRefusedError, match=why):
        ask(day, slot, clock)


@pytest.mark.parametrize(
    ("day", "slot", "clock"),
    [
        ("2026-11-03", Slot.AM_IN, "04:00"),
        ("2026-11-03", Slot.AM_IN, "12:59"),
        ("2026-11-03", Slot.AM_OUT, "14:09"),
        ("2026-11-03", Slot.PM_IN, "14:10"),
        ("2026-11-03", Slot.PM_OUT, "2026-11-04 03:59"),
        ("2026-11-23", Slot.AM_IN, "12:00"),
        ("2026-10-10", Slot.AM_IN, "09:40"),
    ],
)
def test_D_12_plausible_corrections_are_taken(  # noqa: N802 - the rule's id
    ask: Ask, at: At, day: str, slot: Slot, clock: str
) -> None:
    when = at("2026-11-03 12:00") if day < "2026-11" else at("2026-11-23 12:00")
    assert ask(day, slot, clock, when=when)


def test_D_06_with_two_punches_nobody_is_due_at_noon(  # noqa: N802 - the rule's id
    office: Office, at: At, now: datetime
) -> None:
    path = office.premises.home.config_file
    path.write_text(path.read_text("utf-8") + "[attendance]\npunches_per_day = 2\n", "utf-8")
    with Office.open(office.premises.home) as two:
        day, moment = date(2026, 11, 3), at("2026-11-03 13:00")
        with pytest.raises(RequestRefusedError, match="nobody is due at this slot"):
            two.requests.ask_correction(CLERK, day, Slot.AM_OUT, moment, "why", by="A07", now=now)
        assert two.requests.ask_correction(CLERK, day, Slot.AM_IN, moment, "why", by="A07", now=now)


def test_D_12_correction_needs_a_reason(ask: Ask) -> None:  # noqa: N802 - the rule's id
    with pytest.raises(RequestRefusedError, match="needs a reason"):
        ask("2026-11-03", reason="")


def test_D_12_same_slot_is_asked_for_once_while_it_stands(  # noqa: N802 - the rule's id
    office: Office, ask: Ask, now: datetime
) -> None:
    first = ask("2026-11-03")
    with pytest.raises(RequestRefusedError, match="asked for already"):
        ask("2026-11-03", clock="09:45")
    assert ask("2026-11-03", Slot.AM_OUT, "13:01")
    office.requests.decide(first, RequestState.REJECTED, by="M01", now=now)
    second = ask("2026-11-03", clock="09:45")
    office.requests.decide(second, RequestState.APPROVED, by="M01", now=now)
    with pytest.raises(RequestRefusedError, match="asked for already"):
        ask("2026-11-03", clock="09:46")


def test_D_12_three_a_month_and_the_fourth_is_refused(  # noqa: N802 - the rule's id
    office: Office, ask: Ask, now: datetime
) -> None:
    november = Month(2026, 11)
    days = ["2026-11-02", "2026-11-03", "2026-11-04"]
    left = [office.requests.corrections_left(CLERK, november)]
    asked = []
    for day in days:
        asked.append(ask(day))
        left.append(office.requests.corrections_left(CLERK, november))
    assert left == [3, 2, 1, 0]
    with pytest.raises(RequestRefusedError, match="A07 has used the 3 corrections of 2026-11"):
        ask("2026-11-05")
    assert ask("2026-11-05", person="T01")
    office.requests.decide(asked[0], RequestState.WITHDRAWN, by="A07", now=now)
    office.requests.decide(asked[1], RequestState.REJECTED, by="M01", now=now)
    office.requests.decide(asked[2], RequestState.APPROVED, by="M01", now=now)
    assert office.requests.corrections_left(CLERK, november) == 2


@pytest.mark.parametrize(
    ("when", "taken"),
    [
        ("2026-11-03 23:59:59.999999", True),
        ("2026-11-03 23:59:59", True),
        ("2026-11-04 00:00:00", False),
    ],
)
def test_D_12_deadline_is_the_end_of_the_third_in_the_office(  # noqa: N802 - the rule's id
    ask: Ask, at: At, when: str, *, taken: bool
) -> None:
    moment = at(when)
    assert moment.tzinfo is UTC
    if taken:
        assert ask("2026-10-09", when=moment)
        return
    with pytest.raises(RequestRefusedError, match="asked for until 2026-11-03"):
        ask("2026-10-09", when=moment)


def test_D_12_correction_can_be_decided_after_the_deadline(  # noqa: N802 - the rule's id
    office: Office, ask: Ask, at: At, now: datetime
) -> None:
    correction = ask("2026-10-09", when=at("2026-11-03 23:59:59"))
    decided = office.requests.decide(correction, RequestState.APPROVED, by="M01", now=now)
    assert decided.state is RequestState.APPROVED


def test_correction_of_a_closed_month_is_refused(
    office: Office, ask: Ask, at: At, now: datetime, close_month: Callable[[str], None]
) -> None:
    when = at("2026-11-02 12:00")
    waiting = ask("2026-10-09", when=when)
    close_month("2026-10")
    with pytest.raises(MonthClosedError, match="2026-10 is closed"):
        ask("2026-10-12", when=when)
    with pytest.raises(MonthClosedError):
        office.requests.decide(waiting, RequestState.APPROVED, by="M01", now=now)
    assert office.requests.matter(waiting).state is RequestState.REQUESTED


def test_correction_is_decided_once(office: Office, ask: Ask, now: datetime) -> None:
    correction = ask("2026-11-03")
    office.requests.decide(correction, RequestState.APPROVED, by="M01", now=now)
    with pytest.raises(AlreadyDecidedError):
        office.requests.decide(
            correction, RequestState.REJECTED, by="M01", now=now + timedelta(hours=1)
        )
