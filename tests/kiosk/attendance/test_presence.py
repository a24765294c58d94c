"""The presence board: where each person is at a moment of a winter Monday (in at 09:50, 15:20)."""

from datetime import UTC, date, datetime

import pytest

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.day_judge import judge_day
from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit, Evidence
from kiosk.attendance.judging.month_judge import fill
from kiosk.attendance.judging.plan import plan_day
from kiosk.attendance.judging.results import DayResult
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.presence import Presence, board, standing
from kiosk.attendance.slots import Tap
from kiosk.attendance.timetable import OFFICE_ZONE, Slot
from kiosk.person import Person, staff_no
from kiosk.roles import Role

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 22)


def person(no: str = "A07", team: str = "二组") -> Person:
    return Person(staff_no(no), "达娃卓玛", Role.ACCOUNT_MANAGER, team, date(2024, 3, 1))


def clock(text: str, day: date = MONDAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{text}").replace(tzinfo=OFFICE_ZONE)


def judged(
    taps: str,
    now: str,
    leave: str = "",
    visit: str = "",
    kind: LeaveKind = LeaveKind.PERSONAL,
    day: date = MONDAY,
) -> DayResult:
    """The day as of `now`; leave and visit are written `15:20-18:30`."""
    leaves = [ApprovedLeave("L1", kind, *_span(leave, day))] if leave else []
    visits = [ApprovedVisit("V1", *_span(visit, day))] if visit else []
    tapped = [Tap(text, clock(text, day).astimezone(UTC)) for text in taps.split()]
    evidence = Evidence(taps=tapped, leaves=leaves, visits=visits)
    case = Case(person(), evidence, (), clock(now, day))
    plan = plan_day(day, Rulebook(), Calendar())
    return judge_day(case, plan, fill(case, [plan]))


def _span(text: str, day: date) -> tuple[datetime, datetime]:
    start, _, end = text.partition("-")
    return clock(start, day), clock(end, day)


@pytest.mark.parametrize(
    "taps, now, presence, since, due",
    [
        ("", "08:00", Presence.NOT_YET, None, "am_in 09:50"),
        ("", "09:50", Presence.ABSENT, "09:50", "am_out 13:00"),
        ("09:41", "09:42", Presence.IN, "09:41", "am_out 13:00"),
        ("10:05", "10:06", Presence.IN, "10:05", "am_out 13:00"),
        ("09:41 13:02", "14:00", Presence.OUT, "13:02", "pm_in 15:20"),
        ("09:41 13:02", "15:19", Presence.OUT, "13:02", "pm_in 15:20"),
        ("09:41 13:02", "15:20", Presence.ABSENT, "15:20", "pm_out 18:30"),
        ("09:41", "13:30", Presence.IN, "09:41", "pm_in 15:20"),
        ("09:41", "15:30", Presence.ABSENT, "15:20", "pm_out 18:30"),
        ("", "14:30", Presence.ABSENT, "09:50", "pm_in 15:20"),
        ("15:10", "15:30", Presence.IN, "15:10", "pm_out 18:30"),
        ("09:41 13:02 15:11 18:31", "19:00", Presence.OUT, "18:31", None),
        ("09:41 13:02 15:11", "23:00", Presence.IN, "15:11", None),
        ("18:31", "19:00", Presence.OUT, "18:31", None),
    ],
)
def test_taps_say_where_a_person_is(
    taps: str, now: str, presence: Presence, since: str | None, due: str | None
) -> None:
    found = standing(person(), judged(taps, now), clock(now))
    assert found.presence is presence
    assert found.since == (None if since is None else clock(since))
    said = found.next and f"{found.next.slot} {found.next.at:%H:%M}"
    assert said == due


@pytest.mark.parametrize(
    "taps, leave, now, presence, since",
    [
        ("", "09:50-18:30", "08:00", Presence.ON_LEAVE, "09:50"),
        ("", "09:50-18:30", "16:00", Presence.ON_LEAVE, "09:50"),
        ("09:41", "15:20-18:30", "12:00", Presence.IN, "09:41"),
        ("09:41 13:02", "15:20-18:30", "13:10", Presence.ON_LEAVE, "15:20"),
        ("", "09:50-13:00", "15:00", Presence.ON_LEAVE, "09:50"),
        ("15:12", "09:50-13:00", "15:30", Presence.IN, "15:12"),
        ("", "09:50-11:00", "10:30", Presence.NOT_YET, None),
        ("", "09:50-11:00", "11:01", Presence.ABSENT, "11:00"),
    ],
)
def test_d17_who_is_on_leave_is_not_missing(
    taps: str, leave: str, now: str, presence: Presence, since: str | None
) -> None:
    found = standing(person(), judged(taps, now, leave=leave), clock(now))
    assert found.presence is presence
    assert found.since == (None if since is None else clock(since))


@pytest.mark.parametrize(
    "taps, visit, now, presence",
    [
        ("09:41", "12:00-16:00", "12:30", Presence.IN),
        ("09:41", "12:00-16:00", "13:00", Presence.FIELD_DUTY),
        ("09:41 16:10", "12:00-16:00", "16:20", Presence.IN),
        ("", "09:00-19:00", "10:00", Presence.FIELD_DUTY),
        ("", "09:00-19:00", "09:00", Presence.NOT_YET),
    ],
)
def test_d18_who_visits_a_customer_is_on_field_duty(
    taps: str, visit: str, now: str, presence: Presence
) -> None:
    assert standing(person(), judged(taps, now, visit=visit), clock(now)).presence is presence


def test_d16_a_business_trip_is_duty_elsewhere() -> None:
    day = judged("", "10:00", leave="09:50-18:30", kind=LeaveKind.BUSINESS_TRIP)
    assert standing(person(), day, clock("10:00")).presence is Presence.FIELD_DUTY


@pytest.mark.parametrize(
    "taps, presence", [("", Presence.DAY_OFF), ("10:02", Presence.IN), ("10:02 12:58", "out")]
)
def test_on_a_day_off_nobody_is_missing(taps: str, presence: Presence) -> None:
    day = judged(taps, "15:30", day=SUNDAY)
    found = standing(person(), day, clock("15:30", SUNDAY))
    assert found.presence == presence
    assert found.next is None


def test_the_slot_that_it_rests_on_says_who_came_late() -> None:
    found = standing(person(), judged("10:05", "11:00"), clock("11:00"))
    assert found.slot is Slot.AM_IN
    assert found.result is not None
    assert (found.result.result, found.result.minutes) == (Status.LATE, 15)


def test_the_board_has_its_teams_in_the_order_of_staff_numbers_and_counts_everybody() -> None:
    now = clock("10:00")
    days = [
        (person("A01", "重要室"), judged("09:20", "10:00")),
        (person("A02", "一组"), judged("", "10:00")),
        (person("A03", "重要室"), judged("", "10:00", leave="09:50-18:30")),
    ]
    found = board(MONDAY, days, now)
    assert [
        (team, [each.person.no for each in members]) for team, members in found.teams.items()
    ] == [
        ("重要室", ["A01", "A03"]),
        ("一组", ["A02"]),
    ]
    assert found.counts[Presence.IN] == found.counts[Presence.ABSENT] == 1
    assert found.counts[Presence.ON_LEAVE] == 1
    assert sum(found.counts.values()) == 3
    assert (found.day, found.at) == (MONDAY, now)
