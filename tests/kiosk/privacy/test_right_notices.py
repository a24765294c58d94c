"""BM-4 and D-45: a change of post creates, with itself, a notice to the billing centre."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.attendance.calendar import Calendar, DatedDays, Day, DayKind
from kiosk.attendance.timetable import OFFICE_ZONE, Timetable
from kiosk.clock import Clock, Reading
from kiosk.errors import (
    AlreadyDecidedError,
    BadCellError,
    NoSuchRequestError,
    NotEntitledError,
)
from kiosk.home import Home
from kiosk.import_people import import_people
from kiosk.office import Office, Premises
from kiosk.person import Person, staff_no
from kiosk.privacy.right_change import (
    Confirmed,
    RightChange,
    RightNotice,
    due_by,
    right_change,
)
from kiosk.roles import Role
from kiosk.schema import NOTICES, RIGHT_NOTICES
from store.errors import DiskFull

JOINED = date(2024, 3, 1)
AM, LEAD, RM, ACTING = (
    Role.ACCOUNT_MANAGER,
    Role.TEAM_LEAD,
    Role.ROOM_MANAGER,
    Role.ACTING_MANAGER,
)
INFO, ADMIN, DEPT = Role.INFO_ADMIN, Role.SYSTEM_ADMIN, Role.DEPT_GROUP
MONDAY = "11-23"
GONE = date(2026, 12, 31)


def at(text: str) -> datetime:
    """`11-23 10:00` in the office's zone."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=OFFICE_ZONE)


def person(role: Role, left: date | None = None) -> Person:
    return Person(staff_no("A07"), "达娃卓玛", role, "二组", JOINED, left)


@pytest.mark.parametrize(
    "before, after, expected",
    [
        (person(AM), person(INFO), RightChange(AM, INFO)),
        (person(INFO), person(AM), RightChange(INFO, AM)),
        (person(AM), person(RM), RightChange(AM, RM)),
        (person(RM), person(AM), RightChange(RM, AM)),
        (person(AM), person(LEAD), RightChange(AM, LEAD)),
        (person(INFO), person(DEPT), RightChange(INFO, DEPT)),
        (person(INFO), person(ADMIN), None),
        (person(AM), person(AM), None),
        (person(AM), replace(person(AM), team="一组"), None),
        (person(AM), person(AM, GONE), RightChange(AM, None, GONE)),
        (person(AM), person(INFO, GONE), RightChange(AM, None, GONE)),
        (person(AM, GONE), person(AM, GONE), None),
        (person(AM, GONE), person(AM, JOINED), RightChange(AM, None, JOINED)),
        (person(AM, GONE), person(AM), RightChange(None, AM)),
        (person(INFO), person(INFO, GONE), None),
    ],
)
def test_bm_4_which_changes_the_billing_centre_must_hear_of(
    before: Person, after: Person, expected: RightChange | None
) -> None:
    assert right_change(before, after) == expected


CHANGE = RightChange(AM, INFO)
CLOSED_TUESDAY = Calendar(layers=(DatedDays({date(2026, 11, 24): Day(DayKind.HOLIDAY)}),))


@pytest.mark.parametrize(
    "when, due",
    [
        (f"{MONDAY} 00:00", f"{MONDAY} 18:30"),
        (f"{MONDAY} 10:00", f"{MONDAY} 18:30"),
        (f"{MONDAY} 18:29:59", f"{MONDAY} 18:30"),
        # D-00: the afternoon is over: the rights here have ended, and the next working day is due.
        (f"{MONDAY} 18:30", "11-24 18:30"),
        (f"{MONDAY} 23:59:59", "11-24 18:30"),
        ("11-20 19:00", f"{MONDAY} 18:30"),
        ("11-21 10:00", f"{MONDAY} 18:30"),
        ("11-22 23:00", f"{MONDAY} 18:30"),
        ("10-10 09:00", "10-10 18:30"),
        ("10-01 09:00", "10-08 18:30"),
    ],
    ids=[
        "midnight",
        "morning",
        "last second",
        "the end itself",
        "night",
        "friday evening",
        "saturday",
        "sunday night",
        "make-up saturday",
        "national day",
    ],
)
def test_d_45_due_by_the_end_of_the_afternoon_of_the_working_day(when: str, due: str) -> None:
    assert due_by(CHANGE, at(when), Timetable(), Calendar()) == at(due)


def test_d_45_a_day_that_the_office_has_decided_counts() -> None:
    assert due_by(CHANGE, at("11-23 20:00"), Timetable(), CLOSED_TUESDAY) == at("11-25 18:30")


@pytest.mark.parametrize(
    "last_day, due",
    [
        (date(2026, 12, 31), "12-31 18:30"),
        (date(2026, 11, 28), "11-30 18:30"),  # a Saturday
        (date(2026, 11, 23), "11-24 18:30"),  # today, in the evening
        (date(2026, 11, 2), "11-24 18:30"),  # recorded late
    ],
)
def test_d_45_who_leaves_is_told_of_by_the_end_of_the_last_day(last_day: date, due: str) -> None:
    change = RightChange(AM, None, last_day)
    assert due_by(change, at("11-23 19:00"), Timetable(), Calendar()) == at(due)


def test_d_45_the_knob_gives_a_day_more() -> None:
    due = due_by(CHANGE, at("11-23 10:00"), Timetable(), Calendar(), same_day=False)
    assert due == at("11-24 18:30")


def test_d_45_a_calendar_without_a_working_day_still_gives_a_time() -> None:
    class Never:
        def day(self, day: date) -> Day:
            return Day(DayKind.WEEKEND)

    due = due_by(CHANGE, at("11-23 10:00"), Timetable(), Calendar(layers=(Never(),)))
    assert due == at("11-23 18:30")


@pytest.mark.parametrize(
    "now, overdue",
    [
        ("11-23 18:29:59", False),
        ("11-23 18:30:59", False),  # D-26: that minute is in time
        ("11-23 18:31", True),
    ],
)
def test_d_45_overdue_begins_with_the_next_minute(now: str, overdue: bool) -> None:
    notice = RightNotice(staff_no("A07"), CHANGE, at("11-23 10:00"), at("11-23 18:30"))
    assert notice.is_overdue(at(now)) is overdue
    done = replace(notice, confirmed=Confirmed(at("11-23 12:00"), staff_no("M01"), "by telephone"))
    assert not done.is_overdue(at(now))


class SetClock(Clock):
    """Says what the test says."""

    def __init__(self) -> None:
        self.now = at("11-23 10:00").astimezone(UTC)

    def read(self) -> Reading:
        return Reading(self.now, "boot", 1.0, synchronised=True)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def office(home: Home, new_home: Home, clock: SetClock) -> Iterator[Office]:
    """On a Monday morning."""
    shutil.copytree(new_home.path, home.path)
    premises: Any = replace(Premises.enter(home), clock=clock)
    with premises.open("review") as office:
        yield office


Change = Callable[[Office, Path], object]


def by_role(office: Office, _folder: Path) -> None:
    office.people.assign("A07", INFO, actor="M01")


def by_change(office: Office, _folder: Path) -> None:
    office.people.change(replace(office.people.get("A07"), role=INFO), actor="M01")


def by_import(office: Office, folder: Path) -> None:
    rows = "no,name,role,team,joined,left,badge\nA07,达娃卓玛,信息管理员,二组,2024-03-01,,\n"
    file = folder / "people.csv"
    file.write_text(rows, encoding="utf-8")
    import_people(office, file, actor="M01")


def by_leaving(office: Office, _folder: Path) -> None:
    office.people.leave("A07", date(2026, 11, 23), actor="M01")


@pytest.mark.parametrize("change", [by_role, by_change, by_import, by_leaving])
def test_bm_4_every_way_to_another_post_makes_one_notice(
    office: Office, staff: Mapping[str, Person], change: Change, tmp_path: Path
) -> None:
    change(office, tmp_path)
    (listed,) = office.right_notices.open()
    notice = listed.notice
    assert (notice.person, listed.name, notice.change.before) == ("A07", "达娃卓玛", AM)
    assert notice.change.after is (None if change is by_leaving else INFO)
    assert (notice.at, notice.due) == (at("11-23 10:00"), at("11-23 18:30"))
    assert not office.right_notices.overdue(at("11-23 18:30"))
    assert office.right_notices.overdue(at("11-23 18:31")) == [listed]


def test_bm_4_the_notice_and_the_change_are_one_transaction(
    office: Office, staff: Mapping[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = type(office.store.table(RIGHT_NOTICES))
    insert = table.insert

    def full(self: Any, document: Mapping[str, Any]) -> Any:
        if self.name == RIGHT_NOTICES:
            raise DiskFull("full")
        return insert(self, document)

    monkeypatch.setattr(table, "insert", full)
    with pytest.raises(DiskFull):
        office.people.assign("A07", INFO, actor="M01")
    assert office.people.get("A07").role is AM
    assert office.right_notices.all() == []


def test_bm_4_an_unreadable_calendar_does_not_keep_a_right_alive(
    office: Office, staff: Mapping[str, Person]
) -> None:
    office.store.table(NOTICES).insert({"year": "never"})
    by_role(office, Path())
    assert office.people.get("A07").role is INFO
    (listed,) = office.right_notices.open()
    assert listed.notice.due == at("11-23 18:30")


def test_bm_4_a_confirmation_says_who_when_and_how_and_closes_the_notice(
    office: Office, staff: Mapping[str, Person], clock: SetClock
) -> None:
    by_role(office, Path())
    (listed,) = office.right_notices.open()
    clock.now += timedelta(hours=1)
    office.right_notices.confirm(listed.id, "by telephone", by="M01", now=clock.now)
    assert office.right_notices.open() == []
    (done,) = office.right_notices.all()
    assert done.notice.confirmed == Confirmed(clock.now, staff_no("M01"), "by telephone")
    with pytest.raises(AlreadyDecidedError, match="M01"):
        office.right_notices.confirm(listed.id, "again", by="M02", now=clock.now)


@pytest.mark.parametrize(
    "by, error",
    [("A08", NotEntitledError), ("A07", NotEntitledError)],
    ids=["an account manager", "the person himself"],
)
def test_bm_4_who_may_not_confirm(
    office: Office, staff: Mapping[str, Person], by: str, error: type[Exception]
) -> None:
    office.people.assign("A07", RM, actor="M01")
    (listed,) = office.right_notices.open()
    with pytest.raises(error):
        office.right_notices.confirm(listed.id, "by telephone", by=by, now=at("11-23 12:00"))
    assert office.right_notices.open()


def test_bm_4_a_reviewer_who_has_left_confirms_nothing(
    office: Office, staff: Mapping[str, Person]
) -> None:
    by_role(office, Path())
    office.people.leave("M02", date(2026, 11, 22), actor="M01")
    listed = office.right_notices.open()[0]
    with pytest.raises(NotEntitledError):
        office.right_notices.confirm(listed.id, "in writing", by="M02", now=at("11-23 12:00"))


@pytest.mark.parametrize("how", ["", "x" * 201, "two\nlines", "\x1b[31mred"])
def test_bm_4_how_it_was_told_is_one_readable_line(
    office: Office, staff: Mapping[str, Person], how: str
) -> None:
    by_role(office, Path())
    (listed,) = office.right_notices.open()
    with pytest.raises(BadCellError):
        office.right_notices.confirm(listed.id, how, by="M01", now=at("11-23 12:00"))


def test_bm_4_a_notice_that_is_not_there_cannot_be_confirmed(
    office: Office, staff: Mapping[str, Person]
) -> None:
    with pytest.raises(NoSuchRequestError):
        office.right_notices.confirm("nothing", "in writing", by="M01", now=at("11-23 12:00"))
