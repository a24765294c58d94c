"""How the supervisor's screen says what it shows. Pure; in the language in use."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from keyroom.language import _
from kiosk.attendance.judging.results import SlotResult
from kiosk.attendance.judging.statuses import STATUS_NAMES, Status
from kiosk.attendance.leave_kind import LEAVE_NAMES, LeaveKind
from kiosk.attendance.presence import Presence
from screens.entrance.words import MONTHS, WEEKDAYS
from screens.widgets.tone import Tone

PRESENCE_SIGNS: dict[Presence, tuple[str, Tone]] = {
    Presence.IN: ("●", Tone.GOOD),
    Presence.OUT: ("○", Tone.CALM),
    Presence.ABSENT: ("×", Tone.BAD),
    Presence.NOT_YET: ("—", Tone.FAINT),
    Presence.ON_LEAVE: ("△", Tone.WARN),
    Presence.FIELD_DUTY: ("◇", Tone.CALM),
    Presence.DAY_OFF: ("□", Tone.FAINT),
}
"""Only characters of GB 2312: every font that has Chinese has those."""

OFF_BY_MINUTES = frozenset(
    {Status.LATE, Status.SERIOUS_LATE, Status.EARLY_LEAVE, Status.ABSENT_LATE}
)


def result_words(result: SlotResult) -> str:
    """What became of a slot: `late by 15 min`, `personal leave`."""
    if isinstance(result.result, LeaveKind):
        return _(LEAVE_NAMES[result.result])
    name = _(STATUS_NAMES[result.result])
    if result.result in OFF_BY_MINUTES:
        return _("{what} by {minutes} min").format(what=name, minutes=result.minutes)
    return name


def time_of(at: datetime | None, zone: ZoneInfo) -> str:
    """Hours and minutes in the office's zone; nothing for no time."""
    return "" if at is None else f"{at.astimezone(zone):%H:%M}"


def long_day(day: date) -> str:
    """The date with its weekday: 2026年11月23日 星期一."""
    return _("{weekday}, {day} {month} {year}").format(
        weekday=_(WEEKDAYS[day.weekday()]),
        day=day.day,
        month=_(MONTHS[day.month - 1]),
        year=day.year,
    )
