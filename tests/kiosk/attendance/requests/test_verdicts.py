"""Decisions about lines (D-11, D-52): which can be given, by whom, and what comes of them."""

from collections.abc import Callable, Mapping
from datetime import datetime

import pytest

from kiosk.attendance.judging.results import Line
from kiosk.attendance.judging.statuses import LineState, Status, Verdict
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Slot
from kiosk.errors import (
    AlreadyDecidedError,
    MonthClosedError,
    NoSuchLineError,
    NoSuchPersonError,
    NotEntitledError,
    RequestRefusedError,
)
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.schema import READER_EVENTS, VERDICTS
from kiosk.times import stored

CLERK = StaffNo("A07")
LATE = "A07:2026-11-03:am_in"
MISSING = "A07:2026-11-03:pm_in"
PENDING = "A07:2026-11-04:am_in"
Give = Callable[..., None]


@pytest.fixture(autouse=True)
def records(office: Office, tap: Callable[..., str], at: Callable[[str], datetime]) -> None:
    """A07 is late on 3 November and forgets a tap; on the 4th the reader is down at 09:50."""
    for moment in ("3 10:05", "3 13:01", "3 18:31", "4 10:05", "4 13:01", "4 15:10", "4 18:31"):
        day, clock = moment.split()
        tap(f"2026-11-0{day} {clock}")
    for clock, event in (("09:40", "down"), ("10:00", "up")):
        office.store.table(READER_EVENTS).insert(
            {"reader": "door", "at": stored(at(f"2026-11-04 {clock}")), "event": event}
        )


@pytest.fixture
def give(office: Office, now: datetime) -> Give:
    def given(line: str, verdict: Verdict, reason: str = "seen", by: str = "M01") -> None:
        office.verdicts.give(line, verdict, reason, by=by, now=now)

    return given


@pytest.fixture
def lines(office: Office, now: datetime) -> Callable[[], Mapping[str, Line]]:
    def found() -> Mapping[str, Line]:
        month = office.sheets.month(Month(2026, 11), now, CLERK)
        return {line.id: line for line in month.people[0].lines}

    return found


def test_D_11_missing_punch_is_absence_by_decision(  # noqa: N802 - the rule's id
    give: Give, lines: Callable[[], Mapping[str, Line]]
) -> None:
    assert lines()[MISSING].state is LineState.UNDECIDED
    give(MISSING, Verdict.ABSENT)
    assert MISSING not in lines()
    assert lines()["A07:2026-11-03:pm"].fen == 10000


def test_D_11_missing_punch_is_excused_by_decision(  # noqa: N802 - the rule's id
    office: Office, give: Give, lines: Callable[[], Mapping[str, Line]], now: datetime
) -> None:
    give(MISSING, Verdict.WAIVE)
    assert MISSING not in lines()
    day = office.sheets.month(Month(2026, 11), now, CLERK).people[0].days[2]
    assert day.slots[Slot.PM_IN].result is Status.WAIVED


@pytest.mark.parametrize(
    ("verdict", "state"),
    [(Verdict.CHARGE, LineState.UPHELD), (Verdict.WAIVE, LineState.WAIVED)],
)
@pytest.mark.parametrize("line", [LATE, PENDING])
def test_line_is_charged_or_excused_by_decision(
    give: Give,
    lines: Callable[[], Mapping[str, Line]],
    line: str,
    verdict: Verdict,
    state: LineState,
) -> None:
    assert lines()[PENDING].state is LineState.PENDING
    give(line, verdict)
    assert lines()[line].state is state


@pytest.mark.parametrize(
    ("line", "verdict"),
    [(MISSING, Verdict.CHARGE), (LATE, Verdict.ABSENT), (PENDING, Verdict.ABSENT)],
)
def test_D_11_absence_is_for_missing_punches_and_they_alone(  # noqa: N802 - the rule's id
    give: Give, line: str, verdict: Verdict
) -> None:
    with pytest.raises(RequestRefusedError, match="missing punch"):
        give(line, verdict)


def test_what_is_excused_or_objected_to_has_nothing_to_decide(
    office: Office, give: Give, now: datetime
) -> None:
    give(LATE, Verdict.WAIVE)
    with pytest.raises(AlreadyDecidedError, match="costs nothing"):
        give(LATE, Verdict.CHARGE)
    office.verdicts.give(PENDING, Verdict.CHARGE, "seen", by="M01", now=now)
    office.requests.object_to(CLERK, PENDING, "no", by="A07", now=now)
    with pytest.raises(AlreadyDecidedError, match="decide the objection"):
        give(PENDING, Verdict.WAIVE)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("A07:2026-11-03:am_out", NoSuchLineError),
        ("A07:2026-11:leaves", NoSuchLineError),
        ("A07:2026-11-31:am_in", NoSuchLineError),
        ("A07", NoSuchLineError),
        ("A99:2026-11-03:am_in", NoSuchPersonError),
    ],
)
def test_line_must_stand_in_the_sheet(
    office: Office, give: Give, line: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        give(line, Verdict.WAIVE)
    assert len(office.store.table(VERDICTS)) == 0


@pytest.mark.parametrize("by", ["A07", "T01", "D01"])
def test_verdict_is_given_by_who_may_decide(give: Give, by: str) -> None:
    with pytest.raises(NotEntitledError):
        give(LATE, Verdict.WAIVE, by=by)


def test_verdict_needs_a_reason(give: Give) -> None:
    with pytest.raises(RequestRefusedError, match="needs a reason"):
        give(LATE, Verdict.WAIVE, "")


def test_closed_month_takes_no_verdict(give: Give, close_month: Callable[[str], None]) -> None:
    close_month("2026-11")
    with pytest.raises(MonthClosedError):
        give(LATE, Verdict.WAIVE)
