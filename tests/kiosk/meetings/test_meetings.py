"""HY-3 to HY-5: a meeting from the evening before to its minutes, on the real records."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

import pytest

from kiosk.books.book_state import BookState
from kiosk.books.items import ItemStep
from kiosk.books.purpose import Purpose
from kiosk.errors import MeetingRefusedError, NoMeetingError, NotEntitledError
from kiosk.home import Home
from kiosk.meetings.agenda import MeetingKind, block_ids
from kiosk.meetings.attending import Attendance
from kiosk.meetings.hosts import HostReason
from kiosk.meetings.look import MeetingLook, look_json
from kiosk.meetings.meetings import Meetings
from kiosk.meetings.running import Move
from kiosk.office import Office
from kiosk.person import StaffNo
from tests.kiosk.meetings.conftest import At, Read

DAY = date(2026, 11, 24)
"""A Tuesday in winter: 09:35."""
BEFORE = date(2026, 11, 23)
T01, T02, A07, A08 = map(StaffNo, ("T01", "T02", "A07", "A08"))
BLOCKS = block_ids(MeetingKind.MORNING)
FULL = dict.fromkeys(BLOCKS, "无")
Tap = Callable[[str, str], None]
Leave = Callable[[str, str, str], None]


@pytest.fixture
def held(meetings: Meetings, read: Read, tap: Tap) -> MeetingLook:
    """Prepared the evening before, started at 09:35:10, ended 12 minutes later."""
    meetings.prepare(DAY, FULL, by="T01", now=read("2026-11-23 17:00"))
    tap("2026-11-24 09:30", "T01 A07")
    tap("2026-11-24 09:36", "A08")
    meetings.start(DAY, by="T01", now=read("2026-11-24 09:35:10"))
    for minute in (37, 39, 41, 43):
        meetings.move(DAY, Move.NEXT, by="T01", now=read(f"2026-11-24 09:{minute}:10"))
    return meetings.move(DAY, Move.END, by="T01", now=read("2026-11-24 09:47:10"))


def by_person(look: MeetingLook) -> Mapping[str, Attendance | None]:
    return {each.person.no: each.attended.attendance for each in look.people}


def test_HY_5_9_attendance_comes_from_the_taps_at_the_entrance(held: MeetingLook) -> None:  # noqa: N802 - the rule's id
    assert by_person(held) == {
        "A07": Attendance.PRESENT,
        "A08": Attendance.LATE,
        "M01": Attendance.MISSING,
        "T01": Attendance.PRESENT,
        "T02": Attendance.MISSING,
    }


def test_the_json_form_is_as_it_is_documented(held: MeetingLook) -> None:
    found: dict[str, Any] = look_json(held)
    assert list(found) == [
        *("date", "kind", "planned_start", "host", "host_reason", "prepared_at"),
        *("prepared_in_time", "started", "ended", "seconds", "overrun_s", "short"),
        *("into_work_time", "people", "blocks", "actions"),
    ]
    assert found["date"] == "2026-11-24"
    assert found["kind"] == "morning_meeting"
    assert found["planned_start"] == "2026-11-24T01:35:00.000000Z"
    assert (found["host"], found["host_reason"]) == ("T01", "team_lead")
    assert found["prepared_at"] == "2026-11-23T09:00:00.000000Z"
    assert found["prepared_in_time"] is True
    assert found["started"] == "2026-11-24T01:35:10.000000Z"
    assert found["ended"] == "2026-11-24T01:47:10.000000Z"
    assert (found["seconds"], found["overrun_s"]) == (720, 0)
    assert (found["short"], found["into_work_time"]) == (False, False)
    assert found["people"][0] == {
        "no": "A07",
        "attendance": "present",
        "arrived": "2026-11-24T01:30:00.000000Z",
        "visit_log": "missing",
        "plan_book": "missing",
        "minutes": "missing",
    }
    assert [each["seconds"] for each in found["blocks"]] == [120, 120, 120, 120, 240]
    assert found["blocks"][0] == {
        "id": "HY-5-1a",
        "title": "service standards",
        "seconds": 120,
        "text": "无",
    }
    assert found["actions"] == []


@pytest.mark.parametrize(("clock", "in_time"), [("18:30:59", True), ("18:31:00", False)])
def test_D_26_and_HY_5_6_the_host_is_prepared_by_the_end_of_the_day_before(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read, clock: str, in_time: bool
) -> None:
    look = meetings.prepare(DAY, FULL, by="T01", now=read(f"2026-11-23 {clock}"))
    assert look.prepared_in_time is in_time


def test_HY_5_7_one_empty_block_is_not_prepared(meetings: Meetings, read: Read) -> None:  # noqa: N802 - the rule's id
    some = {name: text for name, text in FULL.items() if name != "HY-5-1e"}
    look = meetings.prepare(DAY, some, by="T01", now=read("2026-11-23 17:00"))
    assert look.course.prepared_at is None
    assert look.unfilled == ["HY-5-1e"]
    look = meetings.prepare(DAY, {"e": "微笑"}, by="T01", now=read("2026-11-23 18:40"))
    assert look.unfilled == []
    assert not look.prepared_in_time
    look = meetings.prepare(DAY, {"e": "平静"}, by="T01", now=read("2026-11-24 08:00"))
    assert look.blocks[-1].text == "平静"
    assert look_json(look)["prepared_at"] == "2026-11-23T10:40:00.000000Z"


def test_HY_4_1_the_turn_goes_to_the_other_team_lead_the_day_after(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read, held: MeetingLook
) -> None:
    evening = read("2026-11-24 18:00")
    assert meetings.look(date(2026, 11, 25), evening).choice.host == T02
    assert meetings.look(date(2026, 11, 26), evening).choice.host == T01
    assert meetings.look(date(2026, 11, 27), evening).choice.host == T02
    assert meetings.look(date(2027, 11, 26), evening).choice.host == T02


def test_HY_3_2_the_rotation_knows_leave(meetings: Meetings, read: Read, leave: Leave) -> None:  # noqa: N802 - the rule's id
    leave("T01", "2026-11-24 09:50", "2026-11-24 13:00")
    assert meetings.look(DAY, read("2026-11-23 17:00")).choice.host == T02
    leave("T02", "2026-11-24 00:00", "2026-11-25 00:00")
    choice = meetings.look(DAY, read("2026-11-23 17:00")).choice
    assert (choice.host, choice.reason) == (A07, HostReason.ROTATION)


def test_HY_3_2_who_has_not_come_by_then_passes_the_turn_on(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read, tap: Tap
) -> None:
    tap("2026-11-24 09:30", "T02 A07")
    assert meetings.look(DAY, read("2026-11-24 09:35:59")).choice.host == T01
    assert meetings.look(DAY, read("2026-11-24 09:36:00")).choice.host == T02
    look = meetings.start(DAY, by="T02", now=read("2026-11-24 09:36:00"))
    assert look.choice.host == T02
    tap("2026-11-24 09:37", "T01")
    assert meetings.look(DAY, read("2026-11-24 10:00")).choice.host == T02


def test_HY_3_2_a_manual_change_has_a_reason(meetings: Meetings, read: Read) -> None:  # noqa: N802 - the rule's id
    now = read("2026-11-23 17:00")
    with pytest.raises(MeetingRefusedError, match="why"):
        meetings.name_host(DAY, A08, " ", by="M01", now=now)
    with pytest.raises(NotEntitledError, match="A07 may not"):
        meetings.name_host(DAY, A08, "换班", by="A07", now=now)
    with pytest.raises(MeetingRefusedError, match="takes no part"):
        meetings.name_host(DAY, StaffNo("I01"), "换班", by="M01", now=now)
    look = meetings.name_host(DAY, A08, "练习主持", by="M01", now=now)
    assert (look.choice.host, look.choice.reason) == (A08, HostReason.MANUAL)
    assert look_json(look)["host_reason"] == "练习主持"
    meetings.start(DAY, by="A08", now=read("2026-11-24 09:35"))
    with pytest.raises(MeetingRefusedError, match="has its host"):
        meetings.name_host(DAY, T01, "换班", by="M01", now=read("2026-11-24 09:36"))


def test_nobody_on_duty_can_host(meetings: Meetings, read: Read, leave: Leave) -> None:
    for no in ("M01", "T01", "T02", "A07", "A08"):
        leave(no, "2026-11-24 00:00", "2026-11-25 00:00")
    choice = meetings.look(DAY, read("2026-11-23 17:00")).choice
    assert (choice.host, choice.reason) == (None, HostReason.NOBODY)
    with pytest.raises(MeetingRefusedError, match="nobody on duty can host"):
        meetings.start(DAY, by="T01", now=read("2026-11-24 09:35"))
    meetings.name_host(DAY, T01, "加班主持", by="T01", now=read("2026-11-24 09:35"))
    assert meetings.start(DAY, by="T01", now=read("2026-11-24 09:35")).started


def test_nobody_has_come_yet(meetings: Meetings, read: Read) -> None:
    look = meetings.look(DAY, read("2026-11-24 09:36"))
    assert (look.choice.host, look.choice.reason) == (None, HostReason.NOBODY)
    assert look_json(look)["host_reason"] == "nobody"


def test_only_the_host_starts_and_goes_on(meetings: Meetings, read: Read, tap: Tap) -> None:
    now = read("2026-11-24 09:35")
    with pytest.raises(NotEntitledError, match="the host is T01, not A07"):
        meetings.start(DAY, by="A07", now=now)
    meetings.start(DAY, by="T01", now=now)
    with pytest.raises(NotEntitledError, match="the host is T01, not A07"):
        meetings.move(DAY, Move.NEXT, by="A07", now=now)
    assert meetings.move(DAY, Move.NEXT, by="M01", now=now).running == "HY-5-1b"


def test_two_starts_of_two_walls_are_one(meetings: Meetings, home: Home, read: Read) -> None:
    meetings.start(DAY, by="T01", now=read("2026-11-24 09:35"))
    with (
        Office.open(home, "wall2") as other,
        pytest.raises(MeetingRefusedError, match="running already"),
    ):
        other.meetings.start(DAY, by="T01", now=read("2026-11-24 09:35:01"))
    assert meetings.look(DAY, read("2026-11-24 09:36")).length is not None


@pytest.mark.parametrize("clock", ["00:00", "09:04:59", "13:00"])
def test_a_meeting_at_midnight_is_not_started_by_mistake(
    meetings: Meetings, read: Read, clock: str
) -> None:
    with pytest.raises(MeetingRefusedError, match=r"09:05 to 13:00"):
        meetings.start(DAY, by="T01", now=read(f"2026-11-24 {clock}"))
    assert meetings.look(DAY, read("2026-11-24 09:30")).started is None


def test_what_was_started_by_mistake_is_taken_back_with_a_reason(
    meetings: Meetings, read: Read
) -> None:
    meetings.start(DAY, by="T01", now=read("2026-11-24 09:06"))
    with pytest.raises(MeetingRefusedError, match="why"):
        meetings.move(DAY, Move.VOID, by="T01", now=read("2026-11-24 09:07"))
    look = meetings.move(DAY, Move.VOID, by="T01", now=read("2026-11-24 09:07"), reason="误触")
    assert look.started is None
    look = meetings.start(DAY, by="T01", now=read("2026-11-24 09:35"))
    assert look.length is not None
    assert look.length.seconds == 0


def test_a_killed_wall_finds_the_meeting_as_it_runs(
    meetings: Meetings, home: Home, read: Read
) -> None:
    meetings.start(DAY, by="T01", now=read("2026-11-24 09:35"))
    meetings.move(DAY, Move.NEXT, by="T01", now=read("2026-11-24 09:37"))
    with Office.open(home, "wall") as again:
        look = again.meetings.look(DAY, read("2026-11-24 09:38"))
    assert look.running == "HY-5-1b"
    assert [each.seconds for each in look.blocks] == [120, 60, None, None, None]
    assert look.length is not None
    assert look.length.seconds == 180


def test_HY_5_8_the_host_signs_for_the_books(  # noqa: N802 - the rule's id
    office: Office, meetings: Meetings, read: Read, at: At
) -> None:
    office.books.visits.declare(A07, BEFORE, by="A07", now=at("2026-11-23 18:00"))
    office.books.plans.add(
        A07, DAY, time(16), "x", Purpose.REGULAR, by="A07", now=at("2026-11-24 09:35:59")
    )
    with pytest.raises(MeetingRefusedError, match="not been started"):
        meetings.check(DAY, by="T01", now=read("2026-11-24 09:34"))
    meetings.start(DAY, by="T01", now=read("2026-11-24 09:35"))
    with pytest.raises(NotEntitledError):
        meetings.check(DAY, by="A07", now=read("2026-11-24 09:40"))
    look = meetings.check(DAY, by="T01", now=read("2026-11-24 09:40"))
    missing = (BookState.MISSING, BookState.MISSING)
    assert look.course.checked == {
        "A07": (BookState.NO_VISIT, BookState.FILLED),
        "A08": missing,
    }
    office.books.visits.declare(A08, BEFORE, by="A08", now=at("2026-11-24 12:00"))
    later = meetings.look(DAY, read("2026-11-24 12:01"))
    assert later.course.checked is not None
    assert later.course.checked[A08] == missing
    assert later.people[1].visit_log is BookState.FILLED_LATE
    assert [each.person.no for each in later.missing_books] == ["A08"]


def test_HY_5_8_who_was_on_leave_all_day_is_excused_from_that_days_book(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read, leave: Leave
) -> None:
    leave("A07", "2026-11-23 00:00", "2026-11-24 00:00")
    leave("A08", "2026-11-23 15:20", "2026-11-23 18:30")
    a07, a08 = meetings.look(DAY, read("2026-11-24 09:30")).people[:2]
    assert (a07.visit_log, a07.plan_book) == (BookState.EXCUSED, BookState.MISSING)
    assert a08.visit_log is BookState.MISSING


def test_HY_5_9_approved_leave_excuses_from_the_meeting(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read, leave: Leave
) -> None:
    leave("A07", "2026-11-24 09:50", "2026-11-24 10:30")
    look = meetings.look(DAY, read("2026-11-24 09:30"))
    assert by_person(look)["A07"] is Attendance.EXCUSED


def test_HY_5_10_everybody_who_was_there_keeps_minutes(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read, held: MeetingLook
) -> None:
    assert [person.no for person in held.missing_minutes] == ["A07", "A08", "T01"]
    now = read("2026-11-24 10:00")
    look = meetings.write_minutes(DAY, "今日重点:续签", by="A07", now=now)
    assert [person.no for person in look.missing_minutes] == ["A08", "T01"]
    assert {each.person.no: each.minutes for each in look.people}[T02] is None
    assert meetings.write_minutes(DAY, "改", by="A07", now=now).course.minutes == {"A07": "改"}
    for text, who, why in (
        (" ", "A07", "empty"),
        ("x" * 10_001, "A07", "10001"),
        ("x", "I01", "takes no part"),
    ):
        with pytest.raises(MeetingRefusedError, match=why):
            meetings.write_minutes(DAY, text, by=who, now=now)


def test_HY_3_1_and_HY_3_3_actions_come_back_until_they_are_done(  # noqa: N802 - the rule's id
    office: Office, meetings: Meetings, read: Read, at: At, held: MeetingLook
) -> None:
    now = read("2026-11-24 09:46")
    owed = meetings.decide_action(DAY, A08, "回访客户", date(2026, 11, 25), by="T01", now=now)
    with pytest.raises(MeetingRefusedError, match="before the meeting"):
        meetings.decide_action(DAY, A08, "x", BEFORE, by="T01", now=now)
    with pytest.raises(NotEntitledError):
        meetings.decide_action(DAY, A08, "x", DAY, by="A08", now=now)
    assert [each.id for each in meetings.look(DAY, now).actions] == [owed.id]
    following = [date(2026, 11, day) for day in (25, 26, 27)]
    office.books.items.step(owed.id, ItemStep.DONE, by="A08", now=at("2026-11-26 12:00"))
    shown = [len(meetings.look(day, read("2026-11-27 12:00")).actions) for day in following]
    assert shown == [1, 1, 0]
    assert meetings.look(BEFORE, now).actions == ()


def test_HY_3_4_the_month_shows_how_each_host_did(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read, held: MeetingLook
) -> None:
    looks = meetings.month(date(2026, 11, 1), date(2026, 11, 30), read("2026-11-25 08:00"))
    assert len(looks) == 21
    assert [look.times.day for look in looks if look.ended] == [DAY]
    not_held = next(look for look in looks if look.times.day == BEFORE)
    assert set(by_person(not_held).values()) == {None}


def test_HY_4_2_the_weekly_meeting_looks_at_the_taps_of_the_afternoon(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read, tap: Tap
) -> None:
    friday, weekly = date(2026, 11, 27), MeetingKind.WEEKLY
    tap("2026-11-27 09:30", "T01 T02 A07 A08 M01")
    tap("2026-11-27 15:10", "T01 A07")
    tap("2026-11-27 15:22", "A08")
    texts = {"a": "无", "b": "信号", "c": "无"}
    meetings.prepare(friday, texts, by="T01", now=read("2026-11-26 18:00"), kind=weekly)
    meetings.start(friday, by="T01", now=read("2026-11-27 15:20"), kind=weekly)
    meetings.arrive(friday, StaffNo("M01"), now=read("2026-11-27 15:25"), kind=weekly)
    look = meetings.move(friday, Move.END, by="T01", now=read("2026-11-27 16:40"), kind=weekly)
    assert by_person(look) == {
        "A07": Attendance.PRESENT,
        "A08": Attendance.LATE,
        "M01": Attendance.LATE,
        "T01": Attendance.PRESENT,
        "T02": Attendance.MISSING,
    }
    assert look.prepared_in_time
    with pytest.raises(NoMeetingError, match="not on 2026-11-26"):
        meetings.look(date(2026, 11, 26), read("2026-11-26 18:00"), weekly)


def test_D_06_with_two_punches_a_day_the_morning_tap_counts_in_the_afternoon(  # noqa: N802 - the rule's id
    home: Home, read: Read, office: Office, tap: Tap
) -> None:
    friday, weekly = date(2026, 11, 27), MeetingKind.WEEKLY
    tap("2026-11-27 09:30", "T01 A07")
    config = home.config_file
    config.write_text(config.read_text("utf-8") + "\n[attendance]\npunches_per_day = 2\n", "utf-8")
    with Office.open(home, "wall") as again:
        look = again.meetings.look(friday, read("2026-11-27 15:30"), weekly)
    assert look.choice.host == T01
    assert by_person(look)["A07"] is Attendance.PRESENT


def test_HY_4_3_an_ad_hoc_meeting_is_called_with_a_reason(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read, at: At
) -> None:
    adhoc, now = MeetingKind.ADHOC, read("2026-11-24 10:00")
    with pytest.raises(NoMeetingError, match="no ad-hoc meeting"):
        meetings.look(DAY, now, adhoc)
    for reason, when, by, why in (
        (" ", "11:00", "M01", "why"),
        ("停电", "09:59", "M01", "time that is over"),
        ("停电", "11:00", "A07", "may not"),
    ):
        with pytest.raises((MeetingRefusedError, NotEntitledError), match=why):
            meetings.call(at(f"2026-11-24 {when}"), reason, by=by, now=now)
    meetings.call(at("2026-11-24 11:00"), "停电", by="M01", now=now)
    look = meetings.look(DAY, now, adhoc)
    assert (look.reason, look.choice.host) == ("停电", T01)
    meetings.arrive(DAY, T01, now=read("2026-11-24 10:58"), kind=adhoc)
    assert meetings.start(DAY, by="T01", now=read("2026-11-24 11:00"), kind=adhoc).started


def test_HY_5_9_a_tap_at_the_wall_counts_as_one_at_the_entrance(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read
) -> None:
    look = meetings.arrive(DAY, A07, now=read("2026-11-24 09:35:59"))
    assert by_person(look)["A07"] is Attendance.PRESENT
    with pytest.raises(MeetingRefusedError):
        meetings.arrive(DAY, A08, now=read("2026-11-24 08:00"))


def test_a_day_off_has_no_morning_meeting(meetings: Meetings, read: Read) -> None:
    with pytest.raises(NoMeetingError, match="the next one is on 2026-11-30"):
        meetings.look(date(2026, 11, 28), read("2026-11-23 17:00"))


def test_a_day_that_turned_out_to_be_off_keeps_its_meeting(
    office: Office, meetings: Meetings, read: Read, held: MeetingLook
) -> None:
    now = read("2026-11-24 18:00")
    office.calendar.decide(DAY, "节日", work=False, by="M01", now=now.utc)
    assert meetings.look(DAY, now).ended is not None


def test_a_make_up_saturday_has_its_meeting(meetings: Meetings, read: Read, at: At) -> None:
    look = meetings.look(date(2026, 10, 10), read("2026-10-09 17:00"))
    assert look.times.planned == at("2026-10-10 09:35")
    assert look.times.log_day == date(2026, 10, 9)


def test_the_season_switches_between_preparation_and_meeting(
    meetings: Meetings, read: Read, at: At, tap: Tap
) -> None:
    day = date(2026, 5, 6)
    look = meetings.prepare(day, FULL, by="T01", now=read("2026-04-30 18:30:59"))
    assert look.prepared_in_time
    assert look.times.planned == at("2026-05-06 09:05")
    tap("2026-05-06 09:05:59", "T01")
    tap("2026-05-06 09:06:00", "A07")
    meetings.start(day, by="T01", now=read("2026-05-06 09:06:30"))
    look = meetings.move(day, Move.END, by="T01", now=read("2026-05-06 09:18"))
    assert by_person(look)["T01"] is Attendance.PRESENT
    assert by_person(look)["A07"] is Attendance.LATE


def test_a_block_of_10_000_characters_with_markup_and_emoji_is_kept_as_it_is(
    meetings: Meetings, home: Home, read: Read
) -> None:
    text = ("[bold red]服务[/] <script> 👩‍💼 " * 1000)[:10_000]
    meetings.prepare(DAY, FULL | {"HY-5-1a": text}, by="T01", now=read("2026-11-23 17:00"))
    with Office.open(home, "wall") as again:
        assert again.meetings.look(DAY, read("2026-11-23 17:00")).blocks[0].text == text


def test_who_does_not_lead_prepares_no_meeting_of_others(meetings: Meetings, read: Read) -> None:
    now = read("2026-11-23 17:00")
    with pytest.raises(NotEntitledError, match="A07 may not"):
        meetings.prepare(DAY, FULL, by="A07", now=now)
    with pytest.raises(MeetingRefusedError, match="no block has a text"):
        meetings.prepare(DAY, {"a": " "}, by="T01", now=now)
    meetings.name_host(DAY, A07, "练习", by="T01", now=now)
    assert meetings.prepare(DAY, FULL, by="A07", now=now).unfilled == []


def test_what_is_over_is_not_prepared_any_more(
    meetings: Meetings, read: Read, held: MeetingLook
) -> None:
    with pytest.raises(MeetingRefusedError, match="is over"):
        meetings.prepare(DAY, FULL, by="T01", now=read("2026-11-24 10:00"))
