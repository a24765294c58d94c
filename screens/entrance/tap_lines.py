"""The last taps in words, for the list beside the clock. Pure."""

from zoneinfo import ZoneInfo

from keyroom.language import _
from kiosk.attendance.answer import Result
from kiosk.attendance.recent import RecentTap
from kiosk.attendance.timetable import Direction
from screens.entrance.words import REFUSALS, SLOTS, clock_time
from screens.widgets.last_taps import TapLine
from screens.widgets.symbols import Symbol

WAYS = {
    Direction.IN: (Symbol.ARRIVE, "in"),
    Direction.OUT: (Symbol.LEAVE, "out"),
    None: (Symbol.KEPT, "in"),
}

RESULTS = {
    Result.DUPLICATE: (Symbol.REPEATED, "again"),
    Result.UNKNOWN: (Symbol.UNKNOWN, "wrong"),
    Result.REFUSED: (Symbol.REFUSED, "wrong"),
    Result.SPOOLED: (Symbol.TRAY, "kept"),
    Result.FAILED: (Symbol.WARNING, "wrong"),
}


def tap_line(tap: RecentTap, zone: ZoneInfo) -> TapLine:
    """One of the last taps in the language in use."""
    sign, tone = RESULTS.get(tap.result) or WAYS[tap.direction]
    return TapLine(
        time=clock_time(tap.at, zone),
        sign=sign,
        name=tap.person.name if tap.person is not None else _("unknown"),
        counted=_counted(tap),
        tone=tone,
    )


def _counted(tap: RecentTap) -> str:
    match tap.result:
        case Result.RECORDED if tap.slot is not None:
            return _(SLOTS[tap.slot])
        case Result.RECORDED:
            return _("kept")
        case Result.DUPLICATE:
            return _("duplicate")
        case Result.UNKNOWN:
            return _("not enrolled")
        case Result.REFUSED if tap.refusal is not None:
            return _(REFUSALS[tap.refusal][0])
        case Result.REFUSED:
            return _("refused")
        case Result.SPOOLED:
            return _("kept on this terminal")
        case Result.FAILED:
            return _("not recorded")
