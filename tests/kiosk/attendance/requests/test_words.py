"""What people write: codes in any case, the Chinese words, times of day, and stretches of days."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.judging.statuses import FindingKind, Verdict
from kiosk.attendance.leave_kind import CHINESE_KINDS, LeaveKind
from kiosk.attendance.requests.spans import (
    moment_on,
    parse_clock,
    parse_end,
    parse_start,
    written,
)
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.requests.words import (
    parse_decision,
    parse_finding_kind,
    parse_leave_kind,
    parse_outcome,
    parse_slot,
    parse_state,
)
from kiosk.attendance.timetable import OFFICE_ZONE, Slot, Timetable
from kiosk.errors import BadCellError

DAY = date(2026, 11, 3)


@pytest.mark.parametrize("kind", LeaveKind)
def test_kinds_of_leave_have_code_and_word(kind: LeaveKind) -> None:
    words = [word for word, meant in CHINESE_KINDS.items() if meant is kind]
    assert words
    assert {parse_leave_kind(word) for word in (kind.value, kind.value.upper(), *words)} == {kind}


@pytest.mark.parametrize(
    ("parse", "word", "meant"),
    [
        (parse_state, "", RequestState.REQUESTED),
        (parse_state, "Requested", RequestState.REQUESTED),
        (parse_state, "待审批", RequestState.REQUESTED),
        (parse_state, "approve", RequestState.APPROVED),
        (parse_state, "不同意", RequestState.REJECTED),
        (parse_outcome, "withdraw", RequestState.WITHDRAWN),
        (parse_outcome, "已批准", RequestState.APPROVED),
        (parse_decision, "", RequestState.REQUESTED),
        (parse_decision, "ABSENT", Verdict.ABSENT),
        (parse_decision, "免责", Verdict.WAIVE),
        (parse_slot, "PM_OUT", Slot.PM_OUT),
        (parse_slot, "上午上班", Slot.AM_IN),
        (parse_finding_kind, "私自外出", FindingKind.PRIVATE_ERRAND),
        (parse_finding_kind, "工作服", FindingKind.UNIFORM),
        (parse_clock, "9:15", time(9, 15)),
        (parse_clock, "09:15:30", time(9, 15, 30)),
    ],
)
def test_words_mean(parse: Callable[[str], object], word: str, meant: object) -> None:
    assert parse(word) == meant


@pytest.mark.parametrize(
    ("parse", "word"),
    [
        (parse_state, "absent"),
        (parse_outcome, ""),
        (parse_outcome, "requested"),
        (parse_decision, "charge"),
        (parse_slot, "noon"),
        (parse_leave_kind, "personal"),
        (parse_finding_kind, ""),
        (parse_clock, "24:00"),
        (parse_clock, "9.15"),
        (parse_clock, ""),
    ],
)
def test_other_words_are_refused(parse: Callable[[str], object], word: str) -> None:
    with pytest.raises(BadCellError):
        parse(word)


def test_days_are_whole_and_moments_are_exact() -> None:
    assert parse_start("2026-11-03", OFFICE_ZONE) == datetime(2026, 11, 2, 16, tzinfo=UTC)
    assert parse_end("2026/11/3", OFFICE_ZONE) == datetime(2026, 11, 3, 16, tzinfo=UTC)
    assert parse_end("2026-11-03 12:30", OFFICE_ZONE) == datetime(2026, 11, 3, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "wanted"),
    [(time(4), "2026-11-03 04:00"), (time(3, 59), "2026-11-04 03:59"), (time(0), "2026-11-04 00")],
)
def test_D_07_time_before_the_cutoff_is_of_the_next_date(  # noqa: N802 - the rule's id
    clock: time, wanted: str
) -> None:
    local = moment_on(DAY, clock, Timetable()).astimezone(OFFICE_ZONE)
    assert f"{local:%Y-%m-%d %H:%M}".startswith(wanted)


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2026-11-03", "2026-11-03", "2026-11-03"),
        ("2026-11-03", "2026-11-05", "2026-11-03 – 2026-11-05"),
        ("2026-11-03 09:50", "2026-11-03 13:00", "2026-11-03 09:50 – 13:00"),
        ("2026-11-03 09:50", "2026-11-04", "2026-11-03 09:50 – 2026-11-05 00:00"),
    ],
)
def test_stretches_read_as_people_write_them(start: str, end: str, wanted: str) -> None:
    span = Span(parse_start(start, OFFICE_ZONE), parse_end(end, OFFICE_ZONE))
    assert written(span, OFFICE_ZONE) == wanted
