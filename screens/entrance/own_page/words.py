"""Words that the parts of the own page share. Pure."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.attendance.requests.records import Leave, Visit
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Session, Slot
from kiosk.person import Person
from screens.entrance.words import MONTHS, SLOTS, clock_time

SESSIONS: dict[Session, str] = {Session.AM: N_("morning"), Session.PM: N_("afternoon")}


def month_words(month: Month) -> str:
    """2026年11月."""
    return _("{month} {year}").format(month=_(MONTHS[month.number - 1]), year=month.year)


def date_words(day: date) -> str:
    """11月3日."""
    return _("{day} {month}").format(day=day.day, month=_(MONTHS[day.month - 1]))


def place_words(slot: str | None) -> str:
    """A slot or a session by its code; nothing where a line is about the day."""
    if slot is None:
        return ""
    return _(SLOTS[Slot(slot)]) if slot in set(Slot) else _(SESSIONS[Session(slot)])


def time_words(at: time) -> str:
    """09:50."""
    return f"{at:%H:%M}"


def span_words(asked: Leave | Visit, zone: ZoneInfo) -> str:
    """From when to when: 11月3日 09:50–13:00, or with both days."""
    start, end = asked.start.astimezone(zone), asked.end.astimezone(zone)
    return f"{_moment(start, zone)}–{_until(start, end, zone)}"


def approver(person: Person) -> str:
    """Who decides about a person: nobody about himself (§9)."""
    if person.role.supervises:
        return _("the group customer department")
    return _("the room manager")


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{date_words(at.date())} {clock_time(at, zone)}"


def _until(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    return clock_time(end, zone) if start.date() == end.date() else _moment(end, zone)
