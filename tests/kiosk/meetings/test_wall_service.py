"""Badges and keys at the wall, on real records."""

from collections.abc import Callable
from datetime import date

import pytest

from devices.events import Assurance, CardPresented, Credential, CredentialKind
from keyroom.errors import KeyroomError
from kiosk.clock import Reading
from kiosk.errors import MeetingRefusedError, NotEntitledError
from kiosk.meetings.agenda import MeetingKind
from kiosk.meetings.attending import Attendance
from kiosk.meetings.running import Ended, Instant, Running, Waiting
from kiosk.meetings.wall_service import Outcome, Purpose, WallService
from kiosk.meetings.wall_view import Pressed
from kiosk.office import Office
from kiosk.person import StaffNo

DAY = date(2026, 11, 24)
Read = Callable[[str], Reading]
TapWall = Callable[..., Outcome]


def worn(no: str) -> Credential:
    return Credential(CredentialKind.EM4100, f"0B0000{ord(no[0]):02X}{int(no[1:]):02X}")


@pytest.fixture
def service(office: Office, read: Read) -> WallService:
    """The wall's side of the office, where everybody wears a badge."""
    with office.store.transaction():
        for person in office.people.all():
            office.badges.give(person.no, worn(person.no), read("2026-11-02 08:00").utc, by="-")
    return WallService(office)


@pytest.fixture
def tap_wall(service: WallService, read: Read) -> TapWall:
    """`tap_wall("T01", "09:30:00")` at the wall's reader; what became of it."""

    def tapped(no: str, time: str, purpose: Purpose = Purpose.COME) -> Outcome:
        now = read(f"2026-11-24 {time}")
        card = CardPresented("pad", now.utc, worn(no), Assurance.UID_ONLY)
        return service.tap(card, purpose, now).outcome

    return tapped


def run_of(office: Office, read: Read, time: str) -> object:
    return office.meetings.look(DAY, read(f"2026-11-24 {time}")).course.run


def test_hy_5_3_the_hosts_tap_at_the_planned_minute_starts_the_meeting(
    office: Office, read: Read, tap_wall: TapWall
) -> None:
    assert tap_wall("T01", "09:34:59") is Outcome.CAME
    assert isinstance(run_of(office, read, "09:35:00"), Waiting)
    assert tap_wall("T01", "09:35:00") is Outcome.STARTED
    run = run_of(office, read, "09:35:10")
    assert isinstance(run, Running)
    look = office.meetings.look(DAY, read("2026-11-24 09:35:10"))
    (host,) = [each for each in look.people if each.person.no == "T01"]
    assert host.attended.attendance is Attendance.PRESENT


def test_a_host_who_comes_late_is_recorded_and_starts_at_once(
    office: Office, read: Read, tap_wall: TapWall
) -> None:
    assert tap_wall("T01", "09:36:00") is Outcome.STARTED
    look = office.meetings.look(DAY, read("2026-11-24 09:36:10"))
    (host,) = [each for each in look.people if each.person.no == "T01"]
    assert host.attended.attendance is Attendance.LATE


def test_a_second_tap_before_its_time_starts_it_too(tap_wall: TapWall) -> None:
    assert tap_wall("T01", "09:30:00") is Outcome.CAME
    assert tap_wall("T01", "09:31:00") is Outcome.STARTED


def test_d25_everybody_elses_tap_only_says_that_he_is_there(
    office: Office, read: Read, tap_wall: TapWall
) -> None:
    assert tap_wall("T01", "09:34:00") is Outcome.CAME
    assert tap_wall("A07", "09:35:59") is Outcome.CAME
    assert tap_wall("A08", "09:36:00") is Outcome.CAME
    assert tap_wall("A07", "09:37:00") is Outcome.THERE
    look = office.meetings.look(DAY, read("2026-11-24 09:37:10"))
    came = {str(each.person.no): each.attended.attendance for each in look.people}
    assert (came["A07"], came["A08"]) == (Attendance.PRESENT, Attendance.LATE)
    assert isinstance(look.course.run, Waiting)


def test_two_starts_are_one(office: Office, read: Read, tap_wall: TapWall) -> None:
    tap_wall("T01", "09:35:00")
    assert tap_wall("T01", "09:36:00") is Outcome.THERE
    with pytest.raises(MeetingRefusedError, match="running already"):
        tap_wall("T01", "09:36:10", Purpose.START)
    run = run_of(office, read, "09:37:00")
    assert isinstance(run, Running)
    assert run.started.at == read("2026-11-24 09:35:00").utc


@pytest.mark.parametrize("time", ["00:30:00", "09:04:59", "13:00:00", "23:00:00"])
def test_at_midnight_nobody_starts_a_meeting_by_mistake(tap_wall: TapWall, time: str) -> None:
    with pytest.raises(MeetingRefusedError, match="no meeting is near"):
        tap_wall("T01", time)


@pytest.mark.parametrize(
    "purpose, no, fault",
    [
        (Purpose.START, "A07", NotEntitledError),
        (Purpose.CHECK, "A07", MeetingRefusedError),
        (Purpose.CLOSE, "T01", NotEntitledError),
        (Purpose.COME, "I01", MeetingRefusedError),
    ],
    ids=str,
)
def test_what_a_badge_may_not_do(
    tap_wall: TapWall, purpose: Purpose, no: str, fault: type[KeyroomError]
) -> None:
    with pytest.raises(fault):
        tap_wall(no, "09:35:30", purpose)


def test_an_unknown_badge_opens_nothing(service: WallService, read: Read) -> None:
    now = read("2026-11-24 09:36:00")
    stranger = Credential(CredentialKind.EM4100, "0A0048C105")
    card = CardPresented("pad", now.utc, stranger, Assurance.UID_ONLY)
    with pytest.raises(NotEntitledError, match="opens nothing here"):
        service.tap(card, Purpose.COME, now)


def test_hy_5_8_the_hosts_tap_signs_for_the_books(
    office: Office, read: Read, tap_wall: TapWall
) -> None:
    tap_wall("T01", "09:35:00")
    with pytest.raises(NotEntitledError):
        tap_wall("A07", "09:39:00", Purpose.CHECK)
    assert tap_wall("T01", "09:40:00", Purpose.CHECK) is Outcome.CHECKED
    course = office.meetings.look(DAY, read("2026-11-24 09:41:00")).course
    assert course.checked is not None
    assert course.checked_by == "T01"


def test_a_start_by_mistake_is_taken_back(office: Office, read: Read, tap_wall: TapWall) -> None:
    tap_wall("T01", "09:10:00")
    tap_wall("T01", "09:10:30")
    assert tap_wall("T01", "09:11:00", Purpose.VOID) is Outcome.VOIDED
    assert isinstance(run_of(office, read, "09:12:00"), Waiting)
    assert tap_wall("T01", "09:35:00") is Outcome.STARTED


def test_a_supervisor_closes_the_wall(tap_wall: TapWall) -> None:
    assert tap_wall("M01", "15:00:00", Purpose.CLOSE) is Outcome.CLOSED


def test_keys_lead_on_with_the_moment_at_which_they_were_pressed(
    office: Office, read: Read, service: WallService, tap_wall: TapWall
) -> None:
    tap_wall("T01", "09:35:00")
    for minute in (37, 39, 41, 43, 47):
        at = Instant.of(read(f"2026-11-24 09:{minute}:00"))
        service.press(Pressed(DAY, MeetingKind.MORNING, at))
    run = run_of(office, read, "09:50:00")
    assert isinstance(run, Ended)
    assert [spent.seconds for spent in run.spent] == [120, 120, 120, 120, 240]


def test_only_the_host_confirms_at_the_entrance_and_by_a_new_tap(
    service: WallService, read: Read, tap: Callable[..., None]
) -> None:
    tap("2026-11-24 09:30", "T01 A07")
    now = read("2026-11-24 09:35:00")
    assert service.confirmers(Purpose.START, now) == ["T01"]
    assert service.confirmers(Purpose.CLOSE, now) == ["M01"]
    before = service.newest_tap()
    tap("2026-11-24 09:35:10", "A07")
    assert not service.has_tapped(StaffNo("T01"), before)
    tap("2026-11-24 09:35:20", "T01")
    assert service.has_tapped(StaffNo("T01"), before)
    assert service.confirm(StaffNo("T01"), Purpose.START, now).outcome is Outcome.STARTED
