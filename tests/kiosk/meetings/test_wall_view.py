"""What the wall shows at a moment: phases by their boundary seconds, nothing that is private."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.attendance.judging.statuses import Rule
from kiosk.attendance.requests.bulletins import Bulletin
from kiosk.books.items import ItemStep
from kiosk.clock import Reading
from kiosk.meetings.agenda import MeetingKind
from kiosk.meetings.attending import Attendance
from kiosk.meetings.running import Instant, Move
from kiosk.meetings.wall_service import WallService
from kiosk.meetings.wall_view import CardKind, Phase, Pressed, WallView, wall_view
from kiosk.office import Office
from kiosk.person import StaffNo

DAY = date(2026, 11, 24)
"""A Tuesday in winter: planned for 09:35, the host is T01."""
FILLED = {f"HY-5-1{letter}": f"text {letter}" for letter in "abcde"}
Read = Callable[[str], Reading]


@pytest.fixture
def see(office: Office, read: Read) -> Callable[..., WallView]:
    """`see("09:40:00")`: the wall then; `known`: by records that were read at that time."""

    def seen(time: str, known: str = "", pressed: tuple[Pressed, ...] = ()) -> WallView:
        facts = WallService(office).facts(read(f"2026-11-24 {known or time}"))
        now = Instant.of(read(f"2026-11-24 {time}"))
        return wall_view(facts, now, DAY, pressed)

    return seen


@pytest.fixture
def start(office: Office, read: Read, tap: Callable[..., None]) -> Callable[[str], None]:
    """The host comes and starts the meeting."""

    def started(time: str) -> None:
        tap("2026-11-24 09:20", "T01")
        office.meetings.start(DAY, by="T01", now=read(f"2026-11-24 {time}"))

    return started


@pytest.mark.parametrize(
    "time, phase",
    [
        ("09:04:59", Phase.DAY),
        ("09:05:00", Phase.SOON),
        ("09:34:59", Phase.SOON),
        ("09:35:00", Phase.DUE),
        ("10:34:59", Phase.DUE),
        ("10:35:00", Phase.DAY),
    ],
)
def test_d24_the_wall_turns_to_the_meeting_half_an_hour_before(
    see: Callable[..., WallView], time: str, phase: Phase
) -> None:
    assert see(time).phase is phase


def test_d24_the_countdown_is_to_the_second(see: Callable[..., WallView]) -> None:
    for time, seconds in (("09:34:59", 1), ("09:05:00", 1800), ("09:36:40", 100)):
        meeting = see(time).meeting
        assert meeting is not None
        assert (meeting.seconds, meeting.left_s, meeting.block) == (seconds, None, None)


@pytest.mark.parametrize(
    "time, left", [("09:50:00", 0), ("09:49:59", 1), ("09:50:01", -1), ("09:35:00", 900)]
)
def test_hy_5_3_what_is_left_turns_to_overrun_after_15_minutes(
    see: Callable[..., WallView], start: Callable[[str], None], time: str, left: int
) -> None:
    start("09:35:00")
    meeting = see(time).meeting
    assert meeting is not None
    assert meeting.left_s == left


def test_a_meeting_runs_on_by_the_clock_while_the_records_are_away(
    see: Callable[..., WallView], start: Callable[[str], None], read: Read
) -> None:
    start("09:35:00")
    keys = tuple(
        Pressed(DAY, MeetingKind.MORNING, Instant.of(read(f"2026-11-24 {time}")))
        for time in ("09:37:00", "09:38:30")
    )
    meeting = see("09:39:00", known="09:35:10", pressed=keys).meeting
    assert meeting is not None
    assert meeting.block is not None
    assert (meeting.block.number, meeting.block.seconds, meeting.seconds) == (3, 30, 240)


def test_keys_beyond_the_last_block_end_nothing_twice(
    see: Callable[..., WallView], start: Callable[[str], None], read: Read
) -> None:
    start("09:35:00")
    at = Instant.of(read("2026-11-24 09:40:00"))
    meeting = see("09:41:00", pressed=(Pressed(DAY, MeetingKind.MORNING, at),) * 9).meeting
    assert meeting is not None
    assert meeting.seconds == 300
    assert meeting.block is not None
    assert meeting.block.number == 5


def test_a_wall_clock_that_steps_in_the_middle_changes_no_length(
    office: Office, start: Callable[[str], None], read: Read
) -> None:
    start("09:35:00")
    facts = WallService(office).facts(read("2026-11-24 09:36:00"))
    true = read("2026-11-24 09:40:00")
    stepped = replace(true, utc=true.utc - timedelta(hours=2))
    meeting = wall_view(facts, Instant.of(stepped), DAY).meeting
    assert meeting is not None
    assert meeting.length is not None
    assert (meeting.seconds, meeting.length.clock_moved) == (300, True)


def test_hy_5_9_who_is_not_there_stands_first(
    see: Callable[..., WallView],
    tap: Callable[..., None],
    leave: Callable[..., None],
) -> None:
    leave("A08", "2026-11-24 09:00", "2026-11-24 13:00")
    tap("2026-11-24 09:30", "M01 T01")
    tap("2026-11-24 09:36", "T02")
    meeting = see("09:40:00").meeting
    assert meeting is not None
    seats = [(seat.name, seat.attendance) for seat in meeting.seats]
    assert seats == [
        ("A07", None),
        ("T02", Attendance.LATE),
        ("A08", Attendance.EXCUSED),
        ("M01", Attendance.PRESENT),
        ("T01", Attendance.PRESENT),
    ]


def test_hy_5_8_whose_books_are_missing_until_the_host_signs(
    see: Callable[..., WallView], start: Callable[[str], None], office: Office, read: Read
) -> None:
    before = see("09:20:00").meeting
    assert before is not None
    assert before.books is not None
    assert before.books.visit_logs == before.books.plan_books == ("A07", "A08")
    assert not before.books.signed
    start("09:35:00")
    office.meetings.check(DAY, by="T01", now=read("2026-11-24 09:40:00"))
    after = see("09:41:00").meeting
    assert after is not None
    assert after.books is not None
    assert after.books.signed


def test_hy_5_10_after_the_meeting_the_day_shows_whose_notes_are_missing(
    see: Callable[..., WallView],
    start: Callable[[str], None],
    tap: Callable[..., None],
    office: Office,
    read: Read,
) -> None:
    office.meetings.prepare(DAY, FILLED, by="T01", now=read("2026-11-23 17:00"))
    tap("2026-11-24 09:30", "A07")
    start("09:35:00")
    office.meetings.move(DAY, Move.END, by="T01", now=read("2026-11-24 09:52:00"))
    office.meetings.write_minutes(DAY, "geheim", by="A07", now=read("2026-11-24 09:55:00"))
    view = see("10:00:00")
    assert view.phase is Phase.DAY
    assert view.held is not None
    assert view.held.length is not None
    assert (view.held.length.seconds, view.held.length.overrun_s) == (1020, 120)
    assert view.held.minutes_missing == ("T01",)
    assert [(card.kind, card.text) for card in view.cards] == [
        (CardKind.WORDING, "text c"),
        (CardKind.PRAISE, "text b"),
    ]
    assert "geheim" not in str(view)  # notes are their writer's own


def test_a_meeting_that_was_not_held_is_called_so(see: Callable[..., WallView]) -> None:
    held = see("13:30:00").held
    assert held is not None
    assert held.length is None


def test_the_next_meeting_names_its_host_and_by_when_he_prepares(
    see: Callable[..., WallView], office: Office, read: Read
) -> None:
    following = see("17:00:00").next
    assert following is not None
    assert following.planned.isoformat() == "2026-11-25T09:35:00+08:00"
    assert (following.host, following.prepared) == ("T02", False)
    assert following.prepared_by is not None
    assert following.prepared_by.isoformat() == "2026-11-24T18:30:00+08:00"
    office.meetings.prepare(date(2026, 11, 25), FILLED, by="T02", now=read("2026-11-24 17:10"))
    following = see("17:11:00").next
    assert following is not None
    assert following.prepared


def test_a_day_off_has_no_meeting_and_names_the_next(office: Office, read: Read) -> None:
    facts = WallService(office).facts(read("2026-11-28 10:00"))
    view = wall_view(facts, Instant.of(read("2026-11-28 10:00")), date(2026, 11, 28))
    assert (view.phase, view.held) == (Phase.DAY, None)
    assert view.next is not None
    assert view.next.planned.date() == date(2026, 11, 30)


def test_an_ad_hoc_meeting_stands_on_the_wall_with_its_reason(
    see: Callable[..., WallView], office: Office, read: Read
) -> None:
    now = read("2026-11-24 11:00")
    planned = read("2026-11-24 11:20").utc
    office.meetings.call(planned, "系统割接", by="T01", now=now)
    meeting = see("11:05:00").meeting
    assert meeting is not None
    assert (meeting.kind, meeting.why, meeting.left_s) == (MeetingKind.ADHOC, "系统割接", None)
    assert meeting.books is None


def test_nobody_on_duty_can_host_is_said(
    see: Callable[..., WallView], leave: Callable[..., None]
) -> None:
    for no in ("M01", "T01", "T02", "A07", "A08"):
        leave(no, "2026-11-24 09:00", "2026-11-24 18:30")
    meeting = see("09:20:00").meeting
    assert meeting is not None
    assert meeting.host == ""


def test_facts_of_yesterday_show_no_meeting_of_today(office: Office, read: Read) -> None:
    facts = WallService(office).facts(read("2026-11-24 18:00"))
    view = wall_view(facts, Instant.of(read("2026-11-25 09:40")), date(2026, 11, 25))
    assert (view.phase, view.held) == (Phase.DAY, None)


def test_an_action_item_stands_until_it_is_done(
    see: Callable[..., WallView], start: Callable[[str], None], office: Office, read: Read
) -> None:
    start("09:35:00")
    office.meetings.move(DAY, Move.END, by="T01", now=read("2026-11-24 09:47:00"))
    owed = office.meetings.decide_action(
        DAY, StaffNo("A07"), "核对协议台账", DAY, by="T01", now=read("2026-11-24 09:48:00")
    )
    (card,) = see("10:00:00").cards
    assert (card.kind, card.name, card.due, card.overdue) == (CardKind.ACTION, "A07", DAY, False)
    done = read("2026-11-24 11:00:00").utc
    office.books.items.step(owed.id, ItemStep.DONE, by="A07", now=done)
    assert see("11:01:00").cards == ()


@pytest.mark.parametrize(
    "time, stands",
    [
        ("2026-11-24 00:00:00", True),
        ("2026-11-30 23:59:59", True),
        ("2026-12-01 00:00:00", False),
        ("2026-11-23 23:59:59", False),
    ],
)
def test_d21_a_circular_ends_at_midnight_of_the_eighth_day(
    office: Office, read: Read, time: str, *, stands: bool
) -> None:
    circular = Bulletin(
        "f1", StaffNo("A07"), "A07", DAY, Rule.ERRAND, None, DAY, DAY + timedelta(days=6)
    )
    now = Instant.of(read(time))
    today = office.meetings.cases.day_of(now.at)
    facts = replace(WallService(office).facts(read(time)), bulletins=(circular,))
    kinds = [card.kind for card in wall_view(facts, now, today).cards]
    assert (CardKind.BULLETIN in kinds) is stands
