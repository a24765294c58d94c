"""How days, layers and hours are called where the calendar is shown: message ids."""

from typing import Final

from keyroom.language import N_
from kiosk.attendance.calendar import DayKind, Source
from kiosk.attendance.timetable import Season

KINDS: Final = {
    DayKind.WORKDAY: N_("workday"),
    DayKind.MAKEUP_WORKDAY: N_("make-up workday"),
    DayKind.WEEKEND: N_("weekend"),
    DayKind.HOLIDAY: N_("holiday"),
}

MARKS: Final = {
    DayKind.MAKEUP_WORKDAY: N_("mk"),
    DayKind.WEEKEND: N_("we"),
    DayKind.HOLIDAY: N_("ho"),
}
"""In a month's grid, two cells: 班 休 节. An ordinary workday has none."""

SOURCES: Final = {
    Source.DECISION: N_("decided by the office"),
    Source.CONFIG: N_("decided in keyroom.toml"),
    Source.REGIONAL: N_("the region"),
    Source.NOTICE: N_("national notice, imported"),
    Source.PACKAGE: N_("national notice"),
    Source.LAW: N_("by law"),
    Source.WEEK: N_("the week"),
}

SEASONS: Final = {Season.SUMMER: N_("summer hours"), Season.WINTER: N_("winter hours")}

BEGINNINGS: Final = {
    Season.SUMMER: N_("summer hours begin"),
    Season.WINTER: N_("winter hours begin"),
}

WEEKDAYS: Final = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
