"""How directions, slots, counts, results and sources of taps are called in lists: message ids."""

from typing import Final

from keyroom.language import N_
from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Source
from kiosk.attendance.timetable import Direction, Slot
from kiosk.refusal import Refusal

DIRECTIONS: Final = {Direction.IN: N_("in"), Direction.OUT: N_("out")}

SLOTS: Final = {
    Slot.AM_IN: N_("morning in"),
    Slot.AM_OUT: N_("morning out"),
    Slot.PM_IN: N_("afternoon in"),
    Slot.PM_OUT: N_("afternoon out"),
}

COUNTS: Final = {
    "days_due": N_("days due"),
    "days_attended": N_("days attended"),
    "late": N_("late"),
    "serious_late": N_("seriously late"),
    "early": N_("left early"),
    "missing_in": N_("missing clock-in"),
    "missing_out": N_("missing clock-out"),
    "absent": N_("absent"),
    "leave": N_("leave"),
    "corrections": N_("corrections"),
}
"""What a month counts, by the names of its JSON form."""

RESULTS: Final = {
    Result.RECORDED: N_("recorded"),
    Result.DUPLICATE: N_("duplicate"),
    Result.UNKNOWN: N_("unknown badge"),
    Result.REFUSED: N_("refused"),
    Result.SPOOLED: N_("kept on this terminal"),
}

REFUSALS: Final = {
    Refusal.LOST: N_("reported lost"),
    Refusal.REVOKED: N_("revoked"),
    Refusal.REPLACED: N_("replaced"),
    Refusal.EXPIRED: N_("expired"),
    Refusal.NOT_YET: N_("not valid yet"),
    Refusal.LEFT: N_("has left the office"),
    Refusal.FOREIGN: N_("of another office"),
    Refusal.FORGED: N_("forged"),
    Refusal.ASSURANCE: N_("too easily copied"),
}

SOURCES: Final = {
    Source.BADGE: N_("badge"),
    Source.KIOSK: N_("terminal"),
    Source.CORRECTION: N_("correction"),
    Source.IMPORT: N_("import"),
    Source.SYSTEM: N_("system"),
}
