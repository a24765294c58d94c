"""The record of a meeting as text: everything that whoever reads it later must know."""

from collections.abc import Callable
from datetime import date

from kiosk.config import Config
from kiosk.meetings.agenda import MeetingKind, block_ids
from kiosk.meetings.meetings import Meetings
from kiosk.meetings.record_text import Letterhead, minutes_and_seconds, record_text
from kiosk.meetings.running import Move
from kiosk.office import Office
from kiosk.person import StaffNo
from tests.kiosk.meetings.conftest import At, Read

DAY = date(2026, 11, 24)
FULL = dict.fromkeys(block_ids(MeetingKind.MORNING), "无")


def text_of(meetings: Meetings, read: Read, when: str, place: str = "集团客户部") -> str:
    head = Letterhead("重要室", place, Config().zone)
    return "\n".join(record_text(meetings.look(DAY, read(when)), head))


def test_HY_5_5_the_place_is_the_departments_unless_told_otherwise(  # noqa: N802 - the rule's id
    meetings: Meetings, read: Read
) -> None:
    assert Config().meeting.place == "集团客户部"
    assert "Place: 集团客户部" in text_of(meetings, read, "2026-11-24 09:00")
    assert "Place: 二楼会议室" in text_of(meetings, read, "2026-11-24 09:00", "二楼会议室")


def test_what_is_missing_before_the_meeting_is_named(meetings: Meetings, read: Read) -> None:
    text = text_of(meetings, read, "2026-11-24 09:00")
    assert "Prepared: not yet: HY-5-1a, HY-5-1b, HY-5-1c, HY-5-1d, HY-5-1e without a text" in text
    assert "Not started yet." in text
    assert "Not held." in text_of(meetings, read, "2026-11-24 13:00")


def test_an_overrun_stands_in_the_record_and_so_does_what_was_signed(
    office: Office, meetings: Meetings, read: Read, at: At, tap: Callable[[str, str], None]
) -> None:
    tap("2026-11-24 09:20", "T01 A07")
    meetings.prepare(DAY, FULL, by="T01", now=read("2026-11-23 18:31"))
    meetings.start(DAY, by="T01", now=read("2026-11-24 09:35"))
    assert "The host has not signed for the books." in text_of(meetings, read, "2026-11-24 09:36")
    meetings.check(DAY, by="T01", now=read("2026-11-24 09:40"))
    meetings.move(DAY, Move.END, by="T01", now=read("2026-11-24 09:51:01"))
    meetings.write_minutes(DAY, "一\n二", by="A07", now=read("2026-11-24 10:00"))
    office.books.visits.declare(
        StaffNo("A07"), date(2026, 11, 23), by="A07", now=at("2026-11-24 11:00")
    )
    lines = text_of(meetings, read, "2026-11-24 12:00").splitlines()
    assert "Prepared: 2026-11-23 18:31:00, too late" in lines
    assert "Held: 09:35:00 – 09:51:01" in lines
    assert "Length: 16:01; longer than it should be; went on after work had begun" in lines
    assert "    Books signed for by T01." in lines
    assert "    Not filled then: A07, A08" in lines
    assert any("A07" in line and "visit log filled late" in line for line in lines)
    notes = lines.index("Notes")
    assert lines[notes + 1 : notes + 4] == ["    A07 A07", "        一", "        二"]
    assert "Notes still owed by: T01" in lines


def test_a_length_is_written_in_minutes_and_seconds() -> None:
    assert [minutes_and_seconds(each) for each in (0, 59, 60, 901)] == [
        "0:00",
        "0:59",
        "1:00",
        "15:01",
    ]
