"""Taps of people who were not in the office then: they count for nothing, and are told of."""

from collections.abc import Iterator, Sequence

from keyroom.language import N_
from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.judging.results import Remark


def stray_taps(case: Case, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    """A remark where a person tapped before his first day, or after his last."""
    timetable, person = plans[0].rules.timetable, case.person
    tapped = sorted(timetable.attendance_day(tap.at) for tap in case.evidence.taps)
    stray = [
        day for day in tapped if plans[0].date <= day <= plans[-1].date and not person.works_on(day)
    ]
    if stray:
        yield Remark(
            "stray_taps",
            N_("{no} tapped outside the employment: {count} taps, the first on {day}"),
            {"no": person.no, "count": len(stray), "day": stray[0].isoformat()},
        )
