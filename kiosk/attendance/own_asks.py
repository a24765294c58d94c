"""What a person at the entrance may ask about himself: plain data, from the screen to the door."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from keyroom.language import N_
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.requests.spans import whole_days
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Session, Slot, Timetable
from kiosk.person import StaffNo


class LeavePart(StrEnum):
    """How much of its days a leave takes."""

    WHOLE = "whole"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    HOURS = "hours"


LEAVE_PART_NAMES: dict[LeavePart, str] = {
    LeavePart.WHOLE: N_("whole day"),
    LeavePart.MORNING: N_("morning"),
    LeavePart.AFTERNOON: N_("afternoon"),
    LeavePart.HOURS: N_("some hours"),
}
"""How each is called on screens: message ids."""

_SESSIONS: dict[LeavePart, Session] = {
    LeavePart.MORNING: Session.AM,
    LeavePart.AFTERNOON: Session.PM,
}


@dataclass(frozen=True, slots=True)
class OwnMonthAsked:
    """To see a month; the current one where none is named."""

    person: StaffNo
    month: Month | None = None


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    """For leave on the days from `first` to `last`."""

    person: StaffNo
    kind: LeaveKind
    first: date
    last: date
    part: LeavePart = LeavePart.WHOLE
    hours: tuple[time, time] | None = None
    """From when to when, where `part` says so."""

    def span(self, timetable: Timetable) -> tuple[datetime, datetime]:
        """Its beginning and its end, aware."""
        if self.hours is not None:
            start, end = self.hours
            zone = timetable.zone
            return datetime.combine(self.first, start, zone), datetime.combine(self.last, end, zone)
        if self.part in _SESSIONS:
            return timetable.session(self.first, _SESSIONS[self.part])
        return whole_days(self.first, self.last, timetable.zone)


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    """For a punch that is missing or wrong (补卡, D-12)."""

    person: StaffNo
    day: date
    slot: Slot
    at: time
    reason: str

    def moment(self, timetable: Timetable) -> datetime:
        """When the punch is said to have been; small hours are the evening's (D-07), aware."""
        late = self.at < timetable.day_cutoff
        day = self.day + timedelta(days=1) if late else self.day
        return datetime.combine(day, self.at, timetable.zone)


@dataclass(frozen=True, slots=True)
class ObjectionMade:
    """Against a line of the month (申诉)."""

    person: StaffNo
    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """What somebody who works on a case has asked (BM-7)."""

    person: StaffNo
    case: str
    text: str


Request = LeaveAsked | CorrectionAsked | ObjectionMade | QuestionAnswered
OwnAsk = OwnMonthAsked | Request
