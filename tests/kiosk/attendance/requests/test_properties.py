"""What holds for any requests and decisions: leaves never overlap, and nothing is decided twice."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.requests.leave import check_leave
from kiosk.attendance.requests.records import Asked, Leave
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.errors import OfficeError, RequestRefusedError
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.roles import Role

PERSON = Person(StaffNo("A07"), "A07", Role.ACCOUNT_MANAGER, "", date(2026, 1, 5))
START = datetime(2026, 11, 2, tzinfo=UTC)
HOURS = st.integers(0, 60).map(lambda hours: START + timedelta(hours=hours))
OUTCOMES = st.sampled_from([RequestState.APPROVED, RequestState.REJECTED, RequestState.WITHDRAWN])
STEPS = st.lists(st.tuples(OUTCOMES, st.sampled_from(["A07", "M01", "M02", "T01", "D01"])))


@given(st.lists(st.tuples(HOURS, HOURS), max_size=12))
def test_leave_that_is_taken_never_overlaps(spans: list[tuple[datetime, datetime]]) -> None:
    taken: list[Leave] = []
    for start, end in spans:
        asked = Asked(PERSON.no, RequestState.REQUESTED, START, "A07")
        leave = Leave(asked, LeaveKind.SICK, start, end)
        common = [one for one in taken if max(one.start, start) < min(one.end, end)]
        try:
            check_leave(leave, PERSON, taken, OFFICE_ZONE)
        except RequestRefusedError:
            assert end <= start or common
        else:
            assert end > start
            assert not common
            taken.append(leave)
    assert all(one.end <= two.start or two.end <= one.start for one, two in combinations(taken, 2))


_days = count()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_whatever_is_tried_a_request_is_decided_once_and_by_who_may(
    office: Office, now: datetime, steps: list[tuple[RequestState, str]]
) -> None:
    start = datetime(2026, 2, 2, tzinfo=OFFICE_ZONE) + timedelta(days=next(_days))
    leave = office.requests.ask_leave(
        PERSON.no, LeaveKind.SICK, start, start + timedelta(hours=1), by="A07", now=now
    )
    month = Month.of(start.date())
    before = office.requests.leave_use(PERSON.no, month)
    for outcome, by in steps:
        try:
            office.requests.decide(leave, outcome, by=by, now=now)
        except OfficeError:
            continue
    made = office.requests.decisions(leave)
    outcomes = [each.outcome for each in made]
    assert outcomes in (
        [],
        [RequestState.APPROVED],
        [RequestState.REJECTED],
        [RequestState.WITHDRAWN],
        [RequestState.APPROVED, RequestState.WITHDRAWN],
    )
    assert all(
        each.by in ("M01", "M02") or (each.outcome, each.by) == ("withdrawn", "A07")
        for each in made
    )
    state = office.requests.matter(leave).state
    assert state is (outcomes[-1] if outcomes else RequestState.REQUESTED)
    after = office.requests.leave_use(PERSON.no, month)
    assert after.used - before.used == (state is RequestState.APPROVED)
    assert after.waiting - before.waiting == -(state is not RequestState.REQUESTED)
