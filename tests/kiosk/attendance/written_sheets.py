"""Sheets made from written evidence: a person, his taps by day, and what else is known."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.evidence import (
    ApprovedCorrection,
    ApprovedFinding,
    ApprovedLeave,
    ApprovedVisit,
    Evidence,
    Span,
)
from kiosk.attendance.judging.month_judge import judge_month
from kiosk.attendance.judging.plan import plan_days
from kiosk.attendance.judging.results import PersonMonth
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.judging.statuses import FindingKind
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.slots import Tap
from kiosk.attendance.timetable import OFFICE_ZONE, Slot
from kiosk.money import Fen
from kiosk.person import Person, staff_no
from kiosk.roles import Role

JUNE = Month(2026, 6)
"""Summer hours, one holiday (Friday the 19th), no make-up workday."""
IN_TIME = "09:05 12:31 15:05 18:31"
AFTERWARDS = datetime(2026, 9, 2, 12, tzinfo=OFFICE_ZONE)
CLERK = Person(staff_no("A07"), "达娃卓玛", Role.ACCOUNT_MANAGER, "二组", date(2024, 3, 1))
OTHER = Person(staff_no("A08"), "王海燕", Role.ACCOUNT_MANAGER, "二组", date(2024, 3, 1))


def at(text: str) -> datetime:
    """`MM-DD HH:MM` of 2026, in the office's zone."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=OFFICE_ZONE)


def person_month(
    person: Person = CLERK,
    days: Mapping[int, str] | None = None,
    *,
    month: Month = JUNE,
    rules: Rulebook | None = None,
    outages: Sequence[Span] = (),
    now: datetime = AFTERWARDS,
    **evidence: Any,
) -> PersonMonth:
    """A person's month: his taps are in time on every working day that `days` does not tell."""
    calendar, rules = Calendar(), rules or Rulebook()
    plans = list(plan_days(month.first, month.last, [(month.first, rules)], calendar))
    taps = _written_taps(person, days or {}, month, calendar)
    return judge_month(Case(person, Evidence(taps=taps, **evidence), outages, now), plans)


def sheet_of(*people: PersonMonth, month: Month = JUNE) -> MonthSheet:
    """The sheet of these people."""
    return MonthSheet(month, Rulebook().version, people)


def eventful(person: Person = CLERK, **changes: Any) -> PersonMonth:
    """A month in which most things happen to one person."""
    evidence: dict[str, Any] = {
        "leaves": [
            ApprovedLeave("L1", LeaveKind.SICK, at("06-03 00:00"), at("06-04 00:00")),
            ApprovedLeave("L2", LeaveKind.PERSONAL, at("06-04 09:20"), at("06-04 10:30")),
        ],
        "visits": [ApprovedVisit("V1", at("06-05 11:00"), at("06-05 16:00"))],
        "corrections": {
            (date(2026, 6, 8), Slot.AM_OUT): ApprovedCorrection("C1", at("06-08 12:31"))
        },
        "findings": [ApprovedFinding("F1", FindingKind.PRIVATE_ERRAND, at("06-09 16:00"))],
        "wage": Fen(100_000),
        "outages": [Span(at("06-12 09:00"), at("06-12 10:00"))],
    }
    days = {
        2: "09:32 12:31 15:12 18:31",
        3: "",
        4: "10:30 12:31 15:05 18:31",
        5: "09:05 18:31",
        8: "09:05 15:05 18:31",
        10: "09:05 12:31 15:05",
        11: "",
        12: "09:40 12:31 15:05 18:31",
    }
    return person_month(person, days, **evidence | changes)


def _written_taps(
    person: Person, days: Mapping[int, str], month: Month, calendar: Calendar
) -> list[Tap]:
    taps = []
    for number in range(1, month.last.day + 1):
        day = month.first.replace(day=number)
        works = calendar.day(day).working and person.works_on(day)
        for clock in days.get(number, IN_TIME if works else "").split():
            moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=OFFICE_ZONE)
            taps.append(Tap(f"{person.no}-{moment:%m%d-%H%M}", moment))
    return taps
