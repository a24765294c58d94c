"""月度汇总: a row for each person, a cell for each day (§4.2, first sheet)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from keyroom.language import N_, _
from kiosk.attendance.calendar import DayKind
from kiosk.attendance.judging.results import PersonMonth
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.reports.columns import Cell, Column, Form
from kiosk.attendance.reports.cover import Cover
from kiosk.attendance.reports.grid import symbol
from kiosk.attendance.reports.tally import OTHER_LEAVE, Tally
from kiosk.attendance.reports.wording import day_words, joined
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.roles import ROLE_NAMES

TITLE: Final = N_("Monthly summary")
_DAY_WIDTH: Final = 8
_COUNT_WIDTH: Final = 10
_LEAVE_WIDTH: Final = 12
_OVERTIME: Final = (
    (N_("workdays {hours} h"), (DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY)),
    (N_("days off {hours} h"), (DayKind.WEEKEND,)),
    (N_("holidays {hours} h"), (DayKind.HOLIDAY,)),
)


@dataclass(frozen=True)
class SummaryRow:
    """One person's month, and the cover it stands under."""

    month: PersonMonth
    cover: Cover

    @cached_property
    def tally(self) -> Tally:
        """Its counts."""
        return Tally(self.month, self.cover.zone)

    def leave(self, kinds: Collection[LeaveKind]) -> str:
        """`2次/1.5天`, or nothing."""
        taken = self.tally.leave(kinds)
        if not taken.times and not taken.days:
            return ""
        return _("{times}x / {days}d").format(times=taken.times, days=f"{taken.days.normalize():f}")

    @property
    def overtime(self) -> str:
        """Hours by kind of day, where there are any."""
        told = ((words, self.tally.overtime(kinds)) for words, kinds in _OVERTIME)
        return joined(
            _(words).format(hours=f"{hours.normalize():f}") for words, hours in told if hours
        )

    def day(self, place: int) -> str:
        """The words of one day."""
        return day_words(self.month.days[place], self.month, self.cover.zone)


def _count(heading: str, value: Callable[[SummaryRow], Cell]) -> Column[SummaryRow]:
    return Column(heading, value, _COUNT_WIDTH, Form.COUNT)


def _times_and_minutes(status: Status, times: str, minutes: str) -> tuple[Column[SummaryRow], ...]:
    return (
        _count(times, lambda row: row.tally.times(status)),
        _count(minutes, lambda row: row.tally.minutes(status)),
    )


def _leave(heading: str, *kinds: LeaveKind) -> Column[SummaryRow]:
    return Column(heading, lambda row: row.leave(kinds), _LEAVE_WIDTH)


def _days(days: float) -> float:
    """Half days are exact in binary; whole ones need no point."""
    return int(days) if days.is_integer() else days


_FIXED: Final[tuple[Column[SummaryRow], ...]] = (
    Column(N_("name"), lambda row: row.month.person.name, 11),
    Column(N_("attendance group"), lambda row: row.month.person.team, 12),
    Column(N_("department"), lambda row: row.cover.office, 16, Form.LONG),
    Column(N_("staff number"), lambda row: row.month.person.no, 8, Form.CODE),
    Column(N_("position"), lambda row: _(ROLE_NAMES[row.month.person.role]), 13, Form.LONG),
    Column(N_("days due"), lambda row: _days(row.month.days_due), 9),
    Column(N_("days attended"), lambda row: _days(row.month.days_attended), 9),
    Column(N_("days off"), lambda row: row.tally.days_off, 7),
    Column(N_("hours worked"), lambda row: row.tally.hours_worked, 8),
    *_times_and_minutes(Status.LATE, N_("times late"), N_("minutes late")),
    *_times_and_minutes(
        Status.SERIOUS_LATE, N_("times seriously late"), N_("minutes seriously late")
    ),
    _count(N_("days late counted as absent"), lambda row: row.tally.days_late_as_absent),
    *_times_and_minutes(Status.EARLY_LEAVE, N_("times left early"), N_("minutes left early")),
    _count(N_("clock-ins missing"), lambda row: row.tally.times(Status.MISSING_IN)),
    _count(N_("clock-outs missing"), lambda row: row.tally.times(Status.MISSING_OUT)),
    _count(N_("punches corrected"), lambda row: row.month.counts["corrections"]),
    _count(N_("days absent"), lambda row: row.tally.days_absent),
    _leave(N_("personal leave (times/days)"), LeaveKind.PERSONAL),
    _leave(N_("sick leave (times/days)"), LeaveKind.SICK),
    _leave(N_("annual leave (times/days)"), LeaveKind.ANNUAL),
    _leave(N_("other leave (times/days)"), *OTHER_LEAVE),
    _count(N_("times on field duty"), lambda row: row.tally.times_outside),
    _count(N_("hours on business trips"), lambda row: row.tally.trip_hours),
    Column(N_("overtime (workdays/days off/holidays)"), lambda row: row.overtime, 16, Form.LONG),
)


FIXED: Final = len(_FIXED)
"""How many columns stand before the days."""


def summary_columns(sheet: MonthSheet) -> list[Column[SummaryRow]]:
    """The fixed columns, then one for each day of the month."""
    return [*_FIXED, *(_day_column(place) for place in range(sheet.month.last.day))]


def summary_rows(sheet: MonthSheet, cover: Cover) -> list[SummaryRow]:
    """By staff number."""
    return [SummaryRow(month, cover) for month in sheet.people]


def _day_column(place: int) -> Column[SummaryRow]:
    return Column(
        str(place + 1),
        lambda row: row.day(place),
        _DAY_WIDTH,
        Form.LONG,
        tone=lambda row: symbol(row.month.days[place]).tone,
    )
