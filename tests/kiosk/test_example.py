"""The invented office: plausible to the rules themselves, and the same every time."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.slots import Tap
from kiosk.attendance.timetable import Slot, Timetable
from kiosk.badge import BadgeState
from kiosk.errors import PersonExistsError
from kiosk.example.days import invented_day
from kiosk.example.furnish import Furnished, furnish
from kiosk.example.staff import FOUND, GIVEN_UP, MANAGER, STAFF, UNKNOWN
from kiosk.home import Home
from kiosk.office import Office
from kiosk.privacy.accesses import Accesses, AccessKind, Wanted
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.enquiries.enquiry import Step
from kiosk.privacy.enquiries.judge import Ground
from kiosk.privacy.enquiries.register import Enquiries
from kiosk.privacy.vault import Vault
from kiosk.refusal import Refusal
from kiosk.roles import Role
from kiosk.schema import PUNCHES

pytestmark = pytest.mark.xdist_group("example")
"""One worker: the office is made once for all that look at it."""


@pytest.fixture(scope="module")
def office(new_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("example") / "home"
    shutil.copytree(new_home.path, folder)
    with Office.open(Home(folder), "review") as office:
        yield office


@pytest.fixture(scope="module")
def furnished(office: Office) -> Furnished:
    return furnish(office)


@pytest.fixture(scope="module")
def punches(office: Office, furnished: Furnished) -> list[Punch]:
    return [Punch.from_document(document) for document in office.store.table(PUNCHES).all()]


def now() -> datetime:
    return datetime.now(UTC)


def test_twelve_people_work_there_and_one_has_left(office: Office, furnished: Furnished) -> None:
    people = office.people.all()
    assert furnished.people == len(people) == 12
    assert [person.no for person in people if person.left is not None] == ["A12"]
    assert Counter(person.role for person in people)[Role.ROOM_MANAGER] == 1


def test_badges_of_every_fate_are_there(office: Office, furnished: Furnished) -> None:
    badges = office.badges
    assert badges.holder_of(MANAGER.badges[0].credential, now()).accepted
    assert badges.holder_of(FOUND, now()).refusal is Refusal.LOST
    assert badges.holder_of(GIVEN_UP, now()).refusal is Refusal.REPLACED
    assert badges.holder_of(STAFF[-1].badges[0].credential, now()).refusal is Refusal.LEFT
    assert badges.holder_of(UNKNOWN, now()).person is None
    assert {badge.credential.kind for badge in badges.all()} == {"em4100", "uid"}
    assert {badge.state for badge in badges.all()} == {
        BadgeState.ACTIVE,
        BadgeState.LOST,
        BadgeState.REPLACED,
    }


def test_taps_reach_from_two_months_before_yesterdays_to_yesterday(
    office: Office, punches: list[Punch]
) -> None:
    zone = office.premises.config.zone
    today = now().astimezone(zone).date()
    days = {punch.at.astimezone(zone).date() for punch in punches}
    first = Month.of(today - timedelta(days=1)).before.before.first
    assert min(person.joined for person in office.people.all()) == first
    assert first <= min(days) < first + timedelta(days=15)
    assert today - timedelta(days=15) < max(days) < today
    assert [punch.at for punch in punches] == sorted(punch.at for punch in punches)
    assert len(punches) > 1200


def test_nobody_taps_with_a_badge_he_did_not_wear(office: Office, punches: list[Punch]) -> None:
    badges = {badge.id: badge for badge in office.badges.all()}
    for punch in punches:
        if punch.result in (Result.RECORDED, Result.DUPLICATE):
            assert punch.badge is not None
            assert badges[punch.badge].covers(punch.at)
            assert badges[punch.badge].person == punch.person


def test_second_taps_are_marked_as_the_rules_judge_them(
    office: Office, punches: list[Punch]
) -> None:
    for employee in STAFF:
        theirs = [punch for punch in punches if punch.person == employee.no]
        taps = [
            Tap(str(number), punch.at)
            for number, punch in enumerate(theirs)
            if punch.result is not Result.REFUSED
        ]
        counted = office.punches.rules.assign(taps)
        for tap in taps:
            duplicate = theirs[int(tap.id)].result is Result.DUPLICATE
            assert duplicate is (counted[tap.id].repeats is not None)


def test_most_days_are_whole_and_some_are_not(office: Office, punches: list[Punch]) -> None:
    taps = [
        Tap(str(number), punch.at)
        for number, punch in enumerate(punches)
        if punch.person == MANAGER.no
    ]
    counted = office.punches.rules.assign(taps)
    filled = Counter(found.slot for found in counted.values())
    days = {office.punches.rules.timetable.attendance_day(tap.at) for tap in taps}
    for slot in Slot:
        assert 0.7 * len(days) < filled[slot] <= len(days)


def test_results_of_every_kind_are_there(punches: list[Punch]) -> None:
    assert {punch.result for punch in punches} == {
        Result.RECORDED,
        Result.DUPLICATE,
        Result.REFUSED,
        Result.UNKNOWN,
    }


def _shapes() -> Iterator[tuple[bool, ...]]:
    """What becomes of the planned moments in a year: in time or not, by slot."""
    timetable = Timetable()
    for employee in STAFF:
        for distance in range(250):
            day = date(2026, 1, 1) + timedelta(days=distance)
            taps = [tap.at for tap in invented_day(employee, day, timetable).taps]
            start = timetable.planned(day, Slot.AM_IN)
            yield bool(taps), bool(taps) and taps[0] > start + timedelta(seconds=59)


def test_people_are_away_and_late_now_and_then() -> None:
    shapes = list(_shapes())
    away = sum(not there for there, _ in shapes) / len(shapes)
    late = sum(is_late for _, is_late in shapes) / len(shapes)
    assert 0.02 < away < 0.06
    assert 0.03 < late < 0.12


def test_same_day_is_invented_alike_every_time() -> None:
    day = date(2026, 7, 6)
    timetable = Timetable()
    assert [invented_day(employee, day, timetable) for employee in STAFF] == [
        invented_day(employee, day, timetable) for employee in STAFF
    ]


def test_office_in_use_is_not_furnished_again(office: Office, furnished: Furnished) -> None:
    size = len(office.store.table(PUNCHES))
    with pytest.raises(PersonExistsError):
        furnish(office)
    assert len(office.store.table(PUNCHES)) == size


def test_one_enquiry_was_answered_and_one_refused(office: Office, furnished: Furnished) -> None:
    answered, refused = Enquiries(office.store, Vault.open(office.premises.home)).find()
    assert (answered.step, answered.given) == (
        Step.SIGNED,
        (PersonalField.NAME, PersonalField.ADDRESS),
    )
    assert set(refused.grounds) == {Ground.BELOW_COUNTY, Ground.NO_NOTICE}
    log = Accesses(office.store).find(Wanted(kind=AccessKind.ENQUIRY))
    assert [access.reason for _entry, access in log] == [answered.id, refused.id]
