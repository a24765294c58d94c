"""The words of a month's forms: what a day, a slot, and a line of deduction are called.

A day is worded as the attendance products of the field word it (§4.1), so that a payroll clerk
reads ours like theirs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.attendance.calendar import Day, DayKind
from kiosk.attendance.judging.evidence import ApprovedLeave
from kiosk.attendance.judging.results import DayResult, Line, PersonMonth, SlotResult
from kiosk.attendance.judging.statuses import DOUBT_NAMES, STATUS_NAMES, LineState, Rule, Status
from kiosk.attendance.leave_kind import LEAVE_NAMES, LeaveKind
from kiosk.attendance.reports.tally import covered
from kiosk.attendance.timetable import Direction, Season, Session, Slot

SEASON_NAMES: Final[Mapping[Season, str]] = {
    Season.SUMMER: N_("summer"),
    Season.WINTER: N_("winter"),
}

_IN_WORDS: Final[Mapping[Status, str]] = {
    Status.LATE: N_("late by {minutes} min"),
    Status.SERIOUS_LATE: N_("seriously late by {minutes} min"),
    Status.ABSENT_LATE: N_("late by {minutes} min, counted as absent"),
    Status.MISSING_IN: N_("clock-in missing"),
    Status.WAIVED: N_("clock-in missing (excused)"),
}
_OUT_WORDS: Final[Mapping[Status, str]] = {
    Status.EARLY_LEAVE: N_("left {minutes} min early"),
    Status.MISSING_OUT: N_("clock-out missing"),
    Status.WAIVED: N_("clock-out missing (excused)"),
}
_WORDS: Final = {Direction.IN: _IN_WORDS, Direction.OUT: _OUT_WORDS}
_CORRECTED: Final = {
    Direction.IN: N_("clock-in corrected"),
    Direction.OUT: N_("clock-out corrected"),
}

_CAUSES: Final[Mapping[Rule, str]] = {
    Rule.PREP: N_("not 10 minutes early"),
    Rule.ABSENCE: N_("absent"),
    Rule.ERRAND: N_("private errand on duty"),
    Rule.UNIFORM: N_("no work uniform"),
    Rule.LEAVE: N_("too many leaves"),
    Rule.CAP: N_("beyond the cap"),
}
_MISSING: Final = {
    Direction.IN: N_("missing clock-in"),
    Direction.OUT: N_("missing clock-out"),
}
_STATES: Final[Mapping[LineState, str]] = {
    LineState.CHARGED: "",
    LineState.PENDING: N_("pending"),
    LineState.UNDECIDED: N_("undecided"),
    LineState.OBJECTED: N_("objected, undecided"),
    LineState.UPHELD: N_("upheld by decision"),
    LineState.WAIVED: N_("excused by decision"),
    LineState.ABSORBED: N_("contained in a dearer line"),
}

PLACES: Final[Mapping[str, str]] = {
    Slot.AM_IN.value: N_("in 1"),
    Slot.AM_OUT.value: N_("out 1"),
    Slot.PM_IN.value: N_("in 2"),
    Slot.PM_OUT.value: N_("out 2"),
    Session.AM.value: N_("morning"),
    Session.PM.value: N_("afternoon"),
}
"""How slots and sessions are called on the forms: message ids."""


def joined(words: Iterable[str]) -> str:
    """Several words in one cell."""
    return _("; ").join(words)


def day_words(day: DayResult, month: PersonMonth, zone: ZoneInfo) -> str:
    """The cell of a day in the summary; empty where there is nothing to say yet."""
    if not day.employed:
        return ""
    if not day.day.working:
        return day_off_words(day.day, came=bool(day.overtime_minutes))
    results = [slot.result for slot in day.slots.values()]
    if len(set(results)) == 1 and _is_away(results[0]):
        return _("{what}, whole day").format(what=result_name(results[0]))
    said = [*_session_words(day), *_short_leaves(day, month.leaves, zone)]
    if said:
        return joined(word for word, _again in groupby(said))
    return "" if Status.OPEN in results else result_name(Status.NORMAL)


def day_off_words(day: Day, *, came: bool = False) -> str:
    """A day on which nobody is due."""
    off = _("day off, came in") if came else result_name(Status.REST)
    if day.kind is DayKind.HOLIDAY and day.name:
        return _("{off} ({holiday})").format(off=off, holiday=_(day.name))
    return off


def result_name(result: Status | LeaveKind) -> str:
    """What became of a slot, in a word."""
    return _(STATUS_NAMES[result] if isinstance(result, Status) else LEAVE_NAMES[result])


def slot_words(slot: SlotResult) -> str:
    """The result of one slot, with what is to be said of it besides."""
    name = result_name(slot.result)
    if slot.corrected:
        return _("{result} (corrected)").format(result=name)
    if slot.prep_missed:
        return _("{result} (not 10 minutes early)").format(result=name)
    return name


def cause(line: Line) -> str:
    """Why a line is there."""
    if line.rule in _CAUSES:
        return _(_CAUSES[line.rule])
    way = Direction.IN if line.slot is None else Slot(line.slot).direction
    if line.rule is Rule.MISSING:
        return _(_MISSING[way])
    if way is Direction.OUT:
        return _(STATUS_NAMES[Status.EARLY_LEAVE])
    late = Status.LATE if line.rule is Rule.OFF_BY_TIER_1 else Status.SERIOUS_LATE
    return _(STATUS_NAMES[late])


def standing(line: Line) -> str:
    """Where a line stands; empty where it is charged and nobody objects."""
    state = _STATES[line.state]
    if line.doubt is not None and line.state.waits:
        return _("{state}: {doubt}").format(state=_(state), doubt=_(DOUBT_NAMES[line.doubt]))
    return _(state) if state else ""


def _session_words(day: DayResult) -> Iterator[str]:
    for _session, slots in groupby(day.slots.items(), key=lambda item: item[0].session):
        results = dict(slots)
        statuses = [slot.result for slot in results.values()]
        if Status.ABSENT in statuses:
            yield _("{what}, half day").format(what=result_name(Status.ABSENT))
        elif len(set(statuses)) == 1 and _is_away(statuses[0]):
            yield _("{what}, half day").format(what=result_name(statuses[0]))
        else:
            yield from _slot_words(results)


def _slot_words(slots: Mapping[Slot, SlotResult]) -> Iterator[str]:
    for place, slot in slots.items():
        way = place.direction
        if slot.result in (Status.OPEN, Status.NORMAL):
            if slot.corrected:
                yield _(_CORRECTED[way])
        elif isinstance(slot.result, Status) and slot.result in _WORDS[way]:
            yield _(_WORDS[way][slot.result]).format(minutes=slot.minutes)
        else:
            yield result_name(slot.result)


def _is_away(result: Status | LeaveKind) -> bool:
    """Whether a whole session or day is called by it."""
    return result in (Status.ABSENT, Status.FIELD_DUTY) or isinstance(result, LeaveKind)


def _short_leaves(day: DayResult, leaves: Sequence[ApprovedLeave], zone: ZoneInfo) -> Iterator[str]:
    """Leave of a part of a session, which no slot tells of (D-17)."""
    told = {slot.result for slot in day.slots.values()}
    for leave in leaves:
        minutes = covered(day, leave, zone)
        if minutes and leave.kind not in told:
            yield _("{what}, {minutes} min").format(what=result_name(leave.kind), minutes=minutes)
