"""The selected day: each planned punch, when it was due and made, and what came of it. Pure."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.attendance.calendar import DayKind
from kiosk.attendance.judging.results import DayResult, SlotResult, SlotStatus
from kiosk.attendance.judging.statuses import STATUS_NAMES, Status
from kiosk.attendance.leave_kind import LEAVE_NAMES, LeaveKind
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.timetable import Season, Slot
from kiosk.money import written_yuan
from screens.entrance.so_far_words import JOINT
from screens.entrance.words import SLOTS, clock_time, short_date
from screens.widgets.rows import Cell, Row

KINDS: dict[DayKind, str] = {
    DayKind.WORKDAY: N_("workday"),
    DayKind.MAKEUP_WORKDAY: N_("make-up workday"),
    DayKind.WEEKEND: N_("day off"),
    DayKind.HOLIDAY: N_("holiday"),
}
SEASONS: dict[Season, str] = {
    Season.SUMMER: N_("summer hours"),
    Season.WINTER: N_("winter hours"),
}
SLOT, TIME, RESULT, MINUTES, RULE, YUAN = 13, 5, 17, 3, 7, 4
"""Columns."""


def day_slots(own: OwnMonth, day: date, zone: ZoneInfo) -> list[Row]:
    """One row a slot, below the day's name and the names of the columns."""
    result = own.day(day)
    return [Row((Cell(JOINT.join(_title(result)), tone="strong"),)), *_slots(result, zone)]


def _title(day: DayResult) -> Iterator[str]:
    yield short_date(day.date)
    yield _(KINDS[day.day.kind])
    if day.day.name:
        yield _(day.day.name)
    if day.day.working:
        yield _(SEASONS[day.season])


def _slots(day: DayResult, zone: ZoneInfo) -> Iterator[Row]:
    if not day.slots:
        yield Row((Cell(_("not employed on this day"), tone="faint"),))
        return
    names = ("", _("plan"), _("made"), "", _("min"), _("rule"), _("yuan"))
    yield _columns(names, "faint")
    for slot, result in day.slots.items():
        yield _slot(slot, result, zone)


def _slot(slot: Slot, result: SlotResult, zone: ZoneInfo) -> Row:
    made = "" if result.at is None else clock_time(result.at, zone)
    texts = (
        _(SLOTS[slot]),
        "" if result.result is Status.REST else clock_time(result.due, zone),
        made,
        _result(result),
        str(result.minutes) if result.minutes else "",
        result.rule.value if result.rule else "",
        written_yuan(result.fen) if result.fen else "",
    )
    return _columns(texts, _tone(result))


def _columns(texts: tuple[str, ...], tone: str) -> Row:
    slot, due, made, result, minutes, rule, fen = texts
    return Row(
        (
            Cell(slot, SLOT, tone if tone == "faint" else ""),
            Cell(due, TIME, "faint"),
            Cell(made, TIME, tone),
            Cell(result, RESULT, tone),
            Cell(minutes, MINUTES, tone, right=True),
            Cell(rule, RULE, "faint"),
            Cell(fen, YUAN, tone, right=True),
        )
    )


def _result(result: SlotResult) -> str:
    if result.prep_missed:
        return _("just in time")
    if isinstance(result.result, LeaveKind):
        return _(LEAVE_NAMES[result.result])
    return _(STATUS_NAMES[result.result])


def _tone(result: SlotResult) -> str:
    if result.prep_missed:
        return "wait"
    return _TONES.get(result.result, "wait")


_TONES: dict[SlotStatus, str] = {
    Status.NORMAL: "good",
    Status.FIELD_DUTY: "good",
    Status.WAIVED: "good",
    Status.REST: "faint",
    Status.OPEN: "faint",
    Status.LATE: "bad",
    Status.SERIOUS_LATE: "bad",
    Status.EARLY_LEAVE: "bad",
    Status.ABSENT: "bad",
    Status.ABSENT_LATE: "bad",
}
