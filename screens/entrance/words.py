"""What the entrance says: message ids for slots, refusals, days and months."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.attendance.season_change import SeasonChange
from kiosk.attendance.timetable import Hours, Planned, Season, Slot
from kiosk.refusal import Refusal

SLOTS: dict[Slot, str] = {
    Slot.AM_IN: N_("morning in"),
    Slot.AM_OUT: N_("morning out"),
    Slot.PM_IN: N_("afternoon in"),
    Slot.PM_OUT: N_("afternoon out"),
}

SEE_MANAGER = N_("Please see the room manager")
REFUSALS: dict[Refusal, tuple[str, ...]] = {
    Refusal.LOST: (
        N_("Badge reported lost"),
        N_("Please hand it to the room manager"),
        N_("Please hand it in"),
    ),
    Refusal.REVOKED: (N_("Badge taken back"), SEE_MANAGER),
    Refusal.REPLACED: (N_("Badge replaced"), N_("Please use your new badge")),
    Refusal.EXPIRED: (
        N_("Badge expired"),
        N_("Please ask the room manager for a new one"),
        SEE_MANAGER,
    ),
    Refusal.NOT_YET: (N_("Badge not valid yet"), SEE_MANAGER),
    Refusal.LEFT: (N_("No longer on the staff"), SEE_MANAGER),
    Refusal.FOREIGN: (N_("Badge of another office"), N_("It opens nothing here")),
    Refusal.FORGED: (N_("Badge not genuine"), N_("Wrong signature; this has been recorded")),
    Refusal.ASSURANCE: (N_("Badge not safe enough"), N_("A badge of this kind is not taken here")),
}
"""What is wrong; then what to do, and shorter forms of that."""

SEASON_CHANGES: dict[Season, tuple[str, str]] = {
    Season.SUMMER: (N_("From {day}: summer hours {am}, {pm}"), N_("Summer hours from {day}")),
    Season.WINTER: (N_("From {day}: winter hours {am}, {pm}"), N_("Winter hours from {day}")),
}
"""What is said before the hours change, and a shorter form."""

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)

MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


def long_date(local: datetime) -> str:
    """The date with its weekday: 2026年11月23日 星期一."""
    return _("{weekday}, {day} {month} {year}").format(
        weekday=_(WEEKDAYS[local.weekday()]),
        day=local.day,
        month=_(MONTHS[local.month - 1]),
        year=local.year,
    )


def short_date(local: date) -> str:
    """The date without its year, for where that has no room."""
    return _("{weekday}, {day} {month}").format(
        weekday=_(WEEKDAYS[local.weekday()]), day=local.day, month=_(MONTHS[local.month - 1])
    )


def season_words(change: SeasonChange) -> tuple[str, ...]:
    """That other hours are near: from when, and which; then shorter forms."""
    day, shift = short_date(change.day), change.shift
    return tuple(
        _(form).format(day=day, am=_span(shift.am), pm=_span(shift.pm))
        for form in SEASON_CHANGES[change.season]
    )


def _span(hours: Hours) -> str:
    return f"{hours.start:%H:%M}–{hours.end:%H:%M}"


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    """Hours and minutes in the office's zone: people are due by the minute (D-03)."""
    return f"{at.astimezone(zone):%H:%M}"


def signed_span(span: timedelta) -> str:
    """A length of time with its sign: `+1:00:00`, `-0:00:05`."""
    seconds = round(abs(span).total_seconds())
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{'-' if span < timedelta(0) else '+'}{hour}:{minute:02}:{second:02}"


def next_planned(planned: Planned, now: datetime) -> tuple[str, ...]:
    """What is next: slot and time, with the day unless it is today; then shorter forms."""
    due = planned.at
    slot, time = _(SLOTS[planned.slot]), f"{due:%H:%M}"
    if due.date() == now.astimezone(due.tzinfo).date():
        return _next(f"{slot} {time}"), _next(time)
    weekday = _(WEEKDAYS[due.weekday()])
    whole = _("{slot} {weekday} {time}").format(slot=slot, weekday=weekday, time=time)
    day = f"{weekday} {time}"
    return _next(whole), _next(day), day


def _next(planned: str) -> str:
    return _("Next {planned}").format(planned=planned)
