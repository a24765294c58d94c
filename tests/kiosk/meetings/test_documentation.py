"""docs/meetings.md says what the code does: its files, its times, its lengths and its words."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.attendance.timetable import OFFICE_ZONE, Timetable
from kiosk.books.book_state import BookState
from kiosk.books.outcome import Outcome
from kiosk.config import Config
from kiosk.meetings.agenda import AGENDAS
from kiosk.meetings.attending import Attendance, attended
from kiosk.meetings.schedule import MeetingTimes, morning_times

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "meetings.md").read_text(encoding="utf-8")
DAYS = (date(2026, 7, 7), date(2026, 11, 24))
"""In summer, in winter: the columns of the table of times."""


def cells(head: str) -> tuple[str, ...]:
    """The cells of the row that begins so."""
    found = re.search(rf"^\| {re.escape(head)}[^|]*\|(.*)\|$", PAGE, re.MULTILINE)
    assert found is not None, head
    return tuple(cell.strip() for cell in found[1].split("|"))


def times(day: date) -> MeetingTimes:
    lead = timedelta(minutes=15)
    return morning_times(day, Config().working_days(), Timetable(), Timetable(), lead)


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize("folder", ["meetings", "books"])
def test_files_are_there(folder: str) -> None:
    table = PAGE.partition(f"file in `kiosk/{folder}/`")[2].partition("\n\n")[0]
    names = re.findall(r"`(\w+\.py)`", table)
    assert names
    for name in names:
        assert (ROOT / "kiosk" / folder / name).is_file(), name


@pytest.mark.parametrize("column", [0, 1], ids=["summer", "winter"])
def test_times_of_a_morning(column: int) -> None:
    day = DAYS[column]
    meeting = times(day)
    assert meeting.planned == at(day, cells("planned start")[column])
    first, _, last = cells("can be started")[column].partition(" to ")
    assert (meeting.earliest, meeting.latest) == (at(day, first), at(day, last))
    late = at(day, cells("late from")[column])
    into = at(day, cells("goes on into work time")[column])
    second = timedelta(seconds=1)
    for moment, is_late in ((late - second, False), (late, True)):
        until = moment.astimezone(UTC) + second
        came = attended([moment], meeting.planned, until, excused=False, over=True)
        assert (came.attendance is Attendance.LATE) is is_late
    assert not meeting.into_work(into - second)
    assert meeting.into_work(into)


@pytest.mark.parametrize("words", [BookState, Attendance, Outcome], ids=lambda each: each.__name__)
def test_every_word_is_told(words: type) -> None:
    told = set(re.findall(r"`(\w+)`", PAGE))
    assert {each.value for each in words} - {"open"} <= told  # type: ignore[attr-defined]


def test_every_block_is_told() -> None:
    for kind, blocks in AGENDAS.items():
        assert cells(f"`{kind}`")[0].startswith(blocks[0].id)
