"""The months of the invented office: everything happens in them, and the past ones are decided."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from kiosk.attendance.judging.results import Line, PersonMonth
from kiosk.attendance.judging.statuses import Doubt, LineState, Rule, Status
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.requests.kinds import RequestKind
from kiosk.attendance.sheets.month import Month
from kiosk.example.furnish import furnish
from kiosk.home import Home
from kiosk.office import Office
from kiosk.settings.terminals import ReaderKnobs

NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)
PAST = (Month(2026, 9), Month(2026, 10))
LAST = Month(2026, 11)


pytestmark = pytest.mark.xdist_group("example_months")
"""One worker: the office is made once for all that look at it."""


@pytest.fixture(scope="module")
def furnished(new_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The invented office as it is on a Wednesday in November; looked at, never changed."""
    home = Home(tmp_path_factory.mktemp("example") / "home")
    shutil.copytree(new_home.path, home.path)
    with time_machine.travel(NOW, tick=True), Office.open(home) as office:
        furnish(office)
        yield office


def people(office: Office, *months: Month) -> list[PersonMonth]:
    return [each for month in months for each in office.sheets.month(month, NOW).people]


def lines(office: Office, *months: Month) -> list[Line]:
    return [line for person in people(office, *months) for line in person.lines]


def test_past_months_have_nothing_that_waits(furnished: Office) -> None:
    assert not [line for line in lines(furnished, *PAST) if line.state.waits]
    waiting = furnished.requests.waiting()
    assert all(LAST in furnished.requests.register.months(each.record) for each in waiting)


def test_lines_of_every_state_and_rule_are_there(furnished: Office) -> None:
    found = lines(furnished, *PAST, LAST)

    assert {line.state for line in found} == set(LineState)
    assert {line.rule for line in found} >= set(Rule) - {Rule.PREP, Rule.CAP, Rule.OFF_BY_TIER_3}


def test_one_of_each_kind_of_request_waits(furnished: Office) -> None:
    assert {each.kind for each in furnished.requests.waiting()} == set(RequestKind)


def test_leave_of_several_kinds_whole_days_and_parts_was_approved(furnished: Office) -> None:
    leaves = [leave for person in people(furnished, *PAST, LAST) for leave in person.leaves]

    assert {leave.kind for leave in leaves} == {
        LeaveKind.PERSONAL,
        LeaveKind.SICK,
        LeaveKind.ANNUAL,
        LeaveKind.BUSINESS_TRIP,
    }
    whole = [leave for leave in leaves if leave.end - leave.start == timedelta(days=1)]
    assert 10 < len(whole) < len(leaves)


def test_who_is_away_is_mostly_on_leave(furnished: Office) -> None:
    results = Counter(
        slot.result
        for person in people(furnished, *PAST)
        for day in person.days
        for slot in day.slots.values()
    )
    away = sum(results[kind] for kind in LeaveKind if kind is not LeaveKind.FIELD_DUTY)

    assert results[Status.ABSENT] < away / 2
    assert results[Status.FIELD_DUTY] > 20
    assert results[Status.WAIVED] > 0


def test_lateness_in_an_outage_is_pending_and_was_excused_in_the_past(furnished: Office) -> None:
    pending = [line for line in lines(furnished, LAST) if line.state is LineState.PENDING]
    excused = [line for line in lines(furnished, *PAST) if line.doubt is Doubt.OUTAGE]

    assert {(line.doubt, line.slot) for line in pending} == {(Doubt.OUTAGE, "am_in")}
    assert {line.state for line in excused} == {LineState.WAIVED}


def test_all_readers_of_an_entrance_break_together(home: Home) -> None:
    """While one works there is no outage, and the demo has three."""
    readers = tuple(
        ReaderKnobs(name=name, terminal="entrance", url=f"serial:/dev/{name}?protocol=em4100")
        for name in ("door", "stairs")
    )
    with (
        time_machine.travel(NOW, tick=True),
        Office.create(home, "重要室", readers=readers) as office,
    ):
        furnish(office)
        assert Doubt.OUTAGE in {line.doubt for line in lines(office, LAST)}


def test_a_circular_stands_and_payroll_is_warned(furnished: Office) -> None:
    assert [bulletin.no for bulletin in furnished.bulletins.on(NOW.date())] == ["A08"]
    codes = {each.code for person in people(furnished, *PAST) for each in person.warnings}
    assert codes == {"over_cap"}


def test_nobody_is_due_before_the_office_began(furnished: Office) -> None:
    assert people(furnished, PAST[0].before) == []


@pytest.mark.parametrize("day", ["2026-01-02", "2026-03-02", "2026-10-05", "2027-01-01"])
def test_on_any_day_it_can_be_made(day: str, home: Home, new_home: Home) -> None:
    shutil.copytree(new_home.path, home.path)
    now = datetime.fromisoformat(f"{day}T04:00:00+00:00")
    with time_machine.travel(now, tick=True), Office.open(home) as office:
        furnish(office)
        settled = Month.of((now - timedelta(days=1)).date()).before.before

        found = [
            line for person in office.sheets.month(settled, now).people for line in person.lines
        ]
        assert found
        assert not [line for line in found if line.state.waits]
        assert office.requests.waiting()
