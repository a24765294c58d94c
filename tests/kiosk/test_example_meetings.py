"""The invented office's books and meetings: plausible to the rules themselves."""

import shutil
from collections import Counter
from collections.abc import Iterator

import pytest

from kiosk.books.book_state import BookState
from kiosk.books.books import BooksReport
from kiosk.books.outcome import Outcome
from kiosk.example.books import FORGOTTEN
from kiosk.example.furnish import furnish
from kiosk.example.stretch import ExampleDays
from kiosk.home import Home
from kiosk.meetings.agenda import MeetingKind
from kiosk.meetings.attending import Attendance
from kiosk.meetings.look import MeetingLook
from kiosk.meetings.overview import overview
from kiosk.office import Office
from kiosk.roles import Role

pytestmark = pytest.mark.xdist_group("example_meetings")
"""One worker: the office is made once for all that look at it."""


@pytest.fixture(scope="module")
def office(new_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The invented office, made once; nothing here changes it."""
    folder = tmp_path_factory.mktemp("example") / "home"
    shutil.copytree(new_home.path, folder)
    with Office.open(Home(folder), "wall") as office:
        furnish(office)
        yield office


@pytest.fixture(scope="module")
def days(office: Office) -> ExampleDays:
    now = office.premises.clock.read().utc.astimezone(office.premises.config.zone)
    return ExampleDays.up_to(now, office.calendar.current(), office.punches.rules.timetable)


@pytest.fixture(scope="module")
def looks(office: Office, days: ExampleDays) -> list[MeetingLook]:
    now = office.premises.clock.read()
    return office.meetings.month(days.first, days.days[-1], now)


@pytest.fixture(scope="module")
def report(office: Office, days: ExampleDays) -> BooksReport:
    return office.books.report(days.first, days.today, days.now)


def test_every_working_day_but_the_first_had_its_meeting(looks: list[MeetingLook]) -> None:
    found = overview(looks)
    assert len(found.meetings) == len(looks)
    assert looks[0].started is None
    assert len(found.not_held) <= 3
    assert {look.times.kind for look in looks} == {MeetingKind.MORNING}


def test_hosts_take_turns_and_were_there(office: Office, looks: list[MeetingLook]) -> None:
    hosts = Counter(look.choice.host for look in looks if look.started)
    leads = [person.no for person in office.people.all() if person.role is Role.TEAM_LEAD]
    assert all(hosts[lead] > sum(hosts.values()) / 4 for lead in leads)
    for look in looks:
        if look.started is not None:
            host = next(each for each in look.people if each.person.no == look.choice.host)
            assert host.attended.attendance in (Attendance.PRESENT, Attendance.LATE)
            assert look.times.in_window(look.started.at)


def test_most_was_prepared_and_in_time_and_some_was_not(looks: list[MeetingLook]) -> None:
    held = [look for look in looks if look.length is not None]
    prepared = sum(look.prepared_in_time for look in held) / len(held)
    overruns = sum(look.length is not None and look.length.overrun_s > 0 for look in held)
    assert 0.6 < prepared < 1
    assert 0 < overruns < len(held) / 3


def test_most_books_are_kept_and_some_are_not(looks: list[MeetingLook]) -> None:
    states = Counter(
        state
        for look in looks[1:]
        for each in look.people
        for state in (each.visit_log, each.plan_book)
        if state is not None
    )
    assert set(states) == set(BookState)
    kept = states[BookState.FILLED] + states[BookState.NO_VISIT]
    assert kept > 0.7 * sum(states.values())


def test_plans_are_kept_late_and_missed(report: BooksReport) -> None:
    outcomes = Counter(each.outcome for each in report.plans)
    assert outcomes[Outcome.KEPT] > outcomes[Outcome.LATE] > 0
    assert outcomes[Outcome.MISSED] > 0


def test_something_is_past_due_unsigned_and_not_passed_on(report: BooksReport) -> None:
    assert report.overdue
    assert report.unsigned
    assert report.unreported
    assert [each.customer for each in report.due] == [FORGOTTEN]


def test_nobody_keeps_books_or_minutes_when_he_does_not_work_there(
    office: Office, report: BooksReport, looks: list[MeetingLook]
) -> None:
    people = {person.no: person for person in office.people.all()}
    assert all(
        people[each.planned.entry.person].works_on(each.planned.entry.day) for each in report.plans
    )
    assert all(people[no].works_on(look.times.day) for look in looks for no in look.course.minutes)
