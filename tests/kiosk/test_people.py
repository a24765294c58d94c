"""The staff register: who is in the office from when until when, and what leaving ends."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from devices.events import Credential
from kiosk.badge import BadgeState
from kiosk.errors import BadDatesError, BadStaffNoError, NoSuchPersonError, PersonExistsError
from kiosk.office import Office
from kiosk.person import Person, staff_no
from kiosk.refusal import Refusal
from kiosk.roles import CHINESE_ROLES, ROLE_NAMES, SUPERVISORS, Role

Tags = Callable[[int], Credential]
StaffByName = Mapping[str, Person]

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
MONDAY_NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
FRIDAYS_END = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
"""Midnight in the office's zone."""
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("text", ["A07", "1", "10.234-b_C", "x" * 16])
def test_staff_number_is_letters_digits_and_marks(text: str) -> None:
    assert staff_no(text) == text


@pytest.mark.parametrize("text", ["", "x" * 17, "A 7", "-1", "七", "A\n", "A07\x00"])
def test_what_is_no_staff_number_is_refused(text: str) -> None:
    with pytest.raises(BadStaffNoError):
        staff_no(text)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 29), False),
        (date(2024, 3, 1), True),
        (FRIDAY, True),
        (date(2026, 11, 21), False),
    ],
)
def test_person_works_from_the_first_to_the_last_day(
    staff: StaffByName, day: date, works: bool
) -> None:
    assert replace(staff["clerk"], left=FRIDAY).works_on(day) is works


def test_register_gives_back_who_was_added(office: Office, staff: StaffByName) -> None:
    assert office.people.get("A07") == staff["clerk"]
    assert [person.no for person in office.people.all()] == ["A07", "A08", "M01", "M02"]
    assert office.people.find("A99") is None
    with pytest.raises(NoSuchPersonError, match="A99"):
        office.people.get("A99")


def test_number_is_never_given_twice(office: Office, staff: StaffByName) -> None:
    with pytest.raises(PersonExistsError):
        office.people.add(replace(staff["clerk"], name="别人"), actor="-")
    assert office.people.get("A07") == staff["clerk"]


def test_details_change_and_a_last_day_can_be_taken_back(
    office: Office, staff: StaffByName
) -> None:
    office.people.leave("A07", FRIDAY, actor="M01")
    promoted = replace(staff["clerk"], role=Role.TEAM_LEAD, team="一组")
    office.people.change(promoted, actor="M01")
    assert office.people.get("A07") == promoted


def test_person_cannot_leave_before_joining(office: Office, staff: StaffByName) -> None:
    with pytest.raises(BadDatesError):
        office.people.leave("A07", date(2024, 2, 29), actor="M01")
    assert office.people.get("A07").left is None


def test_leaving_ends_the_badges_at_midnight_after_the_last_day(
    office: Office, staff: StaffByName, tags: Tags
) -> None:
    office.badges.give("A07", tags(7), MONDAY_NOON - timedelta(days=99), by="M01")
    office.people.leave("A07", FRIDAY, actor="M01")
    assert office.badges.holder_of(tags(7), FRIDAYS_END - SECOND).accepted
    assert office.badges.holder_of(tags(7), FRIDAYS_END).refusal is Refusal.LEFT
    office.badges.give("A08", tags(7), FRIDAYS_END, by="M01")
    assert office.badges.holder_of(tags(7), FRIDAYS_END).person == staff["other"]


def test_leaving_spares_what_has_ended_before(
    office: Office, staff: StaffByName, tags: Tags
) -> None:
    since = MONDAY_NOON - timedelta(days=99)
    lost = office.badges.give("A07", tags(7), since, by="M01")
    office.badges.end(lost.id, BadgeState.LOST, since + SECOND, by="M01")
    short = office.badges.give("A07", tags(8), since, by="M01", until=since + SECOND)
    office.people.leave("A07", FRIDAY, actor="M01")
    assert office.badges.get(lost.id).until == since + SECOND
    assert office.badges.get(short.id) == short


@pytest.mark.parametrize("moved_to", [date(2026, 11, 18), date(2026, 11, 25)])
def test_moving_the_last_day_moves_the_end_of_the_badges(
    office: Office, staff: StaffByName, tags: Tags, moved_to: date
) -> None:
    office.badges.give("A07", tags(7), MONDAY_NOON - timedelta(days=99), by="M01")
    office.people.leave("A07", FRIDAY, actor="M01")
    office.people.leave("A07", moved_to, actor="M01")
    end = FRIDAYS_END + (moved_to - FRIDAY)
    assert [badge.until for badge in office.badges.of("A07")] == [end]


def test_moving_the_last_day_takes_no_badge_from_its_next_holder(
    office: Office, staff: StaffByName, tags: Tags
) -> None:
    office.badges.give("A07", tags(7), MONDAY_NOON - timedelta(days=99), by="M01")
    office.people.leave("A07", FRIDAY, actor="M01")
    office.badges.give("A08", tags(7), FRIDAYS_END, by="M01")
    office.people.leave("A07", MONDAY, actor="M01")
    assert office.badges.holder_of(tags(7), MONDAY_NOON).person == staff["other"]
    assert [badge.until for badge in office.badges.of("A07")] == [FRIDAYS_END]


def test_every_role_has_a_name_and_a_word_of_the_regulation() -> None:
    assert set(ROLE_NAMES) == set(Role) == set(CHINESE_ROLES.values())
    assert {role for role in Role if role.supervises} == SUPERVISORS
