"""The presence board of this moment, from the records."""

from datetime import date, datetime

from kiosk.attendance.presence import Board, board
from kiosk.office import Office


def today(office: Office, now: datetime) -> date:
    """The attendance day of `now` (D-07)."""
    return office.rulebooks.current.timetable.attendance_day(now)


def board_now(office: Office, now: datetime) -> Board:
    """Who is there at `now`."""
    day = today(office, now)
    return board(day, ((each.person, each.result) for each in office.sheets.day(day, now)), now)
