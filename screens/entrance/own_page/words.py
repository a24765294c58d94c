"""Words that the parts of the own page share. Pure."""

from datetime import date, time
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.requests.records import Leave, Visit
from kiosk.attendance.requests.spans import days_of, whole_days
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Session, Slot
from kiosk.person import Person
from screens.entrance.words import MONTHS, SLOTS

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
    """From when to when: 11月3日, 11月3日–11月5日, or with times where the days are not whole."""
    span = Span(asked.start, asked.end)
    first, last = days_of(span, zone)
    if span == whole_days(first, last, zone):
        return days_words(first, last)
    start, end = asked.start.astimezone(zone), asked.end.astimezone(zone)
    if first == last:
        return f"{date_words(first)} {start:%H:%M}–{end:%H:%M}"
    return f"{date_words(first)} {start:%H:%M}–{date_words(last)} {end:%H:%M}"


def days_words(first: date, last: date) -> str:
    """11月3日, or 11月3日–11月5日."""
    return date_words(first) if first == last else f"{date_words(first)}–{date_words(last)}"


def approver(person: Person) -> str:
    """Who decides about a person: nobody about himself (§9)."""
    if person.role.supervises:
        return _("the group customer department")
    return _("the room manager")
