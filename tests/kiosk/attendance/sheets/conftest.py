"""Sheets made from written evidence, and what they are made of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from keyroom.language import Language, use
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.evidence import Evidence, Span
from kiosk.attendance.judging.month_judge import judge_month
from kiosk.attendance.judging.plan import plan_days
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.slots import Tap
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.person import Person, staff_no
from kiosk.roles import Role

JUNE = Month(2026, 6)
"""Summer hours, one holiday (Friday the 19th), no make-up workday."""
IN_TIME = "09:05 12:31 15:05 18:31"
AFTERWARDS = datetime(2026, 7, 2, 12, tzinfo=OFFICE_ZONE)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages are judged in the language of the code."""
    use(Language.ENGLISH)
    yield
    use(Language.CHINESE)


def at(text: str) -> datetime:
    """`MM-DD HH:MM` of 2026, in the office's zone."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=OFFICE_ZONE)


def written_month(
    person: Person, days: Mapping[int, str], month: Month, calendar: Calendar
) -> list[Tap]:
    """Taps of a month: in time on every working day that `days` does not speak of."""
    taps = []
    for number in range(1, month.last.day + 1):
        day = month.first.replace(day=number)
        works = calendar.day(day).working and person.works_on(day)
        for clock in days.get(number, IN_TIME if works else "").split():
            moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=OFFICE_ZONE)
            taps.append(Tap(f"{person.no}-{moment:%m%d-%H%M}", moment))
    return taps


@pytest.fixture
def clerk() -> Person:
    return Person(staff_no("A07"), "达娃卓玛", Role.ACCOUNT_MANAGER, "二组", date(2024, 3, 1))


@pytest.fixture
def moment() -> Callable[[str], datetime]:
    return at


@pytest.fixture
def written_sheet() -> Callable[..., MonthSheet]:
    """`written_sheet([(person, {day: "09:30 …"}, more evidence), …])`: their sheet of June 2026."""

    def sheet(
        rows: list[tuple[Person, Mapping[int, str], dict[str, Any]]],
        *,
        rules: Rulebook | None = None,
        outages: list[Span] | None = None,
        now: datetime = AFTERWARDS,
        month: Month = JUNE,
    ) -> MonthSheet:
        calendar, rules = Calendar(), rules or Rulebook()
        plans = list(plan_days(month.first, month.last, [(month.first, rules)], calendar))
        judged = []
        for person, days, more in rows:
            evidence = Evidence(taps=written_month(person, days, month, calendar))
            case = Case(person, replace(evidence, **more), outages or [], now)
            judged.append(judge_month(case, plans))
        return MonthSheet(month, rules.version, tuple(judged))

    return sheet
