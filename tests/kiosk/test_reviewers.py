"""Who may use the supervisor's screen (regulation §9), by badge and by number."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest

from devices.events import Assurance, CardPresented, Credential
from kiosk.errors import NoSuchPersonError, NotEntitledError
from kiosk.office import Office
from kiosk.person import Person, staff_no
from kiosk.reviewers import reviewer_by_badge, reviewer_by_number, still_reviews
from kiosk.roles import Role
from tests.kiosk.conftest import NOON

Present = Callable[..., CardPresented]
Tags = Callable[[int], Credential]
MAY = {Role.ROOM_MANAGER, Role.ACTING_MANAGER, Role.DEPT_GROUP}


def hire(office: Office, role: Role, tag: Credential | None = None) -> Person:
    person = Person(staff_no("R01"), "德吉", role, "重要室", date(2024, 3, 1))
    office.people.add(person, actor="-")
    if tag is not None:
        office.badges.give("R01", tag, NOON - timedelta(days=1), by="-")
    return person


@pytest.mark.parametrize("role", list(Role))
def test_only_managers_and_the_department_open_the_supervisor_s_screen(
    office: Office, tags: Tags, present: Present, role: Role
) -> None:
    person = hire(office, role, tags(1))
    if role in MAY:
        assert reviewer_by_badge(office, present(tags(1))) == person
        assert reviewer_by_number(office, "R01", NOON) == person
        return
    with pytest.raises(NotEntitledError, match="does not open"):
        reviewer_by_badge(office, present(tags(1)))
    with pytest.raises(NotEntitledError, match="R01 德吉 may not use"):
        reviewer_by_number(office, "R01", NOON)


def test_an_unknown_badge_opens_nothing(office: Office, tags: Tags, present: Present) -> None:
    with pytest.raises(NotEntitledError, match="does not open"):
        reviewer_by_badge(office, present(tags(99)))


def test_a_badge_below_the_configured_assurance_opens_nothing(
    office: Office, tags: Tags, present: Present
) -> None:
    hire(office, Role.ROOM_MANAGER, tags(1))
    with pytest.raises(NotEntitledError, match="too easily copied"):
        office.badges.reviewer(present(tags(1)), Assurance.MUTUAL_AUTH)


def test_nobody_s_number_opens_nothing(office: Office) -> None:
    with pytest.raises(NoSuchPersonError):
        reviewer_by_number(office, "R01", NOON)


@pytest.mark.usefixtures("staff")
def test_who_loses_the_role_or_leaves_loses_the_screen(
    office: Office, staff: Mapping[str, Person]
) -> None:
    assert still_reviews(office, "M01", NOON)
    assert not still_reviews(office, "A07", NOON)
    office.people.leave("M01", date(2026, 11, 22), actor="M02")
    assert not still_reviews(office, "M01", NOON)
